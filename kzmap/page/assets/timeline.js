// What is true on each day. Pure: payload in, plain values out. kzmap/timeline.py says the
// same in Python, and the tests hold the two against each other.

import { bucketed, counted, emptyTally, kept, NEVER, reportsOfDay, tallied } from "./counting.js";
import { blackoutOn, curfewsAlone, unitsUnderEmergency, zonesOn } from "./zones.js";

/** @typedef {"day" | "so-far" | "first"} Mode */

/** Add what all views count from, and that all is shown that is known now. */
export const indexed = (payload) => ({ ...payload, ...indexOf(payload), known: null });

/** What all views count from: see counting.js. */
export function indexOf(payload) {
  const index = counted(payload);
  const known = index.firstProtest.filter((day) => day !== NEVER);
  const firstDays = [...new Set(known)].sort((a, b) => a - b);
  const ranks = new Map(firstDays.map((day, rank) => [day, rank + 1]));
  return {
    ...index,
    firstDays,
    rankOf: (place) => ranks.get(index.firstProtest[place]) ?? 0,
  };
}

/** How many reports an entry stands for: those that were only counted come as one. */
export const reportsIn = (data, report) => data.reports.count[report] ?? 1;

/** The reports that a view is about, in table order, whether or not their type is hidden. */
function reportsOf(data, { day, mode }) {
  if (mode === "day") return reportsOfDay(data, day);
  return (mode === "first" ? data.firsts : data.starts).upTo(day).slice().sort();
}

/** Reports by place, made when the first place is chosen. */
let byPlace = null;

/** All reports of a place that its details tell: the day's, or those so far. */
export function reportsAt(data, { day, mode }, place) {
  const { count, places, first, last } = data.columns;
  if (byPlace?.columns !== data.columns)
    byPlace = { columns: data.columns, rows: bucketed(count, (row) => data.columns.place[row], places) };
  const started = byPlace.rows.of(place).filter((row) => Math.max(0, first[row]) <= day);
  return mode === "so-far" ? started : started.filter((row) => last[row] >= day);
}

/** The last tally of "so far": the next day adds to it, any other day starts anew. */
let soFar = null;

/** The last tally of one day: the next one's is made ahead, while nothing else is to be done. */
let ofDay = null;

function tallyOf(data, { day, mode }) {
  const { columns } = data;
  if (mode === "day") {
    if (ofDay?.columns !== columns || ofDay.day !== day)
      ofDay = { columns, day, tally: tallied(emptyTally(columns), columns, reportsOfDay(data, day)) };
    return ofDay.tally;
  }
  if (mode === "first") return tallied(emptyTally(columns), columns, data.firsts.upTo(day));
  if (soFar?.columns !== columns || soFar.day > day)
    soFar = { columns, day: -1, tally: emptyTally(columns) };
  while (soFar.day < day) tallied(soFar.tally, columns, data.starts.of(++soFar.day));
  return soFar.tally;
}

/** Places with reports of the types that are shown, in order, and how many each has. */
function placed({ columns }, tally, types) {
  const { counts } = tally;
  const totals = new Int32Array(columns.places);
  const active = new Int32Array(columns.places);
  let found = 0;
  for (let place = 0; place < columns.places; place++) {
    const cell = place * columns.types;
    let total = 0;
    for (let i = 0; i < types.length; i++) total += counts[cell + types[i]];
    totals[place] = total;
    if (total) active[found++] = place;
  }
  return { totals, active: active.subarray(0, found) };
}

