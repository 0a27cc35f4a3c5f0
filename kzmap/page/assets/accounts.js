// What sources say: each with its dates, and side by side where they differ.

import { el, link } from "./dom.js";
import { independence } from "./sourcing.js";
import { prose } from "./translations.js";
import { knownDate, languageName, longDate, text } from "./words.js";

/** Whether a source was not published yet on the day of which it is asked what was known. */
export const isLater = ({ known }, source) => known?.sources[source] === 0;

/** The title of a source as the data has it: titles are not translated. */
export function titleOf(data, source) {
  const title = data.sources.title[source];
  const isOther = title && data.textLanguage && data.textLanguage !== data.language;
  return isOther ? el("span", { lang: data.textLanguage }, title) : title;
}

/** The words of a source, in its own language. */
export function quotation({ quotes, sources }, quote) {
  const lang = sources.language[quotes.source[quote]] || null;
  return el("blockquote", { dir: "auto", lang }, quotes.quote[quote]);
}

/** @param {string} when  the event's date in words, where the sources are those of one event */
function sourceLine(data, source, when) {
  const { publisher, url, published, language } = data.sources;
  const day = published[source];
  const dates = [
    day ? text("source.published", { day: knownDate(day) }) : text("source.undated"),
    day && isLater(data, source) && text("known.source_later"),
    when && text("source.event", { when }),
  ].filter(Boolean);
  const about = [
    publisher[source] || text("source.unknown"),
    dates.join("; "),
    language[source] && languageName(language[source]),
  ].filter(Boolean);
  return el("li", { dir: "auto" }, link(url[source], titleOf(data, source)), ` – ${about.join(" · ")}`);
}

export function sourceList(data, sources, when = "") {
  if (!sources.length) return el("p", { class: "meta" }, text("report.no_source"));
  return el(
    "ul",
    { class: "sources" },
    Array.from(sources, (source) => sourceLine(data, source, when)),
  );
}

/** "3 sources, 2 of them independent, 1 of unknown publisher". */
export function sourceCount(data, sources) {
  const { independent, unknown } = independence(data.sources, sources);
  const parts = [text("count.sources", { count: sources.length })];
  if (sources.length > 1 || !unknown)
    parts.push(text("source.independent", { count: independent }));
  if (unknown) parts.push(text("source.unknown_count", { count: unknown }));
  return parts.join(" · ");
}

/** Sources under their count, folded away. */
export function foldedSources(data, sources, when, ...more) {
  return el(
    "details",
    {},
    el("summary", {}, sourceCount(data, sources)),
    sourceList(data, sources, when),
    ...more,
  );
}

function accountItem(data, { text: told, sources }) {
  return el(
    "li",
    {},
    prose(data, "p", {}, told),
    sources.length
      ? foldedSources(data, sources)
      : el("p", { class: "meta" }, text("conflict.unnamed")),
    data.known && sources.length && sources.every((source) => isLater(data, source))
      ? el("p", { class: "meta later" }, text("known.account", { day: longDate(data.known.iso) }))
      : null,
  );
}

/** Accounts that differ, side by side; of a report or a zone. */
export function conflictNotes(data, rows = []) {
  return rows.map((row) => {
    const { id, question, accounts } = data.conflicts.told[row];
    return el(
      "section",
      { class: "conflict", "data-conflict-id": id },
      el(
        "p",
        { class: "question" },
        text("conflict.title"),
        " ",
        prose(data, "bdi", { dir: null }, question),
      ),
      el(
        "ul",
        {},
        accounts.map((account) => accountItem(data, account)),
      ),
    );
  });
}
