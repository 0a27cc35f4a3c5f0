// Shapes: one for each type of event, sized by the square root of reports.

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
