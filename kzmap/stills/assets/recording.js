// Run before the page: canvases remember what was drawn on them, so that a vector image can
// draw it again. A canvas by itself keeps pixels only.

(() => {
  const short = (value) => Math.round(value * 100) / 100;
  const TURN = 2 * Math.PI;

  /** An arc as SVG writes it, from where a path is or from nowhere. */
  function arcPath(x, y, radius, from, to, toLeft = false, begun = false) {
    const at = (angle) =>
      `${short(x + radius * Math.cos(angle))},${short(y + radius * Math.sin(angle))}`;
    let turn = toLeft ? from - to : to - from;
    const start = `${begun ? "L" : "M"}${at(from)}`;
    const size = `A${short(radius)},${short(radius)} 0`;
    const sweep = toLeft ? 0 : 1;
    if (turn >= TURN - 1e-9) {
      const half = from + (toLeft ? -Math.PI : Math.PI);
      return `${start}${size} 1 ${sweep} ${at(half)}${size} 1 ${sweep} ${at(from)}`;
    }
    turn = ((turn % TURN) + TURN) % TURN;
    return `${start}${size} ${turn > Math.PI ? 1 : 0} ${sweep} ${at(to)}`;
  }

  const steps = {
    moveTo: (x, y) => `M${short(x)},${short(y)}`,
    lineTo: (x, y) => `L${short(x)},${short(y)}`,
    rect: (x, y, w, h) => `M${short(x)},${short(y)}h${short(w)}v${short(h)}h${short(-w)}Z`,
    closePath: () => "Z",
  };

  window.Path2D = class extends Path2D {
    constructor(path) {
      super(path);
      this.written = typeof path === "string" ? path : (path?.written ?? "");
    }

    arc(...args) {
      super.arc(...args);
      this.written += arcPath(...args.slice(0, 5), args[5] ?? false, this.written !== "");
    }
  };

  const state = new WeakMap();
  const of = (context) => {
    if (!state.has(context)) state.set(context, { path: "", clips: [], saved: [] });
    return state.get(context);
  };

  const proto = CanvasRenderingContext2D.prototype;
  function wrap(name, note) {
    const original = proto[name];
    proto[name] = function (...args) {
      note.call(this, of(this), ...args);
      return original.apply(this, args);
    };
  }

  const matrix = (context) => {
    const { a, b, c, d, e, f } = context.getTransform();
    return [a, b, c, d, e, f].map(short).join(" ");
  };
  function put(context, memory, drawn) {
    (context.canvas.drawn ??= []).push({
      matrix: matrix(context),
      opacity: context.globalAlpha,
      clip: memory.clips.at(-1) ?? null,
      ...drawn,
    });
  }
  const stroked = (context) => ({
    stroke: context.strokeStyle,
    width: context.lineWidth,
    dash: context.getLineDash(),
    join: context.lineJoin,
  });

  const { get, set } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, "width");
  Object.defineProperty(HTMLCanvasElement.prototype, "width", {
    get,
    set(width) {
      this.drawn = [];
      set.call(this, width);
    },
  });
  wrap("clearRect", function () {
    this.canvas.drawn = [];
  });
  wrap("beginPath", (memory) => (memory.path = ""));
  for (const [name, write] of Object.entries(steps))
    wrap(name, (memory, ...args) => (memory.path += write(...args)));
  wrap("arc", (memory, x, y, r, from, to, toLeft) => {
    memory.path += arcPath(x, y, r, from, to, toLeft, memory.path !== "");
  });
  wrap("save", (memory) => memory.saved.push([...memory.clips]));
  wrap("restore", (memory) => (memory.clips = memory.saved.pop() ?? []));
  wrap("clip", function (memory) {
    memory.clips.push({ d: memory.path, matrix: matrix(this) });
  });
  wrap("fill", function (memory, path) {
    put(this, memory, { d: path?.written ?? memory.path, fill: this.fillStyle });
  });
  wrap("stroke", function (memory, path) {
    put(this, memory, { d: path?.written ?? memory.path, ...stroked(this) });
  });
  wrap("fillRect", function (memory, ...box) {
    put(this, memory, { d: steps.rect(...box), fill: this.fillStyle });
  });
  wrap("fillText", function (memory, words, x, y) {
    const { font, textAlign, textBaseline } = this;
    put(this, memory, { words, x, y, font, textAlign, textBaseline, fill: this.fillStyle });
  });
})();
