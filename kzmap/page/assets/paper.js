// Paper has a width of its own and cannot be asked anything: the map is fitted to it, what is
// folded or on another page of a list is laid open, and all is put back afterwards.

import { byId, replace } from "./dom.js";
import { fitHome } from "./ground.js";
import { text } from "./words.js";

const WIDTH = "680px";
const HEIGHT = "440px";
/** Reports that go to paper; how many are left out is said there. */
export const MOST_ON_PAPER = 1000;

/**
 * @param {{unfold: () => number, fold: () => void, still: () => Object}} listeners  `unfold`
 *   makes what is only drawn when it is looked at, and returns how many reports there are
 */
export function fitPaper(map, data, { unfold, fold, still }) {
  let before = null;
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset.paper = "true";
    before ??= { center: map.getCenter(), zoom: map.getZoom() };
    size(map, WIDTH, HEIGHT);
    fitHome(map, data);
    fillNote(unfold(), still());
  });
  window.addEventListener("afterprint", () => {
    if (!before) return;
    delete document.documentElement.dataset.paper;
    size(map, "", "");
    map.setView(before.center, before.zoom, { animate: false });
    before = null;
    fold();
  });
}

/** What only paper says: the view, what is left out, whose data, and which. */
function fillNote(count, { view, sources, version }) {
  const left = { most: MOST_ON_PAPER, count };
  byId("paper-view").textContent = view;
  byId("paper-left").textContent = count > MOST_ON_PAPER ? text("print.left", left) : "";
  replace(byId("paper-note"), sources, " ", version);
}

function size(map, width, height) {
  Object.assign(byId("stage").style, { width, height });
  map.invalidateSize({ animate: false });
}
