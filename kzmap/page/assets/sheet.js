// One canvas over the map: it moves and scales with it, reaches beyond what is seen, so that no
// edge shows while the map is moved, and is drawn anew when the map comes to rest or runs out.

/** How far the canvas reaches beyond the map on each side, as a share of it. */
const BEYOND = 0.12;

/**
 * @param {(context: CanvasRenderingContext2D, bounds: L.Bounds) => void} paint  draws what lies
 *   within bounds, in px of the map's layers
 */
export function openSheet(map, pane, paint) {
  return new Sheet({ pane, padding: BEYOND, paint }).addTo(map);
}

const Sheet = L.Renderer.extend({
  getEvents() {
    return { ...L.Renderer.prototype.getEvents.call(this), move: this._onMove };
  },

  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.setAttribute("aria-hidden", "true");
    this._context = this._container.getContext("2d");
  },

  _destroyContainer() {
    this._container.remove();
    delete this._context;
  },

  /** Where the canvas was, the map no longer is: draw before an edge comes into view. */
  _onMove() {
    const map = this._map;
    if (map._animatingZoom || map.getZoom() !== this._zoom) return;
    const corner = map.containerPointToLayerPoint([0, 0]);
    if (!this._bounds.contains(L.bounds(corner, corner.add(map.getSize())))) this._update();
  },

  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this.repaint();
  },

  repaint() {
    const { _container: canvas, _context: context, _bounds: bounds } = this;
    const size = bounds.getSize();
    const sharp = window.devicePixelRatio || 1;
    const [width, height] = [Math.round(size.x * sharp), Math.round(size.y * sharp)];
    // Paper takes a canvas that was cleared for a white one; one of another size is a new one.
    const isPaper = "paper" in document.documentElement.dataset;
    if (isPaper) canvas.width = 1;
    if (canvas.width !== width || canvas.height !== height) {
      Object.assign(canvas, { width, height });
      Object.assign(canvas.style, { width: `${size.x}px`, height: `${size.y}px` });
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
    if (!isPaper) context.clearRect(0, 0, width, height);
    context.setTransform(sharp, 0, 0, sharp, -bounds.min.x * sharp, -bounds.min.y * sharp);
    this.options.paint(context, bounds);
  },
});
