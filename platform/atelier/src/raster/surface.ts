// A surface: rows of pixels, where one may draw in them, and how they are to be copied onto others.

/** Pixels are 0xAABBGGRR, so that memory reads R, G, B, A as a canvas wants it; without per-pixel alpha, A is always 255. */
export const OPAQUE = 0xff000000;

/** No colour is transparent. */
export const NO_KEY = -1;

export class Surface {
  /** The colour (0xBBGGRR) that is not copied, or NO_KEY. */
  key = NO_KEY;
  /** Of the whole surface, 0 to 255. */
  opacity = 255;
  /** False after set_alpha(None): copied as it is, alpha included. */
  blending: boolean;
  /** Drawing is kept to left <= x < right and top <= y < bottom. */
  left = 0;
  top = 0;
  right: number;
  bottom: number;

  constructor(
    readonly width: number,
    readonly height: number,
    readonly alpha: boolean,
    readonly pixels: Uint32Array = new Uint32Array(width * height).fill(alpha ? 0 : OPAQUE),
    /** Index of the first pixel: not 0 in a part of another surface, whose pixels it shares. */
    readonly offset = 0,
    readonly pitch = width,
  ) {
    this.blending = alpha;
    this.right = width;
    this.bottom = height;
  }
}

/** A part of a surface that shares its pixels; it must lie inside. */
export function part(whole: Surface, x: number, y: number, width: number, height: number): Surface {
  const found = new Surface(width, height, whole.alpha, whole.pixels, whole.offset + y * whole.pitch + x, whole.pitch);
  found.key = whole.key;
  found.opacity = whole.opacity;
  found.blending = whole.blending;
  return found;
}

/** The same pixels in memory of its own, with another kind of alpha if asked; what it says of copying is not taken. */
export function duplicate(source: Surface, alpha: boolean): Surface {
  const { width, height, pitch } = source;
  const copied = new Surface(width, height, alpha);
  for (let y = 0; y < height; y++) {
    const start = source.offset + y * pitch;
    copied.pixels.set(source.pixels.subarray(start, start + width), y * width);
  }
  if (!alpha && source.alpha) {
    makeOpaque(copied.pixels);
  }
  return copied;
}

export function makeOpaque(pixels: Uint32Array): void {
  for (let i = 0; i < pixels.length; i++) {
    pixels[i] |= OPAQUE;
  }
}

/** Keeps drawing to a rectangle; where none of it lies in the surface, right or bottom come before left or top. */
export function clip(surface: Surface, x: number, y: number, width: number, height: number): void {
  const empty = width <= 0 || height <= 0;
  surface.left = empty ? 0 : Math.max(x, 0);
  surface.top = empty ? 0 : Math.max(y, 0);
  surface.right = empty ? 0 : Math.min(x + width, surface.width);
  surface.bottom = empty ? 0 : Math.min(y + height, surface.height);
}

/** A pixel as it is stored in this surface. */
export function stored(surface: Surface, colour: number): number {
  return surface.alpha ? colour >>> 0 : (colour | OPAQUE) >>> 0;
}

/** Rectangles cross to Python as text: four numbers in one call. */
export function told(x: number, y: number, width: number, height: number): string {
  return `${x} ${y} ${width} ${height}`;
}
