// Outlines of what does not change, as paths of SVG: projected once, and for each view thinned to
// what the screen can show and cut to what it needs. Leaflet's own paths make objects of each point.

import { svg } from "./dom.js";

/** Points nearer than this to the one before are left out, in px. */
const THIN_PX = 1;
/** Web Mercator ends here. */
const EDGE_LAT = 85.0511287798;

/**
 * Lines in px of the map at zoom 0. Pure.
 * @param {number[][][]} lines  [lat, lon] in WGS84 degrees
 * @returns {{points: Float64Array, box: number[]}[]} x, y, x, y, ..., and least and most of them
 */
export function projected(lines) {
  return lines.map((line) => {
    const points = new Float64Array(2 * line.length);
    const box = [Infinity, Infinity, -Infinity, -Infinity];
    line.forEach(([lat, lon], i) => {
      const sine = Math.sin((Math.max(-EDGE_LAT, Math.min(EDGE_LAT, lat)) * Math.PI) / 180);
      const x = 256 * (lon / 360 + 0.5);
      const y = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
      points[2 * i] = x;
      points[2 * i + 1] = y;
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    });
    return { points, box };
  });
}

/**
 * The path of lines, or of areas, within a view. Pure.
 * @param {{points: Float64Array, box: number[]}[]} lines
 * @param {{scale: number, x: number, y: number, room: number[]}} view  px a unit of the lines, the
 *   origin in px, and the least and most x and y in px that are needed
 * @param {boolean} isArea
 */
export function pathWithin(lines, { scale, x, y, room }, isArea) {
  const parts = [];
  for (const { points, box } of lines) {
    const seen = [box[0] * scale - x, box[1] * scale - y, box[2] * scale - x, box[3] * scale - y];
    if (seen[2] < room[0] || seen[3] < room[1] || seen[0] > room[2] || seen[1] > room[3]) continue;
    const isWhole =
      seen[0] >= room[0] && seen[1] >= room[1] && seen[2] <= room[2] && seen[3] <= room[3];
    const thin = thinned(points, scale, x, y);
    if (isWhole) parts.push(writtenPath(thin, isArea));
    else if (isArea) parts.push(writtenPath(cut(thin, room), true));
    else for (const part of partsWithin(thin, room)) parts.push(writtenPath(part, false));
  }
  return parts.join("");
}

function thinned(points, scale, x, y) {
  const kept = [];
  const last = points.length - 2;
  for (let i = 0, px = NaN, py = NaN; i <= last; i += 2) {
    const nx = Math.round((points[i] * scale - x) * 2) / 2;
    const ny = Math.round((points[i + 1] * scale - y) * 2) / 2;
    if (i < last && Math.abs(nx - px) < THIN_PX && Math.abs(ny - py) < THIN_PX) continue;
    kept.push(nx, ny);
    px = nx;
    py = ny;
  }
  return kept;
}

function writtenPath(points, isArea) {
  if (points.length < 4) return "";
  let path = `M${points[0]} ${points[1]}L`;
  for (let i = 2; i < points.length; i += 2) path += `${points[i]} ${points[i + 1]} `;
  return isArea ? `${path}z` : path;
}

/**
 * An area cut off at the room's sides, one after the other
 * (Sutherland and Hodgman, https://doi.org/10.1145/360767.360802).
 */
function cut(points, [left, top, right, bottom]) {
  const sides = [
    [0, left, 1],
    [0, right, -1],
    [1, top, 1],
    [1, bottom, -1],
  ];
  for (const [axis, edge, sign] of sides) {
    const kept = [];
    for (let i = 0, b = points.length - 2; i < points.length; b = i, i += 2) {
      const depth = sign * (points[i + axis] - edge);
      const before = sign * (points[b + axis] - edge);
      if (depth >= 0 !== before >= 0) {
        const share = before / (before - depth);
        kept.push(points[b] + share * (points[i] - points[b]));
        kept.push(points[b + 1] + share * (points[i + 1] - points[b + 1]));
      }
      if (depth >= 0) kept.push(points[i], points[i + 1]);
    }
    points = kept;
  }
  return points;
}

/** The parts of a line without the steps that lie beyond one of the room's sides. */
function partsWithin(points, [left, top, right, bottom]) {
  const parts = [];
  let part = null;
  for (let i = 2; i < points.length; i += 2) {
    const [ax, ay, bx, by] = points.slice(i - 2, i + 2);
    const isBeyond =
      Math.max(ax, bx) < left ||
      Math.max(ay, by) < top ||
      Math.min(ax, bx) > right ||
      Math.min(ay, by) > bottom;
    if (isBeyond) part = null;
    else if (part) part.push(bx, by);
    else parts.push((part = [ax, ay, bx, by]));
  }
  return parts;
}

/**
 * A layer of such paths.
 * @param {{className: string, lines: Object[], width: number}[]} parts  of width 0: areas
 */
export const openOutlines = (pane, parts) => new Outlines({ pane, padding: 0.6, parts });

const Outlines = L.SVG.extend({
  _initContainer() {
    L.SVG.prototype._initContainer.call(this);
    this._drawn = this.options.parts.map(({ className, width }) => {
      const look = width ? { "stroke-width": width, "stroke-linejoin": "round" } : {};
      return svg("path", { class: className, "fill-rule": "evenodd", ...look });
    });
    this._rootGroup.append(...this._drawn);
  },

  /** The path of a part, once the layer is on a map. */
  pathOf(part) {
    return this._drawn[part];
  },

  /** Give a part its lines, if it has none yet. */
  fill(part, lines) {
    const told = this.options.parts[part];
    if (told.lines === lines) return;
    told.lines = lines;
    this._write(part);
  },

  _write(part) {
    const { lines, width } = this.options.parts[part];
    this._drawn[part].setAttribute("d", pathWithin(lines, this._view, !width));
  },

  _update() {
    const map = this._map;
    if (this._bounds && (map._animatingZoom || this._covers())) return;
    L.SVG.prototype._update.call(this);
    const { min, max } = this._bounds;
    const origin = (this._origin = map.getPixelOrigin());
    const room = [min.x, min.y, max.x, max.y];
    this._view = { scale: 2 ** this._zoom, x: origin.x, y: origin.y, room };
    this._drawn.forEach((_, part) => this._write(part));
  },

  /** Whether what is drawn is what the map shows, moved at most. */
  _covers() {
    const map = this._map;
    const corner = map.containerPointToLayerPoint([0, 0]);
    return (
      map.getZoom() === this._zoom &&
      map.getPixelOrigin().equals(this._origin) &&
      this._bounds.contains(L.bounds(corner, corner.add(map.getSize())))
    );
  },
});
