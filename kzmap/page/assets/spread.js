// The order of first reports as charts and a table, in a box that is made when it is first opened.

import { download, toCsv } from "./csv.js";
import { byId, el, replace } from "./dom.js";
import { isoDay } from "./payload.js";
import { SortedTable } from "./sorting.js";
import { distanceChart, originWords, reachedChart } from "./spreadcharts.js";
import { columnTypes, spreadRows, spreadTable } from "./spreadrows.js";
import { longDate, number, shortDate, text } from "./words.js";

/** Types with a column on the screen; the file has all. */
const MOST_TYPES = 6;
/** From this width on there is room for two charts beside each other. */
const BESIDE_PX = 760;
const BETWEEN_PX = 28;

export class Spread {
  /** @param {{onPlace: (place: number) => void}} listeners */
  constructor(data, { onPlace }) {
    Object.assign(this, { data, onPlace });
    this.box = byId("spread");
    byId("spread-close").addEventListener("click", () => this.box.close());
  }

  open() {
    if (!this.rows) this.fill();
    this.box.showModal();
    this.draw();
  }

  /** Made anew when it is opened next, in the language that is spoken then. */
  reword() {
    this.rows = null;
  }

  fill() {
    this.rows = spreadRows(this.data);
    this.room = 0;
    const { known } = this.data;
    const body = byId("spread-body");
    const none = text(known ? "known.spread_none" : "spread.none");
    const asked = known && el("h3", {}, text("known.on", { day: longDate(known.iso) }));
    if (!this.rows.length) return replace(body, asked, el("p", { class: "empty" }, none));
    this.charts = el("div", { class: "charts" });
    const save = () => download("kzmap-spread.csv", toCsv(spreadTable(this.data, this.rows)));
    const table = new SortedTable(text("spread.table"), this.columns(), this.rows);
    replace(
      body,
      asked,
      el("p", {}, text("spread.note")),
      el("p", { id: "spread-reach" }, reachWords(this.data)),
      this.charts,
      el(
        "div",
        { class: "table-head" },
        el("h3", {}, text("spread.table")),
        el("button", { type: "button", id: "spread-csv", onclick: save }, text("spread.csv")),
      ),
      table.node,
      el("p", { class: "meta" }, text("spread.lag_note"), " ", this.roughNote()),
    );
    new ResizeObserver(() => this.box.open && this.draw()).observe(this.charts);
  }

  roughNote() {
    const isRough = this.rows.some(({ firsts }) => firsts.some((first) => first && !first.isSure));
    return isRough ? text("spread.rough_note") : null;
  }

  /** Draw the charts as wide as there is room for. */
  draw() {
    const room = this.charts?.clientWidth;
    if (!room || room === this.room) return;
    this.room = room;
    const width = room > BESIDE_PX ? Math.floor((room - BETWEEN_PX) / 2) : room;
    this.charts.classList.toggle("beside", room > BESIDE_PX);
    const note = text("spread.reached_note");
    replace(
      this.charts,
      figure(text("spread.reached_title"), reachedChart(this.data, this.rows, width), note),
      this.distances(width),
    );
  }

  distances(width) {
    const { data, rows } = this;
    const title = text("spread.distance_title");
    if (!data.spread.origins.length) return figure(title, null, text("spread.distance_none"));
    const { node, isWhole } = distanceChart(data, rows, width);
    const unknown = rows.filter(({ km }) => km === null).length;
    const notes = [text("spread.distance_note", { origins: originWords(data, rows) })];
    if (!isWhole) notes.push(text("spread.distance_many"));
    if (unknown) notes.push(text("spread.distance_unknown", { count: unknown }));
    return figure(title, node, notes.join(" "));
  }

  /** @returns {import("./sorting.js").Column[]} */
  columns() {
    const { data, rows } = this;
    const typeOf = (id) => data.types.findIndex((type) => type.id === id);
    const has = (key) => rows.some((row) => row[key] !== null);
    const figures = (title, key) => ({
      title,
      isNumber: true,
      value: (row) => row[key],
      cell: (row) => (row[key] === null ? unknown() : number(row[key])),
    });
    const day = (title, value) => ({
      title,
      value: (row) => value(row)?.day ?? null,
      cell: (row) => this.dayWords(value(row)),
    });
    const others = columnTypes(data)
      .map(typeOf)
      .filter((type) => type >= 0 && data.types[type].id !== "protest")
      .slice(0, MOST_TYPES)
      .map((type) =>
        day(text("spread.first_of", { type: data.types[type].singular }), (row) => row.firsts[type]),
      );
    return [
      figures(text("spread.order"), "rank"),
      { title: text("spread.place"), isHead: true, value: ({ name }) => name, cell: (row) => this.placeButton(row) },
      { title: text("spread.area"), value: ({ unit }) => unit || null, cell: ({ unit }) => unit || unknown() },
      day(text("spread.day"), (row) => row),
      has("km") && figures(text("spread.km"), "km"),
      ...others,
      has("lag") && figures(text("spread.response_lag"), "lag"),
      has("emergency") && day(text("spread.emergency"), ({ emergency }) => emergency === null ? null : { day: emergency, isSure: true }),
      has("emergencyLag") && figures(text("spread.emergency_lag"), "emergencyLag"),
      has("people") && figures(text("spread.people"), "people"),
    ].filter(Boolean);
  }

  placeButton(row) {
    const onclick = () => {
      this.box.close();
      this.onPlace(row.place);
    };
    return el("button", { type: "button", class: "where", onclick }, row.name);
  }

  dayWords(first) {
    if (!first) return unknown();
    const { days } = this.data;
    const iso = isoDay(this.data, first.day);
    const isOneYear = days[0].slice(0, 4) === days.at(-1).slice(0, 4);
    const words = isOneYear ? shortDate(iso) : longDate(iso);
    return first.isSure ? words : text("spread.rough_day", { day: words });
  }
}

const figure = (title, chart, note) =>
  el("figure", {}, el("h3", {}, title), chart, el("figcaption", { class: "meta" }, note));

/** A dash, and the word for it where it is read out. */
const unknown = () => [
  el("span", { class: "unknown", "aria-hidden": "true" }, "–"),
  el("span", { class: "unseen" }, text("spread.unknown")),
];

function reachWords({ spread: { reach, gazetteer } }) {
  const units =
    reach.units_total === null
      ? text("spread.units", { count: reach.units })
      : text("spread.units_of", { count: reach.units, total: reach.units_total });
  const places = text("count.places", { count: reach.places });
  const said = [text("spread.reach", { places, units })];
  if (reach.regions) said.push(text("spread.reach_regions", { count: reach.regions }));
  if (reach.people !== null)
    said.push(text("spread.reach_people", { people: reach.people, towns: reach.towns, gazetteer }));
  if (reach.uncounted) said.push(text("spread.reach_uncounted", { count: reach.uncounted }));
  return said.join(" ");
}
