// Paging: a long list in parts, each part's place in the whole said.

import { el } from "./dom.js";
import { number, text } from "./words.js";

/** Lists up to this long are shown whole. */
const WHOLE = 200;
const PER_PAGE = 30;

/** How much of a list its first page holds. */
export const firstPage = (total) => (total > WHOLE ? PER_PAGE : total);

/** Controls above a list: back, forward, and a page by its number. */
export class Pager {
  /** @param {(from: number, to: number) => void} show  draws the entries from one to another */
  constructor(show) {
    this.show = show;
    this.page = 0;
    this.range = el("span", { class: "meta", role: "status" });
    this.back = this.button("pager.back", "‹", () => this.go(this.page - 1));
    this.forward = this.button("pager.forward", "›", () => this.go(this.page + 1));
    this.input = el("input", {
      type: "number",
      min: 1,
      inputmode: "numeric",
      "aria-label": text("pager.page"),
      "data-label": "pager.page",
    });
    this.input.addEventListener("change", () => this.go(Number(this.input.value) - 1 || 0));
    this.pages = el("span", { class: "meta" });
    const controls = el(
      "span",
      { class: "pager-controls" },
      this.back,
      this.input,
      this.pages,
      this.forward,
    );
    this.node = el(
      "nav",
      { class: "pager", "aria-label": text("pager.title"), "data-label": "pager.title" },
      this.range,
      controls,
    );
  }

  button(label, sign, onclick) {
    return el("button", { type: "button", "aria-label": text(label), "data-label": label, onclick }, sign);
  }

  /** A list of so many entries, from its beginning. */
  begin(total) {
    this.total = total;
    this.per = firstPage(total);
    this.node.hidden = total <= WHOLE;
    this.go(0);
  }

  go(page) {
    const last = Math.max(0, Math.ceil(this.total / (this.per || 1)) - 1);
    this.page = Math.max(0, Math.min(last, Math.floor(page)));
    const from = this.page * this.per;
    const to = Math.min(this.total, from + this.per);
    this.range.textContent = text("pager.range", { from: from + 1, to, total: this.total });
    this.input.value = String(this.page + 1);
    this.input.max = String(last + 1);
    this.pages.textContent = text("pager.of", { total: number(last + 1) });
    this.back.setAttribute("aria-disabled", String(this.page === 0));
    this.forward.setAttribute("aria-disabled", String(this.page === last));
    this.show(from, to);
  }
}
