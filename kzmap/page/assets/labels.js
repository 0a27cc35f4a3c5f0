// Names on the map: placed greedily, the important first, and never over one another.

const SIDES = ["right", "left", "below", "above"];

function box(side, point, reach, width, height) {
  const gap = reach + 3;
  const [x, y] = point;
  if (side === "right") return [x + gap, y - height / 2, width, height];
  if (side === "left") return [x - gap - width, y - height / 2, width, height];
  if (side === "below") return [x - width / 2, y + gap - 2, width, height];
  return [x - width / 2, y - gap - height + 2, width, height];
}

const overlaps = (a, b) =>
  a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

const within = (a, room) =>
  a[0] >= room[0] &&
  a[1] >= room[1] &&
  a[0] + a[2] <= room[0] + room[2] &&
  a[1] + a[3] <= room[1] + room[3];

/**
 * Choose a side for each label, or none where there is no room. Pure.
 * @param {{point: number[], reach: number, width: number, height: number}[]} labels
 *   in order of importance
 * @param {number[][]} taken  boxes [x, y, width, height] to keep clear of
 * @param {number[]} room  the box that labels of points within it must not leave
 * @returns {(string | null)[]} sides, in the order of `labels`
 */
export function placeLabels(labels, taken, room) {
  const boxes = [...taken];
  return labels.map(({ point, reach, width, height }) => {
    for (const side of SIDES) {
      const candidate = box(side, point, reach, width, height);
      if (boxes.some((other) => overlaps(candidate, other)) || !within(candidate, room)) continue;
      boxes.push(candidate);
      return side;
    }
    return null;
  });
}

const measure = document.createElement("canvas").getContext("2d");
const widths = new Map();

/** Width of a label in px, measured once for each text and font. */
export function labelWidth(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    measure.font = font;
    widths.set(key, measure.measureText(text).width + 4);
  }
  return widths.get(key);
}
