// Places on the map where they are many: grouped by what the screen can tell apart, drawn on one
// canvas. A button stands on each group in view, for the pointer, the keyboard and screen readers.

import { firstGroupGlyph, groupGlyph, paletteOf, placeGlyph } from "./glyphs.js";
import { byImportance, filledGroups, groupPlaces, zoomToSingle } from "./grouping.js";
import { GlyphPen } from "./pen.js";
import { openSheet } from "./sheet.js";
import { Spots } from "./spots.js";
import { entryOf, nameOn } from "./timeline.js";

/** How far around a group's places the map shows when it is opened, in px. */
const ROOM_PX = 60;

export class GroupLayer {
  /**
   * @param {{onChoose: Function, onPoint: (places: number[]) => void, onList: Function,
   *   onPlaced: () => void}} listeners
   */
  constructor(map, data, { onChoose, onPoint, onList, onPlaced }) {
    Object.assign(this, { map, data, onChoose, onPoint, onList, onPlaced });
    this.view = null;
    this.drawn = [];
    map.on("moveend", () => this.view && this.place());
    new MutationObserver(() => this.recolour()).observe(document.documentElement, {
      attributeFilter: ["data-theme"],
    });
  }

  /** What is needed only once there is something to group. */
  prepare() {
    if (this.sheet) return;
    const { map, data } = this;
    this.order = byImportance(data);
    this.points = worldPoints(map, data.places.onMap);
    this.palette = paletteOf(data);
    const pane = map.createPane("groups");
    pane.style.zIndex = "590";
    pane.style.pointerEvents = "none";
    this.spots = new Spots(map, data, {
      onOpen: (glyph, node) => this.open(glyph, node),
      onPoint: (glyph) => this.onPoint(glyph ? this.membersOf(glyph.group) : []),
    });
    this.sheet = openSheet(map, "groups", (context, bounds) => this.paint(context, bounds));
  }

  /** @param {Object | null} view  null where places are not grouped */
  update(view, chosen) {
    if (!view && !this.view) return;
    this.prepare();
    this.view = view;
    this.chosen = chosen;
    this.groups = null;
    this.sheet.repaint();
    this.place();
  }

  grouped(scale) {
    return groupPlaces(this.order, this.view.totals, this.points, scale);
  }

  /** The groups at the map's zoom, made anew when that or the view is another. */
  current() {
    const zoom = this.map.getZoom();
    if (!this.groups || this.zoom !== zoom) {
      this.zoom = zoom;
      this.groups = filledGroups(this.data, this.view, this.grouped(2 ** zoom));
      this.members = null;
      this.glyphs = new Map();
    }
    return this.groups;
  }

  /** Places of a group, the important first. */
  membersOf(group) {
    if (!this.members) {
      const { groupOf, seeds } = this.current();
      this.members = Array.from(seeds, () => []);
      for (const place of this.order)
        if (groupOf[place] >= 0) this.members[groupOf[place]].push(place);
    }
    return this.members[group];
  }

  /** Groups whose own place lies within bounds, in px of the map's layers. */
  within(bounds) {
    const { seeds } = this.current();
    const scale = 2 ** this.zoom;
    const origin = this.map.getPixelOrigin();
    const found = [];
    for (let group = 0; group < seeds.length; group++) {
      const x = this.points.x[seeds[group]] * scale - origin.x;
      const y = this.points.y[seeds[group]] * scale - origin.y;
      if (x >= bounds.min.x && x <= bounds.max.x && y >= bounds.min.y && y <= bounds.max.y)
        found.push({ group, x, y });
    }
    return found;
  }

  /** What a group looks like, made once for each view and zoom. */
  glyphAt({ group, x, y }) {
    if (!this.glyphs.has(group)) this.glyphs.set(group, this.glyph(group));
    return Object.assign(this.glyphs.get(group), { x, y });
  }

