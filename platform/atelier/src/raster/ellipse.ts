// Circles and ellipses: the midpoint algorithm in its two halves, where the outline is flat and where it is steep.
import { Pen } from "./pen.ts";
import type { Surface } from "./surface.ts";

/** For each row above the centre, the first and the last x of the outline. */
export interface Outline {
  first: Int32Array;
  last: Int32Array;
}

/** The outline of a quarter of an ellipse: its flat half first, with or without the point of 45 degrees. */
export function outline(across: number, down: number, diagonal: boolean): Outline {
  const first = new Int32Array(down + 1).fill(across);
  const last = new Int32Array(down + 1).fill(-1);
  const a = across * across;
  const b = down * down;
  let x = 0;
  let y = down;
  const visit = (): void => {
    first[y] = Math.min(first[y], x);
    last[y] = Math.max(last[y], x);
  };
  while (b * x < a * y || (diagonal && b * x === a * y && y > 0)) {
    visit();
    x += 1;
    if (b * x * x + a * (y - 0.5) * (y - 0.5) - a * b >= 0) {
      y -= 1;
    }
  }
  while (y >= 0) {
    visit();
    y -= 1;
    if (b * (x + 0.5) * (x + 0.5) + a * y * y - a * b <= 0) {
      x += 1;
    }
  }
  return { first, last };
}

/** Where an ellipse lies: its middle, and 1 less on the right and below where a side is even. */
interface Place {
  x: number;
  y: number;
  evenX: number;
  evenY: number;
}

function rows(pen: Pen, place: Place, y: number, from: number, to: number): void {
  for (const line of [place.y - y, place.y + y - place.evenY]) {
    if (from === 0) {
      pen.row(place.x - to, place.x + to - place.evenX, line);
    } else {
      pen.row(place.x - to, place.x - from, line);
      pen.row(place.x + from - place.evenX, place.x + to - place.evenX, line);
    }
  }
}

export function ellipse(
  surface: Surface, colour: number, x: number, y: number, width: number, height: number, thickness: number,
): string {
  const pen = new Pen(surface, colour);
  if (thickness >= 0) {
    drawEllipse(pen, x, y, width, height, thickness);
  }
  return pen.area(x, y);
}

function drawEllipse(
  pen: Pen, x: number, y: number, width: number, height: number, thickness: number,
): void {
  const across = width >> 1;
  const down = height >> 1;
  const place = { x: x + across, y: y + down, evenX: 1 - (width & 1), evenY: 1 - (height & 1) };
  if (width === 1) {
    pen.column(x, y, y + height - 1);
  } else if (height === 1) {
    pen.row(x, x + width - 1, y);
  } else {
    const outer = outline(across, down, false);
    const inner = hole(across - thickness + 1, down - thickness + 1, thickness);
    for (let line = 0; line <= down; line++) {
      rows(pen, place, line, inner?.first[line] ?? 0, outer.last[line]);
    }
  }
}

/** The innermost outline of a ring: what lies strictly inside is not drawn. */
function hole(across: number, down: number, thickness: number): Outline | null {
  return thickness > 0 && across > 0 && down > 0 ? outline(across, down, true) : null;
}

export const TOP_RIGHT = 1;
export const TOP_LEFT = 2;
export const BOTTOM_LEFT = 4;
export const BOTTOM_RIGHT = 8;

/** A disc, a ring, or quarters of one (a sum of 1, 2, 4, 8; 0 for the whole). */
export function circle(
  surface: Surface, colour: number, x: number, y: number, radius: number, thickness: number, quarters: number,
): string {
  const pen = new Pen(surface, colour);
  if (radius >= 1 && thickness >= 0) {
    const width = thickness > radius ? radius : thickness;
    if (quarters === 0) {
      wholeCircle(pen, x, y, radius, width);
    } else {
      quartersOfCircle(pen, x, y, radius, width, quarters);
    }
  }
  return pen.area(x, y);
}

export function quartersOfCircle(
  pen: Pen, x: number, y: number, radius: number, thickness: number, quarters: number,
): void {
  if (radius === 0 || (thickness > 1 && thickness < radius)) {
    quarterRing(pen, x, y, radius, thickness, quarters);
  } else {
    quarterCircle(pen, x, y, radius, thickness, quarters);
  }
}

