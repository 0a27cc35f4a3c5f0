// What the texts of the data say in the reader's language, where somebody translated them.

import { el } from "./dom.js";

/** By text, of each language; made when a language is first spoken. */
const known = new Map();

/**
 * @param {Object<string, string[]> | undefined} translations  `text`, and beside it by language;
 *   see kzmap/page/translating.py
 */
function translationsIn(translations, language) {
  if (!translations?.[language]) return null;
  if (!known.has(language)) {
    const own = translations[language];
    known.set(language, new Map(translations.text.map((written, i) => [written, own[i]])));
  }
  return known.get(language);
}

/**
 * A text of the data in the reader's language; where it is not translated, as it was written.
 * @returns {{words: string, lang: string | null}}
 */
export function spokenText(data, written) {
  const { language, textLanguage, translations } = data;
  const words = translationsIn(translations, language)?.get(written);
  return words ? { words, lang: language } : { words: written, lang: textLanguage || null };
}

/** An element that holds a text of the data, and says in which language. */
export function prose(data, tag, attributes, written) {
  const { words, lang } = spokenText(data, written);
  return el(tag, { dir: "auto", lang, ...attributes }, words);
}

/** Write the title where the page and the browser show it, and in which language it is there. */
export function writeTitle({ title, titles = {} }, language, node) {
  const words = titles[language] ?? title;
  node.textContent = document.title = words;
  // Of a title that the maker of the page gave, the language is not known.
  const lang = Object.keys(titles).find((one) => titles[one] === words);
  if (lang) node.lang = lang;
}
