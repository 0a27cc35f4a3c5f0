// The legend: what the marks mean, how many there are, and switches for the types.

import { kindLabel } from "./areas.js";
import { byId, el, replace } from "./dom.js";
import { isGrouped } from "./grouping.js";
import { stepOf, STEPS } from "./marks.js";
import { symbol } from "./shapes.js";
import { isNewOtherwise, nameOn, sharedSpots } from "./timeline.js";
import { dateRange, joined, number, shortDate, text } from "./words.js";
import { curfewsAlone, widestAreas, zonesOn } from "./zones.js";

/** Days of first protests that are listed one by one; more are listed by the colour they have. */
const MOST_RANKS = 31;
/** Places that the key names; more are counted. */
const MOST_NAMED_PLACES = 12;

/** First and last rank, from 0 on, of each of the seven colours. */
function stepsOf(ranks) {
  const steps = STEPS.map(() => []);
  for (let rank = 0; rank < ranks; rank++) steps[stepOf(rank + 1, ranks)].push(rank);
  return steps.map((members) => [members[0], members.at(-1)]);
}

function placesWords(data, view, places, isNamed) {
  if (!isNamed) return text("count.places", { count: places.length });
  const names = places.slice(0, MOST_NAMED_PLACES).map((place) => nameOn(data, place, view.day));
  const left = places.length - names.length;
  return joined(left ? [...names, text("legend.more", { count: left })] : names);
}

/** Whether some place is new on some day, and not by a protest. */
const hasNew = (data) =>
  data.firstReport.some(
    (day, place) => day < data.days.length && isNewOtherwise(data, place, day),
  );

/** Whether some curfew begins that no state of emergency tells. */
const hasCurfewAlone = (data) =>
  data.zones.kind.some((kind, zone) => {
    const first = data.zones.start[zone].slice(0, 10);
    return kind === "curfew" && curfewsAlone(data, zonesOn(data, first)).length > 0;
  });

/** Which signs of what is not exact occur, and whether marks stand beside each other. */
function looseSigns(data) {
  const { geoPrecision, timePrecision } = data.reports;
  return {
    uncertain: geoPrecision.some((precision) => precision > 1),
    region: geoPrecision.some((precision) => precision === 3),
    undated: timePrecision.some((precision) => precision > 1),
    beside: hasSeveralTypes(data) || sharedSpots(data).size > 0,
  };
}

/** Whether some place has reports of two types, so that two marks may stand there. */
function hasSeveralTypes({ columns }) {
  const typeOf = new Int16Array(columns.places).fill(-1);
  return columns.place.some((place, row) => {
    if (place < 0) return false;
    const known = typeOf[place];
    typeOf[place] = columns.type[row];
    return known >= 0 && known !== columns.type[row];
  });
}

export class Legend {
  constructor(data, { onToggle, onArea }) {
    this.data = data;
    this.onArea = onArea;
    const used = {
      state_of_emergency: data.zones.kind.includes("state_of_emergency"),
      communications_blackout: data.zones.kind.includes("communications_blackout"),
      curfew: hasCurfewAlone(data),
      group: Object.keys(data.fullest).some((mode) => isGrouped(data, mode)),
      first: data.firstDays.length > 0,
      new: hasNew(data),
      ...looseSigns(data),
    };
    for (const sign of document.querySelectorAll("[data-sign]"))
      sign.hidden = !used[sign.dataset.sign];
    byId("signs").hidden = !Object.values(used).some(Boolean);
    byId("areas").addEventListener("toggle", () => this.view && this.listUnits(this.view));
    this.buttons = data.types.map((type) =>
      el(
        "button",
        {
          type: "button",
          class: "legend-entry",
          "data-type": type.id,
          onclick: () => onToggle(type.id),
        },
        symbol(type),
        el("span", { class: "type-label" }, type.label),
        el("span", { class: "legend-count" }),
      ),
    );
    replace(
      byId("types"),
      this.buttons.map((button) => el("li", {}, button)),
    );
  }

