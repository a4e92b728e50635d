// Straight lines: Bresenham's, each step widened across the line's main direction.
import { Pen } from "./pen.ts";
import type { Surface } from "./surface.ts";

/** Every step of the line from one point to the other, both included. */
export function steps(x: number, y: number, toX: number, toY: number, visit: (x: number, y: number) => void): void {
  const across = Math.abs(toX - x);
  const down = Math.abs(toY - y);
  const right = x < toX ? 1 : -1;
  const below = y < toY ? 1 : -1;
  let error = Math.trunc((across > down ? across : -down) / 2);
  visit(x, y);
  while (x !== toX || y !== toY) {
    const before = error;
    if (before > -across) {
      error -= down;
      x += right;
    }
    if (before < down) {
      error += across;
      y += below;
    }
    visit(x, y);
  }
}

/** A line `width` pixels wide, counted down the screen for a flat line and across it for a steep one. */
export function stroke(pen: Pen, x: number, y: number, toX: number, toY: number, width: number): void {
  if (width === 1 && y === toY) {
    pen.row(x, toX, y);
    return;
  }
  const before = (width - 1) >> 1;
  const after = width - 1 - before;
  if (Math.abs(toX - x) > Math.abs(toY - y)) {
    steps(x, y, toX, toY, (atX, atY) => pen.column(atX, atY - before, atY + after));
  } else {
    steps(x, y, toX, toY, (atX, atY) => pen.row(atX - before, atX + after, atY));
  }
}

export function line(
  surface: Surface, colour: number, x: number, y: number, toX: number, toY: number, width: number,
): string {
  const pen = new Pen(surface, colour);
  if (width >= 1) {
    stroke(pen, x, y, toX, toY, width);
  }
  return pen.area(x, y);
}
