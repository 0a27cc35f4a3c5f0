// Counting reports by day, place and type. Pure, over typed arrays: a step costs what its day
// holds, and nothing is kept for each day but where its reports begin.

/** The first day of what never was. */
export const NEVER = 2 ** 31 - 1;

/**
 * Rows sorted by a key, each key's in their order, by counting.
 * @param {number} count  rows
 * @param {(row: number) => number} keyOf  rows with a key outside 0 to `keys` are left out
 * @param {number} keys
 */
export function bucketed(count, keyOf, keys) {
  const offsets = new Int32Array(keys + 1);
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    if (key >= 0 && key < keys) offsets[key + 1]++;
  }
  for (let key = 0; key < keys; key++) offsets[key + 1] += offsets[key];
  const at = offsets.slice(0, keys);
  const rows = new Int32Array(offsets[keys]);
  for (let row = 0; row < count; row++) {
    const key = keyOf(row);
    if (key >= 0 && key < keys) rows[at[key]++] = row;
  }
  return {
    /** Rows of one key. */
    of: (key) => rows.subarray(offsets[key], offsets[key + 1]),
    /** Rows of all keys up to one, it included. */
    upTo: (key) => rows.subarray(0, offsets[key + 1]),
  };
}

/**
 * What all views count from.
 * @returns {Object} columns as numbers; `starts`, the reports that begin on each day (those from
 *   before the first day on that), and `begun`, how many, at day * types + type; `long`, those
 *   that last longer than a day; `firstProtest` and `firstReport`, the day of each place's;
 *   `firsts`, by day the reports of the former; `activity`; `most`
 */
export function counted({ days, reports, places, types }) {
  const count = reports.length;
  const columns = {
    count,
    types: types.length,
    places: places.name.length,
    place: reports.place,
    type: reports.type,
    first: reports.first,
    last: reports.last,
    precision: reports.geoPrecision,
    weight: reports.count.length ? reports.count : null,
    loose: looseOf(reports),
  };
  const { place, type, first, last } = columns;
  const starts = bucketed(count, (row) => Math.max(0, first[row]), days.length);
  let lasting = 0;
  for (let row = 0; row < count; row++) if (last[row] > first[row]) lasting++;
  const long = new Int32Array(lasting);
  lasting = 0;
  for (let row = 0; row < count; row++) if (last[row] > first[row]) long[lasting++] = row;
  const protest = types.findIndex(({ id }) => id === "protest");
  const firstProtest = new Int32Array(columns.places).fill(NEVER);
  for (let row = 0; row < count; row++) {
    if (type[row] !== protest || place[row] < 0) continue;
    firstProtest[place[row]] = Math.min(firstProtest[place[row]], first[row]);
  }
  const firstReport = firstReports(columns);
  const isFirst = (row) =>
    type[row] === protest && place[row] >= 0 && first[row] === firstProtest[place[row]];
  const firsts = bucketed(
    count,
    (row) => (isFirst(row) ? Math.max(0, first[row]) : -1),
    days.length,
  );
  const begun = new Int32Array(days.length * types.length);
  for (let day = 0; day < days.length; day++)
    for (const row of starts.of(day)) begun[day * types.length + type[row]]++;
  const index = { columns, starts, begun, long, protest, firstProtest, firstReport, firsts };
  return {
    ...index,
    activity: activityOf(index, days.length),
    ...extremes(index, days.length),
  };
}

/** The day of each place's first report of any type. */
function firstReports({ count, places, place, first }) {
  const days = new Int32Array(places).fill(NEVER);
  for (let row = 0; row < count; row++)
    if (place[row] >= 0 && first[row] < days[place[row]]) days[place[row]] = first[row];
  return days;
}

const PLACE_IS_LOOSE = 1;
const DAY_IS_LOOSE = 2;

/** Which reports are not exactly placed or dated; null where all are, so that none is asked. */
function looseOf({ length, geoPrecision, timePrecision }) {
  const loose = new Uint8Array(length);
  let isAny = 0;
  for (let row = 0; row < length; row++) {
    const flags =
      (geoPrecision[row] > 1 ? PLACE_IS_LOOSE : 0) | (timePrecision[row] > 1 ? DAY_IS_LOOSE : 0);
    isAny |= loose[row] = flags;
  }
  return isAny ? loose : null;
}

const weightOf = ({ weight }, row) => (weight === null ? 1 : weight[row]);

/** The rows for which something holds, in their order; a loop, since a day may have many. */
export function kept(rows, holds) {
  const found = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    found[count] = rows[i];
    if (holds(rows[i])) count++;
  }
  return found.subarray(0, count);
}

/** Two ascending lists of rows as one. */
function merged(a, b) {
  const all = new Int32Array(a.length + b.length);
  for (let i = 0, j = 0, at = 0; at < all.length; at++)
    all[at] = j >= b.length || (i < a.length && a[i] < b[j]) ? a[i++] : b[j++];
  return all;
}

/** The last day asked for: what is painted asks several times. */
let lastAsked = null;

