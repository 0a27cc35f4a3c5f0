// The ground: land, water, rivers and borders, all carried by the page itself.

import { openOutlines, projected } from "./outlines.js";
import { decodeLine, decodePolygons } from "./payload.js";

const PANES = { ground: 200, areas: 300, hatches: 310, borders: 320, towns: 450 };

/** A single place is shown with the land around it. */
const NEAREST = 7;

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
    // keepHome watches the room, and Leaflet's own watch would hide a change from it.
    trackResize: false,
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
  settled(map, () => {
    fitting = true;
    map.fitBounds(data.home, { padding: [12, 12], animate: false });
    fitting = false;
    map.atHome = true;
  });
}

/** Fit a box, or what the data is about where there is none. */
export function lookAt(map, data, box) {
  if (!box) return fitHome(map, data);
  return settled(map, () => {
    map.fitBounds(box, { padding: [30, 30], maxZoom: NEAREST, animate: false });
    map.atHome = false;
  });
}

/** Move the map once it does not zoom any more: the end of a zoom would move it back. */
function settled(map, move) {
  if (map.isZooming) map.once("zoomend", move);
  else move();
}

/** Fit again when the room for the map changes, until the reader moves the map. */
function keepHome(map, data) {
  const left = () => {
    if (!fitting) map.atHome = false;
  };
  map.on("zoomanim", () => (map.isZooming = true));
  map.on("zoomend", () => (map.isZooming = false));
  fitHome(map, data);
  map.on("dragstart zoomstart", left);
  new ResizeObserver(() => {
    const { clientWidth, clientHeight } = map.getContainer();
    // The first call tells what is known already, and to fit is to draw everything anew.
    if (map.getSize().equals([clientWidth, clientHeight])) return;
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
  const [[south, west], [north, east]] = frame;
  const touches = ([lat, lon]) => lat === south || lat === north || lon === west || lon === east;
  if (!ring.some(touches)) return [ring];
  const along = ([a, b], [c, d]) =>
    (a === c && (a === south || a === north)) || (b === d && (b === west || b === east));
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
  const { frame, scale } = ground;
  const areas = (className, polygons) => {
    const rings = polygons.flatMap((polygon) => decodePolygons(polygon, scale)).flat();
    const whole = projected(rings);
    const borders = rings.flatMap((ring, i) => {
      const lines = offFrame(ring, frame);
      return lines[0] === ring ? [whole[i]] : projected(lines);
    });
    return [
      { className, lines: whole, width: 0 },
      { className: `${className} edge`, lines: borders, width: 0.7 },
    ];
  };
  const countries = (isHome) =>
    ground.countries.filter(({ home }) => Boolean(home) === isHome).map(({ polygons }) => polygons);
  const land = areas("land", countries(false));
  const home = areas("land home", countries(true));
  const rivers = projected(ground.rivers.map((line) => decodeLine(line, scale)));
  const parts = [
    land[0],
    home[0],
    land[1],
    home[1],
    ...areas("water", [ground.water]),
    { className: "river", lines: rivers, width: 0.8 },
  ];
  if (ground.sea) parts.unshift(sea(map, frame));
  openOutlines("ground", parts).addTo(map);
}

/** The sea as far as the map goes; a map of the whole world has no end that should show. */
function sea(map, [[south, west], [north, east]]) {
  if (east - west === 360) map.getContainer().classList.add("at-sea");
  const corners = [
    [south, west],
    [north, west],
    [north, east],
    [south, east],
  ];
  return { className: "water", lines: projected([corners]), width: 0 };
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
