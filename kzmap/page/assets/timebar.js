// The timeline: bars of reports, a band of areas under emergency, blackout days, the slider.

import { MOST_COLUMNS } from "./bins.js";
import { byId, el, replace, svg } from "./dom.js";
import { Strip } from "./strip.js";
import { fullDate, monthOf, shortDate, shortMonth, text } from "./words.js";
import { blackoutOn, unitsIn, unitsUnderEmergency, zonesOn } from "./zones.js";

const STEP_MS = 1200;
const TICK_PX = 30;

/** Reports of each type on each day, and which areas were in which state. Pure. */
export function dayFigures(data) {
  return data.days.map((iso, day) => {
    const counts = data.types.map((_, type) => data.activity(day, day, type));
    const zones = zonesOn(data, iso);
    const blackouts = blackoutOn(data, zones);
    return {
      counts,
      total: counts.reduce((sum, n) => sum + n, 0),
      emergency: unitsUnderEmergency(data, zones).size,
      blackout: blackouts.length > 0,
      blackoutUnits: unitsIn(data, blackouts).size,
    };
  });
}

const mostIn = (figures) => Math.max(...figures.map((figure) => figure.total));

function bars(data, figures, hidden, most) {
  const columns = figures.map((figure, day) => {
    let top = 100;
    const stack = figure.counts.map((all, type) => {
      const count = hidden.has(data.types[type].id) ? 0 : all;
      const height = (count / most) * 100;
      top -= height;
      return svg("rect", {
        class: `mark-${data.types[type].slot}`,
        x: 12,
        width: 76,
        y: top.toFixed(2),
        height: height.toFixed(2),
      });
    });
    const drawing = svg(
      "svg",
      { class: "bar", viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" },
      stack,
    );
    const share = data.unitTotal ? figure.emergency / data.unitTotal : 0;
    const band = el(
      "span",
      { class: "band" },
      share ? el("i", {}) : null,
      share ? el("b", {}, String(figure.emergency)) : null,
    );
    if (share) band.firstChild.style.height = `${Math.round(100 * share)}%`;
    return el(
      "div",
      {
        class: `column ${darkness(data, figure)}${data.days[day] > data.known?.iso ? " not-yet" : ""}`,
        "data-column": day,
      },
      drawing,
      band,
      el("span", { class: "tick" }),
    );
  });
  return columns;
}

/** Whether communications were cut in most of the units, somewhere, or nowhere. */
function darkness(data, figure) {
  if (!figure.blackout) return "";
  return figure.blackoutUnits * 2 >= data.units.name.length ? "blackout" : "local";
}

/**
 * Labels under the bars: every day where there is room, else every few days, months or years.
 * @param {string[]} days
 * @param {number} room_px  width of all bars
 * @returns {string[]} one label for each day, most of them empty where days are many
 */
export function tickLabels(days, room_px) {
  const most = Math.max(1, Math.floor(room_px / TICK_PX));
  const starts = (end) => days.filter((iso) => iso.endsWith(end)).length;
  if (days.length <= 62 && days.length / most <= 7) {
    const step = [1, 2, 3, 5, 7].find((every) => days.length / every <= most);
    return days.map((iso, i) => {
      if (i % step) return "";
      return i === 0 || iso.endsWith("-01") ? shortDate(iso) : String(Number(iso.slice(8)));
    });
  }
  if (starts("-01") <= most / 2)
    return days.map((iso) => (iso.endsWith("-01") ? shortMonth(iso) : ""));
  const years = Math.ceil(starts("-01-01") / most) || 1;
  return days.map((iso) =>
    iso.endsWith("-01-01") && Number(iso.slice(0, 4)) % years === 0 ? iso.slice(0, 4) : "",
  );
}

/** The timeline of few days: a column for each. */
class Columns {
  constructor(data, figures) {
    // The scale stays that of all that is known now.
    Object.assign(this, { data, figures, room: 0, most: mostIn(figures) });
    byId("timebar").classList.toggle("dense", data.days.length > 40);
    this.reword();
    this.draw(new Set());
    // It tells the width before the first paint, too, and asking for it would lay all out.
    new ResizeObserver(([{ contentRect }]) => {
      this.room = contentRect.width;
      this.label();
    }).observe(byId("bars"));
  }

  reword() {
    byId("most").textContent = text("timebar.most", { count: this.most });
    this.label();
  }

  recount(figures) {
    Object.assign(this, { figures, hidden: null });
  }

  /** Hidden types leave the bars, too. */
  draw(hidden) {
    this.hidden = [...hidden].join();
    replace(byId("bars"), bars(this.data, this.figures, hidden, Math.max(1, this.most)));
    this.label();
  }

  label() {
    const labels = tickLabels(this.data.days, this.room);
    byId("bars")
      .querySelectorAll(".tick")
      .forEach((tick, day) => (tick.textContent = labels[day]));
  }

  update(day, hidden) {
    if ([...hidden].join() !== this.hidden) this.draw(hidden);
    byId("bars").querySelector(".now")?.classList.remove("now");
    byId("bars").children[day].classList.add("now");
  }
}

export class Timebar {
  /** @param {(day: number) => void} onDay  called when a person moves the day */
  constructor(data, onDay) {
    this.data = data;
    this.onDay = onDay;
    this.timer = null;
    this.slider = byId("day");
    this.slider.max = String(data.days.length - 1);
    this.figures = dayFigures(data);
    this.isLong = data.days.length > MOST_COLUMNS;
    byId("timebar").style.setProperty("--days", String(data.days.length));
    byId("bin").hidden = !this.isLong;
    this.bars = this.isLong ? new Strip(data, this.figures) : new Columns(data, this.figures);
    this.nameMonths();
    byId("band-key").hidden = !data.unitTotal;
    byId("blackout-key").hidden = !this.figures.some((figure) => figure.blackout);
    this.slider.addEventListener("input", () => {
      this.pause();
      onDay(Number(this.slider.value));
    });
    byId("play").addEventListener("click", () => this.toggle());
    byId("back").addEventListener("click", () => this.step(-1));
    byId("forward").addEventListener("click", () => this.step(1));
  }

  nameMonths() {
    const { days } = this.data;
    byId("months").textContent = [...new Set([days[0], days.at(-1)].map(monthOf))].join(" – ");
  }

  reword() {
    this.nameMonths();
    this.bars.reword();
    this.showPlaying(this.timer !== null);
  }

  /** Other reports count now. */
  recount() {
    this.figures = dayFigures(this.data);
    this.bars.recount(this.figures);
  }

  update(view) {
    this.day = view.day;
    this.slider.value = String(view.day);
    this.bars.update(view.day, view.hidden);
    const count = this.figures[view.day].total;
    // The sentence beside the map says the rest, in its live region.
    this.slider.setAttribute(
      "aria-valuetext",
      `${fullDate(view.iso)}; ${text("count.reports", { count })}`,
    );
    byId("back").setAttribute("aria-disabled", String(view.day === 0));
    byId("forward").setAttribute("aria-disabled", String(view.day === this.data.days.length - 1));
  }

  step(by) {
    this.pause();
    this.onDay(Math.min(this.data.days.length - 1, Math.max(0, this.day + by)));
  }

  toggle() {
    if (this.timer) this.pause();
    else this.play();
  }

  play() {
    const last = this.data.days.length - 1;
    if (this.day === last) this.onDay(0);
    const wait = () => {
      this.timer = setTimeout(next, STEP_MS / Number(byId("speed").value));
    };
    const next = () => {
      if (this.day < last) this.onDay(this.day + 1);
      if (this.day >= last) this.pause();
      else wait();
    };
    wait();
    this.showPlaying(true);
  }

  pause() {
    clearTimeout(this.timer);
    this.timer = null;
    this.showPlaying(false);
  }

  showPlaying(playing) {
    const button = byId("play");
    button.setAttribute("aria-label", text(playing ? "timebar.pause" : "timebar.play"));
    button.dataset.playing = String(playing);
    // A day a second is too fast to be read out.
    byId("sentence").setAttribute("aria-live", playing ? "off" : "polite");
  }
}
