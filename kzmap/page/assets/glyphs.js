// What the canvas shows: a ring split by type and a number for a group, the marks of marks.js for
// a place that stands alone.

import { svg } from "./dom.js";
import { APART_PX } from "./grouping.js";
import { outline, radiusOf, REGION_PX, ringLayout, spanLines, stepOf, STEPS } from "./marks.js";
import { shortNumber } from "./words.js";

const TURN = 2 * Math.PI;
const NOON = -Math.PI / 2;
/** Marks with all that is around them stay within half of what groups are apart. */
const LARGEST_PX = APART_PX / 2 - 4;
const FIRST_PX = 11;
/** No share of a ring is drawn smaller than this, so that none is lost. */
const LEAST_SHARE = 0.045;
const NUMERAL_FONT = "700 10.5px system-ui, sans-serif";

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

/**
 * Shares of a ring, in order, each large enough to be seen. Pure.
 * @param {number[]} parts  more than 0
 * @returns {number[]} of 1
 */
export function ringShares(parts) {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  const raised = parts.map((part) => Math.max(LEAST_SHARE, part / whole));
  const sum = raised.reduce((all, part) => all + part, 0);
  return raised.map((part) => part / sum);
}

/** Draws glyphs on one context. */
export class GlyphPen {
  constructor(context, palette) {
    this.context = context;
    this.palette = palette;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.font = NUMERAL_FONT;
  }

  circle(x, y, radius) {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, TURN);
  }

  stroke(colour, width, dash = []) {
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.setLineDash(dash);
    this.context.stroke();
  }

  numeral(words, x, y, colour) {
    this.context.fillStyle = colour;
    this.context.fillText(words, x, y + 0.5);
  }

  /** An arc around a mark, from the top on, to the right or to the left: how much of it is so. */
  share(x, y, radius, part, toLeft, colour, width, dash) {
    if (!part) return;
    const turn = TURN * Math.max(LEAST_SHARE, part);
    this.context.beginPath();
    this.context.arc(x, y, radius, NOON, toLeft ? NOON - turn : NOON + turn, toLeft);
    this.stroke(colour, width, dash);
  }

  /** What is around every mark: how much of it is new, how much not exactly placed. */
  around({ x, y, reach, fresh, unsure, isRegion }) {
    if (isRegion) this.region(x, y, reach);
    this.share(x, y, reach + 4, fresh, false, this.palette.halo, 2);
    if (!isRegion)
      this.share(x, y, reach + 4, unsure, true, this.palette.uncertain, 1.4, [2.5, 3]);
  }

  /** A soft disc: somewhere in here, and nobody says where. */
  region(x, y, reach) {
    const { context, palette } = this;
    const radius = reach + REGION_PX;
    const soft = context.createRadialGradient(x, y, 0, x, y, radius);
    for (const [at, strength] of [
      [0.35, 0.34],
      [1, 0],
    ])
      soft.addColorStop(at, palette.region.replace(/^rgb\((.*)\)$/, `rgba($1, ${strength})`));
    this.circle(x, y, radius);
    context.fillStyle = soft;
    context.fill();
  }

  /** The whisker of a day that is not known. */
  span(x, y, reach) {
    const { context } = this;
    const path = new Path2D(spanLines(reach));
    context.translate(x, y);
    for (const [colour, width] of [
      [this.palette.middle, 4],
      [this.palette.pin, 1.6],
    ]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.setLineDash([]);
      context.stroke(path);
    }
    context.translate(-x, -y);
  }

  /**
   * @param {{x: number, y: number, radius: number, parts: {share: number, fill: string}[],
   *   words: string, fresh: number, unsure: number, isUndated: boolean}} glyph
   */
  group(glyph) {
    const { x, y, radius, parts, words } = glyph;
    const { context, palette } = this;
    const inner = radius - Math.max(4, radius * 0.27);
    this.around(glyph);
    const shares = ringShares(parts.map(({ share }) => share));
    let angle = NOON;
    parts.forEach(({ fill }, i) => {
      const end = angle + TURN * shares[i];
      context.beginPath();
      context.arc(x, y, radius, angle, end);
      context.arc(x, y, inner, end, angle, true);
      context.closePath();
      context.fillStyle = fill;
      context.fill();
      if (parts.length > 1) this.stroke(palette.middle, 1);
      angle = end;
    });
    this.circle(x, y, inner);
    context.fillStyle = palette.middle;
    context.fill();
    this.circle(x, y, radius + 0.3);
    this.stroke(palette.line, 1.1);
    this.numeral(words, x, y, palette.numeral);
    if (glyph.isUndated) this.span(x, y, radius);
  }

  /** A disc with the number of a place's day, in the view of first reports. */
  rank(glyph) {
    const { x, y, fill, on, words } = glyph;
    this.around(glyph);
    this.circle(x, y, FIRST_PX);
    this.context.fillStyle = fill;
    this.context.fill();
    this.stroke(this.palette.line, 1.1);
    this.numeral(words, x, y, on);
    if (glyph.isUndated) this.span(x, y, FIRST_PX);
  }

  /** The marks of one place, as marks.js lays them out, within what it has room for. */
  place(glyph) {
    const { x, y, marks, layout, shrink } = glyph;
    const { palette } = this;
    this.around(glyph);
    if (layout.ring) {
      this.circle(x, y, layout.ring * shrink);
      this.stroke(palette.ring, 0.8);
      this.circle(x, y, 1.6);
      this.context.fillStyle = palette.pin;
      this.context.fill();
    }
    marks.forEach((mark, i) => {
      const [dx, dy] = layout.spots[i];
      this.mark(mark, x + dx * shrink, y + dy * shrink, mark.radius * shrink);
    });
  }

  mark({ type, colours, count, isUnsure, isRegion, isUndated }, x, y, radius) {
    const { context, palette } = this;
    if (isRegion) this.region(x, y, radius - REGION_PX / 2);
    const { path, lift } = pathOf(type.shape, radius);
    context.translate(x, y + lift);
    context.fillStyle = colours.fill;
    context.fill(path);
    context.strokeStyle = isUnsure ? palette.unsure : palette.line;
    context.lineWidth = isUnsure ? 1.4 : 1.1;
    context.setLineDash(isUnsure ? [2.5, 2] : []);
    context.stroke(path);
    context.translate(-x, -y - lift);
    const words = String(count);
    if (count > 1 && words.length * 6 + 4 <= 2 * radius) this.numeral(words, x, y, colours.on);
    if (isUndated) this.span(x, y, radius);
  }
}

const paths = new Map();

/** The outline of a mark, made once for each shape and half a pixel of size. */
function pathOf(shape, radius) {
  const half = Math.round(radius * 2) / 2;
  const key = `${shape} ${half}`;
  if (!paths.has(key)) {
    const { points, lift } = outline(shape, half);
    const path = points ? new Path2D(`M${points}Z`) : new Path2D();
    if (!points) path.arc(0, 0, half, 0, TURN);
    paths.set(key, { path, lift });
  }
  return paths.get(key);
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
  const base = { fresh, unsure, isRegion, isUndated: entry.undatedCount > 0 };
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
