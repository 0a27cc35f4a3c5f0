// The timeline of many days: bars of days, weeks or months, which scrolls where they need room.

import { binOf, binStarts, dayWidth, stripLabels, unitFor } from "./bins.js";
import { byId, el, replace, svg } from "./dom.js";
import { labelWidth } from "./labels.js";
import { dateRange, text } from "./words.js";

const BAR_PX = 46;
const BAND_PX = 12;
const EDGE_PX = 30;
/** Room at both ends for half of the handle; the style sheet says the same. */
const END_PX = 8;
const TICK_FONT = "12.2px system-ui, sans-serif";

export class Strip {
  /** @param {{emergency: number, blackout: boolean}[]} figures  of each day */
  constructor(data, figures) {
    Object.assign(this, { data, figures, hidden: new Set(), day: 0, unit: null });
    this.track = byId("track");
    byId("timebar").classList.add("long");
    this.canvas = el("canvas", { class: "strip" });
    this.ticks = el("div", { class: "strip-ticks" });
    replace(byId("bars"), this.canvas, this.ticks);
    this.choice = byId("unit");
    this.choice.hidden = false;
    this.choice.addEventListener("change", () => this.setUnit(this.choice.value));
    this.track.addEventListener("scroll", () => this.draw(), { passive: true });
    this.track.addEventListener("pointermove", (event) => this.tell(this.dayAt(event)));
    this.track.addEventListener("pointerleave", () => this.tell(this.day));
    new ResizeObserver(() => this.fit()).observe(this.track);
    new MutationObserver(() => this.fit()).observe(document.documentElement, {
      attributeFilter: ["data-theme"],
    });
  }

  /** Fit the room there is: with the reader's unit, or the finest that needs no scrolling. */
  fit() {
    const room = this.room();
    if (room <= 0) return;
    this.colours = coloursOf(this.data);
    this.setUnit(this.isChosen ? this.unit : unitFor(this.data.days.length, room), false);
  }

  room() {
    return this.track.clientWidth - 2 * END_PX;
  }

  setUnit(unit, isChosen = true) {
    const { data } = this;
    this.isChosen ||= isChosen;
    this.unit = unit;
    this.choice.value = unit;
    this.starts = binStarts(data.days, unit);
    this.day_px = dayWidth(unit, data.days.length, this.room());
    byId("rail").style.width = `${data.days.length * this.day_px}px`;
    const labels = stripLabels(data.days, this.day_px, (words) => labelWidth(words, TICK_FONT));
    replace(
      this.ticks,
      labels.map(({ day, words, rank }) => {
        const tick = el("span", { class: `tick rank-${rank}` }, words);
        tick.style.left = `${(day + 0.5) * this.day_px}px`;
        return tick;
      }),
    );
    this.count();
  }

  recount(figures) {
    this.figures = figures;
    if (this.unit) this.count();
  }

  reword() {
    if (this.unit) this.setUnit(this.unit, false);
  }

  /** What each bin holds, of the types that are shown. */
  count() {
    const { data, starts, figures } = this;
    const shown = data.types
      .map(({ id }, type) => (this.hidden.has(id) ? -1 : type))
      .filter((type) => type >= 0);
    this.bins = starts.map((from, bin) => {
      const to = (starts[bin + 1] ?? data.days.length) - 1;
      const days = figures.slice(from, to + 1);
      const counts = shown.map((type) => [type, data.activity(from, to, type)]);
      return {
        from,
        to,
        counts,
        total: counts.reduce((sum, [, count]) => sum + count, 0),
        emergency: Math.max(...days.map(({ emergency }) => emergency)),
        isDark: days.some(({ blackout }) => blackout),
      };
    });
    this.most = this.bins.reduce((most, { total }) => Math.max(most, total), 1);
    byId("most").textContent = text(`timebar.most_${this.unit}`, { count: this.most });
    this.show();
  }

  update(day, hidden) {
    this.day = day;
    if ([...hidden].join() !== [...this.hidden].join()) {
      this.hidden = new Set(hidden);
      if (this.unit) this.count();
    } else if (this.unit) this.show();
  }