/** One place of a view with what it has, as its marks and `shown()` tell it. */
export function entryOf(data, view, place) {
  const at = (type) => place * data.columns.types + type;
  const types = view.types.filter((type) => view.tally.counts[at(type)]);
  const { tally } = view;
  const precisions = types.map((type) => [type, tally.precisions[at(type)]]);
  const undated = new Set(types.filter((type) => tally.undated[at(type)]));
  return {
    place,
    counts: new Map(types.map((type) => [type, tally.counts[at(type)]])),
    precisions: new Map(precisions),
    precision: Math.min(...precisions.map(([, precision]) => precision)),
    undated,
    // How many of its reports are not exactly placed, or dated.
    unsureCount: sumOf(tally.unsure, types.map(at).filter((cell) => tally.unsure[cell])),
    undatedCount: sumOf(tally.undated, [...undated].map(at)),
    count: view.totals[place],
    isFirst: data.firstProtest[place] === view.day,
    isNew: view.mode !== "first" && isNewOtherwise(data, place, view.day),
    rank: data.rankOf(place),
  };
}

/** Whether a place is first reported on a day, the first aside, and not by a protest. */
export const isNewOtherwise = ({ firstReport, firstProtest }, place, day) =>
  day > 0 && firstReport[place] === day && firstProtest[place] !== day;

/** Places that share a spot with others: to each the spot they share, as one list for all. */
export function sharedSpots({ places }) {
  const spots = new Map();
  places.onMap.forEach(([lat, lon], place) => {
    const key = `${lat} ${lon}`;
    if (spots.has(key)) spots.get(key).push(place);
    else spots.set(key, [place]);
  });
  const shared = new Map();
  for (const members of spots.values())
    if (members.length > 1) for (const place of members) shared.set(place, members);
  return shared;
}

/** Reports of some types in a tally. */
export const sumOf = (counts, types) => types.reduce((sum, type) => sum + counts[type], 0);

/**
 * Everything that one paint shows. `reports` and `places` are made when they are asked for:
 * beyond some hundreds of places nothing that is painted needs them.
 * @param {Object} data  from `indexed`
 * @param {{day: number, mode: Mode, hidden: Set<string>}} state
 */
export function viewOf(data, state) {
  const iso = data.days[state.day];
  const tally = tallyOf(data, state);
  const all = data.types.map((_, type) => type);
  // The view of first reports is about protests alone: the legend's switches do not bear on it.
  const types =
    state.mode === "first" ? all : all.filter((type) => !state.hidden.has(data.types[type].id));
  const zones = zonesOn(data, iso);
  const count = sumOf(tally.all, types);
  const view = {
    ...state,
    iso,
    tally,
    types,
    ...placed(data, tally, types),
    count,
    hiddenReports: sumOf(tally.all, all) - count,
    zones,
    underEmergency: unitsUnderEmergency(data, zones),
    blackouts: blackoutOn(data, zones),
    curfews: curfewsAlone(data, zones),
  };
  lazily(view, "reports", () =>
    kept(reportsOf(data, state), (report) => types.includes(data.columns.type[report])),
  );
  lazily(view, "places", () => Array.from(view.active, (place) => entryOf(data, view, place)));
  return view;
}

function lazily(object, name, make) {
  let value;
  Object.defineProperty(object, name, { get: () => (value ??= make()) });
}

/** What is on the screen, as plain values: the page's answer to `kzmap.shown()`. */
export function shownOf(data, view) {
  const counts = (entry) =>
    Object.fromEntries([...entry.counts].map(([type, n]) => [data.types[type].id, n]));
  return {
    day: view.iso,
    mode: view.mode,
    places: view.places.map((entry) => ({
      name: nameOn(data, entry.place, view.day),
      lat: data.places.lat[entry.place],
      lon: data.places.lon[entry.place],
      counts: counts(entry),
    })),
    zones: view.zones.map(({ zone, state }) => ({
      zone_id: data.zones.id[zone],
      kind: data.zones.kind[zone],
      area: data.zones.area[zone],
      state,
    })),
    reports: Array.from(view.reports, (report) => data.reports.id.at(report)),
  };
}

/** The name on a day: spans are [first day, name], in order, and empty where it never changed. */
export function nameAt(name, spans, day) {
  for (const [from, then] of spans ?? []) if (from <= day) name = then;
  return name;
}

export const nameOn = (data, place, day) =>
  nameAt(data.places.name[place], data.places.spans[place], day);
