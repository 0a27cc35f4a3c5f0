// Charts of the order of first reports: places reached over time, and distance against day.

import { bottomAxis, chartText, dayTicks, FONT, leftAxis, roundTicks, scale } from "./chart.js";
import { svg } from "./dom.js";
import { labelWidth } from "./labels.js";
import { stepOf } from "./marks.js";
import { isoDay } from "./payload.js";
import { joined, longDate, shortDate, text } from "./words.js";

const CHART_HEIGHT = 270;
const MARGIN = { left: 46, right: 16, top: 24, bottom: 26 };
const FLOOR = CHART_HEIGHT - MARGIN.bottom;
const DOT_PX = 5;
const LARGEST_DOT_PX = 12;
/** More dots are drawn as one for each spot of this size. */
const MOST_DOTS = 300;
const SPOT_PX = 9;
const MOST_LABELS = 60;
const LINE_PX = 13;
const MOST_TOLD = 12;

const chartFrame = (width, label, parts) =>
  svg(
    "svg",
    {
      class: "chart",
      width,
      height: CHART_HEIGHT,
      viewBox: `0 0 ${width} ${CHART_HEIGHT}`,
      role: "img",
      "aria-label": label,
    },
    parts.flat(2),
  );

/** First and last day of first protests, with room around a single one. */
function domainOf(rows) {
  const [from, to] = [rows[0].day, rows.at(-1).day];
  return from === to ? [from - 1, to + 1] : [from, to];
}

/** By day of a first protest: how many places are new, and how many there are by then. */
export function reachedDays(rows) {
  const days = [];
  let sure = 0;
  rows.forEach((row, i) => {
    sure += row.isSure ? 1 : 0;
    const last = days.at(-1);
    if (last?.day !== row.day) days.push({ day: row.day, fresh: 1, all: i + 1, sure });
    else Object.assign(last, { fresh: last.fresh + 1, all: i + 1, sure });
  });
  return days;
}

/** Where a line that only steps up goes; it begins at nothing. */
function steps(days, key, x, y) {
  const parts = days.map((at) => `H${x(at.day).toFixed(1)}V${y(at[key]).toFixed(1)}`);
  return `M${x(days[0].day).toFixed(1)} ${y(0)}${parts.join("")}`;
}

/** @param {import("./spreadrows.js").SpreadRow[]} rows */
export function reachedChart(data, rows, width) {
  const days = reachedDays(rows);
  const ticks = roundTicks(rows.length);
  const domain = domainOf(rows);
  const room = [MARGIN.left + 14, width - MARGIN.right - 14];
  const x = scale(domain, room);
  const y = scale([0, ticks.at(-1)], [FLOOR, MARGIN.top]);
  const isoOf = (day) => isoDay(data, day);
  const thick = Math.max(1, Math.min(22, (room[1] - room[0]) / (domain[1] - domain[0] + 1) - 2));
  const bars = days.map(({ day, fresh }) =>
    svg("rect", {
      class: "bar-new",
      x: (x(day) - thick / 2).toFixed(1),
      width: thick.toFixed(1),
      y: y(fresh).toFixed(1),
      height: (y(0) - y(fresh)).toFixed(1),
    }),
  );
  const isTold = days.length <= MOST_TOLD;
  const marks = (isTold ? days : days.slice(-1)).flatMap(({ day, all }) => [
    svg("circle", { class: "step-dot", cx: x(day).toFixed(1), cy: y(all).toFixed(1), r: 3 }),
    chartText(x(day), y(all) - 8, "middle", String(all), "told"),
  ]);
  const hasRough = days.at(-1).sure < rows.length;
  const told = isTold ? days : [days[0], days.at(-1)];
  const label = text("spread.reached_label", {
    days: joined(
      told.map(({ day, all }) => text("spread.reached_day", { count: all, day: longDate(isoOf(day)) })),
    ),
  });
  return chartFrame(width, label, [
    leftAxis(ticks, y, [MARGIN.left, width - MARGIN.right]),
    bars,
    hasRough ? svg("path", { class: "step-line rough", d: steps(days, "all", x, y) }) : null,
    svg("path", { class: "step-line", d: steps(days, "sure", x, y) }),
    marks,
    bottomAxis(dayTicks(domain, room[1] - room[0]), x, FLOOR, isoOf),
  ]);
}

/** From where distances are, in words. */
export function originWords({ spread }, rows) {
  const names = spread.origins.map((row) => rows[row].name);
  if (names.length < 2) return names[0] ?? "";
  const words = names.length > 6 ? text("count.places", { count: names.length }) : joined(names);
  return text("spread.nearest", { places: words });
}

/**
 * Dots of places, or one for all that fall on a spot where they are many.
 * @returns {{x: number, y: number, radius: number, rows: SpreadRow[]}[]}
 */