/** Half the width of each row of a disc, 1 at the middle: x*x + y*y - y < radius*radius, mirrored at the diagonal. */
export function discRows(radius: number): Outline {
  const first = new Int32Array(radius + 1).fill(radius);
  const last = new Int32Array(radius + 1);
  last[1] = 1;
  let y = radius;
  for (let x = 1; x <= y; x++) {
    while (x * x + y * y - y >= radius * radius && y >= x) {
      y -= 1;
    }
    if (y < x) {
      break;
    }
    last[y] = Math.max(last[y], x);
    first[y] = Math.min(first[y], x);
    last[x] = Math.max(last[x], y);
    first[x] = Math.min(first[x], y);
  }
  return { first, last };
}

function ring(radius: number, thickness: number): Outline {
  if (thickness === 1) {
    return discRows(radius);
  }
  if (thickness === 0 || thickness === radius) {
    const { last } = discRows(radius);
    return { first: new Int32Array(radius + 1).fill(1), last };
  }
  const first = new Int32Array(radius + 1).fill(1);
  first.set(outline(radius - thickness + 1, radius - thickness + 1, true).first);
  return { first, last: outline(radius, radius, true).last };
}

function wholeCircle(pen: Pen, x: number, y: number, radius: number, thickness: number): void {
  const { first, last } = ring(radius, thickness);
  for (let line = 1; line <= radius; line++) {
    for (const row of [y - line, y + line - 1]) {
      if (first[line] <= 1) {
        pen.row(x - last[line], x + last[line] - 1, row);
      } else {
        pen.row(x - last[line], x - first[line], row);
        pen.row(x + first[line] - 1, x + last[line] - 1, row);
      }
    }
  }
}

function quarterCircle(pen: Pen, x: number, y: number, radius: number, thickness: number, quarters: number): void {
  const { first, last } = ring(radius, thickness);
  for (let line = 1; line <= radius; line++) {
    const from = Math.max(first[line], 1);
    if (quarters & TOP_RIGHT) pen.row(x + from - 1, x + last[line] - 1, y - line);
    if (quarters & TOP_LEFT) pen.row(x - last[line], x - from, y - line);
    if (quarters & BOTTOM_LEFT) pen.row(x - last[line], x - from, y + line - 1);
    if (quarters & BOTTOM_RIGHT) pen.row(x + from - 1, x + last[line] - 1, y + line - 1);
  }
  if (thickness === 0 && radius > 1) {
    // pygame draws the row of the centre with the upper quarters too.
    if (quarters & TOP_RIGHT) pen.row(x, x + radius - 1, y);
    if (quarters & TOP_LEFT) pen.row(x - radius, x - 1, y);
  }
}

/** Quarters of a ring: runs between two midpoint circles walked together, mirrored at the diagonal. */
function quarterRing(pen: Pen, x: number, y: number, radius: number, thickness: number, quarters: number): void {
  const inside = radius - thickness;
  let outer = radius;
  let inner = inside;
  const dots = (across: number, down: number): void => {
    if (quarters & TOP_RIGHT) pen.dot(x + across - 1, y - down);
    if (quarters & TOP_LEFT) pen.dot(x - across, y - down);
    if (quarters & BOTTOM_LEFT) pen.dot(x - across, y + down - 1);
    if (quarters & BOTTOM_RIGHT) pen.dot(x + across - 1, y + down - 1);
  };
  if (radius === 0) {
    // Nothing should be drawn; pygame draws these, beside the corner.
    for (let down = 0; down > -Math.max(thickness, 1); down--) {
      dots(1, down);
      dots(down, 1);
    }
  }
  for (let step = 1; step <= outer; step++) {
    if (step * step + outer * outer - outer >= radius * radius) outer -= 1;
    if (step * step + inner * inner - inner >= inside * inside) inner -= 1;
    for (let down = outer; down > Math.max(inner, 0); down--) {
      dots(step, down);
      dots(down, step);
    }
  }
}
