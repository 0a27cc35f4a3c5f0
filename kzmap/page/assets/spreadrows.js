// The order of first reports, row by row: what kzmap/page/spreading.py wrote, and what follows
// from it. Pure. kzmap/spread.py says what each figure means.

import { isoDay } from "./payload.js";
import { nameOn } from "./timeline.js";

/**
 * @typedef {Object} SpreadRow  null is what is unknown
 * @property {number} place
 * @property {number} rank  1 for all places first reported on the earliest day
 * @property {string} name  on that day
 * @property {string} unit
 * @property {number} day  of the first protest, counted from the first day of the slider
 * @property {boolean} isSure  whether that day and the place are exact
 * @property {number | null} km
 * @property {number | null} lag  days to the first security response
 * @property {number | null} emergency  a day
 * @property {number | null} emergencyLag
 * @property {number | null} people
 * @property {{day: number, isSure: boolean}[]} firsts  by type; null where there is none
 */

/** @returns {SpreadRow[]} */
export function spreadRows(data) {
  const { spread } = data;
  const kindOf = (id) => data.types.findIndex((type) => type.id === id);
  const [protest, response] = [kindOf("protest"), kindOf("security_response")];
  const unsure = spread.unsure.map((rows) => new Set(rows));
  const rough = new Map(spread.rough.map(([row, time, geo]) => [row, { time, geo }]));
  let rank = 0;
  let before = null;
  return spread.place.map((place, row) => {
    const firsts = data.types.map((_, type) => firstOf(spread.first[type][row], unsure[type], row));
    const { day, isSure } = firsts[protest];
    if (day !== before) rank++;
    before = day;
    const answer = firsts[response];
    const emergency = spread.emergency[row] ?? null;
    const { time, geo } = rough.get(row) ?? { time: 1, geo: 1 };
    return {
      place,
      rank,
      name: nameOn(data, place, Math.max(0, day)),
      unit: spread.texts[spread.unit[row]],
      country: spread.texts[spread.country[row]],
      day,
      isSure,
      time,
      geo,
      km: spread.km[row] ?? null,
      lag: isSure && answer?.isSure ? answer.day - day : null,
      emergency,
      emergencyLag: emergency !== null && time === 1 ? emergency - day : null,
      people: spread.people[row] ?? null,
      firsts,
    };
  });
}

function firstOf(day, unsure, row) {
  return day === null || day === undefined ? null : { day, isSure: !unsure.has(row) };
}

/** Types with a column of their own, the leading two first. */
export function columnTypes(data) {
  const ids = data.types.map(({ id }) => id);
  return [...new Set(["protest", "security_response", ...ids])];
}

/** A table for files: the header, then a row for each place. "~" is EDTF's "approximately". */
export function spreadTable(data, rows) {
  const kinds = columnTypes(data);
  const { lat, lon } = data.places;
  const iso = (day) => (day === null ? null : isoDay(data, day));
  const written = (first) => first && iso(first.day) + (first.isSure ? "" : "~");
  const typeOf = (id) => data.types.findIndex((type) => type.id === id);
  const header = ["rank", "place", "unit", "country", "lat", "lon"];
  header.push(...kinds.map((id) => `first_${id}`), "time_precision", "geo_precision");
  header.push("distance_km", "security_lag_days", "emergency", "emergency_lag_days", "people");
  const cells = rows.map((row) => [
    row.rank,
    row.name,
    row.unit,
    row.country,
    lat[row.place].toFixed(5),
    lon[row.place].toFixed(5),
    ...kinds.map((id) => written(row.firsts[typeOf(id)] ?? null)),
    row.time,
    row.geo,
    row.km,
    row.lag,
    iso(row.emergency),
    row.emergencyLag,
    row.people,
  ]);
  return [header, ...cells];
}
