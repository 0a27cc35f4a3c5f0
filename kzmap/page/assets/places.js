// Places on the map: marks that can be clicked, focused and read, and the towns around them.

import { el } from "./dom.js";
import { firstDrawing, pinDrawing, placeDrawing } from "./marks.js";
import { NameLayer } from "./names.js";
import { nameOn } from "./timeline.js";
import { joined, text } from "./words.js";

/** Beyond so many reports a mark stands no higher above the others. */
const MOST_RAISED = 1000;

/** What a mark says to who cannot see it: "Lyon: 2 protests and 1 riot; first protest". */
function spoken(data, entry, words) {
  const counts = [...entry.counts].sort((a, b) => a[0] - b[0]);
  const parts = counts.map(([type, count]) => {
    const { singular, plural } = data.types[type];
    return text("count.of_type", { count, type: count === 1 ? singular : plural });
  });
  const notes = [parts.length ? joined(parts) : text("details.quiet")];
  if (entry.isFirst) notes.push(text("mark.first"));
  if (entry.precision > 1) notes.push(text("mark.uncertain"));
  return `${words}: ${notes.join("; ")}`;
}

export class PlaceLayer {
  /** @param {{onChoose: Function, onPoint: (place: number) => void}} listeners */
  constructor(map, data, { onChoose, onPoint }) {
    this.map = map;
    this.data = data;
    this.onChoose = onChoose;
    this.onPoint = onPoint;
    this.markers = new Map();
    this.drawn = [];
    this.names = new NameLayer(map, data);
    map.getPane("markerPane").setAttribute("role", "group");
    map.getPane("markerPane").setAttribute("aria-label", text("map.places"));
    map.getPane("markerPane").addEventListener("keydown", (event) => this.walk(event));
  }

  update(view, chosen) {
    const seen = new Set();
    this.drawn = this.withChosen(view, chosen).map((entry) => {
      seen.add(entry.place);
      return this.draw(entry, view, chosen);
    });
    for (const [place, marker] of this.markers) {
      if (seen.has(place)) continue;
      marker.remove();
      this.markers.delete(place);
    }
    const nodes = this.drawn.map(({ marker }) => marker.getElement());
    const stop = Math.max(0, nodes.indexOf(document.activeElement));
    nodes.forEach((node, i) => node.setAttribute("tabindex", i === stop ? "0" : "-1"));
    this.names.update(this.drawn, view.day);
  }

  /** What was chosen stays on the map on a day without reports: a pin, and no more. */
  withChosen(view, chosen) {
    const { places } = view;
    if (chosen === undefined || places.some(({ place }) => place === chosen)) return places;
    const nothing = { reports: [], count: 0, counts: new Map(), precisions: new Map() };
    return [...places, { place: chosen, ...nothing }];
  }

  /** What a place looks like now; drawn anew only where that changed. */
  draw(entry, view, chosen) {
    const name = nameOn(this.data, entry.place, view.day);
    const { isFirst, rank, counts, precisions } = entry;
    const parts = [
      name,
      view.mode,
      chosen === entry.place,
      isFirst,
      rank,
      [...counts],
      [...precisions],
    ];
    const look = JSON.stringify(parts);
    const before = this.drawn.find(({ place }) => place === entry.place);
    if (before?.look === look) return { ...before, ...entry };
    const drawing = this.drawing(entry, view.mode);
    return { ...entry, look, ...this.mark(entry, name, drawing, chosen) };
  }

  drawing(entry, mode) {
    if (!entry.reports.length) return pinDrawing();
    if (mode === "first") return firstDrawing(entry, this.data.firstDays.length);
    return placeDrawing(this.data, entry, this.data.most[mode]);
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
    marker.setZIndexOffset(Math.min(entry.count, MOST_RAISED) * 10);
    const node = marker.getElement();
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", spoken(data, entry, words));
    node.dataset.place = String(entry.place);
    return { name, words, marker, label, reach: drawing.reach };
  }

  markerWith(icon, place) {
    const old = this.markers.get(place);
    if (old) return old.setIcon(icon);
    const at = this.data.places.onMap[place];
    const marker = L.marker(at, { icon, keyboard: false, riseOnHover: true });
    marker.addTo(this.map);
    marker.on("click", () => this.onChoose(place, marker.getElement()));
    marker.on("mouseover", () => this.onPoint(place));
    marker.on("mouseout", () => this.onPoint(-1));
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

  focus(place) {
    this.markers.get(place)?.getElement().focus();
  }

  highlight(place) {
    for (const [at, marker] of this.markers)
      marker.getElement().classList.toggle("pointed", at === place);
  }
}
