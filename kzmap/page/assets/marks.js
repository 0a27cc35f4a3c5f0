// Marks: what a place has, a shape and a colour for each type, and how exactly it is known.

import { svg } from "./dom.js";
import { radiusOf, shape } from "./shapes.js";

const DIGIT_PX = 6;

/** Whether a number can be read on a mark. */
const fits = (count, radius) => String(count).length * DIGIT_PX + 4 <= 2 * radius;

/**
 * Where several marks stand around one point: beside each other on a ring, in a fixed order,
 * so that none hides another and none is moved by chance.
 * @param {number[]} radii
 * @returns {{spots: number[][], ring: number, reach: number}} px from the point
 */
export function ringLayout(radii) {
  const largest = Math.max(...radii);
  if (radii.length === 1) return { spots: [[0, 0]], ring: 0, reach: largest };
  const room = 2 * radii.reduce((sum, r) => sum + r + 1, 0);
  const ring = Math.max(room / (2 * Math.PI), largest + 1.5);
  let travelled = radii[0] + 1;
  const total = room;
  const spots = radii.map((radius, i) => {
    if (i > 0) travelled += radii[i - 1] + radius + 2;
    const angle = (2 * Math.PI * (travelled - radii[0] - 1)) / total - Math.PI / 2;
    return [ring * Math.cos(angle), ring * Math.sin(angle)];
  });
  return { spots, ring, reach: ring + largest };
}

/** How far beyond its marks the soft disc of a place goes of which only the region is known. */
export const REGION_PX = 16;

/** The whisker under a mark whose day is not known, as SVG writes lines. */
export function spanLines(reach) {
  const [half, y] = [Math.max(5, Math.min(9, reach)), reach + 3.5];
  return `M${-half},${y - 2.5}V${y + 2.5}M${-half},${y}H${half}M${half},${y - 2.5}V${y + 2.5}`;
}

function span(reach, x = 0, y = 0) {
  const at = { d: spanLines(reach), transform: `translate(${x.toFixed(2)} ${y.toFixed(2)})` };
  return ["span-casing", "span"].map((name) => svg("path", { class: name, ...at }));
}

/** No share of a ring is drawn smaller than this, so that none is lost. */
export const LEAST_SHARE = 0.045;

/** How much of a ring around a mark is dashed: as many as are not exactly placed. */
function unsureRing(radius, share) {
  if (share >= 1) return svg("circle", { class: "uncertain", r: radius.toFixed(1) });
  const angle = 2 * Math.PI * Math.max(LEAST_SHARE, share);
  const end = [-radius * Math.sin(angle), -radius * Math.cos(angle)];
  const [x, y] = end.map((value) => value.toFixed(2));
  const r = radius.toFixed(1);
  return svg("path", {
    class: "uncertain",
    d: `M0,${-r}A${r},${r} 0 ${share > 0.5 ? 1 : 0} 0 ${x},${y}`,
  });
}

/** What is around a place's marks: a ring where it is new, a sign where it is not exact. */
function surroundings(entry, reach) {
  const parts = [];
  if (entry.precision === 3) parts.push(svg("circle", { class: "region", r: reach + REGION_PX }));
  if (entry.isFirst) parts.push(svg("circle", { class: "halo", r: (reach + 4).toFixed(1) }));
  if (entry.precision < 3 && entry.unsureCount)
    parts.push(unsureRing(reach + 4, entry.unsureCount / entry.count));
  if (entry.isNew) parts.push(svg("circle", { class: "fresh", r: reach + outerRing(entry) + 4 }));
  return parts;
}

/** Drawing of all marks of one place. `counts` maps type index to reports. */
export function placeDrawing(data, entry, most) {
  const types = [...entry.counts.keys()].sort((a, b) => a - b);
  const radii = types.map((type) => radiusOf(entry.counts.get(type), most));
  const { spots, ring, reach } = ringLayout(radii);
  const size = Math.ceil(reach + 8) * 2;
  const parts = surroundings(entry, reach);
  if (ring) {
    parts.push(
      svg("circle", { class: "ring", r: ring.toFixed(1) }),
      svg("circle", { class: "pin", r: 1.6 }),
    );
  }
  types.forEach((type, i) => {
    const [x, y] = spots[i];
    const precision = entry.precisions.get(type);
    const unsure = precision > 1 ? "unsure" : "";
    if (precision === 3 && entry.precision < 3)
      parts.push(svg("circle", { class: "region", cx: x, cy: y, r: radii[i] + REGION_PX / 2 }));
    parts.push(shape(data.types[type], radii[i], x, y, unsure));
    const count = entry.counts.get(type);
    if (count > 1 && fits(count, radii[i]))
      parts.push(numeral(count, x, y, `on-mark-${data.types[type].slot}`));
    if (entry.undated.has(type)) parts.push(...span(radii[i], x, y));
  });
  return { node: frame(size, parts), size, reach: reach + outerRing(entry) };
}

/** Room that a halo or the ring of an uncertain position takes around the marks, in px. */
const outerRing = (entry) => (entry.isFirst || entry.unsureCount || entry.undatedCount ? 5 : 0);

/** Colours of first days, from the earliest to the latest. */
export const STEPS = [0, 1, 2, 3, 4, 5, 6];

/** Which of the seven colours a rank has, 1 being the first of `ranks`. */
export const stepOf = (rank, ranks) => (ranks < 2 ? 0 : Math.round(((rank - 1) * 6) / (ranks - 1)));

/** Drawing of a place in the view of first reports: a disc with the number of its day. */
export function firstDrawing(entry, steps) {
  const radius = 11;
  const size = (radius + 8) * 2;
  const step = stepOf(entry.rank, steps);
  const parts = [
    ...surroundings(entry, radius),
    svg("circle", { class: `mark step-${step}`, r: radius }),
    numeral(entry.rank, 0, 0, `on-step-${step}`),
    ...(entry.undatedCount ? span(radius) : []),
  ];
  return { node: frame(size, parts), size, reach: radius + outerRing(entry) };
}

/** Draw a place beside its spot, with a line to where it is. */
export function aside(drawing, [x, y]) {
  const [dx, dy] = [-x, -y].map((value) => value.toFixed(1));
  drawing.anchor = [drawing.size / 2 - x, drawing.size / 2 - y];
  drawing.node.prepend(
    svg("path", { class: "ring", d: `M0,0L${dx},${dy}` }),
    svg("circle", { class: "pin", cx: dx, cy: dy, r: 1.6 }),
  );
}

/** A place that was chosen and has no report to show. */
export function pinDrawing() {
  return { node: frame(20, [svg("circle", { class: "empty-place", r: 4 })]), size: 20, reach: 6 };
}

function numeral(value, x, y, className) {
  return svg(
    "text",
    {
      class: `numeral ${className}`,
      x: x.toFixed(1),
      y: y.toFixed(1),
      dy: "0.35em",
      "text-anchor": "middle",
    },
    String(value),
  );
}

function frame(size, parts) {
  const half = size / 2;
  const node = svg(
    "svg",
    {
      width: size,
      height: size,
      viewBox: `${-half} ${-half} ${size} ${size}`,
      "aria-hidden": "true",
    },
    parts,
  );
  node.style.inset = `${-half}px auto auto ${-half}px`;
  return node;
}
