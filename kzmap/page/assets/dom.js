// The only ways in which this page makes elements: text is always text.

const SVG = "http://www.w3.org/2000/svg";

/** Make an element. `attributes` holds attributes, and listeners under their `on…` name. */
export function el(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

export function replace(node, ...children) {
  node.replaceChildren(...children.flat().filter(Boolean));
}

/** A link where the address is http or https; plain text otherwise. */
export function link(url, label) {
  if (!/^https?:\/\/[^\s/?#@]+([/?#]|$)/i.test(url)) return el("span", {}, label);
  return el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, label);
}

/** Resolve once what was changed is on the screen (or soon, in a tab that does not paint). */
export function painted() {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 250);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}

let waiting = 0;

/** Do one thing, the last that was wished for, once nothing else is to be done. */
export function whenIdle(work) {
  if (!window.requestIdleCallback) return;
  cancelIdleCallback(waiting);
  waiting = requestIdleCallback(() => work());
}
