// What is true on each day. Pure: payload in, plain values out. kzmap/timeline.py says the
// same in Python, and the tests hold the two against each other.

/** @typedef {"day" | "so-far" | "first"} Mode */

const UNDER_EMERGENCY = new Set(["starts", "in force", "ends"]);

/**
 * State of a zone on a local calendar day. A zone's period is half-open, so one that ends at
 * 00:00 is already lifted on that day. Moments are "YYYY-MM-DDTHH:MM±HH:MM", local time first.
 * @returns {"starts" | "in force" | "ends" | "lifted" | null}
 */
export function zoneState(start, end, day) {
  const startDay = start.slice(0, 10);
  if (day < startDay) return null;
  if (end) {
    const endDay = end.slice(0, 10);
    if (day > endDay) return null;
    if (day === endDay && end.slice(11, 16) === "00:00") return "lifted";
    if (day === startDay) return "starts";
    return day === endDay ? "ends" : "in force";
  }
  return day === startDay ? "starts" : "in force";
}

/** Add what many views need: for each day its reports, for each place its first protest. */
export function indexed(payload) {
  const { days, reports, places } = payload;
  const byDay = days.map(() => []);
  const firstProtest = new Array(places.name.length).fill(null);
  const protest = payload.types.findIndex((type) => type.id === "protest");
  reports.id.forEach((_, report) => {
    for (let day = Math.max(0, reports.first[report]); day <= reports.last[report]; day++) {
      byDay[day]?.push(report);
    }
    const place = reports.place[report];
    if (place < 0 || reports.type[report] !== protest) return;
    firstProtest[place] = Math.min(firstProtest[place] ?? Infinity, reports.first[report]);
  });
  const most = mostReports(payload, byDay);
  const firstDays = [...new Set(firstProtest.filter((day) => day !== null))].sort((a, b) => a - b);
  return { ...payload, byDay, firstProtest, firstDays, protest, most };
}

/**
 * The most reports of one type in one place: on one day, and over all days. Marks are sized by
 * these, so that a size means the same on every day.
 */
function mostReports(payload, byDay) {
  const all = payload.reports.id.map((_, report) => report);
  const busiest = (reports) => {
    const counts = new Map();
    let most = 1;
    for (const report of reports) {
      const { place, type } = payload.reports;
      if (place[report] < 0) continue;
      const key = place[report] * payload.types.length + type[report];
      const count = (counts.get(key) ?? 0) + reportsIn(payload, report);
      counts.set(key, count);
      most = Math.max(most, count);
    }
    return most;
  };
  const day = byDay.map(busiest).reduce((a, b) => Math.max(a, b), 1);
  return { day, "so-far": busiest(all) };
}

/** How many reports an entry stands for: those that were only counted come as one. */
export const reportsIn = (data, report) => data.reports.count[report] ?? 1;

/** How many reports entries stand for. */
export const countOf = (data, reports) =>
  reports.reduce((sum, report) => sum + reportsIn(data, report), 0);

/** The reports that a view is about, whether or not their type is hidden. */
function reportsOf(data, { day, mode }) {
  const { reports } = data;
  if (mode === "day") return data.byDay[day];
  const started = reports.id.map((_, report) => report).filter((r) => reports.first[r] <= day);
  if (mode === "so-far") return started;
  return started.filter(
    (r) =>
      reports.type[r] === data.protest &&
      reports.place[r] >= 0 &&
      reports.first[r] === data.firstProtest[reports.place[r]],
  );
}

/** All reports of a place that its details tell: the day's, or those so far. */
export function reportsAt(data, { day, mode }, place) {
  const all = reportsOf(data, { day, mode: mode === "so-far" ? mode : "day" });
  return all.filter((report) => data.reports.place[report] === place);
}

