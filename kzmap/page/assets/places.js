// Places on the map: each by itself, or in groups where they are many, and the names of either.

import { isGrouped } from "./grouping.js";
import { GroupLayer } from "./groups.js";
import { NameLayer } from "./names.js";
import { PlaceLayer } from "./placelayer.js";

/** Places as they are, or in groups where they are many, and the names of either. */
export class Places {
  /**
   * @param {{onChoose: Function, onPoint: (places: number[]) => void, onList: Function}} listeners
   */
  constructor(map, data, { onChoose, onPoint, onList }) {
    this.data = data;
    this.names = new NameLayer(map, data);
    this.single = new PlaceLayer(map, data, {
      onChoose,
      onPoint: (place) => onPoint(place < 0 ? [] : [place]),
    });
    this.groups = new GroupLayer(map, data, {
      onChoose,
      onPoint,
      onList,
      onPlaced: () => this.name(),
    });
    map.on("moveend", () => this.groups.view || this.name());
  }

  update(view, chosen) {
    this.day = view.day;
    const isMany = isGrouped(this.data, view.mode);
    // What was chosen and has nothing to show stays as a pin, beside groups too.
    const left = view.totals[chosen] ? undefined : chosen;
    this.single.update(isMany ? { ...view, places: [] } : view, isMany ? left : chosen);
    this.groups.update(isMany ? view : null, chosen);
    if (!isMany) this.name();
  }

  /** Make what the view of another day shows while nothing else is to be done. */
  prepare(view) {
    if (!isGrouped(this.data, view.mode)) this.single.prepare(view);
  }

  name() {
    this.names.update([...this.single.drawn, ...this.groups.drawn], this.day);
  }

  /** Show a place by itself; whether the map had to move for it. */
  reveal(place) {
    return this.groups.reveal(place);
  }

  reword() {
    this.single.reword();
  }

  highlight(place) {
    this.single.highlight(place);
    this.groups.highlight(place);
  }
}
