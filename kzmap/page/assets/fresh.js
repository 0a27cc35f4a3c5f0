// A ring around places that no report of any kind named before the day. Places with their first
// protest wear a halo already, so that no mark wears two.

import { newPlaces } from "./changes.js";
import { svg } from "./dom.js";
import { isGrouped } from "./grouping.js";

const AROUND_PX = 4;

/** New on a day, and not by a protest. */
const isNew = (data, place, day) => data.firstProtest[place] !== day;

/** Whether any day has such a place: then the legend says what the ring means. */
export function hasFresh(data) {
  if (isGrouped(data, "day")) return false;
  return data.days.some((_, day) => newPlaces(data, day).some((place) => isNew(data, place, day)));
}

export class FreshLayer {
  constructor(map, data) {
    Object.assign(this, { map, data, rings: [] });
  }

  /**
   * @param {{place: number, reach: number}[]} drawn  the marks that are on the map now; where
   *   places are grouped there are none, and the sentence alone says what is new
   */
  update({ day, mode }, drawn) {
    this.rings.forEach((ring) => ring.remove());
    const fresh = new Set(mode === "first" ? [] : newPlaces(this.data, day));
    this.rings = drawn
      .filter(({ place }) => fresh.has(place) && isNew(this.data, place, day))
      .map(({ place, reach }) => this.ring(place, reach + AROUND_PX));
  }

  ring(place, radius) {
    const size = 2 * Math.ceil(radius + 2);
    const box = `${-size / 2} ${-size / 2} ${size} ${size}`;
    const html = svg(
      "svg",
      { width: size, height: size, viewBox: box, "aria-hidden": "true" },
      svg("circle", { class: "fresh", r: radius.toFixed(1) }),
    );
    const icon = L.divIcon({ html, className: "fresh-icon", iconSize: [size, size] });
    const options = { icon, keyboard: false, interactive: false };
    return L.marker(this.data.places.onMap[place], options).addTo(this.map);
  }
}
