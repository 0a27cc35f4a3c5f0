// Reports as text: in the list of the day and in the details of a place.

import {
  conflictNotes,
  foldedSources,
  isLater,
  quotation,
  sourceCount,
  sourceList,
  titleOf,
} from "./accounts.js";
import { el } from "./dom.js";
import { isoDay } from "./payload.js";
import { symbol } from "./shapes.js";
import { nameOn, reportsIn } from "./timeline.js";
import { prose } from "./translations.js";
import { dateRange, folded, text } from "./words.js";

/** When a report's event was: a day, or its first and last; the precision where it is not a day. */
export function whenOf(data, report) {
  const { first, last, timePrecision } = data.reports;
  const days = dateRange(isoDay(data, first[report]), isoDay(data, last[report]));
  const precision = timePrecision[report];
  return precision > 1 ? `${days} (${text(`time_precision.${precision}`)})` : days;
}

function quotesOf(data, report) {
  return (data.quotes.byReport[report] ?? []).map((quote) => {
    const source = data.quotes.source[quote];
    const locator = data.quotes.locator[quote];
    const named = data.sources.publisher[source] || titleOf(data, source);
    return el(
      "figure",
      { class: "quote" },
      quotation(data, quote),
      el(
        "figcaption",
        {},
        named ?? "",
        named && locator ? ", " : "",
        locator ? prose(data, "span", {}, locator) : "",
        isLater(data, source) ? `, ${text("known.source_later")}` : "",
      ),
    );
  });
}

function facts(data, report) {
  const { confidence, geoPrecision } = data.reports;
  const counted = formOf(data, report);
  return [
    whenOf(data, report),
    counted && text("report.counted", { title: counted.title }),
    geoPrecision[report] > 1 && text(`geo_precision.${geoPrecision[report]}`),
    confidence.at(report) &&
      text("report.confidence", { level: text(`confidence.${confidence.at(report)}`) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The source that forbids handing on its rows, where an entry is a count of these; or null. */
const formOf = (data, report) => data.forms[data.reports.counted[report]] ?? null;

/** Name of a report's place as shown on a day; as reported, where it could not be placed. */
export function placeName(data, report, day) {
  const place = data.reports.place[report];
  return place < 0 ? data.reports.reportedPlace.at(report) : nameOn(data, place, day);
}

/** The text of a report; where the file leaves it out, that is said, and a host is asked for it. */
function summaryOf(data, report) {
  const told = data.asking.textOf(report);
  if (told) return prose(data, "p", { class: "summary-text" }, told);
  if (told === "")
    return el("p", { class: "summary-text", dir: "auto" }, text("report.no_summary"));
  const said = text(data.asking.ask ? "report.asked" : "report.left_out");
  const node = el("p", { class: "summary-text left-out", dir: "auto" }, said);
  data.asking.fill(report, node);
  return node;
}

/**
 * How many of some reports have a text that is not to be had here, as a line; null where none.
 * @param {() => number} counted  counts them; asked only where the page leaves texts out
 */
export function leftOutLine(data, counted) {
  if (!data.about.leftOut || data.asking.ask) return null;
  const count = counted();
  return count ? el("p", { class: "meta left-out" }, text("list.left_out", { count })) : null;
}

/** The name that the report itself gives its place, where the one shown is more than respelled. */
function reportedName(data, report, shown) {
  const reported = data.reports.reportedPlace.at(report) ?? "";
  return formOf(data, report) || folded(reported) === folded(shown) ? "" : reported;
}

/** What a report is about, and how many it stands for where it is not one. */
function kindOf(data, report) {
  const { label } = data.types[data.reports.type[report]];
  const count = reportsIn(data, report);
  return count === 1 ? label : `${label} · ${text("count.reports", { count })}`;
}

/** The accounts that differ: open in a place's details, folded away in the list. */
function conflicts(data, report, open) {
  const notes = conflictNotes(data, data.conflicts.byReport[report]);
  if (open || !notes.length) return notes;
  const title = text("conflict.count", { count: notes.length });
  return el("details", { class: "differing" }, el("summary", {}, title), notes);
}

/**
 * One report. In the list its sources fold away; in a place's details they stand open.
 * @param {{open?: boolean, onPlace?: (report: number, origin: Element) => void, day: number}} options
 */
export function reportItem(data, report, { open = false, onPlace, day }) {
  const type = data.types[data.reports.type[report]];
  const name = placeName(data, report, day);
  const placed = data.reports.place[report] >= 0;
  const where =
    onPlace && placed
      ? el(
          "button",
          {
            type: "button",
            class: "where",
            dir: "auto",
            onclick: (event) => onPlace(report, event.currentTarget),
          },
          name,
        )
      : el("span", { class: "where", dir: "auto" }, name);
  const heading = el(
    "p",
    { class: "report-head" },
    symbol(type),
    open ? null : where,
    el("span", { class: "type-name" }, kindOf(data, report)),
  );
  const counted = formOf(data, report);
  const doubt = data.reports.doubt.at(report);
  const reported = reportedName(data, report, name);
  const sources = data.reports.sources.at(report);
  const when = whenOf(data, report);
  const list = counted
    ? null
    : open || !sources.length
      ? [
          sources.length ? el("p", { class: "meta" }, sourceCount(data, sources)) : null,
          sourceList(data, sources, when),
        ]
      : foldedSources(data, sources, when, quotesOf(data, report));
  return el(
    "li",
    { "data-event-id": data.reports.id.at(report), "data-report": report, class: "report" },
    heading,
    reported
      ? el("p", { class: "meta" }, text("report.reported_as"), " ", el("bdi", {}, reported))
      : null,
    placed
      ? null
      : el(
          "p",
          { class: "unplaced" },
          text("report.unplaced", { why: data.reports.unplaced.at(report) }),
        ),
    doubt ? el("p", { class: "doubt" }, text("report.doubt", { why: doubt })) : null,
    counted ? null : summaryOf(data, report),
    el("p", { class: "meta" }, facts(data, report)),
    open ? quotesOf(data, report) : null,
    list,
    conflicts(data, report, open),
  );
}
