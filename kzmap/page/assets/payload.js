// The data island: what Python wrote into the page, read once.

/**
 * @typedef {Object} Payload  See kzmap/page/payload.py, which writes it.
 */

/** @returns {Payload} */
export function readPayload() {
  const payload = JSON.parse(document.getElementById("kzmap-data").textContent);
  const { lat, lon } = payload.places;
  payload.places.onMap = lat.map((_, i) => onMap(lat[i], lon[i], payload.west));
  return payload;
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
