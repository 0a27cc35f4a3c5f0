// The legend: what the marks mean, how many there are, and switches for the types.

import { byId, el, replace } from "./dom.js";
import { stepOf, symbol } from "./marks.js";
import { nameOn, reportsIn, widestAreas } from "./timeline.js";
import { joined, number, shortDate, text } from "./words.js";

export class Legend {
  constructor(data, { onToggle, onArea }) {
    this.data = data;
    this.onArea = onArea;
    const used = {
      state_of_emergency: data.zones.kind.includes("state_of_emergency"),
      communications_blackout: data.zones.kind.includes("communications_blackout"),
      first: data.firstDays.length > 0,
      uncertain: data.reports.geoPrecision.some((precision) => precision > 1),
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
        el("span", {}, type.label),
        el("span", { class: "legend-count" }),
      ),
    );
    replace(
      byId("types"),
      this.buttons.map((button) => el("li", {}, button)),
    );
  }

  update(view) {
    this.view = view;
    const counts = this.data.types.map(() => 0);
    for (const report of view.reports)
      counts[this.data.reports.type[report]] += reportsIn(this.data, report);
    this.buttons.forEach((button, type) => {
      const shown = !view.hidden.has(this.data.types[type].id);
      button.setAttribute("aria-pressed", String(shown));
      button.lastChild.textContent = shown ? number(counts[type]) : text("legend.hidden");
    });
    byId("types").hidden = view.mode === "first";
    byId("first-key").hidden = view.mode !== "first";
    if (view.mode === "first") this.updateFirst(view);
    this.updateZones(view);
  }

  updateFirst(view) {
    const { data } = this;
    replace(
      byId("first-key"),
      data.firstDays.map((day, rank) => {
        const here = view.places.filter((entry) => entry.rank === rank + 1);
        const step = stepOf(rank + 1, data.firstDays.length);
        const names = here.map((entry) => nameOn(data, entry.place, view.day));
        return el(
          "li",
          { class: here.length ? "" : "later" },
          el("span", { class: `rank step-${step} on-step-${step}` }, String(rank + 1)),
          el(
            "span",
            {},
            el("strong", {}, shortDate(data.days[day])),
            " ",
            here.length ? joined(names) : text("legend.later"),
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
    const entries = view.zones.filter(({ zone }) => data.zones.kind[zone] === "state_of_emergency");
    const units = data.units.name.map((name, unit) => ({
      name,
      target: { unit },
      state: entries.find(({ zone }) => data.zones.units[zone].includes(unit))?.state,
    }));
    const others = view.zones
      .filter(({ zone }) => !data.zones.units[zone].length)
      .map(({ zone, state }) => ({ name: data.zones.area[zone], target: { zone }, state }));
    replace(
      byId("area-list"),
      [...units, ...others].map((area) => this.areaItem(area)),
    );
  }

  areaItem({ name, target, state }) {
    const [[kind, row]] = Object.entries(target);
    const choose = (event) => this.onArea(target, event.currentTarget);
    const button = el("button", { type: "button", [`data-${kind}`]: row, onclick: choose }, name);
    const said = state ? text(`state.${state.replace(" ", "_")}`) : text("state.none");
    return el("li", {}, button, " ", el("span", { class: "meta" }, said));
  }
}
