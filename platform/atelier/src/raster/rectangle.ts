// Rectangles, with square corners or round ones.
import { BOTTOM_LEFT, BOTTOM_RIGHT, TOP_LEFT, TOP_RIGHT, discRows, quartersOfCircle } from "./ellipse.ts";
import { Pen } from "./pen.ts";
import { told, type Surface } from "./surface.ts";

/** A rectangle, filled where `thickness` is 0 or leaves no hole. */
export function rectangle(
  surface: Surface, colour: number, x: number, y: number, width: number, height: number, thickness: number,
): string {
  const pen = new Pen(surface, colour);
  if (width > 0 && height > 0 && thickness >= 0) {
    return frame(pen, x, y, x + width - 1, y + height - 1, thickness);
  }
  return told(x, y, 0, 0);
}

/**
 * The whole of what the clip leaves is filled where twice the thickness would cover that, as pygame does. Tells what the
 * clip leaves, drawn or not.
 */
function frame(pen: Pen, left: number, top: number, right: number, bottom: number, thickness: number): string {
  const { surface } = pen;
  const seenWidth = Math.min(right + 1, surface.right) - Math.max(left, surface.left);
  const seenHeight = Math.min(bottom + 1, surface.bottom) - Math.max(top, surface.top);
  if (seenWidth <= 0 || seenHeight <= 0) {
    return told(left, top, 0, 0);
  }
  const full = thickness === 0 || 2 * thickness >= Math.min(seenWidth, seenHeight);
  for (let y = Math.max(top, pen.surface.top); y <= Math.min(bottom, pen.surface.bottom - 1); y++) {
    if (full || y < top + thickness || y > bottom - thickness) {
      pen.row(left, right, y);
    } else {
      pen.row(left, left + thickness - 1, y);
      pen.row(right - thickness + 1, right, y);
    }
  }
  return told(Math.max(left, surface.left), Math.max(top, surface.top), seenWidth, seenHeight);
}

/** Of a corner of which nothing is said: square, but with pygame's stray pixels beside it. */
const UNSET = -1;

/** Corners: top left, top right, bottom left, bottom right. */
type Radii = [number, number, number, number];

/** A rectangle with round corners; a corner's radius of -1 means `radius`. */
export function rounded(
  surface: Surface, colour: number, x: number, y: number, width: number, height: number, thickness: number,
  radius: number, topLeft = -1, topRight = -1, bottomLeft = -1, bottomRight = -1,
): string {
  const radii = [topLeft, topRight, bottomLeft, bottomRight].map((own) => Math.max(own < 0 ? radius : own, UNSET)) as Radii;
  if (radii.every((one) => one <= 0) || Math.abs(width) < 2 || Math.abs(height) < 2) {
    return rectangle(surface, colour, x, y, width, height, thickness);
  }
  const pen = new Pen(surface, colour);
  fit(radii, width, height);
  const [tl, tr, bl, br] = radii.map((one) => Math.max(one, 0));
  const right = x + width - 1;
  const bottom = y + height - 1;
  thickness = Math.min(thickness, Math.max(width, height) >> 1);
  if (thickness === 0) {
    filled(pen, x, y, right, bottom, radii);
    corners(pen, x, y, right, bottom, radii, 0);
  } else if (thickness > 0) {
    for (let i = 0; i < thickness; i++) {
      pen.row(x + tl, right - tr, y + i);
      pen.row(x + bl, right - br, bottom - i);
      pen.column(x + i, y + tl, bottom - bl);
      pen.column(right - i, y + tr, bottom - br);
    }
    corners(pen, x, y, right, bottom, radii, thickness);
  }
  return pen.area(x, y);
}

/** Radii that together exceed a side are all made smaller alike. */
function fit(radii: Radii, width: number, height: number): void {
  const [tl, tr, bl, br] = radii;
  const sides = [[tl + tr, width], [bl + br, width], [tl + bl, height], [tr + br, height]];
  const ratio = Math.min(1, ...sides.filter(([needed]) => needed > 0).map(([needed, there]) => there / needed));
  if (ratio < 1) {
    radii.forEach((one, i) => (radii[i] = Math.trunc(one * ratio)));
  }
}

function filled(pen: Pen, left: number, top: number, right: number, bottom: number, radii: Radii): void {
  const [tl, tr, bl, br] = radii.map((radius) => (radius > 0 ? discRows(radius).last : null));
  const inset = (rows: Int32Array | null, depth: number): number =>
    rows === null || depth >= rows.length - 1 ? 0 : rows.length - 1 - rows[rows.length - 1 - depth];
  for (let y = top; y <= bottom; y++) {
    const from = left + Math.max(inset(tl, y - top), inset(bl, bottom - y));
    const to = right - Math.max(inset(tr, y - top), inset(br, bottom - y));
    pen.row(from, to, y);
  }
}

function corners(
  pen: Pen, left: number, top: number, right: number, bottom: number, radii: Radii, thickness: number,
): void {
  const [tl, tr, bl, br] = radii.map((one) => Math.max(one, 0));
  const places: [number, number, number][] = [
    [left + tl, top + tl, TOP_LEFT],
    [right - tr + 1, top + tr, TOP_RIGHT],
    [left + bl, bottom - bl + 1, BOTTOM_LEFT],
    [right - br + 1, bottom - br + 1, BOTTOM_RIGHT],
  ];
  places.forEach(([x, y, quarter], i) => {
    if (radii[i] > 0) {
      quartersOfCircle(pen, x, y, radii[i], Math.min(thickness, radii[i]), quarter);
    } else if (radii[i] === UNSET) {
      quartersOfCircle(pen, x, y, 0, thickness, quarter);
    }
  });
}
