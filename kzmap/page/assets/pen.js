// The pen of the canvas: it draws what glyphs.js says, as marks.js draws marks in SVG.

import { LEAST_SHARE, REGION_PX, spanLines } from "./marks.js";
import { outline, shape } from "./shapes.js";

const TURN = 2 * Math.PI;
const NOON = -Math.PI / 2;
export const FIRST_PX = 11;
/** How far out the ring of a new place stands where another one is around the marks. */
const NEW_PX = 7.5;
const NUMERAL_FONT = "700 10.5px system-ui, sans-serif";

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
  around({ x, y, reach, fresh, isNew, unsure, isRegion }) {
    if (isRegion) this.region(x, y, reach);
    this.share(x, y, reach + 4, fresh, false, this.palette.halo, 2);
    if (!isRegion)
      this.share(x, y, reach + 4, unsure, true, this.palette.uncertain, 1.4, [2.5, 3]);
    if (isNew) {
      this.circle(x, y, reach + (fresh || unsure ? NEW_PX : 4));
      this.stroke(this.palette.newly, 1.6);
    }
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
