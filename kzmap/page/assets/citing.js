// Citations of what is shown: as text, BibTeX and CSL-JSON. Pure.

/**
 * @typedef {Object} Cited
 * @property {string} title  of the map
 * @property {string} view  what of it is shown, in words
 * @property {string} author  empty where nobody is named
 * @property {string} licence
 * @property {string} version  of the data
 * @property {string} day
 * @property {string} link  empty where the page has no address
 * @property {string} accessed  "2026-01-31"; empty where the reader does not want it told
 * @property {string} language
 */

/** What BibLaTeX calls a language: its English name. */
const langid = (language) =>
  new Intl.DisplayNames("en", { type: "language" }).of(language).toLowerCase();

/** In one line, without what would end it. */
const inLine = (text) => text.replace(/[\s\p{Cc}]+/gu, " ").trim();

const BIBTEX = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/** Text as a value of BibTeX: a brace counts there even behind a backslash, so none stays. */
export const bibtexText = (text) =>
  inLine(text).replace(/[\\{}~^$&#_%]/g, (sign) => BIBTEX[sign] ?? `\\${sign}`);

/** An address as a value of BibTeX, where the package url takes it letter by letter. */
const bibtexAddress = (link) =>
  inLine(link).replace(/[\\{}\s"]/g, (sign) => encodeURIComponent(sign));

/** Letters and digits only: what a key of BibTeX may be everywhere. */
export const keyOf = ({ day, version }) => `kzmap-${day}-${version}`;

/** @param {Cited} cited */
export function bibtex(cited) {
  const fields = [
    ["title", `{${bibtexText(`${cited.title}: ${cited.view}`)}}`],
    ["author", cited.author && `{${bibtexText(cited.author)}}`],
    ["howpublished", bibtexText(cited.medium)],
    ["url", bibtexAddress(cited.link)],
    ["urldate", cited.accessed],
    ["version", cited.version],
    ["note", bibtexText(cited.note)],
    ["langid", langid(cited.language)],
  ].filter(([, value]) => value);
  const lines = fields.map(([name, value]) => `  ${name} = {${value}}`);
  return `@misc{${keyOf(cited)},\n${lines.join(",\n")}\n}\n`;
}

const dateParts = (iso) => ({ "date-parts": [iso.split("-").map(Number)] });

/**
 * A map, by the schema of CSL 1.0.2: https://github.com/citation-style-language/schema. There is
 * no `issued`, since data have a version and no day; who answers for the data also publishes it.
 * @param {Cited} cited
 */
export function cslJson(cited) {
  const isAddress = /^https?:/i.test(cited.link);
  const item = {
    id: keyOf(cited),
    type: "map",
    title: inLine(`${cited.title}: ${cited.view}`),
    ...(cited.author
      ? { author: [{ literal: inLine(cited.author) }], publisher: inLine(cited.author) }
      : {}),
    genre: cited.medium,
    version: cited.version,
    ...(isAddress ? { URL: cited.link } : {}),
    ...(cited.link && !isAddress ? { source: cited.link } : {}),
    ...(cited.accessed ? { accessed: dateParts(cited.accessed) } : {}),
    language: cited.language,
    note: inLine(cited.note),
  };
  return `${JSON.stringify([item], null, 2)}\n`;
}

/** The day on the reader's own calendar. */
export function isoOf(date) {
  const two = (number) => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
