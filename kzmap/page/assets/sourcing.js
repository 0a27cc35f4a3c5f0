// Who says so: how many sources of a report are independent of one another. Pure.
//
// Independent are sources of distinct publishers that name no origin in common. A mirror, copy
// or reprint counts as what it copies, and an agency that two outlets cite makes them one. A
// source whose publisher is not known is counted apart: it may be any of the others.

import { folded } from "./words.js";

/** "X via Y", "Y copy of X", "X copy (y)", "X (mirror)": the origin is X. */
function originOf(publisher) {
  return publisher
    .replace(/\([^)]*\)/g, " ")
    .replace(/^.*\bcopy of\b/i, " ")
    .replace(/\bvia\b.*$/i, " ")
    .replace(/\bcopy\b/i, " ");
}

/** In brackets at a title's end stands whom the page cites or copies; a date has digits. */
const citedIn = (title) => /\(([^()\d]+)\)\s*$/.exec(title)?.[1] ?? "";

const bareName = (name) => name.split(/\s+/).map(folded).filter(Boolean).join(" ");

/** Names under which a source counts; none where its publisher is not known. */
export function origins(publisher, title) {
  const own = originOf(publisher).split(" / ").map(bareName).filter(Boolean);
  return own.length ? [...own, ...[bareName(citedIn(title))].filter(Boolean)] : [];
}

/** "RFE/RL" and "RFE/RL Azattyq" are one house. */
const isSame = (a, b) => a === b || a.startsWith(`${b} `) || b.startsWith(`${a} `);

/**
 * @param {{publisher: string[], title: string[]}} columns
 * @param {ArrayLike<number>} sources  rows
 * @returns {{independent: number, unknown: number}}
 */
export function independence({ publisher, title }, sources) {
  let unknown = 0;
  let houses = [];
  for (const source of new Set(sources)) {
    const names = origins(publisher[source], title[source]);
    if (!names.length) {
      unknown++;
      continue;
    }
    const isShared = (house) => house.some((a) => names.some((b) => isSame(a, b)));
    const joined = [...houses.filter(isShared).flat(), ...names];
    houses = [...houses.filter((house) => !isShared(house)), joined];
  }
  return { independent: houses.length, unknown };
}