  glyph(group) {
    const { data, view, groups, palette } = this;
    const seed = groups.seeds[group];
    const known = {
      group,
      place: seed,
      name: nameOn(data, seed, view.day),
      count: groups.totals[group],
    };
    if (groups.members[group] === 1) {
      const entry = entryOf(data, view, seed);
      return { ...known, entry, others: 0, ...placeGlyph(data, view, entry, palette) };
    }
    const look =
      view.mode === "first"
        ? firstGroupGlyph(data, groups, group, this.membersOf(group), palette)
        : groupGlyph(data, view, groups, group, palette);
    return { ...known, others: groups.members[group] - 1, ...look };
  }

  paint(context, bounds) {
    if (!this.view) return;
    this.current();
    const pen = new GlyphPen(context, this.palette);
    // The important last, so that their halos lie on top.
    for (const at of this.within(bounds).reverse()) {
      const glyph = this.glyphAt(at);
      pen[glyph.kind](glyph);
    }
  }

  /** Buttons and names for what is in view now. */
  place() {
    const corner = this.map.containerPointToLayerPoint([0, 0]);
    const bounds = L.bounds(corner, corner.add(this.map.getSize()));
    const shown = this.view ? this.within(bounds).map((at) => this.glyphAt(at)) : [];
    this.drawn = this.spots.update(shown, this.view, this.groups, this.groupWith(this.chosen));
    this.onPlaced();
  }

  /** The group that a place is in, -1 if it is in none. */
  groupWith(place) {
    return this.view && place >= 0 ? this.current().groupOf[place] : -1;
  }

  highlight(place) {
    this.spots?.point(this.groupWith(place));
  }

  /** A click on what is one place chooses it; one on a group goes nearer, until it comes apart. */
  open(glyph, node) {
    if (!glyph.others) return this.onChoose(glyph.place, node);
    const members = this.membersOf(glyph.group);
    const zoom = this.zoomApart(members);
    if (zoom === null) return this.onList(members, node);
    const bounds = L.latLngBounds(members.map((place) => this.data.places.onMap[place]));
    const hadFocus = node === document.activeElement;
    const centre =
      zoom > this.fitting(bounds) ? this.data.places.onMap[glyph.place] : bounds.getCenter();
    this.map.setView(centre, zoom, { animate: !hadFocus && this.map.options.zoomAnimation });
    if (hadFocus) this.spots.focus(this.groupWith(glyph.place));
    return undefined;
  }

  fitting(bounds) {
    return this.map.getBoundsZoom(bounds, false, L.point(ROOM_PX, ROOM_PX));
  }

  /** The zoom that shows a group whole and in parts; null where it never comes apart. */
  zoomApart(members) {
    const { map } = this;
    const most = map.getMaxZoom();
    const bounds = L.latLngBounds(members.map((place) => this.data.places.onMap[place]));
    const step = map.options.zoomSnap;
    let zoom = Math.min(most, Math.max(map.getZoom() + 2 * step, this.fitting(bounds)));
    for (; zoom <= most; zoom += step) {
      const { groupOf } = this.grouped(2 ** zoom);
      if (members.some((place) => groupOf[place] !== groupOf[members[0]])) return zoom;
    }
    return null;
  }

  /** Go where a chosen place stands alone, as near as the map gets. */
  reveal(place) {
    if (!this.view?.totals[place]) return false;
    const { map } = this;
    const range = { zoom: map.getZoom(), most: map.getMaxZoom(), step: map.options.zoomSnap };
    const zoom = zoomToSingle((scale) => this.grouped(scale), place, range) ?? map.getZoom();
    if (zoom === map.getZoom()) return false;
    map.setView(this.data.places.onMap[place], zoom, { animate: false });
    return true;
  }

  recolour() {
    if (!this.sheet) return;
    this.palette = paletteOf(this.data);
    this.groups = null;
    if (this.view) this.sheet.repaint();
  }
}

/** Where places are, in px of the map at zoom 0. */
function worldPoints(map, onMap) {
  const x = new Float64Array(onMap.length);
  const y = new Float64Array(onMap.length);
  onMap.forEach((at, place) => {
    const point = map.project(at, 0);
    x[place] = point.x;
    y[place] = point.y;
  });
  return { x, y };
}
