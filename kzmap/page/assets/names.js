// Names on the map: of the places with marks, and of the towns around them.

import { el } from "./dom.js";
import { labelWidth, placeLabels } from "./labels.js";
import { nameAt } from "./timeline.js";

const MARK_FONT = "600 12.5px system-ui, sans-serif";
const TOWN_FONT = "11px system-ui, sans-serif";
const HEIGHT_PX = 15;
const WIDEST_PX = 180;

export class NameLayer {
  constructor(map, data) {
    this.map = map;
    this.data = data;
    this.drawn = [];
    this.day = 0;
  }

  /** @param {Object[]} drawn  places as `PlaceLayer` drew them */
  update(drawn, day) {
    this.drawn = drawn;
    this.day = day;
    this.place();
  }

  place() {
    const places = [...this.drawn].sort((a, b) => b.count - a.count);
    const points = places.map(({ place }) => this.pixel(...this.data.places.onMap[place]));
    const towns = this.townsNow().map((town) => ({
      ...town,
      point: this.pixel(town.lat, town.lon),
    }));
    const marks = places.map(({ reach }, i) => square(points[i], reach));
    const wanted = [
      ...places.map(({ reach, words }, i) => request(points[i], reach, words, MARK_FONT)),
      ...towns.map(({ point, name }) => request(point, 3, name, TOWN_FONT)),
    ];
    const sides = placeLabels(wanted, marks, this.room());
    places.forEach(({ label, reach }, i) => {
      label.dataset.side = sides[i] ?? "hidden";
      label.style.setProperty("--reach", `${Math.round(reach)}px`);
    });
    this.drawTowns(towns.map((town, i) => ({ ...town, side: sides[places.length + i] })));
  }

  /** Towns to name at this zoom, by the names of the day, without those that have a mark. */
  townsNow() {
    const zoom = this.map.getZoom();
    const marked = new Set(this.drawn.map((entry) => entry.name));
    return this.data.towns
      .filter((town) => town.zoom <= zoom)
      .map((town) => ({ ...town, name: nameAt(town.name, town.spans, this.day) }))
      .filter((town) => !marked.has(town.name));
  }

  drawTowns(towns) {
    const look = JSON.stringify(towns.map(({ name, side, point }) => [name, side, point]));
    if (look === this.look) return;
    this.look = look;
    const nodes = towns
      .filter((town) => town.side)
      .map(({ name, side, point }) => {
        const dot = el("span", { class: "town-dot" });
        const label = el("span", { class: "town-name" }, name);
        const node = el("div", { class: "town leaflet-zoom-hide", "data-side": side }, dot, label);
        node.style.inset = `${point[1]}px auto auto ${point[0]}px`;
        return node;
      });
    this.map.getPane("towns").replaceChildren(...nodes);
  }

  pixel(lat, lon) {
    const point = this.map.latLngToLayerPoint([lat, lon]);
    return [point.x, point.y];
  }

  /** What the map shows now, as [x, y, width, height] in layer pixels. */
  room() {
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const size = this.map.getSize();
    return [corner.x, corner.y, size.x, size.y];
  }
}

const square = ([x, y], reach) => [x - reach, y - reach, 2 * reach, 2 * reach];

function request(point, reach, words, font) {
  return { point, reach, width: Math.min(WIDEST_PX, labelWidth(words, font)), height: HEIGHT_PX };
}
