// The buttons and keys that belong to no part of the page alone.

import { byId } from "./dom.js";
import { fitHome } from "./ground.js";

/**
 * Have them do what they say.
 * @param {{map: Object, data: Object, timebar: Object, spread: Object,
 *   setMode: (mode: string) => void, isChosen: () => boolean, unchoose: () => void}} page
 */
export function listenToControls({ map, data, timebar, spread, setMode, isChosen, unchoose }) {
  for (const input of document.querySelectorAll("[name=mode]"))
    input.addEventListener("change", () => setMode(input.value));
  byId("zoom-in").addEventListener("click", () => map.zoomIn());
  byId("zoom-out").addEventListener("click", () => map.zoomOut());
  byId("zoom-home").addEventListener("click", () => fitHome(map, data));
  byId("about-open").addEventListener("click", () => byId("about").showModal());
  byId("spread-open").addEventListener("click", () => spread.open());
  byId("about-close").addEventListener("click", () => byId("about").close());
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && isChosen()) unchoose();
    if (event.key !== " " || !isQuiet(event.target)) return;
    event.preventDefault();
    timebar.toggle();
  });
}

/** Space plays unless it already means something where the focus is. */
function isQuiet(target) {
  return (
    target.id === "day" ||
    !target.closest("button, input, select, summary, a, dialog, [role=button]")
  );
}
