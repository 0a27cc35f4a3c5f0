// What the canvas shows, in colours and sizes: a ring split by type and a number for a group, the
// marks of marks.js for a place that stands alone. pen.js draws it.

import { svg } from "./dom.js";
import { APART_PX } from "./grouping.js";
import { ringLayout, stepOf, STEPS } from "./marks.js";
import { FIRST_PX } from "./pen.js";
import { radiusOf } from "./shapes.js";
import { shortNumber } from "./words.js";

/** Marks with all that is around them stay within half of what groups are apart. */
const LARGEST_PX = APART_PX / 2 - 4;

/** Radius of a group: the same step for each tenfold of reports, on every day and at every zoom. */
export const groupRadius = (count) => Math.min(LARGEST_PX, 9.5 + 4.2 * Math.log10(count));

/** The page's colours for a canvas, read from its style sheet as they are now. */
export function paletteOf(data) {
  const probe = svg("svg", { class: "unseen", "aria-hidden": "true" });
  document.body.append(probe);
  const styleOf = (className) => {
    const node = svg("circle", { class: className });
    probe.append(node);
    return getComputedStyle(node);
  };
  const fill = (className) => styleOf(className).fill;
  const stroke = (className) => styleOf(className).stroke;
  const palette = {
    types: data.types.map(({ slot }) => ({
      fill: fill(`mark-${slot}`),
      on: fill(`numeral on-mark-${slot}`),
    })),
    steps: STEPS.map((step) => ({ fill: fill(`step-${step}`), on: fill(`on-step-${step}`) })),
    line: stroke("mark"),
    unsure: stroke("mark unsure"),
    halo: stroke("halo"),
    newly: stroke("fresh"),
    uncertain: stroke("uncertain"),
    region: fill("pin"),
    ring: stroke("ring"),
    pin: fill("pin"),
    middle: fill("group-middle"),
    numeral: fill("group-numeral"),
  };
  probe.remove();
  return palette;
}

/** What a group looks like. */
export function groupGlyph(data, view, groups, group, palette) {
  const { types } = data.columns;
  const count = groups.totals[group];
  const base = {
    kind: "group",
    radius: groupRadius(count),
    words: shortNumber(count),
    fresh: groups.fresh[group] / groups.members[group],
    isNew: groups.newly[group] > 0,
    unsure: groups.unsure[group] / count,
    isUndated: groups.undated[group] > 0,
  };
  const parts = view.types
    .filter((type) => groups.counts[group * types + type])
    .map((type) => ({ share: groups.counts[group * types + type], ...palette.types[type] }));
  return { ...base, parts, reach: base.radius };
}

/** What a group looks like in the view of first reports: its places, by when they had theirs. */
export function firstGroupGlyph(data, groups, group, members, palette) {
  const shares = STEPS.map(() => 0);
  for (const place of members) shares[stepOf(data.rankOf(place), data.firstDays.length)]++;
  const radius = groupRadius(members.length);
  return {
    kind: "group",
    radius,
    reach: radius,
    words: shortNumber(members.length),
    fresh: groups.fresh[group] / groups.members[group],
    unsure: groups.unsure[group] / groups.totals[group],
    isUndated: groups.undated[group] > 0,
    parts: STEPS.filter((step) => shares[step]).map((step) => ({
      share: shares[step],
      ...palette.steps[step],
    })),
  };
}

/** What a place looks like that stands alone. */
export function placeGlyph(data, view, entry, palette) {
  const fresh = Number(entry.isFirst);
  const unsure = entry.unsureCount / entry.count;
  const isRegion = entry.precision === 3;
  const { isNew } = entry;
  const base = { fresh, isNew, unsure, isRegion, isUndated: entry.undatedCount > 0 };
  if (view.mode === "first") {
    const colours = palette.steps[stepOf(entry.rank, data.firstDays.length)];
    return { kind: "rank", words: String(entry.rank), ...colours, reach: FIRST_PX, ...base };
  }
  const most = data.most[view.mode];
  const marks = [...entry.counts].map(([type, count]) => ({
    type: data.types[type],
    colours: palette.types[type],
    count,
    radius: radiusOf(count, most),
    isUnsure: entry.precisions.get(type) > 1,
    isRegion: !isRegion && entry.precisions.get(type) === 3,
    isUndated: entry.undated.has(type),
  }));
  const layout = ringLayout(marks.map(({ radius }) => radius));
  const shrink = Math.min(1, LARGEST_PX / layout.reach);
  return { kind: "place", marks, layout, shrink, reach: layout.reach * shrink, ...base };
}
