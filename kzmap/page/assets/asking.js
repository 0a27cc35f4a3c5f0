// Texts that are not there yet: those of a large file that are still being unpacked, and those that
// are not in it, asked of the host that made the page; the dashboard has them.

import { spokenText } from "./translations.js";
import { text } from "./words.js";

/** So many at a time, so that an answer is quick and small. */
const MOST_ASKED = 100;

/** A host that says nothing for so long will not any more. */
const PATIENCE_MS = 30_000;

/** @typedef {[number, string, string]} Told  a report by its row and its id, and its text */

/**
 * What of a host's answer makes sense here: it may belong to another page by now. Pure.
 * @param {unknown} value
 * @returns {[number, string][]} rows of reports with their texts
 */
export function toldIn(reports, value) {
  if (!Array.isArray(value)) return [];
  return value
    .filter((told) => Array.isArray(told) && Number.isInteger(told[0]))
    .filter(([row, id, words]) => reports.id.at(row) === id && typeof words === "string")
    .map(([row, , words]) => [row, words]);
}

export class Asking {
  /** @param {((asked: {reports: number[]}) => void) | null} ask  null where no host answers */
  constructor(data, ask) {
    this.data = data;
    this.reports = data.reports;
    this.ask = ask;
    this.known = new Map();
    this.nodes = new Map();
    this.wanted = new Set();
    this.asked = new Set();
    this.coming = new Map();
    // Only what comes into view is asked for.
    this.views = new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) this.want(target);
    });
  }

  /** @returns {string | null} */
  textOf(report) {
    return this.reports.summary.at(report) ?? this.known.get(report) ?? null;
  }

  /** Ask for the text of a report once an element comes into view, and put it in. */
  fill(report, node) {
    if (this.reports.summary.waits?.(report)) this.awaited(report, node);
    else if (this.ask) this.askFor(report, node);
  }

  /** Put in what is still being unpacked, or else what stood there before. */
  awaited(report, node) {
    const before = node.textContent;
    node.textContent = "…";
    this.coming.set(node, before);
    this.reports.summary.whole.then(() => {
      this.coming.delete(node);
      const told = this.textOf(report);
      node.textContent = before;
      if (told !== null) this.write(node, told);
      else this.fill(report, node);
    });
  }

  /** Kept once no text is missing that is still being unpacked; null where none is. */
  get arriving() {
    return this.coming.size ? this.reports.summary.whole : null;
  }

  askFor(report, node) {
    this.nodes.set(node, report);
    this.views.observe(node);
  }

  want(node) {
    this.views.unobserve(node);
    const report = this.nodes.get(node);
    if (report === undefined) return;
    if (this.known.has(report)) this.put(node);
    else this.wanted.add(report);
    this.next();
  }

  next() {
    if (!this.ask || this.asked.size || !this.wanted.size) return;
    this.asked = new Set([...this.wanted].slice(0, MOST_ASKED));
    for (const report of this.asked) this.wanted.delete(report);
    this.ask({ reports: [...this.asked] });
    this.patience = setTimeout(() => this.giveUp(), PATIENCE_MS);
  }

  giveUp() {
    this.ask = null;
    for (const node of this.nodes.keys()) node.textContent = text("report.left_out");
    this.nodes.clear();
  }

  /** @param {unknown} answer  list of `Told` */
  hear(answer) {
    const told = toldIn(this.reports, answer).filter(([report]) => this.asked.has(report));
    if (!told.length) return;
    clearTimeout(this.patience);
    for (const [report, words] of told) this.known.set(report, words);
    this.asked = new Set();
    for (const [node, report] of this.nodes) if (this.known.has(report)) this.put(node);
    this.next();
  }

  put(node) {
    this.write(node, this.known.get(this.nodes.get(node)));
    this.nodes.delete(node);
  }

  write(node, told) {
    const { words, lang } = spokenText(this.data, told);
    node.textContent = words || text("report.no_summary");
    if (words && lang) node.lang = lang;
    node.classList.remove("left-out");
  }
}
