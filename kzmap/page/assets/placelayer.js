// Places that stand by themselves: marks that can be clicked, focused and read.

import { el } from "./dom.js";
import { aside, firstDrawing, pinDrawing, placeDrawing, ringLayout } from "./marks.js";
import { markWords, spoken } from "./spots.js";
import { nameOn, sharedSpots } from "./timeline.js";
import { text } from "./words.js";

/** Beyond so many reports a mark stands no higher above the others. */
const MOST_RAISED = 1000;

/** Markers kept for days on which their places have reports again, and looks of one place. */
const MOST_MARKERS = 1000;
const MOST_LOOKS = 40;

/** A marker at its place by left and top: a transform makes a layer to compose of each. */
const FlatMarker = L.Marker.extend({
  _setPos(at) {
    this._icon._leaflet_pos = at;
    this._icon.style.left = `${at.x}px`;
    this._icon.style.top = `${at.y}px`;
    this._zIndex = at.y + this.options.zIndexOffset;
    this._resetZIndex();
  },
});

export class PlaceLayer {
  /** @param {{onChoose: Function, onPoint: (place: number) => void}} listeners */
  constructor(map, data, { onChoose, onPoint }) {
    this.map = map;
    this.data = data;
    this.onChoose = onChoose;
    this.onPoint = onPoint;
    this.markers = new Map();
    /** By place: what it looked like, by what that depends on. */
    this.looks = new Map();
    this.drawn = [];
    this.shared = sharedSpots(data);
    this.pane = map.getPane("markerPane");
    this.pane.setAttribute("role", "group");
    this.pane.setAttribute("aria-label", text("map.places"));
    this.pane.addEventListener("keydown", (event) => this.walk(event));
  }

  update(view, chosen) {
    const before = new Set(this.drawn.map(({ place }) => place));
    const entries = this.withChosen(view, chosen);
    const shifts = this.shiftsOf(entries, view.mode);
    this.drawn = entries.map((entry) => this.draw(entry, view, chosen, shifts.get(entry.place)));
    for (const { place } of this.drawn) before.delete(place);
    for (const place of before) {
      const node = this.markers.get(place).getElement();
      node.classList.remove("pointed");
      node.remove();
    }
    if (this.markers.size > MOST_MARKERS) this.forget();
    const nodes = this.drawn.map(({ marker }) => marker.getElement());
    const stop = Math.max(0, nodes.indexOf(document.activeElement));
    nodes.forEach((node, i) => (node.tabIndex = i === stop ? 0 : -1));
  }

  reword() {
    this.looks.clear();
    this.pane.setAttribute("aria-label", text("map.places"));
  }

  /** Let go of what has not been shown for long. */
  forget() {
    const shown = new Set(this.drawn.map(({ place }) => place));
    for (const [place, marker] of this.markers) {
      if (shown.has(place)) continue;
      marker.remove();
      this.markers.delete(place);
      this.looks.delete(place);
    }
  }

  /** Make what another view shows while nothing else is to be done. */
  prepare(view) {
    for (const entry of view.places) this.body(entry, view, undefined);
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

  draw(entry, view, chosen, shift = null) {
    const { place } = entry;
    const body = this.body(entry, view, chosen, shift);
    const marker = this.markers.get(place) ?? this.made(place);
    const node = marker.getElement();
    if (node.firstChild !== body.node) {
      const [left, top] = body.anchor;
      Object.assign(node.style, { width: `${body.size}px`, height: `${body.size}px` });
      Object.assign(node.style, { marginLeft: `${-left}px`, marginTop: `${-top}px` });
      node.replaceChildren(body.node);
      node.setAttribute("aria-label", body.said);
    }
    if (!node.isConnected) this.pane.append(node);
    const raised = Math.min(entry.count, MOST_RAISED) * 10;
    if (marker.options.zIndexOffset !== raised) marker.setZIndexOffset(raised);
    const { name, words, label, reach } = body;
    return { ...entry, shift, marker, name, words, label, reach };
  }

  /** What a place looks like; made anew only where that changed, and kept for the way back. */
  body(entry, view, chosen, shift = null) {
    const { place, isFirst, rank, counts, precisions } = entry;
    const { undated = [], unsureCount, undatedCount, isNew } = entry;
    const name = nameOn(this.data, place, view.day);
    const parts = [name, view.mode, chosen === place, isFirst, rank, [...counts], [...precisions]];
    parts.push([...undated], unsureCount, undatedCount, isNew, shift);
    const look = JSON.stringify(parts);
    if (!this.looks.has(place)) this.looks.set(place, new Map());
    const looks = this.looks.get(place);
    if (!looks.has(look)) {
      if (looks.size >= MOST_LOOKS) looks.clear();
      const drawing = this.drawing(entry, view.mode);
      if (shift) aside(drawing, shift);
      looks.set(look, this.bodyOf(entry, name, drawing, chosen));
    }
    return looks.get(look);
  }

  drawing(entry, mode) {
    if (!entry.count) return pinDrawing();
    if (mode === "first") return firstDrawing(entry, this.data.firstDays.length);
    return placeDrawing(this.data, entry, this.data.most[mode]);
  }

  bodyOf(entry, name, { node, size, reach, anchor = [size / 2, size / 2] }, chosen) {
    const { data } = this;
    const whole = data.places.precision[entry.place] === 3;
    const words = markWords(data, entry.place, name);
    const label = el("span", { class: whole ? "place-name whole" : "place-name", dir: "auto" }, words);
    const className = chosen === entry.place ? "place chosen" : "place";
    const body = el("div", { class: className }, node, label);
    const said = spoken(data, entry, words);
    return { node: body, label, name, words, size, reach, anchor, said };
  }

  /** The marker of a place, made once: on days without reports only its element is taken out. */
  made(place) {
    const icon = L.divIcon({ className: "place-icon", iconSize: [0, 0] });
    const at = this.data.places.onMap[place];
    const marker = new FlatMarker(at, { icon, keyboard: false, riseOnHover: true });
    marker.addTo(this.map);
    marker.on("click", () => this.onChoose(place, marker.getElement()));
    marker.on("mouseover", () => this.onPoint(place));
    marker.on("mouseout", () => this.onPoint(-1));
    marker.getElement().setAttribute("role", "button");
    marker.getElement().dataset.place = String(place);
    this.markers.set(place, marker);
    return marker;
  }

  /** One stop in the tab order; arrow keys walk from place to place, Enter opens. */
  walk(event) {
    const nodes = this.drawn.map(({ marker }) => marker.getElement());
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
    for (const { place: at, marker } of this.drawn)
      marker.getElement().classList.toggle("pointed", at === place);
  }
}
