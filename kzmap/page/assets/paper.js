// Paper has a width of its own: the map is fitted to it, and back to what the reader had.

import { byId } from "./dom.js";
import { fitHome } from "./ground.js";

const WIDTH = "680px";
const HEIGHT = "430px";

/** @param {() => void} unfold  makes what is only drawn when it is looked at */
export function fitPaper(map, data, unfold) {
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { center: map.getCenter(), zoom: map.getZoom() };
    size(map, WIDTH, HEIGHT);
    fitHome(map, data);
    unfold();
  });
  window.addEventListener("afterprint", () => {
    size(map, "", "");
    if (before) map.setView(before.center, before.zoom, { animate: false });
  });
}

function size(map, width, height) {
  Object.assign(byId("stage").style, { width, height });
  map.invalidateSize({ animate: false });
}
