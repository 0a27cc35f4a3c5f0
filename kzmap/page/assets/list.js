// The list of the day's reports, each linked with its mark.

import { byId, el, replace } from "./dom.js";
import { placeName, reportItem } from "./reports.js";
import { longDate, text } from "./words.js";

function groupsOf(data, view) {
  const { first } = data.reports;
  if (view.mode === "day") {
    return [
      { title: text("list.today"), reports: view.reports.filter((r) => first[r] === view.day) },
      { title: text("list.continuing"), reports: view.reports.filter((r) => first[r] < view.day) },
    ];
  }
  const days = [...new Set(view.reports.map((report) => first[report]))].sort((a, b) => b - a);
  return days.map((day) => ({
    title: longDate(data.days[Math.max(0, day)]),
    reports: view.reports.filter((report) => first[report] === day),
  }));
}

function emptyWords(view) {
  if (view.hiddenReports) return text("list.hidden", { count: view.hiddenReports });
  return text(view.blackouts.length ? "list.empty_blackout" : "list.empty");
}

function inOrder(data, view, reports) {
  return [...reports].sort(
    (a, b) =>
      data.reports.type[a] - data.reports.type[b] ||
      placeName(data, a, view.day).localeCompare(placeName(data, b, view.day)) ||
      a - b,
  );
}

export class ReportList {
  constructor(data, { onPlace, onPoint }) {
    this.data = data;
    this.onPlace = onPlace;
    this.items = new Map();
    this.rows = new Map(data.reports.id.map((id, row) => [id, row]));
    const box = byId("reports");
    const pointed = (event) => {
      const id = event.target.closest?.("[data-event-id]")?.dataset.eventId;
      onPoint(data.reports.place[this.rows.get(id)] ?? -1);
    };
    box.addEventListener("pointerover", pointed);
    box.addEventListener("focusin", pointed);
    box.addEventListener("pointerleave", () => onPoint(-1));
    box.addEventListener("focusout", () => onPoint(-1));
  }

  update(view) {
    const key = JSON.stringify([view.day, view.mode, view.reports.length, [...view.hidden]]);
    if (key === this.told) return;
    this.told = key;
    byId("list-title").textContent = text("list.title", { count: view.count });
    const groups = groupsOf(this.data, view).filter((group) => group.reports.length);
    replace(
      byId("reports"),
      groups.length
        ? groups.map((group) =>
            el(
              "section",
              { class: "group" },
              el("h3", {}, group.title),
              el(
                "ul",
                {},
                inOrder(this.data, view, group.reports).map((report) =>
                  this.item(report, view.day),
                ),
              ),
            ),
          )
        : el("p", { class: "empty" }, emptyWords(view)),
    );
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

  /** Mark the reports of a place. */
  point(place) {
    for (const node of byId("reports").querySelectorAll("[data-event-id]")) {
      const report = this.rows.get(node.dataset.eventId);
      const here = place >= 0 && this.data.reports.place[report] === place;
      node.classList.toggle("pointed", here);
    }
  }
}
