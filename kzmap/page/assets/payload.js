// The data island: what Python wrote into the page, read once.
//
// What the rest of the page sees (`data`; `readPayload` makes it, `indexed` adds to it):
//   - `data.reports.length`: how many reports there are. Reports are rows 0 to length - 1, in the
//     order of the data set's table, sorted by day, then by the name of the place.
//   - Columns of whole numbers are typed arrays, read as `data.reports.place[i]`: `place`, `type`,
//     `first`, `last` (days counted from `data.days[0]`, may lie before or after the slider's),
//     `timePrecision`, `geoPrecision`, and `count` and `counted`, which are empty where no report
//     was counted, so `count[i] ?? 1`. Typed arrays have no `flatMap`, and their `map` gives
//     whole numbers: never use it to make anything else.
//   - Columns of texts are read as `data.reports.id.at(i)` and have a `length`, and nothing else
//     can be assumed of them: `id`, `summary`, `reportedPlace`, `unplaced`, `confidence`. Texts are
//     decoded when they are read, so read those that are shown and no others. `doubt` is one, too;
//     it has no length where no position is in doubt, so `doubt.at(i)` may be undefined or null.
//     `summary.at(i)` is null where the page leaves the text out; `summary.has(i)` says so without
//     decoding it, but only where `data.about.leftOut` (how many are left out) is not 0.
//     It is null, too, while the text is still being unpacked; `summary.waits(i)` says so then.
//     Whoever shows a text takes it from `reportItem` in reports.js, which asks a host for it.
//   - `data.reports.sources.at(i)` is the list of the rows in `data.sources` that a report cites.
//   - All else (`places`, `types`, `zones`, `units`, `quotes`, `sources`, ...) is plain arrays.
//   - `isoDay(data, offset)` is the day of an offset; `data.days[offset]` where that is known to
//     be one of the slider's.

import { canUnpack, Lists, Texts, unpack, unpackTexts } from "./unpacking.js";

/**
 * @typedef {Object} Payload  See kzmap/page/payload.py, which writes it.
 */

/**
 * What stands in the page as it is: the whole payload, or what is needed until the rest of it is
 * unpacked (`home`, `mapId`, `strings`, `language`, `title`, `titles`).
 */
export const readIsland = () => JSON.parse(document.getElementById("kzmap-data").textContent);

/**
 * @param {Object} island  from `readIsland`
 * @returns {Promise<Payload>}
 */
export async function readPayload(island) {
  const payload = await (island.packed ? unpacked(island) : withLanguages(island));
  const { places, reports } = payload;
  places.onMap = places.lat.map((lat, i) => onMap(lat, places.lon[i], payload.west));
  for (const name of NUMBERS)
    if (Array.isArray(reports[name])) reports[name] = Int32Array.from(reports[name]);
  reports.length = reports.place.length;
  return payload;
}

const NUMBERS = "place type first last timePrecision geoPrecision count counted".split(" ");
const TEXTS = "id reportedPlace unplaced doubt confidence".split(" ");

/** The text of a block of data, which then leaves the document. */
function taken(id) {
  const block = document.getElementById(id);
  block.remove();
  return block.textContent;
}

/** Plain data with what other languages say; a browser that cannot unpack it does without. */
async function withLanguages({ languages, ...plain }) {
  if (!languages) return plain;
  if (!canUnpack()) return { ...plain, spoken: {} };
  return { ...plain, ...(await unpack(taken("kzmap-languages"), languages)) };
}

/** The payload of a packed page. */
async function unpacked({ packed, ...head }) {
  const take = (id) => [taken(id), packed[id]];
  const columns = await unpack(...take("kzmap-columns"));
  const { first, rest } = columns;
  const isSoon = (report) => first[report] <= (rest.start?.day ?? 0);
  const summary = await unpackTexts(...take("kzmap-texts"), "summary", isSoon);
  const reports = { sources: new Lists(columns, "sources"), summary };
  for (const name of NUMBERS) reports[name] = columns[name];
  for (const name of TEXTS) reports[name] = new Texts(columns, name);
  return { ...head, ...rest, reports };
}

const DAY_MS = 86_400_000;
const dayMs = (iso) => Date.parse(`${iso.slice(0, 10)}T00:00Z`);

/** How many days after the slider's first one a day is, of a date or of a moment there. */
export const dayOffset = ({ days }, iso) => Math.round((dayMs(iso) - dayMs(days[0])) / DAY_MS);

/** The calendar day of an offset, "YYYY-MM-DD"; it need not be one of the slider's. */
export function isoDay(data, offset) {
  const [year, month, day] = data.days[0].split("-").map(Number);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day + offset);
  return date.toISOString().slice(0, 10);
}

/** Web Mercator ends a little beyond; what lies farther is drawn at the map's edge. */
const MOST_LAT = 85;

/**
 * Where a place is drawn: longitudes count on from the map's western edge, since the map may
 * be cut open elsewhere than at the antimeridian. Pure; kzmap/page/window.py says the same.
 * @returns {number[]} [lat, lon]
 */
export function onMap(lat, lon, west) {
  const turns = west <= lon && lon <= west + 360 ? 0 : Math.ceil((west - lon) / 360);
  return [Math.max(-MOST_LAT, Math.min(MOST_LAT, lat)), lon + 360 * turns];
}

/**
 * Decode a line of the Encoded Polyline Algorithm Format
 * (https://developers.google.com/maps/documentation/utilities/polylinealgorithm).
 * @param {string} text
 * @param {number} scale  units a degree
 * @returns {number[][]} [lat, lon] pairs in WGS84 degrees
 */
export function decodeLine(text, scale) {
  const points = [];
  let at = 0;
  let lat = 0;
  let lon = 0;
  const next = () => {
    let shift = 0;
    let value = 0;
    let chunk;
    do {
      chunk = text.charCodeAt(at++) - 63;
      value |= (chunk & 31) << shift;
      shift += 5;
    } while (chunk >= 32);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    lat += next();
    lon += next();
    points.push([lat / scale, lon / scale]);
  }
  return points;
}

/**
 * @param {string[][]} polygons  rings of each polygon, encoded
 * @param {number} scale
 */
export function decodePolygons(polygons, scale) {
  return polygons.map((rings) => rings.map((ring) => decodeLine(ring, scale)));
}
