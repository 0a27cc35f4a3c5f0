// Days, weeks and months of a long timeline, and the labels under them. Pure.

import { number, shortMonth } from "./words.js";

/** Timelines up to this long show each day as a column of its own. */
export const MOST_COLUMNS = 120;

/** @typedef {"day" | "week" | "month"} Unit */

/** From the finest on: days in it, and the least room a bar of it needs, in px. */
const UNITS = {
  day: { days: 1, bar_px: 6 },
  week: { days: 7, bar_px: 6 },
  month: { days: 30.44, bar_px: 7 },
};

/** The finest unit of which all bars fit into a room; months where none does. */
export function unitFor(days, room_px) {
  const fits = (unit) => days * leastPx(unit) <= room_px;
  return Object.keys(UNITS).find(fits) ?? "month";
}

const leastPx = (unit) => UNITS[unit].bar_px / UNITS[unit].days;

/** Width of one day: all fit, unless bars would be too thin; then the timeline scrolls. */
export const dayWidth = (unit, days, room_px) => Math.max(room_px / days, leastPx(unit));

/**
 * Where bins begin; the first and the last may be cut by the timeline's ends. Weeks begin on
 * Monday (ISO 8601).
 * @param {string[]} days  one after the other
 * @param {Unit} unit
 * @returns {number[]} rows of `days`, ascending
 */
export function binStarts(days, unit) {
  const starts = [];
  const monday = (8 - new Date(`${days[0]}T00:00Z`).getUTCDay()) % 7;
  days.forEach((iso, day) => {
    const begins = unit === "day" || (unit === "week" ? day % 7 === monday : iso.endsWith("-01"));
    if (begins || day === 0) starts.push(day);
  });
  return starts;
}

/** The row of the bin that a day is in. */
export function binOf(starts, day) {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= day) low = middle;
    else high = middle;
  }
  return low;
}

const GAP_PX = 6;

/**
 * Labels under a long timeline that never touch: years first, then as many months and days as
 * there is regular room for.
 * @param {number} day_px
 * @param {(words: string) => number} widthOf
 * @returns {{day: number, words: string, rank: number}[]} rank 0 years, 1 months, 2 days
 */
export function stripLabels(days, day_px, widthOf) {
  const years = stepFor([1, 2, 5, 10, 20, 50, 100], 365.25 * day_px, 40);
  const months = stepFor([1, 2, 3, 6], 30.44 * day_px, 34);
  const everyDay = day_px >= 22;
  const wanted = [[], [], []];
  days.forEach((iso, day) => {
    const [year, month, date] = iso.split("-").map(Number);
    if (date === 1 && month === 1 && year % years === 0)
      wanted[0].push({ day, words: iso.slice(0, 4) });
    else if (date === 1 && months && (month - 1) % months === 0)
      wanted[1].push({ day, words: shortMonth(iso) });
    else if (everyDay || (day_px * 7 >= 30 && [8, 15, 22].includes(date)))
      wanted[2].push({ day, words: number(date) });
  });
  const taken = [];
  return wanted.flatMap((labels, rank) =>
    labels
      .filter(({ day, words }) =>
        takes(taken, (day + 0.5) * day_px, widthOf(words), days.length * day_px),
      )
      .map((label) => ({ ...label, rank })),
  );
}

/** The least step whose labels have room; 0 where none has. */
const stepFor = (steps, unit_px, room_px) => steps.find((step) => step * unit_px >= room_px) ?? 0;

/** Take the room around a point for a label, unless it is taken or ends outside. */
function takes(taken, x, width, all) {
  const [from, to] = [x - width / 2 - GAP_PX / 2, x + width / 2 + GAP_PX / 2];
  if (x < width / 2 || x > all - width / 2) return false;
  if (taken.some(([a, b]) => from < b && a < to)) return false;
  taken.push([from, to]);
  return true;
}
