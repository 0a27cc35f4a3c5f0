// Buttons on what the canvas shows: they are clicked, focused, read out, and carry the names.

import { el, replace } from "./dom.js";
import { symbol } from "./shapes.js";
import { nameOn } from "./timeline.js";
import { joined, number, text } from "./words.js";

/** "2 protests and 1 riot", from counts by type. */
export function spokenCounts(data, counts) {
  const parts = counts.map(([type, count]) => {
    const { singular, plural } = data.types[type];
    return text("count.of_type", { count, type: count === 1 ? singular : plural });
  });
  return parts.length ? joined(parts) : text("details.quiet");
}

/** What a mark says to who cannot see it: "Lyon: 2 protests and 1 riot; first protest". */
export function spoken(data, entry, words) {
  const notes = [
    spokenCounts(
      data,
      [...entry.counts].sort((a, b) => a[0] - b[0]),
    ),
  ];
  if (entry.isFirst) notes.push(text("mark.first"));
  if (entry.isNew) notes.push(text("mark.new"));
  notes.push(...looseNotes(entry));
  return `${words}: ${notes.join("; ")}`;
}

/** What is not known exactly, as its signs show it: of a place's reports how many, and what. */
function looseNotes({ count, precision, unsureCount, undatedCount }) {
  const notes = [];
  if (precision === 3) notes.push(text("geo_precision.3"));
  else if (precision === 2) notes.push(text("mark.uncertain"));
  else if (unsureCount) notes.push(text("group.uncertain", { count: unsureCount }));
  if (undatedCount) {
    const key = undatedCount === count ? "mark.undated" : "group.undated";
    notes.push(text(key, { count: undatedCount }));
  }
  return notes;
}

/** Name of a place as its mark says it. */
export function markWords(data, place, name) {
  return data.places.precision[place] === 3 ? text("place.whole", { name }) : name;
}

function countsOf(data, view, groups, group) {
  const { types } = data.columns;
  return view.types
    .map((type) => [type, groups.counts[group * types + type]])
    .filter(([, count]) => count);
}

export class Spots {
  /** @param {{onOpen: Function, onPoint: Function}} listeners */
  constructor(map, data, { onOpen, onPoint }) {
    Object.assign(this, { map, data, onOpen, onPoint });
    this.box = el("div", { class: "spots" });
    this.tip = el("div", { class: "group-tip", "aria-hidden": "true", hidden: true });
    map.getPane("markerPane").append(this.box);
    map.getContainer().append(this.tip);
    /** By the place that a group is at, so that a button stays the same from day to day. */
    this.known = new Map();
    this.box.addEventListener("click", (event) => this.onClick(event));
    this.box.addEventListener("keydown", (event) => this.walk(event));
    for (const [begin, end] of [
      ["pointerover", "pointerout"],
      ["focusin", "focusout"],
    ]) {
      this.box.addEventListener(begin, (event) => this.enter(this.spotOf(event.target)));
      this.box.addEventListener(end, () => this.enter(null));
    }
    map.on("zoomstart movestart", () => (this.tip.hidden = true));
  }

  /**
   * @param {Object[]} glyphs  those in view, the important first
   * @param {number} chosen  group of the chosen place
   * @returns {Object[]} what `NameLayer` places names for
   */
  update(glyphs, view, groups, chosen) {
    this.view = view;
    this.groups = groups;
    const before = this.known;
    this.known = new Map();
    const drawn = glyphs.map((glyph) => {
      const spot = before.get(glyph.place) ?? this.make();
      before.delete(glyph.place);
      this.known.set(glyph.place, spot);
      this.dress(spot, glyph, glyph.group === chosen);
      return { ...glyph, words: spot.words, label: spot.label };
    });
    for (const { node } of before.values()) node.remove();
    const nodes = [...this.known.values()].map(({ node }) => node);
    const stop = Math.max(0, nodes.indexOf(document.activeElement));
    nodes.forEach((node, i) => (node.tabIndex = i === stop ? 0 : -1));
    if (this.told && this.known.get(this.told.glyph.place) !== this.told) this.enter(null);
    else if (this.told) this.tell(this.told.glyph);
    return drawn;
  }

  make() {
    const label = el("span", { class: "place-name", "data-side": "hidden" });
    const point = el("span", { class: "spot-point" }, label);
    const node = el("button", { type: "button", class: "spot-button" }, point);
    const spot = { node, label };
    node.spot = spot;
    this.box.append(node);
    return spot;
  }

