// What had been published by a day. Pure: payload in, plain values out. kzmap/known.py says the
// same in Python and gives the rule, and the tests hold the two against each other.

import { NEVER } from "./counting.js";
import { knownSpread } from "./knownspread.js";
import { dayOffset } from "./payload.js";
import { indexOf } from "./timeline.js";

const PUBLISHED = /^([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ][0-9:.,+\-Z]*)?)?)?$/;

/** Midnight of a day, in ms; a month or a day that does not exist runs over into the next. */
function momentOf(year, month, day) {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date;
}

/**
 * The last day of the period in which something was published; null if that is not known.
 * @param {string} published  "2022", "2022-11", "2022-11-05" or what else a table has
 * @returns {string | null}
 */
export function surelyBy(published) {
  const [, year, month = "12", day] = PUBLISHED.exec(published) ?? [];
  if (!Number(year) || month < "01" || month > "12") return null;
  const date = day
    ? momentOf(Number(year), Number(month), Number(day))
    : momentOf(Number(year), Number(month) + 1, 0);
  const iso = date.toISOString().slice(0, 10);
  return day && iso !== `${year}-${month}-${day}` ? null : iso;
}

/** Whether any source has a date, so that it can be asked what was known on a day. */
export const canAskKnown = ({ sources }) =>
  sources.published.some((published) => published !== "" && surelyBy(published) !== null);

/** The first and the last day that there is something to ask of. */
export function knownSpan({ days, sources }) {
  let [first, last] = [days[0], days.at(-1)];
  for (const published of sources.published) {
    const day = surelyBy(published);
    if (day !== null && day < first) first = day;
    if (day !== null && day > last) last = day;
  }
  return [first, last];
}

const UNDATED = 0;
const LATER = 1;
const KNOWN = 2;

/** Of each source whether it was published by a day. */
const sourcesBy = ({ sources }, iso) =>
  Uint8Array.from(sources.published, (published) => {
    const day = surelyBy(published);
    if (day === null) return UNDATED;
    return day <= iso ? KNOWN : LATER;
  });

/** Whether what begins on a day and cites some sources is known; the best of them counts. */
function stateOf(cited, sources, hasBegun) {
  let state = UNDATED;
  for (let i = 0; i < cited.length; i++) state = Math.max(state, sources[cited[i]]);
  return state === KNOWN && !hasBegun ? LATER : state;
}

const share = () => [0, 0, 0];
const toldShare = ([undated, later, known]) => ({ known, later, undated });

/**
 * What was known on a day.
 * @typedef {Object} Known
 * @property {string} iso
 * @property {Uint8Array} sources  1 where one was published by then
 * @property {Uint8Array} zones  1 where one was known
 * @property {{known: number, later: number, undated: number}} reportShare
 * @property {{known: number, later: number, undated: number}} zoneShare
 * @property {Int32Array} first  days of the reports, NEVER where one was not known
 * @property {Int32Array} last  up to that day
 * @property {(place: number) => boolean} isUnheard  whether only later reports name a place
 */

/**
 * @param {Object} data  its reports and zones as the payload has them
 * @param {string} iso
 * @returns {Known}
 */
export function knownOn({ days, reports, sources, zones }, iso) {
  const by = sourcesBy({ sources }, iso);
  const at = dayOffset({ days }, iso);
  const { length, count } = reports;
  const first = new Int32Array(length).fill(NEVER);
  const last = new Int32Array(length).fill(NEVER);
  const ofReports = share();
  for (let row = 0; row < length; row++) {
    const state = stateOf(reports.sources.at(row), by, reports.first[row] <= at);
    ofReports[state] += count[row] ?? 1;
    if (state !== KNOWN) continue;
    first[row] = reports.first[row];
    last[row] = Math.min(reports.last[row], at);
  }
  const ofZones = share();
  const states = zones.sources.map((cited, zone) =>
    stateOf(cited, by, zones.start[zone].slice(0, 10) <= iso),
  );
  for (const state of states) ofZones[state]++;
  const isKnown = (state) => Number(state === KNOWN);
  return {
    iso,
    sources: by.map(isKnown),
    zones: Uint8Array.from(states, isKnown),
    reportShare: toldShare(ofReports),
    zoneShare: toldShare(ofZones),
    first,
    last,
  };
}

/** Shows a data set as it was known on a day, and puts all back. */
export class KnownView {
  constructor(data) {
    this.data = data;
    this.whole = null;
  }

  /** @param {string | null} iso  null for all that is known now */
  set(iso) {
    const { data } = this;
    if (iso === (data.known?.iso ?? null)) return;
    if (iso === null) {
      Object.defineProperty(data, "spread", { value: this.whole.spread, configurable: true });
      Object.assign(data, this.whole.index, { known: null });
      return;
    }
    const known = knownOn(data, iso);
    const { days, places, reports, types } = data;
    const { first, last } = known;
    const index = indexOf({ days, places, types, reports: { ...reports, first, last } });
    this.whole ??= wholeOf(data, Object.keys(index));
    // Marks have one scale, and are grouped alike, however much was known.
    const { most, fullest } = this.whole.index;
    Object.assign(data, index, { most, fullest, known });
    const isIn = ({ firstReport }, place) => firstReport[place] !== NEVER;
    known.isUnheard = (place) => isIn(this.whole.index, place) && !isIn(index, place);
    let spread;
    const get = () => (spread ??= knownSpread(data, this.whole.spread));
    Object.defineProperty(data, "spread", { get, configurable: true });
  }
}

/** What was counted of all that is known now, to be put back without counting it again. */
const wholeOf = (data, names) => ({
  index: Object.fromEntries(names.map((name) => [name, data[name]])),
  spread: data.spread,
});

/** The same as plain values, for scripts. */
export const knownTold = ({ known }) =>
  known && {
    known_on: known.iso,
    known_reports: known.reportShare,
    known_zones: known.zoneShare,
  };

/** The day in a link or a host's message, if it is one and can be asked for. */
export function knownIn(data, value) {
  const isDay = typeof value === "string" && surelyBy(value) === value;
  return isDay && canAskKnown(data) ? value : null;
}