  /** Keep the day in view, its bin marked and told. */
  show() {
    const { track } = this;
    const x = END_PX + (this.day + 0.5) * this.day_px;
    const room = track.clientWidth;
    if (x < track.scrollLeft + EDGE_PX || x > track.scrollLeft + room - EDGE_PX)
      track.scrollLeft = x - room / 2;
    this.draw();
    this.tell(this.day);
  }

  binWords(day) {
    const { from, to, total } = this.bins[binOf(this.starts, day)];
    const days = dateRange(this.data.days[from], this.data.days[to]);
    return text("timebar.bin", { days, reports: text("count.reports", { count: total }) });
  }

  tell(day) {
    if (this.bins) byId("bin").textContent = this.binWords(day);
  }

  dayAt(event) {
    const x = event.clientX - byId("rail").getBoundingClientRect().left;
    return Math.max(0, Math.min(this.data.days.length - 1, Math.floor(x / this.day_px)));
  }

  draw() {
    if (!this.bins) return;
    const { canvas, colours, day_px: px, data } = this;
    const room = this.track.clientWidth;
    const sharp = window.devicePixelRatio || 1;
    const height = BAR_PX + BAND_PX + 3;
    const size = { width: Math.round(room * sharp), height: Math.round(height * sharp) };
    if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size);
    canvas.style.width = `${room}px`;
    canvas.style.height = `${height}px`;
    const pen = canvas.getContext("2d");
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.clearRect(0, 0, room, height);
    const left = Math.max(0, this.track.scrollLeft - END_PX);
    const last = Math.min(this.bins.length - 1, binOf(this.starts, Math.ceil((left + room) / px)));
    for (let bin = binOf(this.starts, Math.floor(left / px)); bin <= last; bin++) {
      const { from, to, counts, emergency, isDark } = this.bins[bin];
      const x = from * px - left;
      const whole = (to + 1 - from) * px;
      const width = Math.max(1, whole - (whole > 4 ? 1 : 0.4));
      const isNow = from <= this.day && this.day <= to;
      const rect = (colour, top, tall) => {
        pen.fillStyle = colour;
        pen.fillRect(x, top, width, tall);
      };
      if (isNow) rect(colours.now, 0, BAR_PX);
      if (isDark) this.hatch(pen, x, width);
      let top = BAR_PX;
      for (const [type, count] of counts) {
        const tall = (count / this.most) * BAR_PX;
        top -= tall;
        rect(colours.types[type], top, tall);
      }
      const share = data.unitTotal ? emergency / data.unitTotal : 0;
      if (share) rect(colours.band, height - share * BAND_PX, share * BAND_PX);
    }
    pen.fillStyle = colours.line;
    pen.fillRect(0, BAR_PX, room, 1);
  }

  /** Communications were cut: few reports are not calm. */
  hatch(pen, x, width) {
    pen.save();
    pen.beginPath();
    pen.rect(x, 0, width, BAR_PX);
    pen.clip();
    pen.strokeStyle = this.colours.hatch;
    pen.lineWidth = 0.8;
    pen.globalAlpha = 0.45;
    pen.beginPath();
    for (let at = Math.floor(x / 5) * 5 - BAR_PX; at < x + width; at += 5) {
      pen.moveTo(at, BAR_PX);
      pen.lineTo(at + BAR_PX, 0);
    }
    pen.stroke();
    pen.restore();
  }
}

/** Colours of the style sheet as they are now. */
function coloursOf(data) {
  const style = getComputedStyle(document.documentElement);
  const named = (name) => style.getPropertyValue(name).trim();
  const probe = svg("svg", { class: "unseen", "aria-hidden": "true" });
  document.body.append(probe);
  const types = data.types.map(({ slot }) => {
    const node = svg("rect", { class: `mark-${slot}` });
    probe.append(node);
    return getComputedStyle(node).fill;
  });
  probe.remove();
  return {
    types,
    now: named("--paper-3"),
    line: named("--line"),
    band: named("--emergency"),
    hatch: named("--hatch"),
  };
}
