// The module that Python draws with, and what the worker takes from it: the screen's pixels; images it decoded itself.
import { MASKS } from "./maskcalls.ts";
import { SHAPES } from "./shapecalls.ts";
import { Surface, duplicate } from "./surface.ts";
import { createFonts } from "./fontcalls.ts";

export interface Screen {
  width: number;
  height: number;
  /** RGBA, opaque; the surface's own memory. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface Raster {
  /** What Python imports as campus_raster. */
  module: object;
  screen(): Screen | null;
  /** An image that was decoded elsewhere, for pygame.image.load of that path. */
  addImage(path: string, width: number, height: number, rgba: Uint8ClampedArray): void;
}

export function createRaster(): Raster {
  const images = new Map<string, Surface>();
  let shown: Surface | null = null;
  return {
    module: {
      ...SHAPES,
      ...MASKS,
      ...createFonts(),
      show(surface: Surface | undefined): void {
        shown = surface ?? null;
      },
      decoded(path: string): Surface | undefined {
        const found = images.get(path);
        return found && duplicate(found, found.alpha);
      },
    },
    screen(): Screen | null {
      if (shown === null) {
        return null;
      }
      const { width, height, pixels } = shown;
      return { width, height, pixels: new Uint8ClampedArray(pixels.buffer as ArrayBuffer) };
    },
    addImage(path, width, height, rgba): void {
      const pixels = new Uint32Array(rgba.slice().buffer);
      images.set(path, new Surface(width, height, pixels.some((pixel) => pixel >>> 24 < 255), pixels));
    },
  };
}
