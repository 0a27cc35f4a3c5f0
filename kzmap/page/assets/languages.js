// Names in the reader's language: of types, places, towns and areas; and the control for it.

import { byId, el, replace } from "./dom.js";
import { languageNames, translated, useWords } from "./words.js";

/** Names as the data set has them, which is in English where they are known. */
function originalsOf({ types, places, towns, units, zones }) {
  return {
    types: types.map(({ label, singular, plural }) => ({ label, singular, plural })),
    name: places.name,
    spans: places.spans,
    admin1: places.admin1,
    towns: towns.map(({ name, spans }) => [name, spans]),
    units: units.name,
    area: zones.area,
  };
}

/**
 * Put the names of a language into the data; what it has no name for keeps its own.
 * @param {Object} data  `data.spoken` is what kzmap/page/languages.py tells of each language
 */
export function speak(data, language) {
  data.original ??= originalsOf(data);
  const { original } = data;
  const told = data.spoken[language] ?? { places: {}, towns: {}, areas: {} };
  const area = (name) => told.areas[name] ?? name;
  const own = (row, at, otherwise) => (told.places[row] ? told.places[row][at] : otherwise);
  data.language = language;
  data.types.forEach((type, row) => {
    const { label, singular, plural } = original.types[row];
    type.label = translated(`type.${type.id}`) ?? label;
    type.singular = translated(`type.${type.id}.singular`) ?? singular;
    type.plural = translated(`type.${type.id}.plural`) ?? plural;
  });
  data.places.name = original.name.map((name, row) => own(row, 0, name));
  data.places.spans = original.spans.map((spans, row) => own(row, 1, spans));
  data.places.admin1 = original.admin1.map(area);
  data.towns.forEach((town, row) => {
    [town.name, town.spans] = told.towns[row] ?? original.towns[row];
  });
  data.units.name = original.units.map(area);
  data.zones.area = original.area.map(area);
}

/** Use the words of a language and say so to the browser, and so to a screen reader. */
export function useLanguage(strings, language) {
  useWords(strings, language);
  document.documentElement.lang = language;
  const control = byId("language");
  if (control.options.length) control.value = language;
}

/** @param {(language: string) => void} onChoose  told what a person chose */
export function offerLanguages(strings, language, onChoose) {
  const control = byId("language");
  replace(
    control,
    languageNames(strings).map(([id, name]) => el("option", { value: id, lang: id }, name)),
  );
  control.value = language;
  control.addEventListener("change", () => onChoose(control.value));
}

/** Fill in the words of the parts that never change but with the language. */
export function fillWords(words) {
  const told = [
    ["text", (node, value) => (node.textContent = value)],
    ["label", (node, value) => node.setAttribute("aria-label", value)],
    ["hint", (node, value) => (node.placeholder = value)],
  ];
  for (const [name, tell] of told)
    for (const node of document.querySelectorAll(`[data-${name}]`)) {
      const key = node.dataset[name];
      tell(node, words(key));
      if (translated(key) === undefined) node.lang = "en";
      else if (node.tagName !== "OPTION") node.removeAttribute("lang");
    }
}
