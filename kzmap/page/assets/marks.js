// Marks: a shape and a colour for each type of event, sized by the square root of reports.

import { svg } from "./dom.js";

const polygon =
  (corners, turn = 0) =>
  (radius) =>
    Array.from({ length: corners }, (_, i) => {
      const angle = (2 * Math.PI * i) / corners - Math.PI / 2 + turn;
      return `${(radius * Math.cos(angle)).toFixed(2)},${(radius * Math.sin(angle)).toFixed(2)}`;
    }).join(" ");

function star(tips, waist) {
  return (radius) =>
    Array.from({ length: 2 * tips }, (_, i) => {
      const angle = (Math.PI * i) / tips - Math.PI / 2;
      const reach = i % 2 ? radius * waist : radius;
      return `${(reach * Math.cos(angle)).toFixed(2)},${(reach * Math.sin(angle)).toFixed(2)}`;
    }).join(" ");
}

function cross(arm) {
  const corners = [
    [-1, -arm],
    [-arm, -arm],
    [-arm, -1],
    [arm, -1],
    [arm, -arm],
    [1, -arm],
  ];
  const half = [...corners, [1, arm], [arm, arm], [arm, 1], [-arm, 1], [-arm, arm], [-1, arm]];
  return (radius) =>
    half.map(([x, y]) => `${(x * radius).toFixed(2)},${(y * radius).toFixed(2)}`).join(" ");
}

// Radii are scaled so that all shapes of one size cover the same area as the circle.
const areaOf = (corners) =>
  Math.sqrt((2 * Math.PI) / (corners * Math.sin((2 * Math.PI) / corners)));
const SHAPES = {
  triangle: { points: polygon(3), grow: areaOf(3) * 0.92, lift: 0.12 },
  square: { points: polygon(4, Math.PI / 4), grow: areaOf(4), lift: 0 },
  pentagon: { points: polygon(5), grow: areaOf(5), lift: 0 },
  diamond: { points: polygon(4), grow: areaOf(4), lift: 0 },
  // For the types that a data set adds.
  hexagon: { points: polygon(6), grow: areaOf(6), lift: 0 },
  down: { points: polygon(3, Math.PI), grow: areaOf(3) * 0.92, lift: -0.12 },
  star: { points: star(5, 0.45), grow: 1.5, lift: 0.05 },
  cross: { points: cross(0.38), grow: 1.05, lift: 0 },
};

const SMALLEST_PX = 7;
const SMALLEST_ON_PHONE_PX = 5.5;
const LARGEST_MARK_PX = 24;
const LEAST_PX = 4.5;
const DIGIT_PX = 6;
const narrow = matchMedia("(max-width: 500px)");

/**
 * Radius of a mark: its area grows with the reports. Where there are more than the largest mark
 * can show, that one stands for the most, and the least marks stay large enough to be seen.
 * @param {number} count  reports
 * @param {number} most  the most of any mark
 */
export function radiusOf(count, most) {
  const smallest = narrow.matches ? SMALLEST_ON_PHONE_PX : SMALLEST_PX;
  const unit = Math.min(smallest, LARGEST_MARK_PX / Math.sqrt(most));
  return Math.max(LEAST_PX, Math.min(LARGEST_MARK_PX, unit * Math.sqrt(count)));
}

/** Whether a number can be read on a mark. */
const fits = (count, radius) => String(count).length * DIGIT_PX + 4 <= 2 * radius;

/**
 * The outline of a shape of a size, and how far below its point it is drawn, in px.
 * @returns {{points: string, lift: number}} corners as SVG writes them, none for a circle
 */
export function outline(name, radius) {
  const known = SHAPES[name];
  if (!known) return { points: "", lift: 0 };
  const key = `${name} ${radius}`;
  if (!outlines.has(key)) outlines.set(key, known.points(radius * known.grow));
  return { points: outlines.get(key), lift: known.lift * radius };
}

const outlines = new Map();

/** One mark around (x, y). */
export function shape(type, radius, x = 0, y = 0, className = "") {
  const classes = `mark mark-${type.slot} ${className}`;
  const { points, lift } = outline(type.shape, radius);
  if (!points) return svg("circle", { class: classes, cx: x, cy: y, r: radius.toFixed(2) });
  return svg("polygon", {
    class: classes,
    points,
    transform: `translate(${x.toFixed(2)} ${(y + lift).toFixed(2)})`,
  });
}

/** A small mark for legends and lists; it says nothing that the text beside it does not. */
export function symbol(type, size = 18) {
  const key = `${type.slot} ${type.shape} ${size}`;
  if (!symbols.has(key)) symbols.set(key, drawnSymbol(type, size));
  return symbols.get(key).cloneNode(true);
}

const symbols = new Map();

function drawnSymbol(type, size) {
  const half = size / 2;
  return svg(
    "svg",
    {
      class: "symbol",
      width: size,
      height: size,
      viewBox: `${-half} ${-half} ${size} ${size}`,
      "aria-hidden": "true",
    },
    shape(type, half * 0.62),
  );
}

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

/** Drawing of all marks of one place. `counts` maps type index to reports. */
export function placeDrawing(data, entry, most) {
  const types = [...entry.counts.keys()].sort((a, b) => a - b);
  const radii = types.map((type) => radiusOf(entry.counts.get(type), most));
  const { spots, ring, reach } = ringLayout(radii);
  const size = Math.ceil(reach + 8) * 2;
  const parts = [];
  if (entry.isFirst) parts.push(svg("circle", { class: "halo", r: (reach + 4).toFixed(1) }));
  if (entry.precision > 1)
    parts.push(svg("circle", { class: "uncertain", r: (reach + 4).toFixed(1) }));
  if (ring) {
    parts.push(
      svg("circle", { class: "ring", r: ring.toFixed(1) }),
      svg("circle", { class: "pin", r: 1.6 }),
    );
  }
  types.forEach((type, i) => {
    const [x, y] = spots[i];
    const unsure = entry.precisions.get(type) > 1 ? "unsure" : "";
    parts.push(shape(data.types[type], radii[i], x, y, unsure));
    const count = entry.counts.get(type);
    if (count > 1 && fits(count, radii[i]))
      parts.push(numeral(count, x, y, `on-mark-${data.types[type].slot}`));
  });
  return { node: frame(size, parts), size, reach: reach + outerRing(entry) };
}

/** Room that a halo or the ring of an uncertain position takes around the marks, in px. */
const outerRing = (entry) => (entry.isFirst || entry.precision > 1 ? 5 : 0);

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
    svg("circle", { class: `mark step-${step}`, r: radius }),
    numeral(entry.rank, 0, 0, `on-step-${step}`),
  ];
  if (entry.isFirst) parts.unshift(svg("circle", { class: "halo", r: radius + 4 }));
  if (entry.precision > 1) parts.push(svg("circle", { class: "uncertain", r: radius + 4 }));
  return { node: frame(size, parts), size, reach: radius + outerRing(entry) };
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
