// Flood fill: from one pixel to all that touch it by a side and have its colour.
import { Pen } from "./pen.ts";
import { stored, told, type Surface } from "./surface.ts";

export function flood(surface: Surface, colour: number, x: number, y: number): string {
  const { left, top, right, bottom, pixels, pitch, offset } = surface;
  if (x < left || x >= right || y < top || y >= bottom) {
    return told(x, y, 0, 0);
  }
  const at = (column: number, row: number): number => pixels[offset + row * pitch + column];
  const old = at(x, y);
  if (old === stored(surface, colour)) {
    return told(x, y, 0, 0);
  }
  const pen = new Pen(surface, colour);
  const waiting = [[x, y]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [column, row] = next;
    if (at(column, row) !== old) {
      continue;
    }
    let from = column;
    let to = column;
    while (from > left && at(from - 1, row) === old) from -= 1;
    while (to + 1 < right && at(to + 1, row) === old) to += 1;
    pen.row(from, to, row);
    for (const beside of [row - 1, row + 1]) {
      for (let i = from; beside >= top && beside < bottom && i <= to; i++) {
        if (at(i, beside) === old && (i === from || at(i - 1, beside) !== old)) {
          waiting.push([i, beside]);
        }
      }
    }
  }
  return pen.area(x, y);
}
