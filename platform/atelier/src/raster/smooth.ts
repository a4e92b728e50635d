// Lines and circles with soft edges: each pixel takes as much of the colour as the shape covers of it.
import { over, overAlpha } from "./blend.ts";
import { told, type Surface } from "./surface.ts";

class Brush {
  private left = Infinity;
  private top = Infinity;
  private right = -Infinity;
  private bottom = -Infinity;

  constructor(
    private readonly surface: Surface,
    private readonly colour: number,
  ) {}

  /** @param share of the pixel, 0 to 1. */
  dot(x: number, y: number, share: number): void {
    const { surface } = this;
    if (share <= 0 || x < surface.left || x >= surface.right || y < surface.top || y >= surface.bottom) {
      return;
    }
    const at = surface.offset + y * surface.pitch + x;
    const opacity = Math.round(Math.min(1, share) * 255);
    const below = surface.pixels[at];
    surface.pixels[at] = surface.alpha ? overAlpha(this.colour, below, opacity) : over(this.colour, below, opacity);
    this.left = Math.min(this.left, x);
    this.right = Math.max(this.right, x);
    this.top = Math.min(this.top, y);
    this.bottom = Math.max(this.bottom, y);
  }

  area(x: number, y: number): string {
    if (this.right < this.left) {
      return told(Math.trunc(x), Math.trunc(y), 0, 0);
    }
    return told(this.left, this.top, this.right - this.left + 1, this.bottom - this.top + 1);
  }
}

/** Xiaolin Wu's line, widened across its main direction. */
export function smoothLine(
  surface: Surface, colour: number, x: number, y: number, toX: number, toY: number, width: number,
): string {
  const brush = new Brush(surface, colour);
  if (width >= 1) {
    wu(brush, x, y, toX, toY, width);
  }
  return brush.area(x, y);
}

/** A chain of such lines. */
export function smoothLines(
  surface: Surface, colour: number, points: ArrayLike<number>, closed: boolean,
): string {
  const brush = new Brush(surface, colour);
  const count = points.length >> 1;
  for (let i = closed && count > 2 ? 0 : 1; i < count; i++) {
    const before = (i === 0 ? count : i) - 1;
    wu(brush, points[2 * before], points[2 * before + 1], points[2 * i], points[2 * i + 1], 1);
  }
  return brush.area(points[0], points[1]);
}

function wu(brush: Brush, x: number, y: number, toX: number, toY: number, width: number): void {
  const steep = Math.abs(toY - y) > Math.abs(toX - x);
  const dot = steep
    ? (along: number, beside: number, share: number) => brush.dot(beside, along, share)
    : (along: number, beside: number, share: number) => brush.dot(along, beside, share);
  let [from, start, to, end] = steep ? [y, x, toY, toX] : [x, y, toX, toY];
  if (from > to) {
    [from, start, to, end] = [to, end, from, start];
  }
  const slope = to === from ? 0 : (end - start) / (to - from);
  const before = (width - 1) / 2;
  for (let along = Math.round(from); along <= Math.round(to); along++) {
    const middle = start + slope * (along - from);
    const first = middle - before;
    const whole = Math.floor(first);
    const rest = first - whole;
    dot(along, whole, 1 - rest);
    for (let beside = whole + 1; beside < whole + width; beside++) {
      dot(along, beside, 1);
    }
    dot(along, whole + width, rest);
  }
}

/** A disc or a ring, round where circle() is stepped. Quarters as in circle(). */
export function smoothCircle(
  surface: Surface, colour: number, x: number, y: number, radius: number, thickness: number, quarters: number,
): string {
  const brush = new Brush(surface, colour);
  const inner = thickness === 0 || thickness >= radius ? -1 : radius - thickness;
  if (radius >= 1 && thickness >= 0) {
    for (let down = -radius - 1; down <= radius + 1; down++) {
      for (let across = -radius - 1; across <= radius + 1; across++) {
        const quarter = down < 0 ? (across < 0 ? 2 : 1) : across < 0 ? 4 : 8;
        const away = Math.hypot(across, down);
        if (quarters === 0 || quarters & quarter) {
          brush.dot(x + across, y + down, Math.min(radius + 0.5 - away, inner < 0 ? 1 : away - inner + 0.5));
        }
      }
    }
  }
  return brush.area(x, y);
}
