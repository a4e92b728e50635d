// Masks out of surfaces, and surfaces out of masks.
import { Mask } from "./bits.ts";
import { NO_KEY, OPAQUE, stored, type Surface } from "./surface.ts";

/** Set where a pixel is more opaque than that, or is not of the colour key. */
export function fromSurface(surface: Surface, threshold: number): Mask {
  const made = new Mask(surface.width, surface.height);
  const keyed = surface.key !== NO_KEY;
  each(made, (x, y, at) => {
    const pixel = surface.pixels[surface.offset + y * surface.pitch + x];
    made.bits[at] = keyed ? Number((pixel ^ OPAQUE) >>> 0 !== surface.key) : Number(pixel >>> 24 > threshold);
  });
  return made;
}

/** Set where a pixel is near a colour, or near the pixel of another surface. */
export function fromThreshold(surface: Surface, colour: number, allowed: number, other: Surface | undefined): Mask {
  const made = new Mask(surface.width, surface.height);
  each(made, (x, y, at) => {
    const pixel = surface.pixels[surface.offset + y * surface.pitch + x];
    const wanted = other ? other.pixels[other.offset + y * other.pitch + x] : colour;
    made.bits[at] = Number(nearer(pixel, wanted, allowed));
  });
  return made;
}

/** Whether each channel is less than that away. */
function nearer(pixel: number, wanted: number, allowed: number): boolean {
  for (let shift = 0; shift < 24; shift += 8) {
    if (Math.abs(((pixel >>> shift) & 255) - ((wanted >>> shift) & 255)) >= ((allowed >>> shift) & 255)) {
      return false;
    }
  }
  return true;
}

/** What a set (or an unset) bit paints: the pixel of a surface there, else a colour; -1: nothing. */
export interface Paint {
  surface: Surface | undefined;
  colour: number;
}

/** Paints a part of a mask (x, y, width, height) onto a surface whose corner of it lies at toX, toY. */
export function paintMask(
  mask: Mask, target: Surface, set: Paint, unset: Paint, toX: number, toY: number,
  fromX: number, fromY: number, width: number, height: number,
): void {
  const [left, top] = [Math.max(0, fromX), Math.max(0, fromY)];
  width = Math.min(fromX + width, mask.width) - left;
  height = Math.min(fromY + height, mask.height) - top;
  const [lowX, lowY] = [Math.max(0, target.left - toX), Math.max(0, target.top - toY)];
  const [highX, highY] = [Math.min(width, target.right - toX), Math.min(height, target.bottom - toY)];
  for (let y = lowY; y < highY; y++) {
    for (let x = lowX; x < highX; x++) {
      const paint = mask.bits[(y + top) * mask.width + x + left] ? set : unset;
      const at = target.offset + (toY + y) * target.pitch + toX + x;
      const { surface } = paint;
      if (surface && x + left < surface.width && y + top < surface.height) {
        const pixel = surface.pixels[surface.offset + (y + top) * surface.pitch + x + left];
        target.pixels[at] = stored(target, pixel);
      } else if (paint.colour >= 0) {
        target.pixels[at] = stored(target, paint.colour);
      }
    }
  }
}

function each(mask: Mask, visit: (x: number, y: number, at: number) => void): void {
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      visit(x, y, y * mask.width + x);
    }
  }
}