  reword() {
    this.buttons.forEach((button, type) => {
      button.querySelector(".type-label").textContent = this.data.types[type].label;
    });
  }

  update(view) {
    this.view = view;
    this.buttons.forEach((button, type) => {
      const shown = !view.hidden.has(this.data.types[type].id);
      button.setAttribute("aria-pressed", String(shown));
      button.lastChild.textContent = shown ? number(view.tally.all[type]) : text("legend.hidden");
    });
    byId("types").hidden = view.mode === "first";
    byId("first-key").hidden = view.mode !== "first";
    if (view.mode === "first") this.updateFirst(view);
    this.updateZones(view);
  }

  updateFirst(view) {
    const { data } = this;
    const ranks = data.firstDays.length;
    const places = data.firstDays.map(() => []);
    for (const place of view.active) places[data.rankOf(place) - 1].push(place);
    const parts =
      ranks > MOST_RANKS ? stepsOf(ranks) : data.firstDays.map((_, rank) => [rank, rank]);
    replace(
      byId("first-key"),
      parts.map(([from, to]) => {
        const step = stepOf(from + 1, ranks);
        const here = places.slice(from, to + 1).flat();
        const digit = from === to ? String(from + 1) : "";
        const day = (rank) => data.days[Math.max(0, data.firstDays[rank])];
        return el(
          "li",
          { class: here.length ? "" : "later" },
          el("span", { class: `rank step-${step} on-step-${step}` }, digit),
          el(
            "span",
            {},
            el("strong", {}, from === to ? shortDate(day(from)) : dateRange(day(from), day(to))),
            " ",
            here.length ? placesWords(data, view, here, from === to) : text("legend.later"),
          ),
        );
      }),
    );
  }

  updateZones(view) {
    const { data } = this;
    byId("areas").hidden = !data.zones.id.length;
    byId("areas-title").textContent = text(data.unitTotal ? "areas.title" : "areas.other_title", {
      count: view.underEmergency.size,
      total: data.unitTotal,
    });
    if (byId("areas").open) this.listUnits(view);
    const dark = widestAreas(data, view.blackouts);
    byId("blackout-note").hidden = !dark.length;
    byId("blackout-note").textContent = dark.length
      ? text("areas.blackout", { areas: joined(dark) })
      : "";
  }

  /** The areas one by one, as buttons: the map's areas for who cannot point at them. */
  listUnits(view) {
    const { data } = this;
    const emergencies = view.zones.filter(
      ({ zone }) => data.zones.kind[zone] === "state_of_emergency",
    );
    const told = [...emergencies, ...view.curfews];
    const units = data.units.name.map((name, unit) => ({
      name,
      target: { unit },
      ...told.find(({ zone }) => data.zones.units[zone].includes(unit)),
    }));
    const others = view.zones
      .filter(({ zone }) => !data.zones.units[zone].length)
      .map((entry) => ({ name: data.zones.area[entry.zone], target: { zone: entry.zone }, ...entry }));
    replace(
      byId("area-list"),
      [...units, ...others].map((area) => this.areaItem(area)),
    );
  }

  areaItem({ name, target, zone, state }) {
    const [[kind, row]] = Object.entries(target);
    const choose = (event) => this.onArea(target, event.currentTarget);
    const button = el("button", { type: "button", [`data-${kind}`]: row, onclick: choose }, name);
    const said = state ? this.stateWords(zone, state) : text("state.none");
    return el("li", {}, button, " ", el("span", { class: "meta" }, said));
  }
  /** The heading speaks of emergencies, so that what is none says what it is. */
  stateWords(zone, state) {
    const kind = this.data.zones.kind[zone];
    if (kind === "state_of_emergency") return text(`state.${state.replace(" ", "_")}`);
    const words = text(state === "in force" ? "state.holds" : `state.${state}`);
    return `${kindLabel(kind)}, ${words}`;
  }
}