  dress(spot, glyph, isChosen) {
    const { data, view } = this;
    const { node, label } = spot;
    spot.glyph = glyph;
    const name = markWords(data, glyph.place, glyph.name);
    spot.words = glyph.others ? text("group.label", { name, count: glyph.others }) : name;
    if (label.textContent !== spot.words) label.textContent = spot.words;
    const said = this.said(glyph, name);
    if (spot.said !== said) node.setAttribute("aria-label", (spot.said = said));
    const at = `${Math.round(glyph.y)}px auto auto ${Math.round(glyph.x)}px`;
    if (spot.at !== at) node.style.inset = spot.at = at;
    const size = Math.round(glyph.reach);
    if (spot.size !== size) node.style.setProperty("--half", `${(spot.size = size)}px`);
    node.classList.toggle("chosen", isChosen);
    const kind = glyph.others ? "group" : "place";
    if (node.dataset[kind] === String(glyph.place)) return;
    delete node.dataset.group;
    delete node.dataset.place;
    node.dataset[kind] = String(glyph.place);
  }

  said(glyph, name) {
    const { data, view, groups } = this;
    if (!glyph.others) return spoken(data, glyph.entry, name);
    const { group, others } = glyph;
    const notes = [spokenCounts(data, countsOf(data, view, groups, group))];
    const [fresh, newly, unsure, undated] = ["fresh", "newly", "unsure", "undated"].map(
      (name) => groups[name][group],
    );
    if (fresh) notes.push(text("group.first", { count: fresh }));
    if (newly) notes.push(text("group.new", { count: newly }));
    if (unsure) notes.push(text("group.uncertain", { count: unsure }));
    if (undated) notes.push(text("group.undated", { count: undated }));
    return `${text("group.name", { name, count: others })}: ${notes.join("; ")}`;
  }

  spotOf(node) {
    return node.closest?.(".spot-button")?.spot ?? null;
  }

  onClick(event) {
    const spot = this.spotOf(event.target);
    event.stopPropagation();
    if (spot && !this.map.dragging?.moved()) this.onOpen(spot.glyph, spot.node);
  }

  /** One stop in the tab order; arrow keys walk from one to the next. */
  walk(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    // Plus and minus zoom the map, as they do elsewhere on it.
    if (event.key === "Enter" || event.key === " ") event.stopPropagation();
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const nodes = [...this.known.values()].map(({ node }) => node);
    const next = nodes[(nodes.indexOf(event.target) + step + nodes.length) % nodes.length];
    nodes.forEach((node) => (node.tabIndex = node === next ? 0 : -1));
    next.focus({ preventScroll: true });
  }

  /** Say what is pointed at, beside it. */
  enter(spot) {
    if (spot === this.told) return;
    this.told = spot;
    this.onPoint(spot?.glyph ?? null);
    this.tip.hidden = true;
    if (spot) this.tell(spot.glyph);
  }

  tell(glyph) {
    const { data, view, groups } = this;
    const name = markWords(data, glyph.place, nameOn(data, glyph.place, view.day));
    const title = glyph.others ? text("group.name", { name, count: glyph.others }) : name;
    const rows = countsOf(data, view, groups, glyph.group).map(([type, count]) =>
      el(
        "li",
        {},
        symbol(data.types[type], 14),
        el("span", {}, data.types[type].label),
        el("b", {}, number(count)),
      ),
    );
    this.tip.hidden = false;
    replace(this.tip, el("strong", {}, title), el("ul", {}, rows));
    const at = this.map.layerPointToContainerPoint([glyph.x, glyph.y]);
    const room = this.map.getSize();
    const [width, height] = [this.tip.offsetWidth, this.tip.offsetHeight];
    const left = Math.max(4, Math.min(room.x - width - 4, at.x - width / 2));
    const above = at.y - glyph.reach - height - 10;
    const top = above < 4 ? at.y + glyph.reach + 10 : above;
    this.tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  /** Ring what a report is about that is pointed at in the list. */
  point(group) {
    for (const { node, glyph } of this.known.values())
      node.classList.toggle("pointed", group >= 0 && glyph.group === group);
  }

  focus(group) {
    for (const { node, glyph } of this.known.values())
      if (glyph.group === group) node.focus({ preventScroll: true });
  }
}
