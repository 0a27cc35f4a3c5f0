// The legend: what the marks mean, how many there are, and switches for the types.

import { byId, el, replace } from "./dom.js";
import { symbol } from "./marks.js";
import { nameOn, widestAreas } from "./timeline.js";
import { joined, longDate, number, shortDate, text } from "./words.js";

export class Legend {
  constructor(data, { onToggle, onUnit }) {
    this.data = data;
    this.onUnit = onUnit;
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
    view.reports.forEach((report) => counts[this.data.reports.type[report]]++);
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
    const steps = data.firstDays.length;
    replace(
      byId("first-key"),
      data.firstDays.map((day, rank) => {
        const here = view.places.filter((entry) => entry.rank === rank + 1);
        const step = steps < 2 ? 0 : Math.round((rank * 6) / (steps - 1));
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
    byId("areas-title").textContent = text("areas.title", {
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
      unit,
      states: entries
        .filter(({ zone }) => data.zones.units[zone].includes(unit))
        .map(({ state }) => state),
    }));
    replace(
      byId("area-list"),
      units.map(({ name, unit, states }) =>
        el(
          "li",
          {},
          el(
            "button",
            {
              type: "button",
              "data-unit": unit,
              onclick: (event) => this.onUnit(unit, event.currentTarget),
            },
            name,
          ),
          " ",
          el(
            "span",
            { class: "meta" },
            states.length ? text(`state.${states[0].replace(" ", "_")}`) : text("state.none"),
          ),
        ),
      ),
    );
  }
}
