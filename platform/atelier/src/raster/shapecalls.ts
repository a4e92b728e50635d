// What Python may ask about surfaces, by the names it calls.
import { arc } from "./arc.ts";
import { blit, blitMany, blitPart } from "./blit.ts";
import { isBmp, readBmp, writeBmp } from "./bmp.ts";
import { fromBytes, toBytes } from "./bytes.ts";
import { circle, ellipse } from "./ellipse.ts";
import { fill } from "./fill.ts";
import {
  average, blur, boxWeights, chop, gaussianWeights, grayscale, invert, laplacian, mean, overlay, pixelate,
} from "./filter.ts";
import { flood } from "./flood.ts";
import { hsl, threshold } from "./hue.ts";
import { line } from "./line.ts";
import { type Picture, isPng, readPng } from "./png.ts";
import { lines, polygon } from "./polygon.ts";
import { rectangle, rounded } from "./rectangle.ts";
import { rotate, rotozoom } from "./rotate.ts";
import { flip, scale, scale2x, smoothScale } from "./scale.ts";
import { smoothCircle, smoothLine, smoothLines } from "./smooth.ts";
import { Surface, clip, duplicate, part, told } from "./surface.ts";
import { bounds, get, mark, premultiply, scroll, set, transparent } from "./whole.ts";

export const SHAPES = {
  create: (width: number, height: number, alpha: boolean) => new Surface(width, height, alpha),
  part,
  duplicate,
  transparent,
  clip(surface: Surface, x: number, y: number, width: number, height: number): string {
    clip(surface, x, y, width, height);
    const { left, top, right, bottom } = surface;
    return told(left, top, right - left, bottom - top);
  },
  mark,
  blit,
  blitPart,
  blitMany,
  fill,
  scroll,
  get,
  set,
  bounds,
  premultiply,
  /** Puts the pixels of a surface into another one of its size. */
  replace(target: Surface, made: Surface): void {
    const copied = duplicate(made, target.alpha);
    for (let y = 0; y < made.height; y++) {
      const row = copied.pixels.subarray(y * made.width, (y + 1) * made.width);
      target.pixels.set(row, target.offset + y * target.pitch);
    }
  },

  line,
  circle,
  ellipse,
  rectangle,
  rounded,
  arc,
  flood,
  smoothLine,
  smoothCircle,
  // Points come as arguments: a list would have to be made into an object first.
  polygon: (surface: Surface, colour: number, ...points: number[]) => polygon(surface, colour, points),
  lines: (surface: Surface, colour: number, width: number, closed: boolean, ...points: number[]) =>
    lines(surface, colour, points, width, closed),
  smoothLines: (surface: Surface, colour: number, closed: boolean, ...points: number[]) =>
    smoothLines(surface, colour, points, closed),

  scale,
  scale2x,
  smoothScale,
  flip,
  rotate,
  rotozoom,
  grayscale,
  invert,
  overlay,
  pixelate,
  average,
  mean,
  laplacian,
  chop,
  hsl,
  threshold,
  boxBlur: (source: Surface, radius: number, repeat: boolean) => blur(source, boxWeights(radius), repeat),
  gaussianBlur: (source: Surface, radius: number, repeat: boolean) => blur(source, gaussianWeights(radius), repeat),

  toBytes,
  fromBytes,
  writeBmp,
  /** PNG or BMP; undefined: neither, or damaged. */
  readImage(bytes: Uint8Array): Picture | undefined {
    try {
      return isPng(bytes) ? readPng(bytes) : isBmp(bytes) ? readBmp(bytes) : undefined;
    } catch {
      return undefined;
    }
  },
};
