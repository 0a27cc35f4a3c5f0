// What of the day lies outside what the map shows now, and the way to it.

import { byId } from "./dom.js";
import { text } from "./words.js";

export class Outside {
  constructor(map, data) {
    Object.assign(this, { map, data, view: null });
    map.on("moveend", () => this.view && this.update(this.view));
    byId("outside").addEventListener("click", () => this.showAll());
  }

  /** Say how many of the day's places are not seen. */
  update(view) {
    this.view = view;
    const bounds = this.map.getBounds();
    const [[south, west], [north, east]] = [bounds.getSouthWest(), bounds.getNorthEast()].map(
      ({ lat, lng }) => [lat, lng],
    );
    let count = 0;
    for (const place of view.active) {
      const [lat, lng] = this.data.places.onMap[place];
      if (lat < south || lat > north || lng < west || lng > east) count++;
    }
    byId("outside").hidden = !count;
    byId("outside").textContent = count ? text("map.outside", { count }) : "";
  }

  showAll() {
    const { map, data, view } = this;
    const points = Array.from(view.active, (place) => data.places.onMap[place]);
    map.fitBounds(L.latLngBounds(data.home).extend(L.latLngBounds(points)), {
      padding: [30, 30],
      animate: false,
    });
  }
}
