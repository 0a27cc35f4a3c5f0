// The order of the list: by when reports began, then by type and place. Pure.

import { bucketed, kept, reportsOfDay } from "./counting.js";
import { placeName } from "./reports.js";
import { longDate, text } from "./words.js";

/** Longer sections keep the table's order of places, so that nothing is compared by its name. */
const MOST_COMPARED = 500;

/**
 * Sections of a view's list.
 * @returns {{title: string, size: number, rows: () => Int32Array}[]}
 */
export function sectionsOf(data, view) {
  return (view.mode === "day" ? daySections : pastSections)(data, view).filter(({ size }) => size);
}

function daySections(data, view) {
  const { first, type } = data.columns;
  const shows = data.types.map((_, kind) => view.types.includes(kind));
  const all = reportsOfDay(data, view.day);
  const fresh = kept(all, (row) => first[row] === view.day && shows[type[row]]);
  const going = kept(all, (row) => first[row] < view.day && shows[type[row]]);
  return [
    { title: text("list.today"), size: fresh.length, rows: () => fresh },
    { title: text("list.continuing"), size: going.length, rows: () => going },
  ];
}

/** The days up to now, the last one first. */
function pastSections(data, view) {
  const { types, type } = data.columns;
  const shows = data.types.map((_, kind) => view.types.includes(kind));
  const sections = [];
  for (let day = view.day; day >= 0; day--) {
    if (view.mode === "first") {
      const rows = data.firsts.of(day);
      sections.push({ title: longDate(data.days[day]), size: rows.length, rows: () => rows });
      continue;
    }
    const size = view.types.reduce((sum, kind) => sum + data.begun[day * types + kind], 0);
    const rows = () => kept(data.starts.of(day), (row) => shows[type[row]]);
    sections.push({ title: longDate(data.days[day]), size, rows });
  }
  return sections;
}

/**
 * The entries of a list from one to another.
 * @returns {{title: string, reports: number[]}[]} what of each section is among them
 */
export function entriesOf(data, view, sections, from, to) {
  const found = [];
  let at = 0;
  for (const { title, size, rows } of sections) {
    if (at >= to) break;
    if (at + size > from) {
      found.push({ title, reports: inOrder(data, view, rows(), Math.max(0, from - at), to - at) });
    }
    at += size;
  }
  return found;
}

/** Names that need no rules of a language, which take longer to get ready than a day to draw. */
const PLAIN = /^[A-Z0-9 -]*$/i;
const plainly = (a, b) => (a < b ? -1 : Number(a > b));
const inLocale = (a, b) => a.localeCompare(b);

/** The rows of a section from one to another, once they are in order. */
function inOrder(data, view, rows, from, to) {
  const { type, types } = data.columns;
  if (rows.length > MOST_COMPARED) {
    const order = bucketed(rows.length, (i) => type[rows[i]], types).upTo(types - 1);
    return Array.from(order.subarray(from, to), (i) => rows[i]);
  }
  const names = new Map(Array.from(rows, (row) => [row, placeName(data, row, view.day)]));
  const compare = [...names.values()].every((name) => PLAIN.test(name)) ? plainly : inLocale;
  const sorted = [...rows].sort(
    (a, b) => type[a] - type[b] || compare(names.get(a), names.get(b)) || a - b,
  );
  return sorted.slice(from, to);
}

/** How many of some reports have a text that the page leaves out. */
export function countLeftOut(data, rows) {
  const { summary } = data.reports;
  let count = 0;
  for (let i = 0; i < rows.length; i++) if (!summary.has(rows[i])) count++;
  return count;
}

/** Reports by the day they began on and type whose text is left out, counted once. */
let leftOutByDay = null;

/** How many of a view's reports have a text that the page leaves out. */
export function leftOutOf(data, view, sections) {
  if (view.mode !== "so-far")
    return sections.reduce((sum, { rows }) => sum + countLeftOut(data, rows()), 0);
  const { columns } = data;
  const { type, types } = columns;
  if (leftOutByDay?.columns !== columns) {
    const days = data.days.map((_, day) => {
      const counts = new Int32Array(types);
      for (const row of data.starts.of(day))
        if (!data.reports.summary.has(row)) counts[type[row]]++;
      return counts;
    });
    leftOutByDay = { columns, days };
  }
  let count = 0;
  for (let day = 0; day <= view.day; day++)
    for (const kind of view.types) count += leftOutByDay.days[day][kind];
  return count;
}
