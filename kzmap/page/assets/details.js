// Details of what was chosen on the map: a place with its reports, or an area with its measures.

import { byId, el, replace } from "./dom.js";
import { zoneLines, zonesOf } from "./areas.js";
import { MOST_LISTED, leftOutLine, moreButton, reportItem, sourceList } from "./reports.js";
import { nameOn, reportsAt } from "./timeline.js";
import { knownDate, text } from "./words.js";

function period({ from, to }) {
  if (from && to) return text("name.between", { from: knownDate(from), to: knownDate(to) });
  if (from) return text("name.since", { from: knownDate(from) });
  return to ? text("name.until", { to: knownDate(to) }) : "";
}

function otherNames(data, place, current) {
  const names = data.places.names[place].filter((entry) => entry.name !== current);
  if (!names.length) return null;
  const told = names.filter((entry) => entry.language);
  const spellings = names.filter((entry) => !entry.language).map((entry) => entry.name);
  return el(
    "details",
    { class: "names" },
    el("summary", {}, text("details.names", { count: names.length })),
    el("ul", {}, told.map(nameItem)),
    spellings.length
      ? el(
          "p",
          { class: "meta", dir: "auto" },
          text("details.spellings", { names: spellings.join(", ") }),
        )
      : null,
  );
}

function nameItem(entry) {
  const about = [entry.language, period(entry)].filter(Boolean).join(", ");
  return el(
    "li",
    {},
    el("span", { lang: entry.language, dir: "auto" }, entry.name),
    el("span", { class: "meta" }, ` ${about}`),
  );
}

/** Reports of a place, the first of them where they are many. */
function placeReports(data, view, reports) {
  const box = el("div", {});
  const draw = (room) =>
    replace(
      box,
      el(
        "ul",
        { class: "place-reports" },
        reports
          .slice(0, room)
          .map((report) => reportItem(data, report, { open: true, day: view.day })),
      ),
      moreButton(box, reports.length - room, () => draw(room + MOST_LISTED)),
    );
  draw(MOST_LISTED);
  return box;
}

function placeBody(data, view, place) {
  const name = nameOn(data, place, view.day);
  const { lat, lon, admin1, precision } = data.places;
  const reports = reportsAt(data, view, place);
  return {
    name,
    nodes: [
      el(
        "p",
        { class: "meta" },
        [admin1[place], `${lat[place].toFixed(4)}, ${lon[place].toFixed(4)} (WGS 84)`]
          .filter(Boolean)
          .join(" · "),
      ),
      el("p", { class: "meta" }, text(`geo_precision.${precision[place]}`)),
      otherNames(data, place, name),
      leftOutLine(data, reports),
      reports.length
        ? placeReports(data, view, reports)
        : el("p", { class: "empty" }, text("details.quiet")),
    ],
  };
}

function zoneBody(data, { zone, state }) {
  const [heading, ...lines] = zoneLines(data, zone, state);
  const quotes = (data.quotes.byZone[zone] ?? []).map((quote) =>
    el("blockquote", {}, data.quotes.quote[quote]),
  );
  return el(
    "section",
    { class: "zone-detail", "data-zone-id": data.zones.id[zone] },
    el("h3", {}, heading),
    lines.map((line) => el("p", {}, line)),
    data.zones.measures[zone] ? el("p", { dir: "auto" }, data.zones.measures[zone]) : null,
    quotes,
    el(
      "details",
      {},
      el("summary", {}, text("count.sources", { count: data.zones.sources[zone].length })),
      sourceList(data, data.zones.sources[zone]),
    ),
  );
}

function areaBody(data, view, unit) {
  const here = zonesOf(data, view, unit);
  return {
    name: data.units.name[unit],
    nodes: here.length ? here.map((entry) => zoneBody(data, entry)) : [nothing()],
  };
}

const nothing = () => el("p", { class: "empty" }, text("details.no_zone"));

export class Details {
  constructor(data, onClose) {
    this.data = data;
    this.box = byId("details");
    this.onClose = onClose;
    byId("details-close").addEventListener("click", onClose);
  }

  /** @param {{place: number} | {unit: number} | {zone: number} | null} chosen */
  update(view, chosen) {
    this.box.hidden = !chosen;
    const key = chosen && JSON.stringify([chosen, view.day, view.mode]);
    if (key === this.told) return;
    this.told = key;
    if (!chosen) return;
    const { name, nodes } = this.body(view, chosen);
    byId("details-title").textContent = name;
    replace(byId("details-body"), nodes);
  }

  body(view, chosen) {
    if ("place" in chosen) return placeBody(this.data, view, chosen.place);
    if ("unit" in chosen) return areaBody(this.data, view, chosen.unit);
    const { zone } = chosen;
    const entry = view.zones.find((candidate) => candidate.zone === zone);
    return {
      name: this.data.zones.area[zone],
      nodes: entry ? [zoneBody(this.data, entry)] : [nothing()],
    };
  }

  focus() {
    byId("details-title").focus({ preventScroll: true });
    this.box.scrollIntoView({ block: "nearest" });
  }
}
