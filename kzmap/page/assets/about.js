// The about box: who is credited, what to keep in mind, who is contacted, what the article claims.

import { byId, el, link, replace } from "./dom.js";
import { canAskKnown } from "./known.js";
import { joined, longDate, text } from "./words.js";

export function fillAbout(data) {
  const { about } = data;
  const written = { dir: "auto", lang: data.textLanguage || null };
  replace(
    byId("about-body"),
    about.summary ? el("p", written, about.summary) : null,
    leftOut(data),
    contacts(data),
    about.caveats.length
      ? [
          el("h3", {}, text("about.caveats")),
          el(
            "ul",
            {},
            about.caveats.map((line) => el("li", written, line)),
          ),
        ]
      : [],
    claims(data),
    el("h3", {}, text("known.about")),
    el("p", {}, text(canAskKnown(data) ? "known.rule" : "known.none")),
    el("p", { class: "meta" }, text("about.translations")),
    el("h3", {}, text("about.attribution")),
    el(
      "ul",
      {},
      attribution(data).map((line) => el("li", {}, line)),
    ),
    el(
      "p",
      { class: "meta" },
      text("about.version", {
        version: about.version,
        from: longDate(data.days[0]),
        to: longDate(data.days.at(-1)),
      }),
    ),
  );
}

/** All credits: the data set's own, and those for what the page draws with if not among them. */
function attribution({ about }) {
  const nameIn = (line) => line.split(" (")[0];
  const named = new Set(about.attribution.map(nameIn));
  const drawn = about.credits.map((part) => text(`attribution.${part}`));
  return [...about.attribution, ...drawn.filter((line) => !named.has(nameIn(line)))];
}

/** The line under the reports: whose events, boundaries, places and ground these are. */
export function fillCredit({ about, forms }) {
  const events = forms.flatMap(({ title, url }, i) => [i ? ", " : "", link(url, title)]);
  replace(
    byId("credit"),
    events.length ? [text("credit.events"), ...events, ". "] : [],
    about.credits.map((part) => text(`credit.${part}`)).join(" "),
  );
}

function leftOut({ about, reports }) {
  const values = { left: about.leftOut, count: reports.length };
  return about.leftOut ? el("p", { class: "warning" }, text("about.left_out", values)) : null;
}

/** Who learns that the page is open: nobody, or whom its maker chose. */
function contacts({ tiles, about }) {
  const said = [];
  if (tiles) said.push(text("about.tiles", { host: tiles.host }));
  if (about.hosts.length) said.push(text("about.hosts", { hosts: joined(about.hosts) }));
  if (!said.length) return el("p", {}, text("about.private"));
  return said.map((words) => el("p", { class: "warning" }, words));
}

function claims(data) {
  if (!data.claims.length) return [];
  return [
    el("h3", {}, text("about.claims")),
    el("p", { class: "meta" }, text("about.claims_note")),
    el(
      "ol",
      { class: "claims", lang: data.textLanguage || null },
      data.claims.map((claim) =>
        el(
          "li",
          { "data-claim-id": claim.id },
          el("span", {}, claim.claim),
          " ",
          el(
            "strong",
            { class: `verdict ${claim.verdict}`, lang: data.language },
            text(`verdict.${claim.verdict}`),
          ),
          claim.note ? el("span", {}, ` ${claim.note}`) : null,
          el("span", { class: "meta", lang: data.language }, ` (${text("about.locator", claim)})`),
        ),
      ),
    ),
  ];
}
