// The about box: who is credited, what to keep in mind, who is contacted, what the article claims.

import { byId, el, link, replace } from "./dom.js";
import { canAskKnown } from "./known.js";
import { prose, spokenText } from "./translations.js";
import { joined, longDate, text } from "./words.js";

export function fillAbout(data) {
  const { about } = data;
  replace(
    byId("about-body"),
    about.summary ? prose(data, "p", {}, about.summary) : null,
    leftOut(data),
    contacts(data),
    about.caveats.length
      ? [
          el("h3", {}, text("about.caveats")),
          el(
            "ul",
            {},
            about.caveats.map((line) => prose(data, "li", {}, line)),
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
      attribution(data).map(({ words, lang }) => el("li", { lang }, words)),
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
function attribution(data) {
  const nameIn = ({ words }) => words.split(" (")[0];
  const own = data.about.attribution.map((line) => spokenText(data, line));
  const named = new Set(own.map(nameIn));
  const drawn = data.about.credits.map((part) => ({ words: text(`attribution.${part}`) }));
  return [...own, ...drawn.filter((line) => !named.has(nameIn(line)))];
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
      { class: "claims" },
      data.claims.map((claim) =>
        el(
          "li",
          { "data-claim-id": claim.id },
          prose(data, "span", {}, claim.claim),
          " ",
          el(
            "strong",
            { class: `verdict ${claim.verdict}` },
            text(`verdict.${claim.verdict}`),
          ),
          claim.note ? [" ", prose(data, "span", {}, claim.note)] : null,
          el("span", { class: "meta" }, ` (${text("about.locator", claim)})`),
        ),
      ),
    ),
  ];
}
