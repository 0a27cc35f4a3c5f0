// The list of the day's reports, each linked with its mark; long ones in pages.

import { byId, el, replace } from "./dom.js";
import { entriesOf, leftOutOf, sectionsOf } from "./listing.js";
import { firstPage, Pager } from "./pager.js";
import { leftOutLine, placeName, reportItem } from "./reports.js";
import { longDate, text } from "./words.js";

/** Items kept, so that what a reader unfolded stays so. */
const MOST_KEPT = 2000;

/** No item is lower, in px; and so many more than fill the screen, should what is above shrink. */
const LEAST_ITEM_PX = 56;
const SPARE = 3;

function emptyWords(view) {
  if (view.hiddenReports) return text("list.hidden", { count: view.hiddenReports });
  if (view.known) return text("known.list_empty", { day: longDate(view.known) });
  return text(view.blackouts.length ? "list.empty_blackout" : "list.empty");
}

export class ReportList {
  constructor(data, { onPlace, onPoint }) {
    this.data = data;
    this.onPlace = onPlace;
    this.items = new Map();
    this.pointed = [];
    this.rest = [];
    this.room = Infinity;
    this.pager = new Pager((from, to) => this.show(from, to));
    const box = byId("reports");
    box.before(this.pager.node);
    const pointed = (event) => {
      const row = event.target.closest?.("[data-report]")?.dataset.report;
      onPoint(data.reports.place[row] ?? -1);
    };
    box.addEventListener("pointerover", pointed);
    box.addEventListener("focusin", pointed);
    box.addEventListener("pointerleave", () => onPoint(-1));
    box.addEventListener("focusout", () => onPoint(-1));
  }

  /**
   * How many items the screen can hold from the list's top. To be asked before a paint changes
   * anything: later the answer would lay the page out once more.
   */
  seen() {
    const box = byId("reports");
    if (!this.view) return Math.ceil(window.innerHeight / LEAST_ITEM_PX);
    const height = window.innerHeight - box.getBoundingClientRect().top;
    const isRead = box.contains(document.activeElement);
    return isRead ? Infinity : Math.max(1, Math.ceil(height / LEAST_ITEM_PX)) + SPARE;
  }

  /** Show a view's reports: at once as many as are told, the others with `finish`. */
  update(view, seen) {
    const key = JSON.stringify([view.day, view.mode, view.count, [...view.hidden]]);
    if (key === this.told) return;
    this.told = key;
    this.view = view;
    byId("list-title").textContent = text("list.title", { count: view.count });
    this.sections = sectionsOf(this.data, view);
    this.room = seen;
    this.pager.begin(this.sections.reduce((sum, { size }) => sum + size, 0));
    this.room = Infinity;
  }

  /** Begin anew, in the language that is spoken now. */
  reword() {
    this.items.clear();
    this.told = null;
  }

  /** Make the items of another view's first page while nothing else is to be done. */
  prepare(view) {
    const { data } = this;
    const sections = sectionsOf(data, view);
    const total = sections.reduce((sum, { size }) => sum + size, 0);
    for (const { reports } of entriesOf(data, view, sections, 0, firstPage(total)))
      for (const report of reports) this.item(report, view.day);
  }

  /** All entries up to a number, since paper cannot turn to a list's next page. */
  unfold(most) {
    const { total } = this.pager;
    this.finish();
    if (total > this.pager.per) this.show(0, Math.min(most, total));
    return total;
  }

  fold() {
    this.pager.go(this.pager.page);
  }

  show(from, to) {
    const { data, view } = this;
    if (this.items.size > MOST_KEPT) this.items.clear();
    const parts = entriesOf(data, view, this.sections, from, to);
    this.rest = [];
    let { room } = this;
    const groups = parts.map(({ title, reports }) => {
      const list = el("ul", {}, this.itemsOf(reports.slice(0, room)));
      if (reports.length > room) this.rest.push({ list, reports: reports.slice(room) });
      room = Math.max(0, room - reports.length);
      return el("section", { class: "group" }, el("h3", {}, title), list);
    });
    replace(
      byId("reports"),
      leftOutLine(data, () => leftOutOf(data, view, this.sections)),
      groups.length ? groups : el("p", { class: "empty" }, emptyWords(view)),
    );
    this.point(this.pointed);
  }

  /** Add what lies below the screen, once what is on it is painted. */
  finish() {
    if (!this.rest.length) return;
    for (const { list, reports } of this.rest) list.append(...this.itemsOf(reports));
    this.rest = [];
    this.point(this.pointed);
  }

  itemsOf(reports) {
    return Array.from(reports, (report) => this.item(report, this.view.day));
  }

  /** The item of a report, made once and kept, so that what a reader unfolded stays so. */
  item(report, day) {
    const { data } = this;
    const key = `${report} ${placeName(data, report, day)}`;
    if (!this.items.has(key)) {
      const onPlace = (_, origin) => this.onPlace(data.reports.place[report], origin);
      this.items.set(key, reportItem(data, report, { day, onPlace }));
    }
    return this.items.get(key);
  }

  /**
   * Mark the reports of places.
   * @param {number[]} places
   */
  point(places) {
    this.pointed = places;
    const wanted = new Set(places);
    for (const node of byId("reports").querySelectorAll("[data-event-id]"))
      node.classList.toggle("pointed", wanted.has(this.data.reports.place[node.dataset.report]));
  }
}
