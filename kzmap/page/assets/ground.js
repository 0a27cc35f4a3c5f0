// The ground: land, water, rivers and borders, all carried by the page itself.

import { decodeLine, decodePolygons } from "./payload.js";

const PANES = { ground: 200, areas: 300, hatches: 310, borders: 320, towns: 450 };

/** The Leaflet map. Its name is the one folium layers that a user adds will look for. */
export function openMap(container, data) {
  const map = L.map(container, {
    zoomControl: false,
    attributionControl: false,
    zoomSnap: 0.25,
    zoomDelta: 0.5,
    wheelPxPerZoomLevel: 90,
    minZoom: 2,
    maxZoom: 14,
    worldCopyJump: false,
    zoomAnimation: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    fadeAnimation: false,
    markerZoomAnimation: false,
    keyboardPanDelta: 60,
  });
  for (const [name, level] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = String(level);
    if (name !== "areas") pane.style.pointerEvents = "none";
  }
  fitHome(map, data);
  return map;
}

/** Fit what the data is about. */
export function fitHome(map, data) {
  map.fitBounds(data.home, { padding: [12, 12], animate: false });
}

export function drawGround(map, ground) {
  const pane = { pane: "ground", interactive: false, smoothFactor: 0.8 };
  const renderer = L.svg({ pane: "ground", padding: 0.6 });
  const draw = (polygons, className) =>
    L.polygon(decodePolygons(polygons, ground.scale), { ...pane, renderer, className, stroke: true, weight: 0.7 }).addTo(map);
  for (const country of ground.countries) draw(country.polygons, country.home ? "land home" : "land");
  draw(ground.water, "water");
  L.polyline(
    ground.rivers.map((line) => decodeLine(line, ground.scale)),
    { ...pane, renderer, className: "river", weight: 0.8, fill: false },
  ).addTo(map);
}

/** Street tiles, only where whoever made the page asked for them. */
export function drawTiles(map, tiles) {
  if (!tiles) return;
  L.tileLayer(tiles.url, { maxZoom: 19, pane: "ground", className: "tiles", referrerPolicy: "no-referrer" }).addTo(map);
}
