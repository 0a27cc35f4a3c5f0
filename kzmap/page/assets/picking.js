// Picking a point: a host asks where a place is, and a person shows it on the map.

import { byId } from "./dom.js";
import { text } from "./words.js";

/** @typedef {{id: number, name: string}} Asked */

const DIGITS = 5;

/**
 * What a host asks for, or null if it asks for nothing that makes sense. Pure.
 * @param {unknown} value
 * @returns {Asked | null}
 */
export function askedIn(value) {
  if (!Number.isInteger(value?.id) || typeof value.name !== "string") return null;
  return { id: value.id, name: value.name };
}

/**
 * A point of the map as coordinates of the world: a map may run on past 180 degrees. Pure.
 * @returns {{lat: number, lon: number}}
 */
export function worldPoint(lat, lng) {
  const lon = ((((lng + 180) % 360) + 360) % 360) - 180;
  const round = (degrees) => Number(degrees.toFixed(DIGITS));
  return { lat: round(Math.min(Math.max(lat, -90), 90)), lon: round(lon) };
}

/** The map while a point is picked: marks and areas let clicks through, a cross marks the middle. */
export class Picking {
  /** @type {Asked | null} */
  asked = null;

  /** @param {(answer: {id: number, lat?: number, lon?: number}) => void} tell */
  constructor(map, tell) {
    this.map = map;
    this.tell = tell;
    this.pin = L.circleMarker([0, 0], { radius: 7, className: "picked", interactive: false });
    map.on("click", (event) => this.answer(event.latlng));
    document.addEventListener("keydown", (event) => this.onKey(event), true);
    byId("pick-cancel").addEventListener("click", () => this.cancel());
  }

  /**
   * Begin to pick, go on to another place, or end.
   * @param {Asked | null} asked
   */
  ask(asked) {
    if (asked?.id === this.asked?.id) return;
    this.asked = asked;
    document.documentElement.toggleAttribute("data-picking", asked !== null);
    byId("pick").hidden = byId("pick-cross").hidden = asked === null;
    const key = matchMedia("(pointer: coarse)").matches ? "pick.hint_touch" : "pick.hint";
    const hint = asked ? text(key, { name: asked.name }) : "";
    // Said by an element that is always there: others are not announced by every reader.
    byId("pick-hint").textContent = byId("pick-said").textContent = hint;
    if (!asked) return;
    this.pin.remove();
    this.map.getContainer().focus({ preventScroll: true });
  }

  onKey(event) {
    if (!this.asked) return;
    const isOnMap = this.map.getContainer().contains(event.target);
    if (event.key === "Escape") this.cancel();
    else if (event.key === "Enter" && isOnMap) this.answer(this.map.getCenter());
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  answer({ lat, lng }) {
    if (!this.asked) return;
    const { id } = this.asked;
    this.pin.setLatLng([lat, lng]).addTo(this.map);
    this.ask(null);
    this.tell({ id, ...worldPoint(lat, lng) });
  }

  cancel() {
    const { id } = this.asked;
    this.ask(null);
    this.tell({ id });
  }
}
