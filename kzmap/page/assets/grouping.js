// Grouping: what would overlap on the screen is one group. Pure, and by a fixed rule, so that a
// group stays as it is while the map is panned and from one day to the next.

import { isNewOtherwise } from "./timeline.js";

/** Places nearer than this to a group's own place are drawn with it: no two groups touch. */
export const APART_PX = 58;

/** Most places of a view that are drawn as they are; beyond it those that overlap are grouped. */
const MOST_SINGLE = 400;

/**
 * Whether a mode of a data set is drawn in groups: by the places of its fullest view, so that
 * the look does not change from one day to the next.
 */
export function isGrouped(data, mode) {
  return data.fullest[mode] > MOST_SINGLE;
}

/**
 * Places in order of importance: the most reports over all days first, then as in the table. A
 * group is named after its first, which is the same on every day that it has reports.
 * @returns {Int32Array} places
 */
export function byImportance({ columns }) {
  const { count, places, place, weight } = columns;
  const totals = new Float64Array(places);
  for (let row = 0; row < count; row++)
    if (place[row] >= 0) totals[place[row]] += weight === null ? 1 : weight[row];
  const order = Int32Array.from({ length: places }, (_, i) => i);
  return order.sort((a, b) => totals[b] - totals[a] || a - b);
}

/** Kept from one grouping to the next, since each would need it anew. */
let grid = null;

/**
 * Group places at a zoom. In order of importance each joins the nearest group within reach, or
 * begins one where it is.
 * @param {Int32Array} order  all places, the important first
 * @param {Int32Array} totals  reports by place; those without are left out
 * @param {{x: Float64Array, y: Float64Array}} points  of all places, in px of the map at this zoom
 *   over `scale`
 * @param {number} scale  px a unit of `points`
 * @returns {{seeds: Int32Array, groupOf: Int32Array}} the place that each group is at, and the
 *   group of each place, -1 without reports
 */
export function groupPlaces(order, totals, { x, y }, scale) {
  const seeds = new Int32Array(order.length);
  const groupOf = new Int32Array(order.length).fill(-1);
  if (grid?.next.length !== order.length) grid = new CellGrid(order.length);
  const cells = grid.emptied();
  const near = (APART_PX / scale) ** 2;
  const side = APART_PX / scale;
  let found = 0;
  for (let rank = 0; rank < order.length; rank++) {
    const place = order[rank];
    if (!totals[place]) continue;
    const column = Math.floor(x[place] / side);
    const row = Math.floor(y[place] / side);
    let nearest = -1;
    let least = near;
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        let group = cells.first(column + dx, row + dy);
        for (; group >= 0; group = cells.next[group]) {
          const seed = seeds[group];
          const away = (x[seed] - x[place]) ** 2 + (y[seed] - y[place]) ** 2;
          if (away < least) {
            least = away;
            nearest = group;
          }
        }
      }
    }
    if (nearest < 0) {
      nearest = found++;
      seeds[nearest] = place;
      cells.add(column, row, nearest);
    }
    groupOf[place] = nearest;
  }
  return { seeds: seeds.subarray(0, found), groupOf };
}

/** Groups by the cell of a grid they are in; cells that share a slot only cost a look. */
class CellGrid {
  constructor(most) {
    const slots = 2 ** Math.ceil(Math.log2(most + 16));
    this.mask = slots - 1;
    this.heads = new Int32Array(slots);
    this.next = new Int32Array(most);
  }

  emptied() {
    this.heads.fill(-1);
    return this;
  }

  slot(column, row) {
    return (Math.imul(column, 73856093) ^ Math.imul(row, 19349663)) & this.mask;
  }

  first(column, row) {
    return this.heads[this.slot(column, row)];
  }

  add(column, row, group) {
    const slot = this.slot(column, row);
    this.next[group] = this.heads[slot];
    this.heads[slot] = group;
  }
}

/**
 * @typedef {Object} Groups  What groups hold, at group, or at group * types + type.
 * @property {Int32Array} seeds
 * @property {Int32Array} groupOf
 * @property {Int32Array} members  places
 * @property {Int32Array} counts  reports by type
 * @property {Int32Array} totals  reports
 * @property {Int32Array} unsure  reports at positions that are not exact
 * @property {Int32Array} undated  reports whose day is not known
 * @property {Int32Array} fresh  places with their first protest on the view's day
 * @property {Int32Array} newly  places first reported on it, and not by a protest
 */

/** @returns {Groups} */
export function filledGroups(data, view, { seeds, groupOf }) {
  const { types } = data.columns;
  const { counts, unsure, undated } = view.tally;
  const isLoose = unsure.length > 0;
  const groups = {
    seeds,
    groupOf,
    members: new Int32Array(seeds.length),
    counts: new Int32Array(seeds.length * types),
    totals: new Int32Array(seeds.length),
    unsure: new Int32Array(seeds.length),
    undated: new Int32Array(seeds.length),
    fresh: new Int32Array(seeds.length),
    newly: new Int32Array(seeds.length),
  };
  for (let i = 0; i < view.active.length; i++) {
    const place = view.active[i];
    const group = groupOf[place];
    groups.members[group]++;
    groups.totals[group] += view.totals[place];
    if (data.firstProtest[place] === view.day) groups.fresh[group]++;
    else if (view.mode !== "first" && isNewOtherwise(data, place, view.day)) groups.newly[group]++;
    for (let at = 0; at < view.types.length; at++) {
      const type = view.types[at];
      const count = counts[place * types + type];
      groups.counts[group * types + type] += count;
      if (!isLoose) continue;
      groups.unsure[group] += unsure[place * types + type];
      groups.undated[group] += undated[place * types + type];
    }
  }
  return groups;
}

/**
 * The least zoom from `zoom` on at which a place stands alone, or null if it never does.
 * @param {(scale: number) => {seeds: Int32Array, groupOf: Int32Array}} grouped
 */
export function zoomToSingle(grouped, place, { zoom, most, step }) {
  for (let at = zoom; at <= most; at += step) {
    const { groupOf } = grouped(2 ** at);
    const own = groupOf[place];
    if (!groupOf.some((group, other) => group === own && other !== place)) return at;
  }
  return null;
}
