// Surfaces of another size: nearest pixel, or smoothed the way pygame-ce's SSE2 code does it.
import { Surface, duplicate, makeOpaque } from "./surface.ts";

/** The source pixel for each of `to` pixels; a tie goes to the later one only where the ratio is whole. */
export function nearest(from: number, to: number): Int32Array {
  const tie = from % to === 0 ? 0 : 1;
  return Int32Array.from({ length: to }, (_, i) => Math.floor(((2 * i + 1) * from - tie) / (2 * to)));
}

export function scale(source: Surface, width: number, height: number): Surface {
  const made = new Surface(width, height, source.alpha);
  if (source.width === 0 || source.height === 0) {
    return made;
  }
  const columns = nearest(source.width, width);
  const rows = nearest(source.height, height);
  for (let y = 0; y < height; y++) {
    const start = source.offset + rows[y] * source.pitch;
    if (y > 0 && rows[y] === rows[y - 1]) {
      made.pixels.copyWithin(y * width, (y - 1) * width, y * width);
      continue;
    }
    for (let x = 0; x < width; x++) {
      made.pixels[y * width + x] = source.pixels[start + columns[x]];
    }
  }
  return made;
}

export function flip(source: Surface, across: boolean, down: boolean): Surface {
  const { width, height } = source;
  const made = new Surface(width, height, source.alpha);
  for (let y = 0; y < height; y++) {
    const start = source.offset + (down ? height - 1 - y : y) * source.pitch;
    const row = made.pixels.subarray(y * width, (y + 1) * width);
    row.set(source.pixels.subarray(start, start + width));
    if (across) {
      row.reverse();
    }
  }
  return made;
}

/** Pixels as bytes in rows of width * 4: what smoothing works on, one line of pixels after the other. */
interface Lines {
  /** How many lines, how long each, and how far it is from a line and from a pixel to the next. */
  count: number;
  length: number;
  line: number;
  pixel: number;
  bytes: Uint8Array;
}

/** Across first, then down, as pygame does; the order shows in the rounding. */
export function smoothScale(source: Surface, width: number, height: number): Surface {
  const made = new Surface(width, height, source.alpha);
  if (source.width === 0 || source.height === 0 || width === 0 || height === 0) {
    return made;
  }
  const packed = duplicate(source, source.alpha);
  let bytes = new Uint8Array(packed.pixels.buffer);
  if (width !== source.width) {
    const wide = new Uint8Array(width * source.height * 4);
    resize(
      { count: source.height, length: source.width, line: source.width * 4, pixel: 4, bytes },
      { count: source.height, length: width, line: width * 4, pixel: 4, bytes: wide },
    );
    bytes = wide;
  }
  const target = new Uint8Array(made.pixels.buffer);
  if (height === source.height) {
    target.set(bytes);
  } else {
    resize(
      { count: width, length: source.height, line: 4, pixel: width * 4, bytes },
      { count: width, length: height, line: 4, pixel: width * 4, bytes: target },
    );
  }
  if (!made.alpha) {
    makeOpaque(made.pixels);
  }
  return made;
}

function resize(from: Lines, to: Lines): void {
  const one = to.length < from.length ? shrink : expand;
  for (let line = 0; line < from.count; line++) {
    for (let channel = 0; channel < 4; channel++) {
      one(from, to, line * from.line + channel, line * to.line + channel);
    }
  }
}

/** Between two neighbours, in 256ths. */
function expand(from: Lines, to: Lines, start: number, end: number): void {
  const steps = from.length - 1;
  for (let i = 0; i < to.length; i++) {
    const left = Math.floor((i * steps) / to.length);
    const share = Math.floor((256 * ((i * steps) % to.length)) / to.length);
    const at = start + left * from.pixel;
    const next = left < steps ? at + from.pixel : at;
    to.bytes[end + i * to.pixel] = (from.bytes[at] * (256 - share) + from.bytes[next] * share) >> 8;
  }
}

/** The mean of the pixels covered, in 16384ths. */
function shrink(from: Lines, to: Lines, start: number, end: number): void {
  const whole = 0x4000;
  const space = Math.floor((whole * from.length) / to.length);
  const share = Math.floor((whole << 16) / space);
  let sum = 0;
  let left = space;
  for (let i = 0, at = start; i < from.length; i++, at += from.pixel) {
    const value = from.bytes[at];
    if (left > whole) {
      sum += value;
      left -= whole;
    } else {
      const rest = whole - left;
      to.bytes[end] = ((sum + ((value * left) >> 14)) * share) >> 16;
      end += to.pixel;
      sum = (value * rest) >> 14;
      left = space - rest;
    }
  }
}

/** AdvanceMAME's Scale2x. */
export function scale2x(source: Surface): Surface {
  const { width, height } = source;
  const made = new Surface(width * 2, height * 2, source.alpha);
  const at = (x: number, y: number): number =>
    source.pixels[
      source.offset + Math.min(Math.max(y, 0), height - 1) * source.pitch + Math.min(Math.max(x, 0), width - 1)
    ];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [up, left, here, right, down] = [at(x, y - 1), at(x - 1, y), at(x, y), at(x + 1, y), at(x, y + 1)];
      const differs = up !== down && left !== right;
      const first = 2 * y * made.pitch + 2 * x;
      made.pixels[first] = differs && left === up ? left : here;
      made.pixels[first + 1] = differs && up === right ? right : here;
      made.pixels[first + made.pitch] = differs && left === down ? left : here;
      made.pixels[first + made.pitch + 1] = differs && down === right ? right : here;
    }
  }
  return made;
}
