// The control that asks what was known on a day, and the strip that says so while it is asked.

import { byId, el, replace } from "./dom.js";
import { canAskKnown, knownSpan } from "./known.js";
import { longDate, text } from "./words.js";

export class Knowing {
  /**
   * @param {{onKnown: (iso: string | null) => void, hasTables: boolean}} given  null is all that
   *   is known now; `hasTables` says that a host shows tables of its own around the page
   */
  constructor(data, { onKnown, hasTables }) {
    Object.assign(this, { data, onKnown, hasTables });
    this.input = byId("known-day");
    byId("known").hidden = !canAskKnown(data);
    byId("known").addEventListener("toggle", () => this.fit());
    this.input.addEventListener("change", () => this.take());
    byId("known-here").addEventListener("click", () => onKnown(data.days[this.day]));
    for (const id of ["known-end", "known-now"])
      byId(id).addEventListener("click", () => this.end());
  }

  /** The days that can be chosen; found once the control is opened, since sources are many. */
  fit() {
    if (this.input.min) return;
    [this.input.min, this.input.max] = knownSpan(this.data);
  }

  /** A year that is still being typed is a day long ago. */
  take() {
    if (this.input.validity.valid) this.onKnown(this.input.value || null);
  }

  /** What ended it is gone then, so the keyboard goes on where it can be asked again. */
  end() {
    this.onKnown(null);
    byId("known-title").focus({ preventScroll: true });
  }

  reword() {
    this.told = undefined;
  }

  update(view) {
    this.day = view.day;
    const { known } = this.data;
    const iso = known?.iso ?? null;
    if (iso === this.told) return;
    this.told = iso;
    byId("known-title").textContent = known
      ? text("known.on", { day: longDate(iso) })
      : text("known.open");
    if (this.input.value !== (iso ?? "")) this.input.value = iso ?? "";
    byId("known-now").hidden = !known;
    byId("known-strip").hidden = !known;
    replace(byId("known-told"), known ? this.words(known) : null);
  }

  words({ iso, reportShare, zoneShare }) {
    const of = (key, share) =>
      text(key, { ...share, all: share.known + share.later + share.undated });
    const said = [of("known.reports", reportShare)];
    if (this.data.zones.id.length) said.push(of("known.zones", zoneShare));
    said.push(text("known.limit"));
    if (this.hasTables) said.push(text("known.host"));
    return [
      el("strong", {}, text("known.on", { day: longDate(iso) })),
      ...said.flatMap((words) => [" ", el("span", {}, words)]),
    ];
  }
}
