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
    const fills = L.svg({ pane: "areas", padding: 0.6 });
    const hatches = L.svg({ pane: "hatches", padding: 0.6 });
    const { polygons, scale } = data.units;
    const shapes = polygons.map((polygon) => decodePolygons(polygon, scale));
    const borders = openOutlines(
      "borders",
      shapes.map((shape) => ({ className: "unit-border", lines: projected(shape.flat()), width: 1 })),
    ).addTo(map);
    this.units = shapes.map((shape, unit) => {
      const add = (renderer, pane, className, interactive) =>
        L.polygon(shape, {
          renderer,
          pane,
          className,
          interactive,
          weight: 1,
          smoothFactor: 0.6,
        }).addTo(map);
      const fill = add(fills, "areas", "unit", true);
      fill.on("click", (event) => {
        if (!event.originalEvent.defaultPrevented) onChoose(unit);
      });
      const tip = () => tooltip(data, this.view, unit);
      fill.bindTooltip(tip, { sticky: true, className: "kz-tip", direction: "top" });
      // Leaflet makes what has a tooltip focusable; by keyboard the list of areas leads here.
      fill.getElement().setAttribute("tabindex", "-1");
      return {
        fill,
        // Few areas are ever dark, and each outline is drawn at the cost of a tenth of the map's.
        hatch: null,
        addHatch: () => add(hatches, "hatches", "hatch", false),
        border: borders.pathOf(unit),
      };
    });
  }

  update(view, chosenUnit) {
    const { data } = this;
    this.view = view;
    this.units.forEach((drawn, unit) => {
      const { fill, border } = drawn;
      const here = zonesOf(data, view, unit);
      const emergency = here.find(({ zone }) => data.zones.kind[zone] === "state_of_emergency");
      const isIn = ({ zone }) => data.zones.units[zone].includes(unit);
      const cover = view.blackouts.some(isIn) ? "dark" : view.curfews.some(isIn) && "curfew";
      dress(fill.getElement(), [
        "leaflet-interactive unit",
        emergency && `emergency ${emergency.state.replace(" ", "-")}`,
      ]);
      dress(border, [
        "unit-border",
        emergency && `emergency-border ${emergency.state.replace(" ", "-")}`,
        chosenUnit === unit && "chosen",
      ]);
      if (cover) drawn.hatch ??= drawn.addHatch();
      if (drawn.hatch) dress(drawn.hatch.getElement(), ["hatch", cover]);
      if (fill.isTooltipOpen()) fill.getTooltip().update();
    });
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
  if (node && node.getAttribute("class") !== wanted) node.setAttribute("class", wanted);
}
