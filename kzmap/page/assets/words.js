// Sentences and dates in the reader's language. No other file holds a word the reader sees.

let strings = {};
let locale = "en-GB";
let plurals = new Intl.PluralRules("en");
let formatters = new Map();

const compact = (digits) =>
  new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: digits });
const FORMATTERS = {
  digits: () => format(LONG).resolvedOptions().numberingSystem,
  number: () => new Intl.NumberFormat(locale),
  few: () => compact(1),
  many: () => compact(0),
  list: () => new Intl.ListFormat(locale, { type: "conjunction" }),
};

/** Made once for a language when it is needed: making one takes longer than a day's words. */
function formatter(name) {
  if (!formatters.has(name)) formatters.set(name, FORMATTERS[name]());
  return formatters.get(name);
}

export function useWords(table, language) {
  strings = table;
  locale = language === "en" ? "en-GB" : language;
  plurals = new Intl.PluralRules(language);
  formatters = new Map();
}

/**
 * The text of a key with {name} filled in; an entry with plural forms is chosen by `count`.
 * A missing key falls back visibly to the key itself.
 */
export function text(key, values = {}) {
  let entry = strings[key] ?? key;
  if (typeof entry === "object") entry = entry[plurals.select(values.count)] ?? entry.other;
  return entry.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? written(values[name]) : whole,
  );
}

const written = (value) => (typeof value === "number" ? number(value) : String(value));

const LONG = { day: "numeric", month: "long", year: "numeric" };
const FULL = { weekday: "long", ...LONG };
const SHORT = { day: "numeric", month: "short" };
const SHORT_MONTH = { month: "short" };
const MONTH = { month: "long", year: "numeric" };

function utc(iso) {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date;
}

const formats = new Map();
function format(style) {
  const key = locale + JSON.stringify(style);
  if (!formats.has(key))
    formats.set(key, new Intl.DateTimeFormat(locale, { ...style, timeZone: "UTC" }));
  return formats.get(key);
}

/** A list has the same range again and again, and it takes long to word. */
let lastRange = {};

const dateIn = (iso, style) => format(style).format(utc(iso));

export const fullDate = (iso) => dateIn(iso, FULL);
export const longDate = (iso) => dateIn(iso, LONG);
export const shortMonth = (iso) => dateIn(iso, SHORT_MONTH);
export const shortDate = (iso) => dateIn(iso, SHORT);
/** A date as exactly as it is known: a day, a month ("2022-11") or a year ("2022"). */
export function knownDate(iso) {
  if (iso.length <= 4) return iso;
  return iso.length <= 7 ? monthOf(`${iso}-01`) : longDate(iso);
}

/** "4–5 January 2022", or one day where both are the same. */
export function dateRange(start, end) {
  const key = `${start} ${end}`;
  if (key !== lastRange.key)
    lastRange = { key, words: format(LONG).formatRange(utc(start), utc(end)) };
  return lastRange.words;
}
export const monthOf = (iso) => dateIn(iso, MONTH);

export const dayBefore = (iso) => format(LONG).format(new Date(utc(iso).getTime() - 86_400_000));

/** "5 January 2022, 16:00" as the local clock showed it; the hour only where it is known. */
export function moment(iso, precision) {
  return precision === "minute" ? `${longDate(iso)}, ${iso.slice(11, 16)}` : longDate(iso);
}

/** A list as a sentence has it: "a, b and c". */
export const joined = (items) => formatter("list").format(items);

/** A number where there is little room: "999", "1.2K", "34K". */
export const shortNumber = (value) =>
  value < 1000 ? String(value) : formatter(value < 10_000 ? "few" : "many").format(value);

/** Name of a language in the reader's; the code itself where it is none. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(locale, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Small numbers with the digits of ASCII are written without what is slow to make. */
export const number = (value) =>
  value >= 0 && value < 1000 && Number.isInteger(value) && formatter("digits") === "latn"
    ? String(value)
    : formatter("number").format(value);

/** Fold a name for search: case, diacritics, hyphens and apostrophes do not matter. */
export function folded(name) {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
