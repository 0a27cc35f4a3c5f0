// The box that cites what is shown: a link and a citation in three forms.

import { bibtex, cslJson, isoOf } from "./citing.js";
import { copyFrom } from "./copying.js";
import { saveAs } from "./csv.js";
import { byId, el, replace } from "./dom.js";
import { joined, longDate, text } from "./words.js";

const FORMS = ["text", "bibtex", "csl"];
const FILES = { text: "kzmap.txt", bibtex: "kzmap.bib", csl: "kzmap.json" };
const MEDIA = { text: "text/plain", bibtex: "application/x-bibtex", csl: "application/json" };

/** What a citation tells of a page and what it shows. */
export function citedOf(data, shown, link, accessed) {
  const { about } = data;
  const hidden = data.types.filter(({ id }) => shown.hidden.includes(id));
  const view = [
    `${text(`mode.${shown.mode.replace("-", "_")}`)}, ${longDate(shown.day)}`,
    shown.known && text("known.view", { day: longDate(shown.known) }),
    hidden.length && text("cite.without", { types: joined(hidden.map(({ label }) => label)) }),
  ];
  const licence = about.licence ? text("cite.licence", { licence: about.licence }) : "";
  return {
    ...shown,
    title: data.titles?.[data.language] ?? data.title,
    view: view.filter(Boolean).join(", "),
    author: about.author,
    medium: text("cite.medium"),
    note: [text("cite.version", { version: shown.version }), licence].filter(Boolean).join(" "),
    link,
    accessed,
  };
}

/** The citation as a sentence. */
function asText(cited) {
  return [
    cited.author && `${cited.author}.`,
    `${cited.title}: ${cited.view}. ${cited.medium}.`,
    cited.note,
    cited.link,
    cited.accessed && text("cite.accessed", { day: longDate(cited.accessed) }),
  ]
    .filter(Boolean)
    .join(" ");
}

const WRITERS = { text: asText, bibtex, csl: cslJson };

export class Cite {
  /** @param {() => {shown: Object, link: string, isLocal: boolean}} now */
  constructor(data, now) {
    Object.assign(this, { data, now });
    byId("cite-open").addEventListener("click", () => this.open());
    byId("cite-close").addEventListener("click", () => byId("cite").close());
  }

  open() {
    this.said = el("p", { id: "cite-said", role: "status" });
    this.dated = el("input", { type: "checkbox", onchange: () => this.fill() });
    this.link = el("input", { id: "cite-link", type: "text", readonly: true, dir: "ltr" });
    this.fields = Object.fromEntries(FORMS.map((form) => [form, fieldOf(form)]));
    this.local = el("p", { class: "meta" }, text("cite.local"));
    this.none = el("p", { class: "meta" }, text("cite.nolink"));
    this.row = el("div", { class: "cite-row" }, this.link, this.copyButton(this.link, "cite.link"));
    replace(
      byId("cite-body"),
      el("label", { for: "cite-link" }, text("cite.link")),
      this.row,
      this.none,
      this.local,
      el("p", {}, el("label", {}, this.dated, " ", text("cite.dated"))),
      FORMS.map((form) => this.formNode(form)),
      this.said,
    );
    this.fill();
    byId("cite").showModal();
  }

  fill() {
    const { shown, link, isLocal } = this.now();
    const accessed = this.dated.checked ? isoOf(new Date()) : "";
    const cited = citedOf(this.data, shown, link, accessed);
    this.link.value = link;
    this.row.hidden = !link;
    this.none.hidden = Boolean(link);
    this.local.hidden = !isLocal;
    for (const form of FORMS) this.fields[form].value = WRITERS[form](cited);
  }

  formNode(form) {
    const field = this.fields[form];
    const name = `cite.${form}`;
    const save = () => saveAs(FILES[form], field.value, MEDIA[form]);
    return el(
      "section",
      { class: "cite-form" },
      el("label", { for: field.id }, text(name)),
      field,
      el(
        "div",
        { class: "cite-row" },
        this.copyButton(field, name),
        button(text("cite.download"), text("cite.download_of", { what: text(name) }), save),
      ),
    );
  }

  copyButton(field, name) {
    const label = text("cite.copy_of", { what: text(name) });
    return button(text("cite.copy"), label, () => copyFrom(field, this.said));
  }
}

const fieldOf = (form) =>
  el("textarea", {
    id: `cite-${form}`,
    readonly: true,
    rows: form === "text" ? 3 : 6,
    spellcheck: "false",
    dir: form === "text" ? "auto" : "ltr",
  });

const button = (words, label, onclick) =>
  el("button", { type: "button", "aria-label": label, onclick }, words);
