// What is asked of a surface as a whole: single pixels, bounds, scrolling, and pixels made transparent.
import { NO_KEY, OPAQUE, Surface, duplicate, stored, told } from "./surface.ts";

export function get(surface: Surface, x: number, y: number): number {
  return surface.pixels[surface.offset + y * surface.pitch + x];
}

/** Outside the clip nothing happens. */
export function set(surface: Surface, x: number, y: number, colour: number): void {
  if (x >= surface.left && x < surface.right && y >= surface.top && y < surface.bottom) {
    surface.pixels[surface.offset + y * surface.pitch + x] = stored(surface, colour);
  }
}

/** How it is copied from now on. */
export function mark(surface: Surface, key: number, opacity: number, blending: boolean): void {
  surface.key = key;
  surface.opacity = opacity;
  surface.blending = blending;
}

/** A copy with per-pixel alpha, where the pixels of the colour key are transparent. */
export function transparent(source: Surface): Surface {
  const made = duplicate(source, true);
  if (source.key !== NO_KEY) {
    for (let i = 0; i < made.pixels.length; i++) {
      if ((made.pixels[i] & 0xffffff) === source.key) {
        made.pixels[i] = source.key;
      }
    }
  }
  return made;
}

/** The smallest rectangle with every pixel that is at least that opaque and not of the colour key. */
export function bounds(surface: Surface, minAlpha: number): string {
  const { width, height, pitch, offset, pixels, key, alpha } = surface;
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    const start = offset + y * pitch;
    for (let x = 0; x < width; x++) {
      const pixel = pixels[start + x];
      const seen = (!alpha || pixel >>> 24 >= minAlpha) && (key === NO_KEY || (pixel & 0xffffff) !== key);
      if (seen) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = top < 0 ? y : top;
        bottom = y;
      }
    }
  }
  return right < 0 ? told(0, 0, 0, 0) : told(left, top, right - left + 1, bottom - top + 1);
}

const ERASE = 4;
const REPEAT = 2;

/** Moves what is in the clip; the pixels that come in stay, are erased, or are those that went out. */
export function scroll(surface: Surface, right: number, down: number, flag: number): void {
  const { left, top, pixels } = surface;
  const width = surface.right - left;
  const height = surface.bottom - top;
  if (width <= 0 || height <= 0) {
    return;
  }
  const before = new Uint32Array(width * height);
  const line = (y: number): number => surface.offset + (top + y) * surface.pitch + left;
  for (let y = 0; y < height; y++) {
    before.set(pixels.subarray(line(y), line(y) + width), y * width);
  }
  const empty = surface.alpha ? 0 : OPAQUE;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const fromX = flag === REPEAT ? wrapped(x - right, width) : x - right;
      const fromY = flag === REPEAT ? wrapped(y - down, height) : y - down;
      if (fromX >= 0 && fromX < width && fromY >= 0 && fromY < height) {
        pixels[line(y) + x] = before[fromY * width + fromX];
      } else if (flag === ERASE) {
        pixels[line(y) + x] = empty;
      }
    }
  }
}

function wrapped(value: number, size: number): number {
  return ((value % size) + size) % size;
}

/** Multiplies each colour by its pixel's opacity, in place. */
export function premultiply(surface: Surface): void {
  const { width, height, pitch, offset, pixels } = surface;
  for (let y = 0; y < height; y++) {
    for (let at = offset + y * pitch; at < offset + y * pitch + width; at++) {
      const pixel = pixels[at];
      const alpha = pixel >>> 24;
      const scaled = (shift: number): number => ((((pixel >>> shift) & 255) + 1) * alpha >> 8) << shift;
      pixels[at] = scaled(0) | scaled(8) | scaled(16) | (alpha << 24);
    }
  }
}
