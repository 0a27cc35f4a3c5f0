// The sentence that sums up a day.

import { countOf, firstLevelIn, widestAreas } from "./timeline.js";
import { joined, longDate, text } from "./words.js";

/** Areas that a sentence names; more are counted. */
const MOST_NAMED = 6;

const placesWith = (view, type) => view.places.filter((entry) => entry.counts.has(type)).length;

function typeClauses(data, view) {
  const clauses = [];
  data.types.forEach((type, index) => {
    const count = placesWith(view, index);
    if (!count) return;
    const places = text("count.places", { count });
    const fresh = index === data.protest ? view.places.filter((entry) => entry.isFirst).length : 0;
    const key = fresh && view.mode === "day" ? "summary.type_first" : "summary.type";
    clauses.push(text(key, { type: type.plural, places, count: fresh }));
  });
  return clauses;
}

function unplacedClause(data, view) {
  const unplaced = view.reports.filter((report) => data.reports.place[report] < 0);
  const count = countOf(data, unplaced);
  return count ? [text("summary.unplaced", { count })] : [];
}

function emergencyClauses(data, view) {
  const zones = view.zones.filter(({ zone }) => data.zones.kind[zone] === "state_of_emergency");
  const inState = (wanted) => zones.filter(({ state }) => state === wanted);
  const clauses = [];
  if (view.underEmergency.size) {
    const parts = [
      text("summary.emergency", { count: view.underEmergency.size, total: data.unitTotal }),
    ];
    for (const state of ["starts", "ends"]) {
      const count = firstLevelIn(data, inState(state)).size;
      if (count) parts.push(text(`summary.emergency_${state}`, { count }));
    }
    clauses.push(parts.join(", "));
  }
  const elsewhere = zones.filter(
    (entry) => entry.state !== "lifted" && !firstLevelIn(data, [entry]).size,
  );
  const names = widestAreas(data, elsewhere);
  if (names.length > MOST_NAMED)
    clauses.push(text("summary.emergency_areas", { count: names.length }));
  else if (names.length) clauses.push(text("summary.emergency_at", { areas: joined(names) }));
  const lifted = inState("lifted").length;
  if (lifted) clauses.push(text("summary.lifted", { count: lifted }));
  return clauses;
}

const hiddenClause = (view) =>
  view.hiddenReports ? [text("summary.hidden", { count: view.hiddenReports })] : [];

function blackoutClause(data, view) {
  const areas = widestAreas(data, view.blackouts);
  if (!areas.length) return [];
  return [text("summary.blackout", { areas: joined(areas) })];
}

export function sentence(data, view) {
  if (view.mode === "first") {
    const today = view.places.filter((entry) => entry.isFirst).length;
    return text("summary.first", {
      places: text("count.places", { count: view.places.length }),
      day: longDate(view.iso),
      count: today,
    });
  }
  const clauses = [...typeClauses(data, view), ...unplacedClause(data, view)];
  clauses.push(...hiddenClause(view));
  if (!clauses.length)
    clauses.push(text(view.blackouts.length ? "summary.none_blackout" : "summary.none"));
  clauses.push(...emergencyClauses(data, view), ...blackoutClause(data, view));
  const body = clauses.join("; ");
  const lead =
    view.mode === "so-far" ? text("summary.so_far", { day: longDate(view.iso) }) + " " : "";
  const whole = lead + body;
  return whole.charAt(0).toUpperCase() + whole.slice(1) + ".";
}
