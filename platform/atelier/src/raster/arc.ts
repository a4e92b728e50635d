// Parts of a ring between two ellipses: row by row, those pixels whose direction from the centre lies between two angles.
import { Pen } from "./pen.ts";
import type { Surface } from "./surface.ts";

const TURN = 2 * Math.PI;

/** From one angle to another, in radians, anticlockwise from the right; `thickness` goes inwards. */
export function arc(
  surface: Surface, colour: number, x: number, y: number, width: number, height: number,
  from: number, to: number, thickness: number,
): string {
  const pen = new Pen(surface, colour);
  const across = width >> 1;
  const down = height >> 1;
  if (thickness > 0 && across > 0 && down > 0) {
    draw(pen, x + across, y + down, across, down, Math.min(thickness, across, down), between(from, to));
  }
  return pen.area(x, y);
}

/** Whether a direction lies between two angles; y goes down. */
function between(from: number, to: number): (x: number, y: number) => boolean {
  const end = to < from ? to + TURN : to;
  if (end - from >= TURN) {
    return () => true;
  }
  const start = from - Math.floor(from / TURN) * TURN;
  const length = end - from;
  return (x, y) => {
    const angle = Math.atan2(-y, x) - start;
    return angle - Math.floor(angle / TURN) * TURN <= length;
  };
}

function draw(
  pen: Pen, x: number, y: number, across: number, down: number, thickness: number,
  inside: (x: number, y: number) => boolean,
): void {
  for (let row = -down; row <= down; row++) {
    const outer = half(across, down, row);
    const inner = half(across - thickness, down - thickness, row);
    for (let column = inner; column <= outer; column++) {
      if (inside(column, row)) pen.dot(x + column, y + row);
      if (inside(-column, row)) pen.dot(x - column, y + row);
    }
  }
}

/** Half the width of an ellipse at a row; 0 above and below it. */
function half(across: number, down: number, row: number): number {
  return Math.abs(row) >= down ? 0 : Math.floor(across * Math.sqrt(1 - (row * row) / (down * down)));
}
