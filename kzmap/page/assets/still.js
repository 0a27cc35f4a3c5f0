// What a still says beside its map: pictures and sheets can be asked nothing, so it is all there.

import { isLater } from "./accounts.js";
import { sumOf } from "./timeline.js";
import { joined, longDate, text } from "./words.js";

/** Publishers that a picture names; more are counted. */
const MOST_PUBLISHERS = 8;
/** A longer name is a description; it is counted. */
const LONGEST_NAME = 40;

/** Rows of the sources of a view's reports and areas, those with most reports first. Pure. */
export function sourcesOf(data, view) {
  const told = new Map();
  const tell = (row) => isLater(data, row) || told.set(row, (told.get(row) ?? 0) + 1);
  for (const report of view.reports) data.reports.sources.at(report).forEach(tell);
  for (const { zone } of view.zones) data.zones.sources[zone].forEach(tell);
  return [...told].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([row]) => row);
}

/** Who published these sources, in their order, each once. */
function publishersOf(data, rows) {
  const names = rows.map((row) => data.sources.publisher[row] || data.sources.title[row]);
  return [...new Set(names.filter(Boolean))];
}

function sourceWords(data, view) {
  const rows = sourcesOf(data, view);
  if (!rows.length && !view.count) return "";
  if (!rows.length) return text(data.forms.length ? "still.counted" : "still.no_source");
  const names = publishersOf(data, rows);
  const named = names.filter((name) => name.length <= LONGEST_NAME).slice(0, MOST_PUBLISHERS);
  const left = names.length - named.length;
  const publishers = left && named.length ? [...named, text("still.more", { count: left })] : named;
  const values = { count: rows.length, publishers: joined(publishers) };
  return text(named.length ? "still.sources" : "still.count", values);
}

/** As published by which day, in words; empty for all that is known now. */
const asKnown = ({ known }) => (known ? text("known.view", { day: longDate(known.iso) }) : "");

/**
 * @returns {{view: string, sources: string, full: string, version: string, types: string[]}}
 *   words of a still; `types` are those that have reports
 */
export function stillOf(data, view) {
  const views = { day: "", "so-far": text("mode.so_far"), first: text("mode.first") };
  return {
    view: [views[view.mode], asKnown(data)].filter(Boolean).join(" · "),
    sources: sourceWords(data, view),
    full: sumOf(view.tally.all, view.types) ? text("still.full") : "",
    version: text("still.version", { version: data.about.version }),
    types: data.types.map(({ id }) => id).filter((_, type) => view.tally.all[type]),
  };
}
