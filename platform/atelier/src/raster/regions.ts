// The shapes in a mask: its outline, and the parts that touch, corners included.
import { Mask } from "./bits.ts";

/** The eight neighbours, clockwise from the right. */
const AROUND = [[1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1]];

function at(mask: Mask, x: number, y: number): number {
  return x >= 0 && y >= 0 && x < mask.width && y < mask.height ? mask.bits[y * mask.width + x] : 0;
}

/** Clockwise around the first shape, back to its start, every so many points: x, y, x, y... */
export function outline(mask: Mask, every: number): number[] {
  const start = mask.bits.indexOf(1);
  if (start < 0) {
    return [];
  }
  const firstX = start % mask.width;
  const firstY = Math.floor(start / mask.width);
  const points = [firstX, firstY];
  let left = every;
  const next = (x: number, y: number, from: number): number => {
    for (let i = 0; i < 8; i++) {
      const direction = (from + i) % 8;
      if (at(mask, x + AROUND[direction][0], y + AROUND[direction][1])) {
        return direction;
      }
    }
    return -1;
  };
  const first = next(firstX, firstY, 0);
  if (first < 0) {
    return points;
  }
  let [x, y, direction] = [firstX, firstY, first];
  do {
    x += AROUND[direction][0];
    y += AROUND[direction][1];
    left -= 1;
    if (left === 0) {
      left = every;
      points.push(x, y);
    }
    direction = next(x, y, (direction + 6) % 8);
  } while (x !== firstX || y !== firstY || direction !== first);
  return points;
}

/** Each pixel's shape, 1 for the first one found from the top left; 0 where there is none. */
function labels(mask: Mask): { labels: Int32Array; count: number } {
  const found = new Int32Array(mask.bits.length);
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    if (mask.bits[i] && !found[i]) {
      count += 1;
      spread(mask, found, i, count);
    }
  }
  return { labels: found, count };
}

function spread(mask: Mask, found: Int32Array, start: number, label: number): void {
  const waiting = [start];
  found[start] = label;
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const x = place % mask.width;
    const y = Math.floor(place / mask.width);
    for (const [right, down] of AROUND) {
      const beside = place + down * mask.width + right;
      if (at(mask, x + right, y + down) && !found[beside]) {
        found[beside] = label;
        waiting.push(beside);
      }
    }
  }
}

/** The shapes of at least so many pixels, each as a mask of the same size. */
export function components(mask: Mask, minimum: number): Mask[] {
  const all = labels(mask);
  const made = Array.from({ length: all.count }, () => new Mask(mask.width, mask.height));
  const sizes = new Int32Array(all.count);
  all.labels.forEach((label, i) => {
    if (label > 0) {
      made[label - 1].bits[i] = 1;
      sizes[label - 1] += 1;
    }
  });
  return made.filter((_, i) => sizes[i] >= minimum);
}

/** The shape at a pixel, or the largest one where x is negative. */
export function component(mask: Mask, x: number, y: number): Mask {
  const made = new Mask(mask.width, mask.height);
  const all = labels(mask);
  let wanted = x < 0 ? 0 : all.labels[y * mask.width + x];
  if (x < 0) {
    const sizes = new Int32Array(all.count + 1);
    all.labels.forEach((label) => (sizes[label] += label > 0 ? 1 : 0));
    wanted = sizes.indexOf(Math.max(...sizes));
  }
  if (wanted > 0) {
    all.labels.forEach((label, i) => (made.bits[i] = label === wanted ? 1 : 0));
  }
  return made;
}

/** The rectangle around each shape: x, y, width, height one after the other. */
export function boxes(mask: Mask): number[] {
  const all = labels(mask);
  const found = Array.from({ length: all.count }, () => [Infinity, Infinity, -1, -1]);
  all.labels.forEach((label, i) => {
    if (label > 0) {
      const box = found[label - 1];
      const x = i % mask.width;
      const y = Math.floor(i / mask.width);
      found[label - 1] = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)];
    }
  });
  return found.flatMap(([left, top, right, bottom]) => [left, top, right - left + 1, bottom - top + 1]);
}
