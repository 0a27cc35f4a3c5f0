// Places on the map: marks that can be clicked, focused and read, and the towns around them.

import { el } from "./dom.js";
import { labelWidth, placeLabels } from "./labels.js";
import { firstDrawing, placeDrawing } from "./marks.js";
import { nameAt, nameOn } from "./timeline.js";
import { joined, text } from "./words.js";

const MARK_FONT = "600 12.5px system-ui, sans-serif";
const TOWN_FONT = "11px system-ui, sans-serif";
const LABEL_HEIGHT = 15;

/** What a mark says to who cannot see it: "Almaty: 2 protests, 1 riot". */
export function spokenCounts(data, entry) {
  const parts = [...entry.counts]
    .sort((a, b) => a[0] - b[0])
    .map(([type, count]) =>
      text("count.of_type", {
        count,
        type: count === 1 ? data.types[type].label : data.types[type].plural,
      }),
    );
  return joined(parts);
}

export class PlaceLayer {
  constructor(map, data, onChoose) {
    this.map = map;
    this.data = data;
    this.onChoose = onChoose;
    this.markers = new Map();
    this.drawn = [];
    this.towns = [];
    map.on("zoomend", () => this.label());
    map.getPane("markerPane").setAttribute("role", "group");
    map.getPane("markerPane").setAttribute("aria-label", text("map.places"));
    map.getPane("markerPane").addEventListener("keydown", (event) => this.walk(event));
  }

  update(view, chosen) {
    this.day = view.day;
    const seen = new Set();
    this.drawn = view.places.map((entry) => {
      seen.add(entry.place);
      return this.draw(entry, view, chosen);
    });
    for (const [place, marker] of this.markers) {
      if (seen.has(place)) continue;
      marker.remove();
      this.markers.delete(place);
    }
    this.drawn.forEach(({ marker }, i) =>
      marker.getElement().setAttribute("tabindex", i ? "-1" : "0"),
    );
    this.label();
  }

  /** What a place looks like now; drawn anew only where that changed. */
  draw(entry, view, chosen) {
    const name = nameOn(this.data, entry.place, view.day);
    const { isFirst, rank, precision, counts } = entry;
    const look = JSON.stringify([
      name,
      view.mode,
      chosen === entry.place,
      isFirst,
      rank,
      precision,
      [...counts],
    ]);
    const before = this.drawn.find(({ place }) => place === entry.place);
    if (before?.look === look) return { ...before, ...entry };
    const drawing =
      view.mode === "first"
        ? firstDrawing(entry, this.data.firstDays.length)
        : placeDrawing(this.data, entry);
    return { ...entry, look, ...this.mark(entry, name, drawing, chosen) };
  }

  mark(entry, name, drawing, chosen) {
    const { data } = this;
    const whole = data.places.precision[entry.place] === 3;
    const words = whole ? text("place.whole", { name }) : name;
    const label = el("span", { class: whole ? "place-name whole" : "place-name" }, words);
    const body = el(
      "div",
      { class: chosen === entry.place ? "place chosen" : "place" },
      drawing.node,
      label,
    );
    const icon = L.divIcon({
      html: body,
      className: "place-icon",
      iconSize: [drawing.size, drawing.size],
    });
    const marker = this.markerWith(icon, entry.place);
    marker.setZIndexOffset(entry.reports.length * 10);
    const node = marker.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", `${name}: ${spokenCounts(data, entry)}`);
    node.dataset.place = String(entry.place);
    return { name, words, marker, label, reach: drawing.reach };
  }

  markerWith(icon, place) {
    const old = this.markers.get(place);
    if (old) return old.setIcon(icon);
    const { lat, lon } = this.data.places;
    const marker = L.marker([lat[place], lon[place]], { icon, keyboard: false, riseOnHover: true });
    marker.addTo(this.map);
    marker.on("click", () => this.onChoose(place, marker.getElement()));
    this.markers.set(place, marker);
    return marker;
  }

  /** One stop in the tab order; arrow keys walk from place to place, Enter opens. */
  walk(event) {
    const nodes = [...this.markers.values()].map((marker) => marker.getElement());
    const at = nodes.indexOf(event.target);
    if (at < 0) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      event.stopPropagation();
      this.onChoose(Number(event.target.dataset.place), event.target);
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const next = nodes[(at + step + nodes.length) % nodes.length];
    nodes.forEach((node) => node.setAttribute("tabindex", node === next ? "0" : "-1"));
    next.focus();
  }

  label() {
    const zoom = this.map.getZoom();
    const shown = new Set(this.drawn.map((entry) => entry.name));
    const towns = this.data.towns
      .filter((town) => town.zoom <= zoom)
      .map((town) => ({ ...town, name: nameAt(town.name, town.spans, this.day) }))
      .filter((town) => !shown.has(town.name));
    const pixel = (lat, lon) => {
      const point = this.map.latLngToLayerPoint([lat, lon]);
      return [point.x, point.y];
    };
    const places = [...this.drawn].sort((a, b) => b.reports.length - a.reports.length);
    const at = (entry) =>
      pixel(this.data.places.lat[entry.place], this.data.places.lon[entry.place]);
    const marks = places.map((entry) => {
      const [x, y] = at(entry);
      return [x - entry.reach, y - entry.reach, 2 * entry.reach, 2 * entry.reach];
    });
    const wanted = [
      ...places.map((entry) => request(at(entry), entry.reach, entry.words, MARK_FONT)),
      ...towns.map((town) => request(pixel(town.lat, town.lon), 3, town.name, TOWN_FONT)),
    ];
    const sides = placeLabels(wanted, marks);
    places.forEach((entry, i) => {
      entry.label.dataset.side = sides[i] ?? "hidden";
      entry.label.style.setProperty("--reach", `${Math.round(entry.reach)}px`);
    });
    this.drawTowns(
      towns
        .map((town, i) => ({ ...town, side: sides[places.length + i] }))
        .filter((town) => town.side),
    );
  }

  drawTowns(towns) {
    const pane = this.map.getPane("towns");
    pane.setAttribute("aria-hidden", "true");
    pane.replaceChildren(
      ...towns.map((town) => {
        const node = el(
          "div",
          { class: "town leaflet-zoom-hide", "data-side": town.side },
          el("span", { class: "town-dot" }),
          el("span", { class: "town-name" }, town.name),
        );
        L.DomUtil.setPosition(node, this.map.latLngToLayerPoint([town.lat, town.lon]));
        return node;
      }),
    );
  }

  focus(place) {
    this.markers.get(place)?.getElement().focus();
  }

  highlight(place) {
    for (const [at, marker] of this.markers)
      marker.getElement().classList.toggle("pointed", at === place);
  }
}

function request(point, reach, name, font) {
  return { point, reach, width: labelWidth(name, font), height: LABEL_HEIGHT };
}