function placesOf(data, reports, day) {
  const found = new Map();
  for (const report of reports) {
    const place = data.reports.place[report];
    if (place < 0) continue;
    if (!found.has(place)) {
      found.set(place, { place, reports: [], counts: new Map(), precisions: new Map() });
    }
    const { reports: own, counts, precisions } = found.get(place);
    const type = data.reports.type[report];
    own.push(report);
    counts.set(type, (counts.get(type) ?? 0) + reportsIn(data, report));
    precisions.set(type, Math.min(precisions.get(type) ?? 3, data.reports.geoPrecision[report]));
  }
  return [...found.values()]
    .sort((a, b) => a.place - b.place)
    .map((entry) => ({
      ...entry,
      count: [...entry.counts.values()].reduce((sum, count) => sum + count, 0),
      isFirst: data.firstProtest[entry.place] === day,
      rank: data.firstDays.indexOf(data.firstProtest[entry.place]) + 1,
      precision: Math.min(...entry.precisions.values()),
    }));
}

export function zonesOn(data, iso) {
  const { zones } = data;
  return zones.id
    .map((_, zone) => ({ zone, state: zoneState(zones.start[zone], zones.end[zone], iso) }))
    .filter((entry) => entry.state !== null);
}

/** Units that zones are made of: a country's zone is one of all its units. */
export const unitsIn = (data, zones) =>
  new Set(zones.flatMap(({ zone }) => data.zones.units[zone]));

/**
 * The first-level units among these: they come first. The others are areas that zones brought
 * along; these are no division of a country, so they are named and not counted "of" a total.
 */
const firstLevel = (data, units) => new Set([...units].filter((unit) => unit < data.unitTotal));

/** First-level units that zones are made of. */
export const firstLevelIn = (data, zones) => firstLevel(data, unitsIn(data, zones));

export function unitsUnderEmergency(data, zones) {
  const emergencies = zones.filter(
    ({ zone, state }) =>
      data.zones.kind[zone] === "state_of_emergency" && UNDER_EMERGENCY.has(state),
  );
  return firstLevelIn(data, emergencies);
}

export function blackoutOn(data, zones) {
  return zones.filter(
    ({ zone, state }) =>
      data.zones.kind[zone] === "communications_blackout" && UNDER_EMERGENCY.has(state),
  );
}

/** Areas to name, without those that lie within another one named. */
export function widestAreas(data, zones) {
  const units = ({ zone }) => data.zones.units[zone];
  const within = (a, b) =>
    units(a).length > 0 &&
    units(a).length < units(b).length &&
    units(a).every((unit) => units(b).includes(unit));
  const widest = zones.filter((entry) => !zones.some((other) => within(entry, other)));
  return [...new Set(widest.map(({ zone }) => data.zones.area[zone]))];
}

/**
 * Everything that one paint shows.
 * @param {Object} data  from `indexed`
 * @param {{day: number, mode: Mode, hidden: Set<string>}} state
 */
export function viewOf(data, state) {
  const iso = data.days[state.day];
  const all = reportsOf(data, state);
  // The view of first reports is about protests alone: the legend's switches do not bear on it.
  const hides = (report) =>
    state.mode !== "first" && state.hidden.has(data.types[data.reports.type[report]].id);
  const reports = all.filter((report) => !hides(report));
  const zones = zonesOn(data, iso);
  return {
    ...state,
    iso,
    reports,
    count: countOf(data, reports),
    hiddenReports: countOf(data, all) - countOf(data, reports),
    places: placesOf(data, reports, state.day),
    zones,
    underEmergency: unitsUnderEmergency(data, zones),
    blackouts: blackoutOn(data, zones),
  };
}

/** What is on the screen, as plain values: the page's answer to `kzmap.shown()`. */
export function shownOf(data, view) {
  const counts = (entry) =>
    Object.fromEntries([...entry.counts].sort().map(([type, n]) => [data.types[type].id, n]));
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
    reports: view.reports.map((report) => data.reports.id[report]),
  };
}

/** The name on a day: spans are [first day, name], in order, and empty where it never changed. */
export function nameAt(name, spans, day) {
  for (const [from, then] of spans ?? []) if (from <= day) name = then;
  return name;
}

export const nameOn = (data, place, day) =>
  nameAt(data.places.name[place], data.places.spans[place], day);
