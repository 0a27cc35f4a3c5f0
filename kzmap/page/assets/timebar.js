// The timeline: bars of reports, a band of areas under emergency, blackout days, the slider.

import { byId, el, replace, svg } from "./dom.js";
import { blackoutOn, unitsUnderEmergency, zonesOn } from "./timeline.js";
import { fullDate, monthOf, shortDate, text } from "./words.js";

const STEP_MS = 1200;
const BARS_PX = 48;

/** Reports of each type on each day, and which areas were in which state. Pure. */
export function dayFigures(data) {
  return data.days.map((iso, day) => {
    const counts = data.types.map(() => 0);
    data.byDay[day].forEach((report) => counts[data.reports.type[report]]++);
    const zones = zonesOn(data, iso);
    return {
      counts,
      total: counts.reduce((sum, n) => sum + n, 0),
      emergency: unitsUnderEmergency(data, zones).size,
      blackout: blackoutOn(data, zones).length > 0,
      blackoutUnits: new Set(blackoutOn(data, zones).flatMap(({ zone }) => data.zones.units[zone]))
        .size,
    };
  });
}

function bars(data, figures) {
  const most = Math.max(1, ...figures.map((figure) => figure.total));
  const columns = figures.map((figure, day) => {
    let top = 100;
    const stack = figure.counts.map((count, type) => {
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
      { class: `column ${darkness(data, figure)}`, "data-column": day },
      drawing,
      band,
      tick(data, day),
    );
  });
  return columns;
}

/** Whether communications were cut in most of the units, somewhere, or nowhere. */
function darkness(data, figure) {
  if (!figure.blackout) return "";
  return figure.blackoutUnits * 2 >= data.units.name.length ? "blackout" : "local";
}

function tick(data, day) {
  const [, month, date] = data.days[day].split("-");
  const label =
    day === 0 || date === "01"
      ? `${Number(date)} ${shortDate(data.days[day]).replace(/[\d.\s]/g, "")}`
      : String(Number(date));
  return el("span", { class: "tick", "data-month": month }, label);
}

export class Timebar {
  /** @param {(day: number) => void} onDay  called when a person moves the day */
  constructor(data, onDay) {
    this.data = data;
    this.onDay = onDay;
    this.timer = null;
    this.slider = byId("day");
    this.slider.max = String(data.days.length - 1);
    byId("timebar").style.setProperty("--days", String(data.days.length));
    this.figures = dayFigures(data);
    replace(byId("bars"), bars(data, this.figures));
    byId("timebar").classList.toggle("dense", data.days.length > 40);
    byId("most").textContent = text("timebar.most", {
      count: Math.max(...this.figures.map((f) => f.total)),
    });
    byId("months").textContent = [...new Set([data.days[0], data.days.at(-1)].map(monthOf))].join(
      " – ",
    );
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

  update(view) {
    this.day = view.day;
    this.slider.value = String(view.day);
    const figure = this.figures[view.day];
    const value = [fullDate(view.iso), text("count.reports", { count: figure.total })];
    if (figure.emergency)
      value.push(
        text("summary.emergency", { count: figure.emergency, total: this.data.unitTotal }),
      );
    if (figure.blackout) value.push(text("timebar.blackout_day"));
    this.slider.setAttribute("aria-valuetext", value.join("; "));
    byId("bars").querySelector(".now")?.classList.remove("now");
    byId("bars").children[view.day].classList.add("now");
    byId("back").disabled = view.day === 0;
    byId("forward").disabled = view.day === this.data.days.length - 1;
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
    const tickOnce = () => {
      if (this.day < last) this.onDay(this.day + 1);
      if (this.day >= last) return this.pause();
      this.timer = setTimeout(tickOnce, STEP_MS / Number(byId("speed").value));
    };
    this.timer = setTimeout(tickOnce, STEP_MS / Number(byId("speed").value));
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
  }
}