function dotsOf(rows, x, y) {
  const at = (row) => ({ x: x(row.day), y: y(row.km) });
  if (rows.length <= MOST_DOTS)
    return rows.map((row) => ({ ...at(row), radius: DOT_PX, rows: [row] }));
  const spots = new Map();
  for (const row of rows) {
    const point = at(row);
    const key = [point.x, point.y].map((px) => Math.round(px / SPOT_PX)).join();
    if (!spots.has(key)) spots.set(key, { ...point, rows: [] });
    spots.get(key).rows.push(row);
  }
  const dots = [...spots.values()];
  const most = Math.max(...dots.map((dot) => dot.rows.length));
  const radius = (count) => Math.max(2, LARGEST_DOT_PX * Math.sqrt(count / most));
  return dots.map((dot) => ({ ...dot, radius: radius(dot.rows.length) }));
}

/** How far from its dot a name may stand, nearest first. */
const SHIFTS = [0, 1, -1, 2, -2, 3, -3, 4, -4].map((rows) => rows * LINE_PX);

const isClear = (box, others) =>
  !others.some(
    (other) =>
      box.x < other.x + other.width &&
      other.x < box.x + box.width &&
      box.y < other.y + other.height &&
      other.y < box.y + box.height,
  );

/** The first free place for a name, right or left of its dot, or none. */
function placeFor({ x, y, radius }, width, taken, [left, right]) {
  for (const shift of SHIFTS) {
    for (const side of [1, -1]) {
      const near = x + side * (radius + (shift ? 9 : 4));
      const box = { x: side > 0 ? near : near - width, y: y + shift - 6, width, height: 12 };
      const isInside = box.x >= left && box.x + width <= right && box.y >= 0 && box.y + 12 <= FLOOR;
      if (isInside && isClear(box, taken)) return { box, near, side, shift };
    }
  }
  return null;
}

/**
 * Names beside the dots, the earliest places' first; none over another name or dot. Where a name
 * stands higher or lower than its dot, a line leads to it.
 */
function dotNames(dots, width) {
  const named = dots.filter((dot) => dot.rows.length === 1).slice(0, MOST_LABELS);
  const taken = dots.map(({ x, y, radius: r }) => ({ x: x - r, y: y - r, width: 2 * r, height: 2 * r }));
  const found = named.map((dot) => {
    const [{ name }] = dot.rows;
    const place = placeFor(dot, labelWidth(name, FONT), taken, [MARGIN.left, width]);
    if (place) taken.push(place.box);
    return place && { ...place, dot, name };
  });
  return found.filter(Boolean);
}

function nameParts({ dot, near, side, shift, name }) {
  const label = chartText(near, dot.y + shift + 4, side > 0 ? "start" : "end", name, "told");
  if (!shift) return [label];
  const ends = { x1: dot.x, y1: dot.y, x2: near - 2 * side, y2: dot.y + shift };
  return [svg("line", { class: "leader", ...ends }), label];
}

/** @returns {{node: SVGElement, isWhole: boolean}} whether every dot is one place with its name */
export function distanceChart(data, rows, width) {
  const drawn = rows.filter(({ km }) => km !== null);
  const ticks = roundTicks(drawn.reduce((most, { km }) => Math.max(most, km), 0));
  const domain = domainOf(drawn);
  const room = [MARGIN.left + 14, width - MARGIN.right - Math.min(90, width / 6)];
  const x = scale(domain, room);
  const y = scale([0, ticks.at(-1)], [FLOOR - 8, MARGIN.top]);
  const isoOf = (day) => isoDay(data, day);
  const ranks = rows.at(-1).rank;
  const dots = dotsOf(drawn, x, y);
  const circles = dots.map((dot) =>
    svg("circle", {
      class: `dot-place step-${stepOf(dot.rows[0].rank, ranks)}${dot.rows.every((row) => row.isSure) ? "" : " rough"}`,
      cx: dot.x.toFixed(1),
      cy: dot.y.toFixed(1),
      r: dot.radius.toFixed(1),
    }),
  );
  const names = dotNames(dots, width);
  const label = text("spread.distance_label", {
    count: drawn.length,
    from: shortDate(isoOf(drawn[0].day)),
    to: longDate(isoOf(drawn.at(-1).day)),
    origins: originWords(data, rows),
    km: ticks.at(-1),
  });
  const parts = [
    leftAxis(ticks, y, [MARGIN.left, width - MARGIN.right]),
    chartText(MARGIN.left - 7, MARGIN.top - 10, "end", "km", "axis"),
    bottomAxis(dayTicks(domain, room[1] - room[0]), x, FLOOR, isoOf),
    names.flatMap((name) => nameParts(name).slice(0, -1)),
    circles,
    names.map((name) => nameParts(name).at(-1)),
  ];
  return { node: chartFrame(width, label, parts), isWhole: names.length === drawn.length };
}
