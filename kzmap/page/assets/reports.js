// Reports as text: in the list of the day and in the details of a place.

import { el, link } from "./dom.js";
import { symbol } from "./marks.js";
import { nameOn, reportsIn } from "./timeline.js";
import { dateRange, folded, knownDate, text } from "./words.js";

/** Reports that are listed at once; the others follow when they are asked for. */
export const MOST_LISTED = 200;

/**
 * A button that shows more of a list in a box, or nothing where all of it is shown.
 * @param {Element} box
 * @param {number} rest  reports that are not listed yet
 * @param {() => void} onMore  draws more
 */
export function moreButton(box, rest, onMore) {
  if (rest <= 0) return null;
  const more = () => {
    const listed = box.querySelectorAll(".report").length;
    onMore();
    const next = box.querySelectorAll(".report")[listed];
    next.setAttribute("tabindex", "-1");
    next.focus();
  };
  return el(
    "button",
    { type: "button", class: "more", onclick: more },
    text("list.more", { count: rest }),
  );
}

/** When a report's event was: a day, or its first and last; the precision where it is not a day. */
export function whenOf(data, report) {
  const { start, end, timePrecision } = data.reports;
  const days = dateRange(start[report], end[report]);
  const precision = timePrecision[report];
  return precision > 1 ? `${days} (${text(`time_precision.${precision}`)})` : days;
}

function sourceLine(data, source) {
  const { title, publisher, url, published, language } = data.sources;
  const day = published[source] && knownDate(published[source]);
  const about = [publisher[source], day, language[source]].filter(Boolean).join(", ");
  return el("li", { dir: "auto" }, link(url[source], title[source]), about ? ` – ${about}` : null);
}

export function sourceList(data, sources) {
  if (!sources.length) return el("p", { class: "meta" }, text("report.no_source"));
  return el(
    "ul",
    { class: "sources" },
    sources.map((source) => sourceLine(data, source)),
  );
}

function quotesOf(data, report) {
  return (data.quotes.byReport[report] ?? []).map((quote) =>
    el(
      "figure",
      { class: "quote" },
      el("blockquote", {}, data.quotes.quote[quote]),
      el(
        "figcaption",
        {},
        [
          data.sources.publisher[data.quotes.source[quote]] ||
            data.sources.title[data.quotes.source[quote]],
          data.quotes.locator[quote],
        ]
          .filter(Boolean)
          .join(", "),
      ),
    ),
  );
}

function facts(data, report) {
  const { confidence, geoPrecision } = data.reports;
  const counted = formOf(data, report);
  return [
    whenOf(data, report),
    counted && text("report.counted", { title: counted.title }),
    geoPrecision[report] > 1 && text(`geo_precision.${geoPrecision[report]}`),
    confidence[report] &&
      text("report.confidence", { level: text(`confidence.${confidence[report]}`) }),
  ]
    .filter(Boolean)
    .join(" · ");
}

/** The source that forbids handing on its rows, where an entry is a count of these; or null. */
const formOf = (data, report) => data.forms[data.reports.counted[report]] ?? null;

/** Name of a report's place as shown on a day; as reported, where it could not be placed. */
export function placeName(data, report, day) {
  const place = data.reports.place[report];
  return place < 0 ? data.reports.reportedPlace[report] : nameOn(data, place, day);
}

/** The name that the report itself gives its place, where the one shown is more than respelled. */
function reportedName(data, report, shown) {
  const reported = data.reports.reportedPlace[report] ?? "";
  return formOf(data, report) || folded(reported) === folded(shown) ? "" : reported;
}

/** What a report is about, and how many it stands for where it is not one. */
function kindOf(data, report) {
  const { label } = data.types[data.reports.type[report]];
  const count = reportsIn(data, report);
  return count === 1 ? label : `${label} · ${text("count.reports", { count })}`;
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
            onclick: (event) => onPlace(report, event.currentTarget),
          },
          name,
        )
      : el("span", { class: "where" }, name);
  const heading = el(
    "p",
    { class: "report-head" },
    symbol(type),
    open ? null : where,
    el("span", { class: "type-name" }, kindOf(data, report)),
  );
  const counted = formOf(data, report);
  const doubt = data.reports.doubt[report];
  const reported = reportedName(data, report, name);
  const sources = data.reports.sources[report];
  const list = counted
    ? null
    : open || !sources.length
      ? sourceList(data, sources)
      : el(
          "details",
          {},
          el("summary", {}, text("count.sources", { count: sources.length })),
          sourceList(data, sources),
          quotesOf(data, report),
        );
  return el(
    "li",
    { "data-event-id": data.reports.id[report], class: "report" },
    heading,
    reported
      ? el("p", { class: "meta" }, text("report.reported_as"), " ", el("bdi", {}, reported))
      : null,
    placed
      ? null
      : el(
          "p",
          { class: "unplaced" },
          text("report.unplaced", { why: data.reports.unplaced[report] ?? "" }),
        ),
    doubt ? el("p", { class: "doubt" }, text("report.doubt", { why: doubt })) : null,
    counted
      ? null
      : el(
          "p",
          { class: "summary-text", dir: "auto" },
          data.reports.summary[report] || text("report.no_summary"),
        ),
    el("p", { class: "meta" }, facts(data, report)),
    open ? quotesOf(data, report) : null,
    list,
  );
}
