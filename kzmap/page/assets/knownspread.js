// The order of first reports as known on a day. Pure. kzmap/spread.py says what each figure means;
// what of a place does not change with what is known of its reports is taken from there.

import { NEVER } from "./counting.js";
import { dayOffset } from "./payload.js";
import { nameOn } from "./timeline.js";

const EARTH_KM = 6371.009;
const REGION = 3;
/** How far from its day a report may lie, in days, by its precision. */
const SLACK = { 1: 0, 2: 6, 3: 30 };

/** First days by type, and how exact they are, of the places that have a row. */
function firstsOf(data, rowOf, rows) {
  const { count, types, place, type, first } = data.columns;
  const { timePrecision, geoPrecision } = data.reports;
  const day = new Int32Array(rows * types).fill(NEVER);
  const time = new Uint8Array(day.length).fill(1);
  const geo = new Uint8Array(day.length).fill(REGION);
  const each = (take) => {
    for (let report = 0; report < count; report++) {
      const row = place[report] < 0 || first[report] === NEVER ? -1 : rowOf[place[report]];
      if (row >= 0) take(report, row * types + type[report]);
    }
  };
  each((report, cell) => (day[cell] = Math.min(day[cell], first[report])));
  each((report, cell) => {
    const precision = timePrecision[report];
    if (first[report] - SLACK[precision] < day[cell]) time[cell] = Math.max(time[cell], precision);
    if (first[report] === day[cell]) geo[cell] = Math.min(geo[cell], geoPrecision[report]);
  });
  return { day, time, geo };
}

/** Great-circle distance, by Vincenty's formula for a sphere, as kzmap/places/distance.py has it. */
function distanceKm([latA, lonA], [latB, lonB]) {
  const [a, b, turn] = [latA, latB, lonA - lonB].map((degrees) => (degrees * Math.PI) / 180);
  const across = Math.cos(a) * Math.sin(turn);
  const along = Math.cos(b) * Math.sin(a) - Math.sin(b) * Math.cos(a) * Math.cos(turn);
  const inward = Math.sin(b) * Math.sin(a) + Math.cos(b) * Math.cos(a) * Math.cos(turn);
  return EARTH_KM * Math.atan2(Math.hypot(across, along), inward);
}

/** First day of a known emergency in a place or its unit; null where none is known. */
function emergencyIn({ days, known, units, zones }, place, unit) {
  const row = units.name.indexOf(unit);
  const starts = zones.start.filter(
    (_, zone) =>
      known.zones[zone] &&
      zones.kind[zone] === "state_of_emergency" &&
      (zones.place[zone] === place || zones.units[zone].includes(row)),
  );
  return starts.length ? Math.min(...starts.map((start) => dayOffset({ days }, start))) : null;
}

/**
 * @param {Object} data  as known on a day
 * @param {Object} whole  the order with all that is known now, as the payload has it
 * @returns {Object} in the same form; who lives in the towns is left out, as it is told of all
 */
export function knownSpread(data, whole) {
  const { places } = data;
  const kinds = data.types.length;
  const rowOf = new Int32Array(places.name.length).fill(-1);
  whole.place.forEach((place, row) => (rowOf[place] = row));
  const { day, time, geo } = firstsOf(data, rowOf, whole.place.length);
  const lead = (row) => row * kinds + data.protest;
  const nameOf = (row) => nameOn(data, whole.place[row], Math.max(0, day[lead(row)]));
  const byText = (a, b) => (a < b ? -1 : Number(a > b));
  const rows = [...whole.place.keys()]
    .filter((row) => day[lead(row)] !== NEVER)
    .sort((a, b) => day[lead(a)] - day[lead(b)] || byText(nameOf(a), nameOf(b)) || a - b);
  const isSure = (cell) => time[cell] === 1 && geo[cell] < REGION;
  const types = data.types.map((_, type) => type);
  const at = (row) => [places.lat[whole.place[row]], places.lon[whole.place[row]]];
  const isPoint = (row) => geo[lead(row)] < REGION;
  const isOrigin = (row) => day[lead(row)] === day[lead(rows[0])] && isPoint(row);
  const origins = rows.filter(isOrigin);
  const nearest = (row) => Math.min(...origins.map((origin) => distanceKm(at(row), at(origin))));
  const unitOf = (row) => whole.texts[whole.unit[row]];
  const taken = (column) => (column.length ? rows.map((row) => column[row]) : []);
  return {
    place: rows.map((row) => whole.place[row]),
    first: types.map((type) =>
      rows.map((row) => (day[row * kinds + type] === NEVER ? null : day[row * kinds + type])),
    ),
    unsure: types.map((type) =>
      [...rows.keys()].filter((i) => {
        const cell = rows[i] * kinds + type;
        return day[cell] !== NEVER && !isSure(cell);
      }),
    ),
    rough: rows.map((row, i) => [i, time[lead(row)], geo[lead(row)]]),
    km: rows.map((row) => (origins.length && isPoint(row) ? Math.round(nearest(row)) : null)),
    emergency: rows.map((row) => emergencyIn(data, whole.place[row], unitOf(row))),
    people: taken(whole.people),
    unit: taken(whole.unit),
    country: taken(whole.country),
    texts: whole.texts,
    origins: [...rows.keys()].filter((i) => isOrigin(rows[i])),
    reach: {
      ...whole.reach,
      places: rows.filter(isPoint).length,
      regions: rows.filter((row) => !isPoint(row)).length,
      units: new Set(rows.map(unitOf).filter(Boolean)).size,
      people: null,
      uncounted: 0,
    },
    gazetteer: whole.gazetteer,
  };
}