/** The reports of one day, in table order: those that begin on it, and those that go on. */
export function reportsOfDay(data, day) {
  const { columns } = data;
  if (lastAsked?.columns === columns && lastAsked.day === day) return lastAsked.rows;
  const { first, last } = columns;
  const fresh = kept(data.starts.of(day), (row) => last[row] >= day);
  const going = day ? kept(data.long, (row) => first[row] < day && last[row] >= day) : [];
  const rows = going.length ? merged(going, fresh) : fresh;
  lastAsked = { columns, day, rows };
  return rows;
}

/**
 * Counts by place and type.
 * @typedef {Object} Tally
 * @property {Int32Array} counts  reports, at place * types + type
 * @property {Uint8Array} precisions  the best position known, 1 to 3, 0 without reports
 * @property {Int32Array} unsure  reports at positions that are not exact, as `counts`
 * @property {Int32Array} undated  reports whose day is not known, as `counts`
 * @property {Float64Array} all  reports by type
 * @property {Float64Array} unplaced  those of them that are in no place
 */

/** @returns {Tally} */
export function emptyTally({ places, types, loose }) {
  const cells = loose ? places * types : 0;
  return {
    counts: new Int32Array(places * types),
    precisions: new Uint8Array(places * types),
    unsure: new Int32Array(cells),
    undated: new Int32Array(cells),
    all: new Float64Array(types),
    unplaced: new Float64Array(types),
  };
}

/** Add reports to a tally, and return it. */
export function tallied(tally, columns, rows) {
  const { place, type, precision, weight, types, loose } = columns;
  const { counts, precisions, unsure, undated, all, unplaced } = tally;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    const kind = type[row];
    const stands = weight === null ? 1 : weight[row];
    all[kind] += stands;
    if (place[row] < 0) {
      unplaced[kind] += stands;
      continue;
    }
    const cell = place[row] * types + kind;
    counts[cell] += stands;
    if (precisions[cell] === 0 || precision[row] < precisions[cell])
      precisions[cell] = precision[row];
    if (loose === null || loose[row] === 0) continue;
    if (loose[row] & PLACE_IS_LOOSE) unsure[cell] += stands;
    if (loose[row] & DAY_IS_LOOSE) undated[cell] += stands;
  }
  return tally;
}

/**
 * How many reports of a type were going on within some days: each once, however long it lasted.
 * @returns {(from: number, to: number, type: number) => number} days inclusive
 */
function activityOf({ columns }, days) {
  const { count, types, type, first, last } = columns;
  // Begun by a day, it included; over before a day.
  const begun = new Float64Array(days * types);
  const over = new Float64Array((days + 1) * types);
  for (let row = 0; row < count; row++) {
    const from = Math.max(0, first[row]);
    if (from < days) begun[from * types + type[row]] += weightOf(columns, row);
    const end = Math.max(0, last[row] + 1);
    if (end <= days) over[end * types + type[row]] += weightOf(columns, row);
  }
  for (let at = types; at < begun.length; at++) begun[at] += begun[at - types];
  for (let at = types; at < over.length; at++) over[at] += over[at - types];
  return (from, to, kind) => begun[to * types + kind] - over[from * types + kind];
}

/**
 * What the fullest views hold, from one pass over the days on which reports begin and end.
 * @returns {{most: Object, fullest: Object}} by mode: the most reports of one type in one place,
 *   by which marks are sized, so that a size means the same on every day; and the most places
 */
function extremes({ columns, starts, long, firstProtest }, days) {
  const { place, type, first, last, types, places } = columns;
  const ends = bucketed(long.length, (i) => (last[long[i]] < 0 ? -1 : last[long[i]] + 1), days);
  const counter = () => ({
    cells: new Float64Array(places * types),
    sums: new Float64Array(places),
    most: 1,
    places: 0,
    fullest: 0,
  });
  const now = counter();
  const soFar = counter();
  const add = (counter, row, weight) => {
    if (place[row] < 0) return;
    const before = counter.sums[place[row]];
    const cell = place[row] * types + type[row];
    counter.sums[place[row]] += weight;
    counter.cells[cell] += weight;
    counter.most = Math.max(counter.most, counter.cells[cell]);
    counter.places += Math.sign(counter.sums[place[row]]) - Math.sign(before);
    counter.fullest = Math.max(counter.fullest, counter.places);
  };
  for (let day = 0; day < days; day++) {
    for (const row of day ? starts.of(day - 1) : [])
      if (first[row] === day - 1 && last[row] === day - 1) add(now, row, -weightOf(columns, row));
    for (const i of ends.of(day)) add(now, long[i], -weightOf(columns, long[i]));
    for (const row of starts.of(day)) {
      add(soFar, row, weightOf(columns, row));
      if (last[row] >= day) add(now, row, weightOf(columns, row));
    }
  }
  const firstPlaces = firstProtest.reduce((sum, day) => sum + (day < days), 0);
  return {
    most: { day: now.most, "so-far": soFar.most },
    fullest: { day: now.fullest, "so-far": soFar.fullest, first: firstPlaces },
  };
}
