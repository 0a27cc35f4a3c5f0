// The list of the day's reports, each linked with its mark; long ones in pages.

import { byId, el, replace } from "./dom.js";
import { entriesOf, leftOutOf, sectionsOf } from "./listing.js";
import { firstPage, Pager } from "./pager.js";
import { leftOutLine, placeName, reportItem } from "./reports.js";
import { longDate, text } from "./words.js";

/** Items kept, so that what a reader unfolded stays so. */
const MOST_KEPT = 2000;

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

  update(view) {
    const key = JSON.stringify([view.day, view.mode, view.count, [...view.hidden]]);
    if (key === this.told) return;
    this.told = key;
    this.view = view;
    byId("list-title").textContent = text("list.title", { count: view.count });
    this.sections = sectionsOf(this.data, view);
    this.pager.begin(this.sections.reduce((sum, { size }) => sum + size, 0));
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
    replace(
      byId("reports"),
      leftOutLine(data, () => leftOutOf(data, view, this.sections)),
      parts.length
        ? parts.map(({ title, reports }) =>
            el(
              "section",
              { class: "group" },
              el("h3", {}, title),
              el(
                "ul",
                {},
                reports.map((report) => this.item(report, view.day)),
              ),
            ),
          )
        : el("p", { class: "empty" }, emptyWords(view)),
    );
    this.point(this.pointed);
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
