// Details of what was chosen on the map: a place with its reports, or an area with its measures.

import { conflictNotes, foldedSources, quotation } from "./accounts.js";
import { zoneLines, zonesOf } from "./areas.js";
import { byId, el, replace } from "./dom.js";
import { countLeftOut } from "./listing.js";
import { Pager } from "./pager.js";
import { leftOutLine, reportItem } from "./reports.js";
import { markWords, spokenCounts } from "./spots.js";
import { entryOf, nameOn, reportsAt, sharedSpots } from "./timeline.js";
import { prose } from "./translations.js";
import { joined, knownDate, text } from "./words.js";

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

/** Marks that stand beside their place say so: they keep to a rule, and are not where they stand. */
function besideLines(data, view, place) {
  const lines = [];
  if (view.mode !== "first" && entryOf(data, view, place).counts.size > 1)
    lines.push(text("details.beside"));
  const others = (sharedSpots(data).get(place) ?? []).filter((other) => other !== place);
  if (others.length) {
    const names = joined(others.map((other) => nameOn(data, other, view.day)));
    lines.push(text("details.shared_spot", { names }));
  }
  return lines.map((line) => el("p", { class: "meta beside" }, line));
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
      ...besideLines(data, view, place),
      otherNames(data, place, name),
      leftOutLine(data, () => countLeftOut(data, reports)),
      ...(reports.length
        ? paged(reports.length, "place-reports", (i) =>
            reportItem(data, reports[i], { open: true, day: view.day }),
          )
        : [el("p", { class: "empty" }, text("details.quiet"))]),
    ],
  };
}

/** A list that is shown in pages where it is long. */
function paged(total, className, itemAt) {
  const list = el("ul", { class: className });
  const pager = new Pager((from, to) =>
    replace(
      list,
      Array.from({ length: to - from }, (_, i) => itemAt(from + i)),
    ),
  );
  pager.begin(total);
  return [pager.node, list];
}

/** Places that no zoom tells apart, one by one. */
function placesBody(data, view, members, onChoose) {
  const item = (i) => {
    const place = members[i];
    const button = el(
      "button",
      {
        type: "button",
        class: "where",
        "data-place": place,
        onclick: (event) => onChoose({ place }, event.currentTarget),
      },
      markWords(data, place, nameOn(data, place, view.day)),
    );
    const entry = entryOf(data, view, place);
    return el(
      "li",
      {},
      button,
      el("span", { class: "meta" }, ` ${spokenCounts(data, [...entry.counts])}`),
    );
  };
  return {
    name: text("details.places", { count: members.length }),
    nodes: [
      el("p", { class: "meta" }, text("details.same_spot")),
      ...paged(members.length, "place-list", item),
    ],
  };
}

function zoneBody(data, { zone, state }) {
  const [heading, ...lines] = zoneLines(data, zone, state);
  const measures = data.zones.measures[zone];
  const quotes = (data.quotes.byZone[zone] ?? []).map((quote) => quotation(data, quote));
  return el(
    "section",
    { class: "zone-detail", "data-zone-id": data.zones.id[zone] },
    el("h3", {}, heading),
    lines.map((line) => el("p", {}, line)),
    measures ? prose(data, "p", {}, measures) : null,
    quotes,
    foldedSources(data, data.zones.sources[zone], ""),
    conflictNotes(data, data.conflicts.byZone[zone]),
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
  constructor(data, { onChoose, onClose }) {
    this.data = data;
    this.onChoose = onChoose;
    this.box = byId("details");
    this.onClose = onClose;
    byId("details-close").addEventListener("click", onClose);
  }

  /** @param {{place: number} | {places: number[]} | {unit: number} | {zone: number} | null} chosen */
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

  reword() {
    this.told = null;
  }

  body(view, chosen) {
    if ("place" in chosen) return placeBody(this.data, view, chosen.place);
    if ("places" in chosen) return placesBody(this.data, view, chosen.places, this.onChoose);
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
