// A table that a reader sorts by its headers, in pages where it is long.

import { el, replace } from "./dom.js";
import { Pager } from "./pager.js";

/**
 * @typedef {Object} Column
 * @property {string} title
 * @property {(row: Object) => (string | number | null)} value  to sort by; null comes last
 * @property {(row: Object) => (string | Node | Node[])} [cell]  what is shown, else the value
 * @property {boolean} [isNumber]
 */

/** Made when a table is first sorted: making one takes longer than a day's paint. */
let collator = null;

/** Rows by a column, those without a value last either way; equal ones stay in their order. */
export function sorted(rows, { value }, isDown) {
  const sign = isDown ? -1 : 1;
  collator ??= new Intl.Collator(undefined, { numeric: true });
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return (left === null) - (right === null);
    if (typeof left === "number") return sign * (left - right);
    return sign * collator.compare(left, right);
  });
}

export class SortedTable {
  /** @param {Column[]} columns @param {Object[]} rows  sorted by the first column */
  constructor(caption, columns, rows) {
    Object.assign(this, { columns, rows, by: columns[0], isDown: false });
    this.heads = columns.map((column) => this.head(column));
    this.body = el("tbody");
    const table = el(
      "table",
      {},
      el("caption", { class: "unseen" }, caption),
      el("thead", {}, el("tr", {}, this.heads)),
      this.body,
    );
    this.pager = new Pager((from, to) => this.show(from, to));
    const box = el("div", { class: "wide", role: "region", "aria-label": caption, tabindex: 0 }, table);
    this.node = el("div", { class: "sorted-table" }, this.pager.node, box);
    this.sort();
  }

  head(column) {
    const onclick = () => {
      this.isDown = this.by === column && !this.isDown;
      this.by = column;
      this.sort();
    };
    const button = el("button", { type: "button", onclick }, column.title);
    return el("th", { scope: "col", class: column.isNumber ? "figure" : "" }, button);
  }

  sort() {
    this.columns.forEach((column, i) => {
      if (column === this.by)
        this.heads[i].setAttribute("aria-sort", this.isDown ? "descending" : "ascending");
      else this.heads[i].removeAttribute("aria-sort");
    });
    this.shown = sorted(this.rows, this.by, this.isDown);
    this.pager.begin(this.shown.length);
  }

  show(from, to) {
    replace(
      this.body,
      this.shown.slice(from, to).map((row) => el("tr", {}, this.columns.map((column) => this.cell(column, row)))),
    );
  }

  cell({ value, cell = value, isNumber, isHead }, row) {
    const attributes = { class: isNumber ? "figure" : "", scope: isHead ? "row" : null };
    return el(isHead ? "th" : "td", attributes, cell(row));
  }
}
