// The ground: land, water, rivers and borders, all carried by the page itself.

import { decodeLine, decodePolygons } from "./payload.js";

const PANES = { ground: 200, areas: 300, hatches: 310, borders: 320, towns: 450 };

/** Degrees of longitude from which on a small window needs the smallest zooms. */
const WIDE = 120;

/** The Leaflet map. Its name is the one folium layers that a user adds will look for. */
export function openMap(container, data) {
  const map = L.map(container, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 90,
    minZoom: data.home[1][1] - data.home[0][1] > WIDE ? 0 : 2,
    maxZoom: 14,
    worldCopyJump: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    fadeAnimation: false,
    markerZoomAnimation: false,
    keyboardPanDelta: 60,
    // On a phone one finger scrolls the page past the map, two fingers move and zoom it.
    dragging: !matchMedia("(pointer: coarse) and (max-width: 899px)").matches,
  });
  for (const [name, level] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(level);
    pane.setAttribute("aria-hidden", "true");
    if (name !== "areas") pane.style.pointerEvents = "none";
  }
  keepHome(map, data);
  return map;
}

let fitting = false;

/** Fit what the data is about. */
export function fitHome(map, data) {
  fitting = true;
  map.fitBounds(data.home, { padding: [12, 12], animate: false });
  fitting = false;
  map.atHome = true;
}

/** Fit again when the room for the map changes, until the reader moves the map. */
function keepHome(map, data) {
  const left = () => {
    if (!fitting) map.atHome = false;
  };
  fitHome(map, data);
  map.on("dragstart zoomstart", left);
  new ResizeObserver(() => {
    fitting = true;
    map.invalidateSize({ animate: false });
    fitting = false;
    if (map.atHome) fitHome(map, data);
  }).observe(map.getContainer());
}

/**
 * The parts of a ring that are a border: where the base map was cut off there is none. Pure.
 * @param {number[][]} ring  [lat, lon]
 * @param {number[][]} frame  [[south, west], [north, east]] of the base map
 */
export function offFrame(ring, frame) {
  const edges = (point) =>
    [0, 1].flatMap((axis) => frame.map((corner) => point[axis] === corner[axis]));
  const along = (a, b) => edges(a).some((on, side) => on && edges(b)[side]);
  const lines = [];
  let line = [ring[0]];
  for (let i = 1; i < ring.length; i++) {
    if (along(ring[i - 1], ring[i])) {
      if (line.length > 1) lines.push(line);
      line = [];
    }
    line.push(ring[i]);
  }
  if (line.length > 1) lines.push(line);
  return lines;
}

export function drawGround(map, ground) {
  const pane = { pane: "ground", interactive: false, smoothFactor: 0.8 };
  const renderer = L.svg({ pane: "ground", padding: 0.6 });
  const draw = (polygons, className) => {
    const shapes = decodePolygons(polygons, ground.scale);
    const borders = shapes.flat().flatMap((ring) => offFrame(ring, ground.frame));
    L.polygon(shapes, { ...pane, renderer, className, stroke: false }).addTo(map);
    L.polyline(borders, {
      ...pane,
      renderer,
      className: `${className} edge`,
      weight: 0.7,
      fill: false,
    }).addTo(map);
  };
  if (ground.sea) drawSea(map, ground.frame, { ...pane, renderer });
  for (const country of ground.countries)
    draw(country.polygons, country.home ? "land home" : "land");
  draw(ground.water, "water");
  const rivers = ground.rivers.map((line) => decodeLine(line, ground.scale));
  L.polyline(rivers, { ...pane, renderer, className: "river", weight: 0.8, fill: false }).addTo(
    map,
  );
}

/** The sea as far as the map goes; a map of the whole world has no end that should show. */
function drawSea(map, frame, options) {
  L.rectangle(frame, { ...options, className: "water", stroke: false }).addTo(map);
  if (frame[1][1] - frame[0][1] === 360) map.getContainer().classList.add("at-sea");
}

/** Street tiles, only where whoever made the page asked for them. */
export function drawTiles(map, tiles) {
  if (!tiles) return;
  L.tileLayer(tiles.url, {
    maxZoom: 19,
    pane: "ground",
    className: "tiles",
    referrerPolicy: "no-referrer",
  }).addTo(map);
}
