// Windows bitmaps, read and written.
import type { Picture } from "./png.ts";
import { OPAQUE, Surface } from "./surface.ts";

export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d;
}

const HEADER = 14;

export function readBmp(bytes: Uint8Array): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = view.getUint32(10, true);
  const info = view.getUint32(HEADER, true);
  const width = view.getInt32(HEADER + 4, true);
  const tall = view.getInt32(HEADER + 8, true);
  const depth = view.getUint16(HEADER + 14, true);
  const compression = view.getUint32(HEADER + 16, true);
  if (![1, 4, 8, 24, 32].includes(depth) || (compression !== 0 && compression !== 3)) {
    throw new Error("not a bitmap that can be read");
  }
  const height = Math.abs(tall);
  const alpha = depth === 32 && info >= 56 && view.getUint32(HEADER + 52, true) !== 0;
  const surface = new Surface(width, height, alpha);
  const pitch = Math.ceil((width * depth) / 32) * 4;
  for (let y = 0; y < height; y++) {
    const row = start + (tall > 0 ? height - 1 - y : y) * pitch;
    for (let x = 0; x < width; x++) {
      surface.pixels[y * width + x] = pixel(bytes, row, x, depth, HEADER + info, alpha);
    }
  }
  return { surface, depth: depth < 8 ? 8 : depth };
}

function pixel(bytes: Uint8Array, row: number, x: number, depth: number, palette: number, alpha: boolean): number {
  let at = row + (x * depth) / 8;
  if (depth <= 8) {
    const place = x * depth;
    const index = (bytes[row + (place >> 3)] >> (8 - depth - (place & 7))) & ((1 << depth) - 1);
    at = palette + index * 4;
  }
  const colour = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
  return (alpha ? colour | (bytes[at + 3] << 24) : colour | OPAQUE) >>> 0;
}

/** 24 bits a pixel, or 32 with a mask for the alpha. */
export function writeBmp(surface: Surface): Uint8Array {
  const { width, height, alpha } = surface;
  const size = alpha ? 4 : 3;
  const pitch = Math.ceil((width * size) / 4) * 4;
  const info = alpha ? 108 : 40;
  const bytes = new Uint8Array(HEADER + info + pitch * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADER + info, true);
  view.setUint32(HEADER, info, true);
  view.setInt32(HEADER + 4, width, true);
  view.setInt32(HEADER + 8, height, true);
  view.setUint16(HEADER + 12, 1, true);
  view.setUint16(HEADER + 14, size * 8, true);
  view.setUint32(HEADER + 20, pitch * height, true);
  if (alpha) {
    view.setUint32(HEADER + 16, 3, true);
    [0xff0000, 0xff00, 0xff, OPAQUE].forEach((mask, i) => view.setUint32(HEADER + 40 + 4 * i, mask, true));
    view.setUint32(HEADER + 56, 0x73524742, true);
  }
  for (let y = 0; y < height; y++) {
    let at = HEADER + info + (height - 1 - y) * pitch;
    for (let x = 0; x < width; x++, at += size) {
      const value = surface.pixels[surface.offset + y * surface.pitch + x];
      bytes.set([(value >>> 16) & 255, (value >>> 8) & 255, value & 255, value >>> 24].slice(0, size), at);
    }
  }
  return bytes;
}
