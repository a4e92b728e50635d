// Polygons and chains of lines.
import { stroke } from "./line.ts";
import { Pen } from "./pen.ts";
import type { Surface } from "./surface.ts";

/** A filled polygon; points are x, y, x, y... in whole pixels. */
export function polygon(surface: Surface, colour: number, points: ArrayLike<number>): string {
  const pen = new Pen(surface, colour);
  fillPolygon(pen, points);
  return pen.area(points[0], points[1]);
}

/**
 * Rows between pairs of edges. As in pygame, a triangle's edge is rounded towards its upper end, any other polygon's
 * edge down or up in turn, as the edges come in the list.
 */
export function fillPolygon(pen: Pen, points: ArrayLike<number>): void {
  const count = points.length >> 1;
  let top = Infinity;
  let bottom = -Infinity;
  let left = Infinity;
  let right = -Infinity;
  for (let i = 0; i < count; i++) {
    left = Math.min(left, points[2 * i]);
    right = Math.max(right, points[2 * i]);
    top = Math.min(top, points[2 * i + 1]);
    bottom = Math.max(bottom, points[2 * i + 1]);
  }
  if (top === bottom) {
    pen.row(left, right, top);
    return;
  }
  const from = Math.max(top, pen.surface.top);
  const to = Math.min(bottom, pen.surface.bottom - 1);
  for (let y = from; y <= to; y++) {
    const crossings = crossed(points, count, y, bottom);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      pen.row(crossings[i], crossings[i + 1], y);
    }
  }
  levelEdges(pen, points, count, top, bottom);
}

/** Where a row meets the edges, from left to right; an edge's lower end belongs to the next edge. */
function crossed(points: ArrayLike<number>, count: number, y: number, bottom: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < count; i++) {
    const before = (i === 0 ? count : i) - 1;
    let x1 = points[2 * before];
    let y1 = points[2 * before + 1];
    let x2 = points[2 * i];
    let y2 = points[2 * i + 1];
    if (y1 > y2) {
      [x1, y1, x2, y2] = [x2, y2, x1, y1];
    }
    if (y1 !== y2 && ((y >= y1 && y < y2) || (y === bottom && y2 === bottom))) {
      if (count === 3) {
        found.push(x1 + Math.trunc(Math.fround((y - y1) * Math.fround((x2 - x1) / (y2 - y1)))));
      } else {
        const along = ((y - y1) * (x2 - x1)) / (y2 - y1);
        found.push(x1 + (found.length % 2 === 0 ? Math.floor(along) : Math.ceil(along)));
      }
    }
  }
  return found.sort((a, b) => a - b);
}

/** Level edges between top and bottom meet no row: they are drawn apart. */
function levelEdges(pen: Pen, points: ArrayLike<number>, count: number, top: number, bottom: number): void {
  for (let i = 0; i < count; i++) {
    const before = (i === 0 ? count : i) - 1;
    const y = points[2 * i + 1];
    if (y > top && y < bottom && y === points[2 * before + 1]) {
      pen.row(points[2 * before], points[2 * i], y);
    }
  }
}

/** A chain of lines through points, closed or not. */
export function lines(
  surface: Surface, colour: number, points: ArrayLike<number>, width: number, closed: boolean,
): string {
  const pen = new Pen(surface, colour);
  const count = points.length >> 1;
  if (width >= 1) {
    for (let i = 1; i < count; i++) {
      stroke(pen, points[2 * i - 2], points[2 * i - 1], points[2 * i], points[2 * i + 1], width);
    }
    if (closed && count > 2) {
      stroke(pen, points[2 * count - 2], points[2 * count - 1], points[0], points[1], width);
    }
  }
  return pen.area(points[0], points[1]);
}
