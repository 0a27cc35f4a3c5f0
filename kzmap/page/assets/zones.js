// Areas with a period: their state on a day, and which to draw, name and count. Pure.
// kzmap/timeline.py says the same in Python, and the tests hold the two against each other.

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

export function zonesOn(data, iso) {
  const { zones, known } = data;
  // What holds on a later day was not known to do so.
  if (known && iso > known.iso) return [];
  return zones.id
    .map((_, zone) => ({ zone, state: zoneState(zones.start[zone], zones.end[zone], iso) }))
    .filter(({ zone, state }) => state !== null && (!known || known.zones[zone]));
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

/**
 * Curfews that no state of emergency over the same area already tells: these are drawn and named
 * by themselves.
 */
export function curfewsAlone(data, zones) {
  const { kind, units, area } = data.zones;
  const holds = zones.filter(({ state }) => UNDER_EMERGENCY.has(state));
  const emergencies = holds.filter(({ zone }) => kind[zone] === "state_of_emergency");
  const covered = unitsIn(data, emergencies);
  const named = new Set(emergencies.map(({ zone }) => area[zone]));
  const isTold = (zone) =>
    named.has(area[zone]) ||
    (units[zone].length > 0 && units[zone].every((unit) => covered.has(unit)));
  return holds.filter(({ zone }) => kind[zone] === "curfew" && !isTold(zone));
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
