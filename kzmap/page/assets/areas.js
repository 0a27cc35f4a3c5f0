// Areas on the map: states of emergency, blackouts, and outlines of first-level units.

import { el, svg } from "./dom.js";
import { openOutlines, projected } from "./outlines.js";
import { decodePolygons } from "./payload.js";
import { dayBefore, moment, text } from "./words.js";

const HATCH = "kzmap-hatch";
const DOTS = "kzmap-dots";

const pattern = (id, drawing) =>
  svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, drawing);

/** Fills the disc of a place of which only the region is known. */
const softDisc = () =>
  svg("radialGradient", { id: "kzmap-soft" }, [
    svg("stop", { offset: 0.35, class: "soft-middle" }),
    svg("stop", { offset: 1, class: "soft-rim" }),
  ]);

/** The hatch of a blackout and the dots of a curfew, defined once for the whole document. */
export function hatchDefinition() {
  const lines = svg("path", { d: "M-1,7 l8,-8 M-1,1 l2,-2 M5,7 l2,-2", class: "hatch-line" });
  const dot = svg("circle", { cx: 3, cy: 3, r: 1.1, class: "dot" });
  return svg(
    "svg",
    { width: 0, height: 0, "aria-hidden": "true", class: "definitions" },
    svg("defs", {}, [pattern(HATCH, lines), pattern(DOTS, dot), softDisc()]),
  );
}

/**
 * A decree ends at the minute it says. A blackout known by the day ends at a midnight that no
 * source gives, so only its last day is told.
 */
function endsByDay(zones, zone) {
  return (
    zones.kind[zone] === "communications_blackout" &&
    zones.startPrecision[zone] === "day" &&
    zones.end[zone].slice(11, 16) === "00:00"
  );
}

function endLine(zones, zone) {
  if (!zones.end[zone]) return text("zone.open");
  if (endsByDay(zones, zone)) return text("zone.through", { end: dayBefore(zones.end[zone]) });
  return text("zone.until", { end: moment(zones.end[zone], "minute") });
}

/** Kind, area, start and end of a zone, as far as they are known, one line each. */
export function zoneLines(data, zone, state) {
  const { zones } = data;
  const start = moment(zones.start[zone], zones.startPrecision[zone]);
  const lines = [
    `${kindLabel(zones.kind[zone])} · ${zones.area[zone]}`,
    text(zones.startPrecision[zone] === "minute" ? "zone.from" : "zone.from_day", { start }),
    endLine(zones, zone),
  ];
  const today = state === "lifted" && endsByDay(zones, zone) ? "over" : state;
  if (today !== "in force") lines.push(text(`zone.today.${today}`));
  return lines;
}

const KINDS = ["state_of_emergency", "curfew", "communications_blackout"];

export function kindLabel(kind) {
  return KINDS.includes(kind) ? text(`kind.${kind}`) : kind.replaceAll("_", " ");
}

/** Zones of one unit: emergency first, what is over last. */
export function zonesOf(data, view, unit) {
  const rank = ({ zone, state }) =>
    (state === "lifted" ? 10 : 0) + ((KINDS.indexOf(data.zones.kind[zone]) + 4) % 4);
  return view.zones
    .filter(({ zone }) => data.zones.units[zone].includes(unit))
    .sort((a, b) => rank(a) - rank(b) || a.zone - b.zone);
}

/**
 * The tooltip names emergencies and blackouts, and curfews that no emergency tells; measures
 * stand in the details.
 */
function tooltip(data, view, unit) {
  const told = zonesOf(data, view, unit).filter(
    ({ zone, state }) =>
      data.zones.kind[zone] === "state_of_emergency" ||
      view.curfews.some((curfew) => curfew.zone === zone) ||
      (data.zones.kind[zone] === "communications_blackout" && state !== "lifted"),
  );
  const box = el("div", { class: "zone-tip" }, told.length ? null : data.units.name[unit]);
  for (const { zone, state } of told) {
    zoneLines(data, zone, state).forEach((line, i) =>
      box.append(el(i ? "div" : "strong", {}, line)),
    );
  }
  return box;
}

