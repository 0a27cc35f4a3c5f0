// What charts share: scales, ticks, axes. Drawn at the size at which they are seen, so that
// letters keep theirs.

import { svg } from "./dom.js";
import { number, shortDate } from "./words.js";

export const FONT = "12px system-ui, sans-serif";
const APART_DAYS_PX = 62;

/** @param {number[]} domain @param {number[]} range */
export const scale =
  ([from, to], [start, end]) =>
  (value) =>
    to === from ? (start + end) / 2 : start + ((value - from) / (to - from)) * (end - start);

/** Round values from 0 on, about four of them, the last not below the most. */
export function roundTicks(most) {
  const rough = Math.max(1, most / 4);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough);
  return Array.from({ length: Math.ceil(Math.max(1, most) / step) + 1 }, (_, i) => i * step);
}

/** Days to name, evenly apart, the first among them. */
export function dayTicks([from, to], width) {
  const most = Math.max(2, Math.floor(width / APART_DAYS_PX));
  const step = Math.max(1, Math.ceil((to - from) / (most - 1)));
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, i) => from + i * step);
}

export const chartText = (x, y, anchor, content, className = "") =>
  svg("text", { x: x.toFixed(1), y: y.toFixed(1), "text-anchor": anchor, class: className }, content);

/** Lines and numbers at the left. */
export function leftAxis(ticks, y, [left, right]) {
  return ticks.flatMap((tick) => [
    svg("line", { class: tick ? "rule" : "base", x1: left, x2: right, y1: y(tick), y2: y(tick) }),
    chartText(left - 7, y(tick) + 4, "end", number(tick), "axis"),
  ]);
}

/** Days below. */
export function bottomAxis(ticks, x, bottom, isoOf) {
  return ticks.map((tick) => chartText(x(tick), bottom + 18, "middle", shortDate(isoOf(tick)), "axis"));
}
