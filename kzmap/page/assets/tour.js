// A guided tour: steps that somebody wrote, each a day, a view, where to look and what to know.

import { sourceList } from "./accounts.js";
import { byId, el, replace } from "./dom.js";
import { longDate, text } from "./words.js";

const KEYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

/**
 * @typedef {Object} Step
 * @property {number} day
 * @property {string} mode
 * @property {number[][] | null} look  [[south, west], [north, east]]; null for all
 * @property {string} title
 * @property {string} text
 * @property {Object<string, {title: string, text: string}>} in  by language
 * @property {number[]} sources
 */

/** Title and text in the page's language, or as they were written. Pure. */
export function wordsOf(step, language) {
  return step.in[language] ?? step;
}

/** Which step a key leads to, or null if to none. Pure. */
export function stepBy(key, at, count) {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  const next = at + (KEYS[key] ?? 0);
  return key in KEYS && next >= 0 && next < count ? next : null;
}

export class Tour {
  /**
   * @param {{steps: Step[], onStep: (step: Step) => void, onEnd: () => void}} given
   */
  constructor(data, { onStep, onEnd }) {
    this.data = data;
    this.steps = data.tour;
    this.at = null;
    this.onStep = onStep;
    this.onEnd = onEnd;
    this.box = byId("tour");
    this.opener = byId("tour-open");
    this.opener.hidden = !this.steps.length;
    this.opener.addEventListener("click", () => (this.at === null ? this.go(0) : this.end()));
    byId("tour-back").addEventListener("click", () => this.by("ArrowLeft"));
    byId("tour-next").addEventListener("click", () => this.by("ArrowRight"));
    byId("tour-end").addEventListener("click", () => this.end());
    this.box.addEventListener("keydown", (event) => this.hear(event));
  }

  hear(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") this.end();
    else if (!this.by(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Go on by a key; whether it is one of the tour's. */
  by(key) {
    const next = stepBy(key, this.at, this.steps.length);
    if (next !== null) this.go(next);
    return next !== null || key in KEYS;
  }

  /** Show a step; a promise, kept once it is painted. */
  go(at) {
    const isBeginning = this.at === null;
    this.at = at;
    document.documentElement.dataset.touring = "true";
    this.draw();
    const done = this.onStep(this.steps[at]);
    if (isBeginning) byId("tour-title").focus({ preventScroll: true });
    return done;
  }

  end() {
    if (this.at === null) return null;
    this.at = null;
    delete document.documentElement.dataset.touring;
    this.draw();
    const done = this.onEnd();
    this.opener.focus({ preventScroll: true });
    return done;
  }

  draw() {
    const isOpen = this.at !== null;
    this.box.hidden = !isOpen;
    this.opener.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return;
    const step = this.steps[this.at];
    const { language, textLanguage } = this.data;
    const words = wordsOf(step, language);
    const lang = words === step ? textLanguage || null : null;
    byId("tour-count").textContent = text("tour.count", {
      step: this.at + 1,
      total: this.steps.length,
    });
    const title = byId("tour-title");
    title.textContent = words.title;
    if (lang) title.lang = lang;
    else title.removeAttribute("lang");
    replace(
      byId("tour-body"),
      el("p", { class: "meta" }, longDate(this.data.days[step.day])),
      el("p", { class: "tour-text", dir: "auto", lang }, words.text),
      step.sources.length ? this.sources(step) : null,
    );
    byId("tour-back").setAttribute("aria-disabled", String(this.at === 0));
    byId("tour-next").setAttribute("aria-disabled", String(this.at === this.steps.length - 1));
  }

  sources(step) {
    return el(
      "details",
      {},
      el("summary", {}, text("count.sources", { count: step.sources.length })),
      sourceList(this.data, step.sources),
    );
  }
}
