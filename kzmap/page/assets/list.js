// The list of the day's reports, each linked with its mark.

import { byId, el, replace } from "./dom.js";
import { MOST_LISTED, leftOutLine, moreButton, placeName, reportItem } from "./reports.js";
import { longDate, text } from "./words.js";

function groupsOf(data, view) {
  const { first } = data.reports;
  if (view.mode === "day") {
    return [
      { title: text("list.today"), reports: view.reports.filter((r) => first[r] === view.day) },
      { title: text("list.continuing"), reports: view.reports.filter((r) => first[r] < view.day) },
    ];
  }
  const byDay = new Map();
  for (const report of view.reports) {
    if (!byDay.has(first[report])) byDay.set(first[report], []);
    byDay.get(first[report]).push(report);
  }
  return [...byDay]
    .sort(([a], [b]) => b - a)
    .map(([day, reports]) => ({ title: longDate(data.days[Math.max(0, day)]), reports }));
}

/** The first groups with as many reports as there is room for. */
function firstOf(data, view, groups, room) {
  const shown = [];
  for (const { title, reports } of groups) {
    if (room <= 0) break;
    shown.push({ title, reports: inOrder(data, view, reports).slice(0, room) });
    room -= reports.length;
  }
  return shown;
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
    const box = byId("reports");
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
    const key = JSON.stringify([view.day, view.mode, view.reports.length, [...view.hidden]]);
    if (key === this.told) return;
    this.told = key;
    this.draw(view, MOST_LISTED);
  }

  /** Draw the list, cut off where it would take long to draw and longer to read. */
  draw(view, room) {
    byId("list-title").textContent = text("list.title", { count: view.count });
    const groups = groupsOf(this.data, view).filter((group) => group.reports.length);
    const rest = view.reports.length - room;
    replace(
      byId("reports"),
      leftOutLine(this.data, view.reports),
      groups.length
        ? firstOf(this.data, view, groups, room).map((group) => this.group(group, view.day))
        : el("p", { class: "empty" }, emptyWords(view)),
      moreButton(byId("reports"), rest, () => this.draw(view, room + MOST_LISTED)),
    );
  }

  group({ title, reports }, day) {
    return el(
      "section",
      { class: "group" },
      el("h3", {}, title),
      el(
        "ul",
        {},
        reports.map((report) => this.item(report, day)),
      ),
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
      const here = place >= 0 && this.data.reports.place[node.dataset.report] === place;
      node.classList.toggle("pointed", here);
    }
  }
}
