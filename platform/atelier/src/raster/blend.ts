// How one pixel lands on another: SDL's and pygame-ce's arithmetic, measured value by value against pygame-ce 2.5.8.
import { OPAQUE } from "./surface.ts";

/** pygame's BLEND_* constants. */
export const ADD = 1;
export const SUB = 2;
export const MULT = 3;
export const MIN = 4;
export const MAX = 5;
export const RGBA_ADD = 6;
export const RGBA_SUB = 7;
export const RGBA_MULT = 8;
export const RGBA_MIN = 9;
export const RGBA_MAX = 16;
export const PREMULTIPLIED = 17;

/** `from` at `opacity` (0-255) over the opaque `to`: ((from - to) * opacity + from >> 8) + to on each channel. */
export function over(from: number, to: number, opacity: number): number {
  const here = opacity + 1;
  const there = 256 - opacity;
  const redBlue = (Math.imul(from & 0xff00ff, here) + Math.imul(to & 0xff00ff, there)) >>> 8;
  const green = (Math.imul(from & 0x00ff00, here) + Math.imul(to & 0x00ff00, there)) >>> 8;
  return (redBlue & 0xff00ff) | (green & 0x00ff00) | OPAQUE;
}

/** `from` at `opacity` over a pixel that has an alpha of its own. */
export function overAlpha(from: number, to: number, opacity: number): number {
  const below = to >>> 24;
  if (below === 0) {
    return (from & 0xffffff) | (opacity << 24);
  }
  const alpha = opacity + below - ((opacity * below / 255) | 0);
  return (over(from, to, opacity) & 0xffffff) | (alpha << 24);
}

/** A surface without per-pixel alpha at `opacity` over another pixel: ((from - to) * opacity >> 8) + to. */
export function fade(from: number, to: number, opacity: number): number {
  const there = 256 - opacity;
  const redBlue = (Math.imul(from & 0xff00ff, opacity) + Math.imul(to & 0xff00ff, there)) >>> 8;
  const green = (Math.imul(from & 0x00ff00, opacity) + Math.imul(to & 0x00ff00, there)) >>> 8;
  return (redBlue & 0xff00ff) | (green & 0x00ff00) | OPAQUE;
}

/** The same where a colour key is set, which SDL computes another way: (from - to) * opacity / 255 towards zero, + to. */
export function fadeKeyed(from: number, to: number, opacity: number, alpha: boolean): number {
  let mixed = 0;
  for (let shift = 0; shift < 24; shift += 8) {
    const below = (to >>> shift) & 255;
    mixed |= ((((((from >>> shift) & 255) - below) * opacity) / 255 | 0) + below) << shift;
  }
  const below = to >>> 24;
  return mixed | (alpha ? (opacity + below - ((opacity * below / 255) | 0)) << 24 : OPAQUE);
}

/** Per-pixel alpha where a colour key is set: both parts are cut towards zero, then summed. */
export function overKeyed(from: number, to: number, opacity: number): number {
  let mixed = 0;
  for (let shift = 0; shift < 24; shift += 8) {
    mixed |= (share((from >>> shift) & 255, opacity) + share((to >>> shift) & 255, 255 - opacity)) << shift;
  }
  return mixed | ((opacity + share(to >>> 24, 255 - opacity)) << 24);
}

function share(value: number, opacity: number): number {
  return ((value * opacity) / 255) | 0;
}

function times(a: number, b: number): number {
  return (a * b + 255) >> 8;
}

function channel(from: number, to: number, how: number): number {
  switch (how) {
    case ADD:
      return Math.min(from + to, 255);
    case SUB:
      return Math.max(to - from, 0);
    case MULT:
      return times(from, to);
    case MIN:
      return Math.min(from, to);
    default:
      return Math.max(from, to);
  }
}

const OF_ALPHA = new Map([
  [RGBA_ADD, ADD],
  [RGBA_SUB, SUB],
  [RGBA_MULT, MULT],
  [RGBA_MIN, MIN],
  [RGBA_MAX, MAX],
]);

/** The function for one of pygame's BLEND_* flags, or null where there is no such flag. */
export function mixer(flag: number): ((from: number, to: number) => number) | null {
  if (flag === PREMULTIPLIED) {
    return premultiplied;
  }
  const withAlpha = OF_ALPHA.get(flag);
  const how = withAlpha ?? flag;
  if (how < ADD || how > MAX) {
    return null;
  }
  return (from, to) =>
    channel(from & 255, to & 255, how) |
    (channel((from >>> 8) & 255, (to >>> 8) & 255, how) << 8) |
    (channel((from >>> 16) & 255, (to >>> 16) & 255, how) << 16) |
    (withAlpha === undefined ? to & OPAQUE : channel(from >>> 24, to >>> 24, how) << 24);
}

function premultiplied(from: number, to: number): number {
  const alpha = from >>> 24;
  let mixed = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    const above = (from >>> shift) & 255;
    const below = (to >>> shift) & 255;
    mixed |= Math.min(255, above + below - times(below, alpha)) << shift;
  }
  return mixed;
}
