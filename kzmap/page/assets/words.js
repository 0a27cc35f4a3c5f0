// Sentences and dates in the reader's language. No other file holds a word the reader sees.

/** @typedef {{texts: Object, calendar: Object | null}} Table  see kzmap/page/languages.py */

let strings = {};
let english = {};
let calendar = null;
let language = "en";
let plurals = null;
/** Intl's, each made when it is needed: making one takes longer than a day's words. */
let englishPlurals = null;
let wholes = null;

/** Stands behind what had to be said in English. */
const SIGN = "\u00a0[en]";

/**
 * Speak a language from now on.
 * @param {Object<string, Table>} all  of each language
 * @param {string} wanted  one of theirs
 */
export function useWords(all, wanted) {
  strings = all[wanted].texts;
  english = all.en.texts;
  calendar = all[wanted].calendar;
  language = wanted;
  // A browser that does not know a language would answer with its own; English counts alike.
  plurals = new Intl.PluralRules(Intl.PluralRules.supportedLocalesOf(wanted)[0] ?? "en");
  lastRange = {};
}

/** The languages that the page has, each with its own name for itself. */
export const languageNames = (all) =>
  Object.entries(all).map(([language, { texts }]) => [language, texts["language.name"]]);

/** The text of a key in the language that is spoken, or undefined: it may be only in English. */
export const translated = (key) => strings[key];

/**
 * The text of a key with {name} filled in; an entry with plural forms is chosen by `count`.
 * What is not translated falls back visibly to English with a sign, and then to the key itself.
 */
export function text(key, values = {}) {
  const own = strings[key];
  let entry = own ?? english[key] ?? key;
  if (typeof entry === "object") {
    const rules = own === undefined ? (englishPlurals ??= new Intl.PluralRules("en")) : plurals;
    entry = entry[rules.select(values.count)] ?? entry.other;
  }
  const words = entry.replace(/\{(\w+)\}/g, (whole, name) =>
    name in values ? written(values[name]) : whole,
  );
  return own === undefined && key in english ? words + SIGN : words;
}

const written = (value) => (typeof value === "number" ? number(value) : isolated(String(value)));

/** Hebrew, Arabic and their kin must not turn round the words of ours that they stand among. */
const FROM_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const isolated = (words) =>
  FROM_RIGHT.test(words) && !words.startsWith("\u2068") ? `\u2068${words}\u2069` : words;

function utc(iso) {
  const [year, month, day] = iso.slice(0, 10).split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year);
  return date;
}

/** A date by a pattern of CLDR, in parts that are either fields or text; see languages.py. */
function patterned(pattern, date) {
  const month = date.getUTCMonth();
  const fields = {
    EEEE: () => calendar.weekdays[date.getUTCDay()],
    MMMM: () => calendar.months[month],
    MMM: () => calendar.shortMonths[month],
    LLLL: () => calendar.monthsAlone[month],
    LLL: () => calendar.shortMonthsAlone[month],
    d: () => String(date.getUTCDate()),
    y: () => String(date.getUTCFullYear()),
  };
  return pattern.map(([field, plain]) => plain ?? fields[field]()).join("");
}

/** A list has the same range again and again, and it takes long to word. */
let lastRange = {};

const dateIn = (iso, style) => patterned(calendar.patterns[style], utc(iso));

export const fullDate = (iso) => dateIn(iso, "full");
export const longDate = (iso) => dateIn(iso, "long");
export const shortMonth = (iso) => dateIn(iso, "shortMonth");
export const shortDate = (iso) => dateIn(iso, "short");
/** A date as exactly as it is known: a day, a month ("2022-11") or a year ("2022"). */
export function knownDate(iso) {
  if (iso.length <= 4) return iso;
  return iso.length <= 7 ? monthOf(`${iso}-01`) : longDate(iso);
}

/** "4–5 January 2022", or one day where both are the same. */
export function dateRange(start, end) {
  const key = `${start} ${end}`;
  if (key !== lastRange.key) lastRange = { key, words: rangeWords(utc(start), utc(end)) };
  return lastRange.words;
}

function rangeWords(start, end) {
  const { patterns, ranges } = calendar;
  if (start.getTime() === end.getTime()) return patterned(patterns.long, start);
  const isOneYear = start.getUTCFullYear() === end.getUTCFullYear();
  const isOneMonth = isOneYear && start.getUTCMonth() === end.getUTCMonth();
  const [from, to] = ranges[isOneMonth ? "day" : isOneYear ? "month" : "year"];
  return patterned(from, start) + patterned(to, end);
}

export const monthOf = (iso) => dateIn(iso, "month");

export const dayBefore = (iso) =>
  longDate(new Date(utc(iso).getTime() - 86_400_000).toISOString().slice(0, 10));

/** "5 January 2022, 16:00" as the local clock showed it; the hour only where it is known. */
export function moment(iso, precision) {
  return precision === "minute" ? `${longDate(iso)}, ${iso.slice(11, 16)}` : longDate(iso);
}

/** A list as a sentence has it: "a, b and c". */
export function joined(given) {
  const items = given.map(isolated);
  const [, ...rest] = items;
  return rest.reduce((before, item, i) => {
    const isLast = i === rest.length - 1;
    const pattern = !isLast ? calendar.list.middle : i ? calendar.list.end : calendar.list.two;
    return pattern.split("{1}").map((part) => part.split("{0}").join(before)).join(item);
  }, items[0] ?? "");
}

/** A number where there is little room: "999", "1.2K", "34K". */
export function shortNumber(value) {
  if (value < 1000) return String(value);
  const [unit, name] = value < 1e6 ? [1e3, "thousand"] : [1e6, "million"];
  const part = value / unit;
  return `${number(part < 10 ? Math.round(part * 10) / 10 : Math.round(part))}${calendar[name]}`;
}

/** Name of a language in the reader's; the code itself where it is none. */
export function languageName(code) {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** Small numbers are written without what is slow to make. */
export function number(value) {
  if (value >= 0 && value < 1000 && Number.isInteger(value)) return String(value);
  wholes ??= new Intl.NumberFormat("en-GB");
  const sign = { ",": calendar.group, ".": calendar.decimal };
  return wholes.format(value).replace(/[,.]/g, (found) => sign[found]);
}

/** Fold a name for search: case, diacritics, hyphens and apostrophes do not matter. */
export function folded(name) {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
