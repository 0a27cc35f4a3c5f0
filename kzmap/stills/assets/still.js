// The page laid out as a picture, in the page: it is given a place for what it says of its
// sources, and letters small enough that all of it is there.

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const byId = (id) => document.getElementById(id);
  const root = document.documentElement;

  /** Sizes of letters to try, the largest first. */
  const UNITS = [1, 0.93, 0.86, 0.8, 0.74, 0.68];
  /** Parts whose height goes by their words. */
  const ROOMS = ["summary", "side", "still-foot"];
  /** Share of the picture that the map has at least, of its height and of its width. */
  const LEAST_MAP = [0.3, 0.45];

  function put(tag, id, parent) {
    const node = document.createElement(tag);
    node.id = id;
    parent.append(node);
    return node;
  }

  function drawn(tag, attributes, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  }

  /** Signs that the style sheet paints, as drawings, so that a vector image has them too. */
  function drawSigns() {
    const box = (...inside) => drawn("svg", { width: 17, height: 13, class: "still-sign" }, ...inside);
    const covered = (className) => drawn("rect", { width: 17, height: 13, class: `hatch ${className}` });
    const edge = drawn("rect", { x: 0.5, y: 0.5, width: 16, height: 12, class: "still-edge" });
    const arc = (from, to, className) => {
      const at = (share) => {
        const angle = 2 * Math.PI * share - Math.PI / 2;
        return `${(8.5 + 8 * Math.cos(angle)).toFixed(2)},${(8.5 + 8 * Math.sin(angle)).toFixed(2)}`;
      };
      const large = to - from > 0.5 ? 1 : 0;
      return drawn("path", { d: `M8.5,8.5L${at(from)}A8,8 0 ${large} 1 ${at(to)}Z`, class: className });
    };
    const signs = {
      dark: () => box(covered("dark")),
      curfew: () => box(covered("curfew"), edge),
      group: () =>
        drawn(
          "svg",
          { width: 17, height: 17 },
          arc(0, 0.5, "mark-protest"),
          arc(0.5, 0.68, "mark-riot"),
          arc(0.68, 1, "mark-security_response"),
          drawn("circle", { cx: 8.5, cy: 8.5, r: 4.8, class: "group-middle" }),
        ),
    };
    for (const [name, make] of Object.entries(signs))
      document.querySelector(`#signs .sign.${name}`)?.replaceWith(make());
  }

  /** What must be on the map for a sign to be told; others, such as groups, always are. */
  const TELLS = {
    emergency: ".unit.emergency:not(.lifted), .spot.state_of_emergency",
    lifted: ".unit-border.lifted",
    blackout: ".hatch.dark",
    curfew: ".hatch.curfew",
    first: ".halo",
    uncertain: ".uncertain, .mark.unsure",
  };

  /** The legend tells what the map shows; on a canvas that cannot be seen, so it tells all. */
  function chooseSigns(isAll) {
    const hasCanvas = document.querySelector("#stage canvas") !== null;
    for (const item of document.querySelectorAll("#signs [data-sign]")) {
      const name = item.querySelector("[data-text]")?.dataset.text?.slice("sign.".length);
      const inCanvas = hasCanvas && ["first", "uncertain"].includes(name);
      const isMissing = TELLS[name] && !inCanvas && !document.querySelector(`#stage :is(${TELLS[name]})`);
      item.toggleAttribute("data-none", !isAll && Boolean(isMissing));
    }
  }

  let made = false;
  function prepare() {
    if (made) return;
    made = true;
    const foot = put("footer", "still-foot", document.body);
    put("p", "still-sources", foot);
    foot.append(byId("credit"));
    put("span", "still-view", byId("head"));
    put("i", "still-now", byId("rail"));
    drawSigns();
  }

  function fill(types) {
    const words = kzmap.still();
    byId("still-view").textContent = words.view;
    byId("still-view").hidden = !words.view;
    byId("still-sources").textContent = [words.sources, words.full, words.version]
      .filter(Boolean)
      .join(" ");
    const shown = new Set(types ?? words.types);
    for (const entry of document.querySelectorAll(".legend-entry"))
      entry.toggleAttribute("data-none", !shown.has(entry.dataset.type));
    chooseSigns(Boolean(types));
    const day = kzmap.days.indexOf(kzmap.day);
    byId("still-now").style.left = `${(100 * (day + 0.5)) / kzmap.days.length}%`;
  }

  const cut = (node) =>
    node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1;

  function fits() {
    const map = byId("stage").getBoundingClientRect();
    return (
      map.height >= LEAST_MAP[0] * innerHeight &&
      map.width >= LEAST_MAP[1] * innerWidth &&
      !cut(byId("side")) &&
      !cut(document.body)
    );
  }

  const frame = () =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));

  /** Until the map has taken the room that is left for it and stands still. */
  async function settled() {
    map_kzmap.invalidateSize({ animate: false });
    await frame();
    byId("zoom-home").click();
    await frame();
    await document.fonts.ready;
    await frame();
  }

  /**
   * Lay the page out as a picture of the size of the window.
   * @param {{day: string, mode: string, isAcross: boolean, types?: string[], unit?: number, rooms?: Object}} wish
   *   `types` of the legend, `unit` of the letters and height of some parts, where several
   *   pictures must look alike
   * @returns {Promise<{unit: number, isWhole: boolean, rooms: Object}>}
   */
  async function lay({ day, mode, types, unit, rooms, isAcross }) {
    await kzmap.setMode(mode);
    await kzmap.setDay(day);
    root.dataset.still = isAcross ? "across" : "upright";
    document.body.classList.add("still");
    prepare();
    fill(types);
    for (const id of ROOMS) byId(id).style.minHeight = rooms ? `${rooms[id]}px` : "";
    const units = unit ? [unit] : UNITS;
    for (const one of units) {
      root.style.setProperty("--u", String(one));
      if (fits() || one === units.at(-1)) {
        await settled();
        const heights = ROOMS.map((id) => [id, Math.ceil(byId(id).getBoundingClientRect().height)]);
        return { unit: one, isWhole: fits(), rooms: Object.fromEntries(heights) };
      }
    }
  }

  window.kzmapStill = { lay };
})();
