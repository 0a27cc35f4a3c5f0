// The sentence that sums up a day.

import { sumOf } from "./timeline.js";
import { joined, longDate, text } from "./words.js";
import { firstLevelIn, widestAreas } from "./zones.js";

/** Areas that a sentence names; more are counted. */
const MOST_NAMED = 6;

/** Places with each type, and how many of all had their first protest on the day. */
function placeCounts(data, view) {
  const { columns, firstProtest } = data;
  const { active, tally } = view;
  const byType = new Int32Array(columns.types);
  let fresh = 0;
  for (let i = 0; i < active.length; i++) {
    const cell = active[i] * columns.types;
    for (let type = 0; type < columns.types; type++) if (tally.counts[cell + type]) byType[type]++;
    if (firstProtest[active[i]] === view.day) fresh++;
  }
  for (let type = 0; type < columns.types; type++) if (!view.types.includes(type)) byType[type] = 0;
  return { byType, fresh };
}

function typeClauses(data, view) {
  const clauses = [];
  const found = placeCounts(data, view);
  data.types.forEach((type, index) => {
    const count = found.byType[index];
    if (!count) return;
    const places = text("count.places", { count });
    const fresh = index === data.protest ? found.fresh : 0;
    const key = fresh && view.mode === "day" ? "summary.type_first" : "summary.type";
    clauses.push(text(key, { type: type.plural, places, count: fresh }));
  });
  return clauses;
}

function unplacedClause(view) {
  const count = sumOf(view.tally.unplaced, view.types);
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

function curfewClause(data, view) {
  const names = widestAreas(data, view.curfews);
  if (!names.length) return [];
  if (names.length > MOST_NAMED) return [text("summary.curfew_areas", { count: names.length })];
  return [text("summary.curfew", { areas: joined(names) })];
}

/** What was known on a day says so first; of a later day nothing was. */
export function sentence(data, view) {
  const { known } = data;
  const day = longDate(view.iso);
  const lead = text("summary.so_far", { day });
  const words = view.mode === "first" ? firstWords(data, view) : dayWords(data, view);
  if (!known) return capitalized(view.mode === "so-far" ? `${lead} ${words}` : words);
  const then = longDate(known.iso);
  if (view.mode === "day" && view.iso > known.iso) return text("known.after", { day, then });
  const key = view.mode === "so-far" ? "known.so_far" : "known.sentence";
  return text(key, { day, then, sentence: words.charAt(0).toLowerCase() + words.slice(1) });
}

const capitalized = (words) => words.charAt(0).toUpperCase() + words.slice(1);

function firstWords(data, view) {
  return text("summary.first", {
    places: text("count.places", { count: view.active.length }),
    day: longDate(view.iso),
    count: placeCounts(data, view).fresh,
  });
}

function dayWords(data, view) {
  const clauses = [...typeClauses(data, view), ...unplacedClause(view)];
  clauses.push(...hiddenClause(view));
  if (!clauses.length)
    clauses.push(text(view.blackouts.length ? "summary.none_blackout" : "summary.none"));
  clauses.push(...emergencyClauses(data, view), ...curfewClause(data, view));
  clauses.push(...blackoutClause(data, view));
  return `${clauses.join("; ")}.`;
}
