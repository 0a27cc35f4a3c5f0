// Search by any name of a place, today's or an older one, in any of its languages.

import { byId, el, replace } from "./dom.js";
import { folded, text } from "./words.js";

const MOST = 8;

/** All names, folded, with what they lead to. Pure. */
export function searchIndex(data) {
  const entries = [];
  data.places.name.forEach((name, place) => {
    const all = [{ name }, ...data.places.names[place]];
    all.forEach((entry) =>
      entries.push({ folded: folded(entry.name), name: entry.name, main: name, target: { place } }),
    );
  });
  data.units.name.forEach((name, unit) => {
    for (const one of new Set([name, data.original.units[unit]]))
      entries.push({ folded: folded(one), name: one, main: name, target: { unit } });
  });
  return entries;
}

/** Best matches first: whole name, then beginning, then anywhere; one for each target. */
export function searchFor(index, query) {
  const wanted = folded(query);
  if (!wanted) return [];
  const rank = (entry) =>
    entry.folded === wanted
      ? 0
      : entry.folded.startsWith(wanted)
        ? 1
        : entry.folded.includes(wanted)
          ? 2
          : 3;
  const found = index
    .map((entry) => ({ ...entry, rank: rank(entry) }))
    .filter((entry) => entry.rank < 3);
  found.sort(
    (a, b) =>
      a.rank - b.rank ||
      Number(b.name === b.main) - Number(a.name === a.main) ||
      a.main.localeCompare(b.main) ||
      a.name.localeCompare(b.name),
  );
  const seen = new Set();
  return found
    .filter(({ target }) => {
      const key = JSON.stringify(target);
      return !seen.has(key) && seen.add(key);
    })
    .slice(0, MOST);
}

export class Search {
  constructor(data, onChoose) {
    this.data = data;
    this.onChoose = onChoose;
    this.input = byId("search");
    this.list = byId("found");
    this.active = -1;
    this.input.addEventListener("input", () => this.show());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
  }

  reword() {
    this.index = null;
  }

  show() {
    // Folding every name takes longer than the first day may wait.
    this.index ??= searchIndex(this.data);
    const { known } = this.data;
    const isHeardOf = ({ target }) => !("place" in target) || !known.isUnheard(target.place);
    this.results = searchFor(known ? this.index.filter(isHeardOf) : this.index, this.input.value);
    this.active = this.results.length ? 0 : -1;
    const items = this.results.map((result, i) =>
      el(
        "li",
        {
          role: "option",
          id: `found-${i}`,
          "aria-selected": String(i === 0),
          onpointerdown: (event) => (event.preventDefault(), this.choose(i)),
        },
        el("bdi", {}, result.name),
        result.name === result.main
          ? null
          : el("span", { class: "meta" }, ` ${text("search.now", { name: result.main })}`),
      ),
    );
    const nothing = this.input.value.trim()
      ? [
          el(
            "li",
            { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "empty" },
            text("search.none"),
          ),
        ]
      : [];
    replace(this.list, items.length ? items : nothing);
    this.list.hidden = !this.list.children.length;
    this.mark();
  }

  key(event) {
    if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && this.results?.length) {
      event.preventDefault();
      this.active = (this.active + step + this.results.length) % this.results.length;
      this.mark();
    }
    if (event.key === "Enter" && this.active >= 0) this.choose(this.active);
  }

  mark() {
    [...this.list.children].forEach((item, i) =>
      item.setAttribute("aria-selected", String(i === this.active)),
    );
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    if (this.active >= 0) this.input.setAttribute("aria-activedescendant", `found-${this.active}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(i) {
    const { target, main } = this.results[i];
    this.input.value = main;
    this.close();
    this.onChoose(target, this.input);
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.mark();
  }
}
