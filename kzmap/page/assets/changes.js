// What changed on a day since the day before. Pure: payload in, plain values and words out.
// kzmap/changes.py says the same in Python, and the tests hold the two against each other.

import { bucketed } from "./counting.js";
import { markWords } from "./spots.js";
import { nameOn } from "./timeline.js";
import { joined, text } from "./words.js";
import { zonesOn } from "./zones.js";

/** Names that a sentence holds; more are counted. */
const MOST_NAMES = 8;
const IN_FORCE = new Set(["starts", "in force", "ends"]);

/** Places by the day of their first report, sorted when they are first asked for. */
let newcomers = null;

/** Places that no report named before a day. */
export function newPlaces(data, day) {
  const { firstReport } = data;
  if (newcomers?.firstReport !== firstReport)
    newcomers = {
      firstReport,
      by: bucketed(firstReport.length, (place) => firstReport[place], data.days.length),
    };
  return day > 0 ? newcomers.by.of(day) : new Int32Array(0);
}

/**
 * @returns {{places: Int32Array, begun: number[], gone: number[],
 *   zones: {kind: string, change: string, areas: string[]}[]} | null}  null on the first day
 */
export function changesOn(data, day) {
  if (day < 1) return null;
  const goesOn = (at) => (type) => data.activity(at, at, type) > 0;
  const [now, then] = [goesOn(day), goesOn(day - 1)];
  const types = data.types.map((_, type) => type);
  return {
    places: newPlaces(data, day),
    begun: types.filter((type) => now(type) && !then(type)),
    gone: types.filter((type) => then(type) && !now(type)),
    zones: data.zones.id.length ? zoneChanges(data, day) : [],
  };
}

const ZONE_KINDS = ["state_of_emergency", "curfew", "communications_blackout"];

function zoneChanges(data, day) {
  const holding = (at) => zonesOn(data, data.days[at]).filter(({ state }) => IN_FORCE.has(state));
  const [now, then] = [holding(day), holding(day - 1)];
  const of = (entries, kind) => entries.filter(({ zone }) => data.zones.kind[zone] === kind);
  const kinds = new Set([...ZONE_KINDS, ...data.zones.kind]);
  return [...kinds]
    .flatMap((kind) => kindChanges(data, kind, of(now, kind), of(then, kind)))
    .filter(({ areas }) => areas.length);
}

function kindChanges(data, kind, now, then) {
  const covered = coverOf(data, now);
  const before = coverOf(data, then);
  const staying = coverOf(
    data,
    now.filter(({ state }) => state !== "ends"),
  );
  const found = {
    begins: now.filter((entry) => !before(entry)),
    ends: now.filter((entry) => entry.state === "ends" && !staying(entry)),
    over: then.filter((entry) => !covered(entry)),
  };
  return Object.entries(found).map(([change, zones]) => ({
    kind,
    change,
    areas: [...new Set(zones.map(({ zone }) => data.zones.area[zone]))],
  }));
}

/** Whether all of a zone's area is under some zones; a town is where its unit is. */
function coverOf(data, entries) {
  const { area, units, place } = data.zones;
  const names = new Set(entries.map(({ zone }) => area[zone]));
  const under = new Set(entries.flatMap(({ zone }) => units[zone]));
  const unitsOf = (zone) =>
    units[zone].length || place[zone] < 0
      ? units[zone]
      : [data.units.name.indexOf(data.places.admin1[place[zone]])];
  return ({ zone }) => {
    const own = unitsOf(zone);
    return names.has(area[zone]) || (own.length > 0 && own.every((unit) => under.has(unit)));
  };
}

/** The same with names instead of rows, for scripts: the page's answer to `kzmap.changes()`. */
export function changesTold(data, day) {
  const changes = changesOn(data, day);
  const ids = (types) => types.map((type) => data.types[type].id);
  return (
    changes && {
      new_places: Array.from(changes.places, (place) => nameOn(data, place, day)),
      types_begun: ids(changes.begun),
      types_gone: ids(changes.gone),
      zones: changes.zones,
    }
  );
}

/** The sentence that says so; empty on the first day, which has none before it. */
export function changeSentence(data, { day, types }) {
  const changes = changesOn(data, day);
  // What came later was not known, so it is no change.
  if (!changes || data.days[day] > data.known?.iso) return "";
  const clauses = [];
  const { places, begun, gone, zones } = changes;
  if (places.length) clauses.push(newClause(data, places, day));
  for (const [key, of] of Object.entries({ begun, gone })) {
    const labels = of.filter((type) => types.includes(type)).map((type) => data.types[type].plural);
    if (labels.length) clauses.push(text(`changes.${key}`, { types: joined(labels) }));
  }
  for (const { change, kinds, areas } of together(zones)) {
    const measures = joined(kinds.map((kind) => text(`changes.kind.${kind}`)));
    clauses.push(text(`changes.${change}`, { measures, areas: areaWords(areas) }));
  }
  const body = clauses.length ? clauses.join("; ") : text("changes.none");
  return text("changes.since", { changes: body });
}

/** A region is named as a whole, and not counted as a place. */
function newClause(data, places, day) {
  const named = (place) => markWords(data, place, nameOn(data, place, day));
  if (places.length <= MOST_NAMES)
    return text("changes.new", { places: joined(Array.from(places, named)) });
  const count = places.filter((place) => data.places.precision[place] < 3).length;
  return text("changes.new_many", { count });
}

/** Measures that changed alike in the same areas, as emergency and curfew mostly do. */
function together(zones) {
  const found = new Map();
  for (const { kind, change, areas } of zones) {
    const key = JSON.stringify([change, [...areas].sort()]);
    if (!found.has(key)) found.set(key, { change, areas, kinds: [] });
    found.get(key).kinds.push(kind);
  }
  return found.values();
}

const areaWords = (areas) =>
  areas.length > MOST_NAMES ? text("count.areas", { count: areas.length }) : joined(areas);
