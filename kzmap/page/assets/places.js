// Places on the map: marks that can be clicked, focused and read, and the towns around them.

import { el } from "./dom.js";
import { isGrouped } from "./grouping.js";
import { GroupLayer } from "./groups.js";
import { aside, firstDrawing, pinDrawing, placeDrawing, ringLayout } from "./marks.js";
import { NameLayer } from "./names.js";
import { markWords, spoken } from "./spots.js";
import { nameOn, sharedSpots } from "./timeline.js";
import { text } from "./words.js";

/** Beyond so many reports a mark stands no higher above the others. */
const MOST_RAISED = 1000;

/** Places as they are, or in groups where they are many, and the names of either. */
export class Places {
  /**
   * @param {{onChoose: Function, onPoint: (places: number[]) => void, onList: Function}} listeners
   */
  constructor(map, data, { onChoose, onPoint, onList }) {
    this.data = data;
    this.names = new NameLayer(map, data);
    this.single = new PlaceLayer(map, data, {
      onChoose,
      onPoint: (place) => onPoint(place < 0 ? [] : [place]),
    });
    this.groups = new GroupLayer(map, data, {
      onChoose,
      onPoint,
      onList,
      onPlaced: () => this.name(),
    });
    map.on("moveend", () => this.groups.view || this.name());
  }

  update(view, chosen) {
    this.day = view.day;
    const isMany = isGrouped(this.data, view.mode);
    // What was chosen and has nothing to show stays as a pin, beside groups too.
    const left = view.totals[chosen] ? undefined : chosen;
    this.single.update(isMany ? { ...view, places: [] } : view, isMany ? left : chosen);
    this.groups.update(isMany ? view : null, chosen);
    if (!isMany) this.name();
  }

  name() {
    this.names.update([...this.single.drawn, ...this.groups.drawn], this.day);
  }

  /** Show a place by itself; whether the map had to move for it. */
  reveal(place) {
    return this.groups.reveal(place);
  }

  highlight(place) {
    this.single.highlight(place);
    this.groups.highlight(place);
  }
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
    this.shared = sharedSpots(data);
    map.getPane("markerPane").setAttribute("role", "group");
    map.getPane("markerPane").setAttribute("aria-label", text("map.places"));
    map.getPane("markerPane").addEventListener("keydown", (event) => this.walk(event));
  }

  update(view, chosen) {
    const seen = new Set();
    const entries = this.withChosen(view, chosen);
    const shifts = this.shiftsOf(entries, view.mode);
    this.drawn = entries.map((entry) => {
      seen.add(entry.place);
      return this.draw(entry, view, chosen, shifts.get(entry.place));
    });
    for (const [place, marker] of this.markers) {
      if (seen.has(place)) continue;
      marker.remove();
      this.markers.delete(place);
    }
    const nodes = this.drawn.map(({ marker }) => marker.getElement());
    const stop = Math.max(0, nodes.indexOf(document.activeElement));
    nodes.forEach((node, i) => node.setAttribute("tabindex", i === stop ? "0" : "-1"));
  }

  /** What was chosen stays on the map on a day without reports: a pin, and no more. */
  withChosen(view, chosen) {
    const { places } = view;
    if (chosen === undefined || places.some(({ place }) => place === chosen)) return places;
    const nothing = { count: 0, counts: new Map(), precisions: new Map() };
    return [...places, { place: chosen, ...nothing }];
  }

  /** How far places at one spot stand from it: on a ring, in the table's order, never by chance. */
  shiftsOf(entries, mode) {
    const shifts = new Map();
    if (!this.shared.size) return shifts;
    const spots = new Map();
    for (const entry of entries) {
      const spot = this.shared.get(entry.place);
      if (spot) spots.set(spot, [...(spots.get(spot) ?? []), entry]);
    }
    for (const together of spots.values()) {
      if (together.length < 2) continue;
      const layout = ringLayout(together.map((entry) => this.drawing(entry, mode).reach));
      together.forEach(({ place }, i) => shifts.set(place, layout.spots[i]));
    }
    return shifts;
  }

  /** What a place looks like now; drawn anew only where that changed. */
  draw(entry, view, chosen, shift = null) {
    const name = nameOn(this.data, entry.place, view.day);
    const { isFirst, rank, counts, precisions, undated, unsureCount, undatedCount } = entry;
    const parts = [
      name,
      view.mode,
      chosen === entry.place,
      isFirst,
      rank,
      [...counts],
      [...precisions],
      [...(undated ?? []), unsureCount, undatedCount],
      shift,
    ];
    const look = JSON.stringify(parts);
    const before = this.drawn.find(({ place }) => place === entry.place);
    if (before?.look === look) return { ...before, ...entry };
    const drawing = this.drawing(entry, view.mode);
    if (shift) aside(drawing, shift);
    return { ...entry, look, shift, ...this.mark(entry, name, drawing, chosen) };
  }

  drawing(entry, mode) {
    if (!entry.count) return pinDrawing();
    if (mode === "first") return firstDrawing(entry, this.data.firstDays.length);
    return placeDrawing(this.data, entry, this.data.most[mode]);
  }

  mark(entry, name, drawing, chosen) {
    const { data } = this;
    const whole = data.places.precision[entry.place] === 3;
    const words = markWords(data, entry.place, name);
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
      iconAnchor: drawing.anchor,
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

  highlight(place) {
    for (const [at, marker] of this.markers)
      marker.getElement().classList.toggle("pointed", at === place);
  }
}
