// PNG read as SDL_image does: exact pixels, whatever a browser would do to colours.
import { inflate } from "./inflate.ts";
import { Surface } from "./surface.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const GREY = 0;
const RGB = 2;
const PALETTE = 3;
const GREY_ALPHA = 4;
const CHANNELS = new Map([[GREY, 1], [RGB, 3], [PALETTE, 1], [GREY_ALPHA, 2], [6, 4]]);
/** First x, first y, step x, step y of each pass of an interlaced image; the last one is a whole image. */
const PASSES = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];
const LARGEST = 1 << 26;

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((value, i) => bytes[i] === value);
}

interface Header {
  width: number;
  height: number;
  depth: number;
  kind: number;
  interlaced: boolean;
}

interface Parts extends Header {
  data: Uint8Array;
  palette: Uint8Array;
  transparent: Uint8Array | null;
}

/** A picture, and how many bits a pixel pygame says it has. */
export interface Picture {
  surface: Surface;
  depth: number;
}

export function readPng(bytes: Uint8Array): Picture {
  const parts = chunks(bytes);
  const { width, height, kind, transparent } = parts;
  const alpha = kind === GREY_ALPHA || kind === 6 || transparent !== null;
  const surface = new Surface(width, height, alpha);
  const data = inflate(parts.data, sizeOf(parts));
  let at = 0;
  for (const [x, y, stepX, stepY] of parts.interlaced ? PASSES : [[0, 0, 1, 1]]) {
    const columns = Math.ceil((width - x) / stepX);
    const rows = Math.ceil((height - y) / stepY);
    if (columns <= 0 || rows <= 0) {
      continue;
    }
    const length = rowBytes(parts, columns);
    unfilter(data.subarray(at, at + rows * (length + 1)), length, Math.max(1, (CHANNELS.get(kind)! * parts.depth) >> 3));
    const pixel = reader(parts);
    for (let row = 0; row < rows; row++) {
      const line = data.subarray(at + row * (length + 1) + 1, at + (row + 1) * (length + 1));
      for (let column = 0; column < columns; column++) {
        surface.pixels[(y + row * stepY) * width + x + column * stepX] = pixel(line, column);
      }
    }
    at += rows * (length + 1);
  }
  const indexed = (kind === PALETTE || kind === GREY) && !alpha;
  return { surface, depth: indexed ? 8 : alpha ? 32 : 24 };
}

function chunks(bytes: Uint8Array): Parts {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Uint8Array[] = [];
  let header: Header | null = null;
  let palette: Uint8Array = new Uint8Array(0);
  let transparent: Uint8Array | null = null;
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") {
      const [width, height] = [view.getUint32(at + 8), view.getUint32(at + 12)];
      header = { width, height, depth: body[8], kind: body[9], interlaced: body[12] === 1 };
    } else if (name === "PLTE") {
      palette = body;
    } else if (name === "tRNS") {
      transparent = body;
    } else if (name === "IDAT") {
      found.push(body);
    } else if (name === "IEND") {
      break;
    }
    at += length + 12;
  }
  if (header === null || !CHANNELS.has(header.kind) || header.width * header.height > LARGEST) {
    throw new Error("not a PNG that can be read");
  }
  const data = new Uint8Array(found.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of found) {
    data.set(part, place);
    place += part.length;
  }
  return { ...header, data, palette, transparent };
}

function rowBytes({ kind, depth }: Header, columns: number): number {
  return Math.ceil((columns * CHANNELS.get(kind)! * depth) / 8);
}

function sizeOf(header: Header): number {
  const { width, height } = header;
  return (header.interlaced ? PASSES : [[0, 0, 1, 1]]).reduce((sum, [x, y, stepX, stepY]) => {
    const columns = Math.ceil((width - x) / stepX);
    const rows = Math.ceil((height - y) / stepY);
    return sum + (columns > 0 && rows > 0 ? rows * (rowBytes(header, columns) + 1) : 0);
  }, 0);
}

/** Undoes each row's filter, in place; a row begins with the filter's number. */
function unfilter(data: Uint8Array, length: number, step: number): void {
  for (let start = 0; start < data.length; start += length + 1) {
    const above = start - length - 1;
    const filter = data[start];
    for (let i = 1; i <= length; i++) {
      const left = i > step ? data[start + i - step] : 0;
      const up = above >= 0 ? data[above + i] : 0;
      const corner = above >= 0 && i > step ? data[above + i - step] : 0;
      data[start + i] += [0, left, up, (left + up) >> 1, filter === 4 ? paeth(left, up, corner) : 0][filter];
    }
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

/** Reads a pixel of a row as 0xAABBGGRR. */
function reader({ kind, depth, palette, transparent }: Parts): (line: Uint8Array, column: number) => number {
  const channels = CHANNELS.get(kind)!;
  const most = (1 << Math.min(depth, 8)) - 1;
  const sample = (line: Uint8Array, index: number): number => {
    if (depth >= 8) {
      return line[(index * depth) >> 3];
    }
    return (line[(index * depth) >> 3] >> (8 - depth - ((index * depth) & 7))) & most;
  };
  const pack = (red: number, green: number, blue: number, alpha: number): number =>
    ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  // Two bytes for each channel of the transparent colour, of which 8 bits count.
  const clear = transparent && kind !== PALETTE
    ? Array.from({ length: channels }, (_, i) => transparent[depth === 16 ? 2 * i : 2 * i + 1])
    : null;
  return (line, column) => {
    const values = Array.from({ length: channels }, (_, i) => sample(line, column * channels + i));
    if (kind === PALETTE) {
      const [index] = values;
      return pack(palette[3 * index], palette[3 * index + 1], palette[3 * index + 2], transparent?.[index] ?? 255);
    }
    const alpha = clear !== null && clear.every((value, i) => value === values[i]) ? 0 : 255;
    if (kind === GREY || kind === GREY_ALPHA) {
      const grey = Math.round((values[0] * 255) / most);
      return pack(grey, grey, grey, kind === GREY_ALPHA ? values[1] : alpha);
    }
    return pack(values[0], values[1], values[2], kind === RGB ? alpha : values[3]);
  };
}