/** Classes of the discs that stand for a town; of an emergency, those of its kind. */
const SPOTS = { communications_blackout: "hatch dark spot", curfew: "hatch curfew spot" };

/** Draws the units once and dresses them anew for each view. */
export class AreaLayer {
  constructor(map, data, onChoose) {
    this.map = map;
    this.data = data;
    this.spots = L.layerGroup().addTo(map);
    const { polygons, scale } = data.units;
    this.outlines = polygons.map((polygon) => projected(decodePolygons(polygon, scale).flat()));
    const layer = (pane, className, linesOf, width) => {
      const parts = this.outlines.map((outline) => ({ className, lines: linesOf(outline), width }));
      return openOutlines(pane, parts).addTo(map);
    };
    this.fills = layer("areas", "leaflet-interactive unit", (outline) => outline, 0);
    // Few areas are ever dark, so a hatch is drawn once it is needed.
    this.hatches = layer("hatches", "hatch", () => [], 0);
    this.borders = layer("borders", "unit-border", (outline) => outline, 1);
    this.units = new Map(this.outlines.map((_, unit) => [this.fills.pathOf(unit), unit]));
    this.tip = L.tooltip({ className: "kz-tip", direction: "top" });
    this.pointed = undefined;
    map.on("click", ({ originalEvent }) => {
      const unit = this.units.get(originalEvent.target);
      if (unit !== undefined && !originalEvent.defaultPrevented) onChoose(unit);
    });
    map.on("mousemove", (event) => this.point(event));
    map.on("mouseout", () => this.leave());
  }

  /** Tell of the unit under the pointer, and follow it. */
  point({ originalEvent, latlng }) {
    const unit = this.units.get(originalEvent.target);
    if (unit === undefined) return this.leave();
    this.tip.setLatLng(latlng);
    if (unit === this.pointed) return;
    this.pointed = unit;
    this.tip.setContent(tooltip(this.data, this.view, unit)).addTo(this.map);
  }

  leave() {
    this.pointed = undefined;
    this.tip.remove();
  }

  update(view, chosenUnit) {
    const { data } = this;
    this.view = view;
    this.outlines.forEach((outline, unit) => {
      const here = zonesOf(data, view, unit);
      const emergency = here.find(({ zone }) => data.zones.kind[zone] === "state_of_emergency");
      const isIn = ({ zone }) => data.zones.units[zone].includes(unit);
      const cover = view.blackouts.some(isIn) ? "dark" : view.curfews.some(isIn) && "curfew";
      dress(this.fills.pathOf(unit), [
        "leaflet-interactive unit",
        emergency && `emergency ${emergency.state.replace(" ", "-")}`,
      ]);
      dress(this.borders.pathOf(unit), [
        "unit-border",
        emergency && `emergency-border ${emergency.state.replace(" ", "-")}`,
        chosenUnit === unit && "chosen",
      ]);
      if (cover) this.hatches.fill(unit, outline);
      dress(this.hatches.pathOf(unit), ["hatch", cover]);
    });
    if (this.pointed !== undefined) this.tip.setContent(tooltip(data, view, this.pointed));
    this.updateSpots(view);
  }

  /** A zone of one town: a disc of fixed size, since no source gives its extent. */
  updateSpots(view) {
    this.spots.clearLayers();
    for (const { zone, state } of view.zones) {
      const place = this.data.zones.place[zone];
      if (place < 0 || state === "lifted") continue;
      const centre = this.data.places.onMap[place];
      const kind = this.data.zones.kind[zone];
      const className = SPOTS[kind] ?? `spot ${kind}`;
      L.circleMarker(centre, {
        radius: 18,
        weight: 1,
        className,
        interactive: false,
        pane: "hatches",
      }).addTo(this.spots);
    }
  }
}

function dress(node, classes) {
  const wanted = classes.filter(Boolean).join(" ");
  if (node.getAttribute("class") !== wanted) node.setAttribute("class", wanted);
}
