// Outlines to pixels: how much of each pixel a shape covers, exactly.
import type { Point } from "./truetype.ts";

/** Shares of 255, row after row; the corner lies at left, top in pixels from the pen, y down. */
export interface Coverage {
  left: number;
  top: number;
  width: number;
  height: number;
  shares: Uint8Array;
}

export const NOTHING: Coverage = { left: 0, top: 0, width: 0, height: 0, shares: new Uint8Array(0) };

/** Contours whose points are in pixels, y down; overlapping parts are filled (non-zero winding, as coverage goes). */
export function cover(contours: Point[][]): Coverage {
  const lines = contours.flatMap(flattened);
  if (lines.length === 0) {
    return NOTHING;
  }
  const left = Math.floor(Math.min(...lines.map(([x, , toX]) => Math.min(x, toX))));
  const top = Math.floor(Math.min(...lines.map(([, y, , toY]) => Math.min(y, toY))));
  const width = Math.ceil(Math.max(...lines.map(([x, , toX]) => Math.max(x, toX)))) - left;
  const height = Math.ceil(Math.max(...lines.map(([, y, , toY]) => Math.max(y, toY)))) - top;
  if (width <= 0 || height <= 0) {
    return NOTHING;
  }
  // Each cell holds by how much the share changes from the pixel before it.
  const changes = new Float64Array((width + 2) * height);
  for (const [x, y, toX, toY] of lines) {
    edge(changes, width + 2, x - left, y - top, toX - left, toY - top);
  }
  const shares = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) {
    let sum = 0;
    for (let column = 0; column < width; column++) {
      sum += changes[row * (width + 2) + column];
      shares[row * width + column] = Math.min(255, Math.round(Math.abs(sum) * 255));
    }
  }
  return { left, top, width, height, shares };
}

type Line = [number, number, number, number];

/** Straight lines in place of curves. */
function flattened(contour: Point[]): Line[] {
  const lines: Line[] = [];
  if (contour.length < 2) {
    return lines;
  }
  const points: Point[] = [];
  contour.forEach((point, i) => {
    const before = contour[(i === 0 ? contour.length : i) - 1];
    if (!point.on && !before.on) {
      points.push({ x: (point.x + before.x) / 2, y: (point.y + before.y) / 2, on: true });
    }
    points.push(point);
  });
  const start = points.findIndex((point) => point.on);
  let at = points[start];
  for (let i = 1; i <= points.length; i++) {
    const point = points[(start + i) % points.length];
    if (point.on) {
      lines.push([at.x, at.y, point.x, point.y]);
      at = point;
    } else {
      const end = points[(start + i + 1) % points.length];
      curve(lines, at, point, end);
      at = end;
      i += 1;
    }
  }
  return lines;
}

function curve(lines: Line[], from: Point, handle: Point, to: Point): void {
  const bend = Math.hypot(from.x - 2 * handle.x + to.x, from.y - 2 * handle.y + to.y);
  const pieces = Math.max(1, Math.min(32, Math.ceil(Math.sqrt(bend) * 3)));
  let [x, y] = [from.x, from.y];
  for (let i = 1; i <= pieces; i++) {
    const t = i / pieces;
    const toX = (1 - t) * (1 - t) * from.x + 2 * t * (1 - t) * handle.x + t * t * to.x;
    const toY = (1 - t) * (1 - t) * from.y + 2 * t * (1 - t) * handle.y + t * t * to.y;
    lines.push([x, y, toX, toY]);
    [x, y] = [toX, toY];
  }
}

/** Adds the area to the right of a line, row by row and cell by cell. */
function edge(changes: Float64Array, pitch: number, x: number, y: number, toX: number, toY: number): void {
  if (y === toY) {
    return;
  }
  const sign = y < toY ? 1 : -1;
  const [startX, startY, endX, endY] = sign === 1 ? [x, y, toX, toY] : [toX, toY, x, y];
  const slope = (endX - startX) / (endY - startY);
  for (let row = Math.floor(startY); row < endY; row++) {
    const from = Math.max(startY, row);
    const to = Math.min(endY, row + 1);
    const a = startX + slope * (from - startY);
    const b = startX + slope * (to - startY);
    span(changes, row * pitch, Math.min(a, b), Math.max(a, b), sign * (to - from));
  }
}

/** A piece of a line within one row: what it adds is shared among the cells it crosses. */
function span(changes: Float64Array, line: number, left: number, right: number, height: number): void {
  const first = Math.floor(left);
  const last = Math.floor(right);
  if (first === last) {
    const share = (left + right) / 2 - first;
    changes[line + first] += height * (1 - share);
    changes[line + first + 1] += height * share;
    return;
  }
  const perPixel = height / (right - left);
  for (let cell = first; cell <= last; cell++) {
    const from = Math.max(left, cell);
    const to = Math.min(right, cell + 1);
    const part = perPixel * (to - from);
    const share = (from + to) / 2 - cell;
    changes[line + cell] += part * (1 - share);
    changes[line + cell + 1] += part * share;
  }
}
