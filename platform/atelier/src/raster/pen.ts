// What every shape is drawn with: dots and rows kept to the clip, and the box of all that was really drawn.
import { stored, told, type Surface } from "./surface.ts";

export class Pen {
  private readonly pixel: number;
  private left = Infinity;
  private top = Infinity;
  private right = -Infinity;
  private bottom = -Infinity;

  constructor(
    readonly surface: Surface,
    readonly colour: number,
  ) {
    this.pixel = stored(surface, colour);
  }

  dot(x: number, y: number): void {
    const { surface } = this;
    if (x < surface.left || x >= surface.right || y < surface.top || y >= surface.bottom) {
      return;
    }
    surface.pixels[surface.offset + y * surface.pitch + x] = this.pixel;
    this.drew(x, x, y);
  }

  /** Both ends are drawn, in whichever order they come. */
  row(from: number, to: number, y: number): void {
    const { surface } = this;
    const start = Math.max(Math.min(from, to), surface.left);
    const end = Math.min(Math.max(from, to), surface.right - 1);
    if (start > end || y < surface.top || y >= surface.bottom) {
      return;
    }
    const line = surface.offset + y * surface.pitch;
    surface.pixels.fill(this.pixel, line + start, line + end + 1);
    this.drew(start, end, y);
  }

  column(x: number, from: number, to: number): void {
    for (let y = Math.min(from, to); y <= Math.max(from, to); y++) {
      this.dot(x, y);
    }
  }

  /** Whether some of these rows lie within the clip. */
  sees(top: number, bottom: number): boolean {
    return bottom >= this.surface.top && top < this.surface.bottom;
  }

  /** The box of what was drawn; of no size, at x, y, where nothing was. */
  area(x: number, y: number): string {
    if (this.right < this.left) {
      return told(x, y, 0, 0);
    }
    return told(this.left, this.top, this.right - this.left + 1, this.bottom - this.top + 1);
  }

  private drew(left: number, right: number, y: number): void {
    if (left < this.left) this.left = left;
    if (right > this.right) this.right = right;
    if (y < this.top) this.top = y;
    if (y > this.bottom) this.bottom = y;
  }
}
