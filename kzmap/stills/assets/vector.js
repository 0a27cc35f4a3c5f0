// What stands on the screen as one SVG: lines and areas as paths, words as text. Everything is
// read from the page as the browser laid it out, so it looks the same, and nothing in it can run.

(() => {
  const SVG = "http://www.w3.org/2000/svg";
  const PAINT = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "fill-opacity", "stroke-opacity", "opacity", "fill-rule"];
  const LETTERS = ["font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline"];
  const PLAIN = { "stroke-dasharray": "none", "stroke-linejoin": "miter", "stroke-linecap": "butt", "fill-opacity": "1", "stroke-opacity": "1", opacity: "1", "fill-rule": "nonzero", "font-style": "normal", "text-anchor": "start", "dominant-baseline": "auto" };
  const GEOMETRY = ["d", "points", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "transform", "dx", "dy"];
  const SHAPES = new Set(["g", "path", "polygon", "polyline", "circle", "ellipse", "rect", "line", "text", "tspan"]);

  const short = (value) => String(Math.round(value * 100) / 100);
  /** XML has no way to write some letters at all. */
  const writable = (words) => words.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, "\ufffd").toWellFormed();

  let defs, patterns, made;

  function make(tag, attributes = {}, ...children) {
    const node = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes))
      if (value !== null && value !== undefined) node.setAttribute(name, writable(String(value)));
    node.append(...children);
    return node;
  }

  const isClear = (colour) => /^(transparent|rgba\(.*, 0\)|none)$/.test(colour);

  /** Attributes that say how something is painted; what is so by itself is left out. */
  function painted(style, names) {
    const told = {};
    for (const name of names) {
      const value = style.getPropertyValue(name).replace(/(\d)px\b/g, "$1");
      if (value === "" || value === PLAIN[name]) continue;
      told[name] = value.startsWith("url(") ? `url(#${patternOf(value)})` : value;
    }
    if (told.stroke === "none") {
      for (const name of Object.keys(told)) if (name.startsWith("stroke-")) delete told[name];
    }
    return told;
  }

  /** A pattern of the page, copied once with its colours. */
  function patternOf(url) {
    const id = url.match(/#([\w-]+)/)[1];
    const source = document.getElementById(id);
    if (!patterns.has(id) && source) {
      patterns.add(id);
      const { width, height } = { width: source.getAttribute("width"), height: source.getAttribute("height") };
      defs.append(make("pattern", { id, width, height, patternUnits: "userSpaceOnUse" }, ...[...source.children].map(copied)));
    }
    return id;
  }

  /** An element of a drawing and what is in it, its looks written out. */
  function copied(node) {
    const style = getComputedStyle(node);
    if (!SHAPES.has(node.localName) || style.display === "none" || style.visibility === "hidden") return "";
    const attributes = {};
    for (const name of GEOMETRY) if (node.hasAttribute(name)) attributes[name] = node.getAttribute(name);
    if (attributes.d === "M0 0" || attributes.d === "") return "";
    const isText = node.localName === "text";
    if (node.localName !== "g") Object.assign(attributes, painted(style, isText ? [...PAINT, ...LETTERS] : PAINT));
    else if (style.opacity !== "1") attributes.opacity = style.opacity;
    if (attributes.fill === "none" && attributes.stroke === "none" && !isText) return "";
    const children = isText ? [writable(node.textContent)] : [...node.children].map(copied);
    if (node.localName === "g" && !children.some(Boolean)) return "";
    return make(node.localName, attributes, ...children);
  }

  function drawing(node) {
    const { a, b, c, d, e, f } = node.getScreenCTM();
    const children = [...node.children].map(copied).filter(Boolean);
    if (!children.length) return [];
    return [make("g", { transform: `matrix(${[a, b, c, d, e, f].map(short).join(" ")})` }, ...children)];
  }

  /** What was drawn on a canvas, as recording.js kept it. */
  function canvas(node) {
    const box = node.getBoundingClientRect();
    const scale = [box.width / node.width, box.height / node.height];
    const place = `translate(${short(box.x)} ${short(box.y)}) scale(${scale.map((one) => one.toFixed(5)).join(" ")})`;
    return [make("g", { transform: place }, ...(node.drawn ?? []).map(stroke))];
  }

  function stroke({ matrix, opacity, clip, words, d, ...paint }) {
    const common = { transform: `matrix(${matrix})`, opacity: opacity === 1 ? null : opacity };
    if (words !== undefined) {
      const [, weight, size, family] = paint.font.match(/^(?:(\S+) )?([\d.]+)px (.+)$/) ?? [];
      return make("text", { ...common, x: short(paint.x), y: short(paint.y), fill: paint.fill, "font-weight": weight, "font-size": size, "font-family": family, "text-anchor": paint.textAlign === "center" ? "middle" : "start", "dominant-baseline": paint.textBaseline === "middle" ? "central" : "auto" }, writable(words));
    }
    const path = make("path", { ...common, d, fill: paint.fill ?? "none", stroke: paint.stroke, "stroke-width": paint.width, "stroke-dasharray": paint.dash?.length ? paint.dash.join(" ") : null, "stroke-linejoin": paint.join });
    return clip ? make("g", { "clip-path": `url(#${clipOf(make("path", { d: clip.d, transform: `matrix(${clip.matrix})` }))})` }, path) : path;
  }

  function clipOf(shape) {
    const id = `clip-${++made}`;
    defs.append(make("clipPath", { id }, shape));
    return id;
  }

  const rect = (box, more) => make("rect", { x: short(box.x), y: short(box.y), width: short(box.width), height: short(box.height), ...more });

  /** Background and border of a box. */
  function boxed(node, style) {
    const box = node.getBoundingClientRect();
    const parts = [];
    if (!box.width || !box.height) return parts;
    const radius = Math.min(parseFloat(style.borderTopLeftRadius) * (style.borderTopLeftRadius.endsWith("%") ? box.width / 100 : 1) || 0, box.width / 2, box.height / 2);
    if (!isClear(style.backgroundColor)) parts.push(rect(box, { fill: style.backgroundColor, rx: radius ? short(radius) : null }));
    if (style.backgroundImage.startsWith("repeating-linear-gradient")) parts.push(rect(box, { fill: `url(#${hatchOf(style.backgroundImage)})` }));
    return [...parts, ...border(box, style, radius)];
  }

  function border(box, style, radius) {
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
      width: parseFloat(style[`border${side}Width`]),
      colour: style[`border${side}Color`],
      kind: style[`border${side}Style`],
    }));
    const [top] = sides;
    const dash = ({ kind, width }) => (kind === "dashed" ? `${short(width * 2.2)} ${short(width * 1.8)}` : null);
    const isShown = ({ width, colour, kind }) => width > 0 && kind !== "none" && !isClear(colour);
    if (sides.every((side) => isShown(side) && side.width === top.width && side.colour === top.colour)) {
      const half = top.width / 2;
      const inner = { x: box.x + half, y: box.y + half, width: box.width - top.width, height: box.height - top.width };
      return [rect(inner, { fill: "none", stroke: top.colour, "stroke-width": short(top.width), "stroke-dasharray": dash(top), rx: radius ? short(Math.max(0, radius - half)) : null })];
    }
    const { x, y, right, bottom } = box;
    const lines = [
      [x, y, right, y, 0, 1],
      [right, y, right, bottom, -1, 0],
      [x, bottom, right, bottom, 0, -1],
      [x, y, x, bottom, 1, 0],
    ];
    return sides.flatMap((side, i) => {
      if (!isShown(side)) return [];
      const [x1, y1, x2, y2, dx, dy] = lines[i];
      const [mx, my] = [(dx * side.width) / 2, (dy * side.width) / 2];
      return [make("line", { x1: short(x1 + mx), y1: short(y1 + my), x2: short(x2 + mx), y2: short(y2 + my), stroke: side.colour, "stroke-width": short(side.width), "stroke-dasharray": dash(side) })];
    });
  }

  /** Slanted lines that the style sheet paints with a gradient. */
  function hatchOf(gradient) {
    const lengths = [...gradient.matchAll(/([\d.]+)px/g)].map(([, px]) => Number(px));
    const colours = [...gradient.matchAll(/(?:rgba?|color)\([^)]*\)/g)].map(([colour]) => colour);
    const [period, colour] = [Math.max(...lengths), colours.find((one) => !isClear(one)) ?? "none"];
    const id = `hatch-${period}-${colour.replace(/[^\w]+/g, "-")}`;
    if (!patterns.has(id)) {
      patterns.add(id);
      const line = make("rect", { width: 1, height: period, fill: colour });
      defs.append(make("pattern", { id, width: period, height: period, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, line));
    }
    return id;
  }

  const pen = document.createElement("canvas").getContext("2d");

  /** The words of a node line by line, each where the browser set it. */
  function lines(node, style) {
    const found = [];
    const range = document.createRange();
    const words = node.data;
    for (let at = 0; at < words.length; ) {
      const next = at + (words.codePointAt(at) > 0xffff ? 2 : 1);
      range.setStart(node, at);
      range.setEnd(node, next);
      const box = range.getClientRects()[0];
      const piece = words.slice(at, next);
      at = next;
      if (!box || (!box.width && !found.length)) continue;
      const last = found.at(-1);
      if (last && Math.abs(last.top - box.top) < box.height / 2) {
        last.words += piece;
        last.left = Math.min(last.left, box.left);
        if (/\S/.test(piece)) last.right = Math.max(last.right, box.right);
      } else found.push({ words: piece, top: box.top, left: box.left, right: box.right });
    }
    pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    const { fontBoundingBoxAscent: ascent } = pen.measureText("x");
    return found
      .map((line) => ({ ...line, words: line.words.replace(/\s+/g, " ").trimEnd(), baseline: line.top + ascent }))
      .filter((line) => line.words.trim());
  }

  /** A name that the page cuts with dots is cut here, too. */
  function cutOff(words, right, limit, left) {
    if (right <= limit) return [words, right];
    const letters = [...words];
    while (letters.length && left + pen.measureText(`${letters.join("")}…`).width > limit) letters.pop();
    return [`${letters.join("").trimEnd()}…`, limit];
  }

  function written(node, limit) {
    const style = getComputedStyle(node.parentElement);
    return lines(node, style).map((line) => {
      const [words, right] = cutOff(line.words, line.right, limit, line.left);
      const isRtl = style.direction === "rtl";
      const halo = style.textShadow === "none" ? null : style.textShadow.match(/^(?:rgba?|color)\([^)]*\)/)?.[0];
      return make("text", {
        x: short(isRtl ? right : line.left),
        y: short(line.baseline),
        ...painted(style, LETTERS.slice(0, 4)),
        fill: style.color,
        direction: isRtl ? "rtl" : null,
        textLength: short(right - line.left),
        lengthAdjust: "spacingAndGlyphs",
        ...(halo ? { stroke: halo, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" } : {}),
      }, writable(words));
    });
  }

  const level = (node) => Number(getComputedStyle(node).zIndex) || 0;
  /** A browser paints what lies higher later, and else in the order of the document. */
  const inOrder = (children) => children.map((node, i) => [node.nodeType === 1 ? level(node) : 0, i, node]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, , node]) => node);

  function drawn(node, limit) {
    if (node.nodeType === Node.TEXT_NODE) return written(node, limit);
    if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, noscript, template, input, select, .unseen, .definitions")) return [];
    const style = getComputedStyle(node);
    if (style.display === "none" || style.visibility === "hidden" || style.opacity === "0") return [];
    if (node.localName === "svg") return [...boxed(node, style), ...drawing(node)];
    if (node.localName === "canvas") return canvas(node);
    const box = node.getBoundingClientRect();
    const isDotted = style.textOverflow === "ellipsis";
    const inside = inOrder([...node.childNodes]).flatMap((child) => drawn(child, isDotted ? box.right : Infinity));
    const isOpen = isDotted || style.overflowX === "visible" || node === document.body;
    if (isOpen || !inside.length) return [...boxed(node, style), ...inside];
    const room = { x: box.x + node.clientLeft, y: box.y + node.clientTop, width: node.clientWidth, height: node.clientHeight };
    return [...boxed(node, style), make("g", { "clip-path": `url(#${clipOf(rect(room))})` }, ...inside)];
  }

  /**
   * The window as a document of its own.
   * @param {{title: string, description: string, language: string}} about
   */
  function vector({ title, description, language }) {
    [defs, patterns, made] = [make("defs"), new Set(), 0];
    const size = { width: innerWidth, height: innerHeight };
    const paper = getComputedStyle(document.body).backgroundColor;
    const parts = drawn(document.body, Infinity);
    const image = make("svg", { ...size, viewBox: `0 0 ${innerWidth} ${innerHeight}`, role: "img", lang: language });
    image.append(
      make("title", {}, writable(title)),
      make("desc", {}, writable(description)),
      defs,
      rect({ x: 0, y: 0, ...size }, { fill: paper }),
      ...parts,
    );
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(image)}\n`;
  }

  const said = (id) => document.getElementById(id)?.textContent ?? "";

  window.kzmapVector = () =>
    vector({
      title: `${said("title")}, ${said("date")}`,
      description: [said("sentence"), said("still-sources"), said("credit")].join(" "),
      language: document.documentElement.lang,
    });
})();
