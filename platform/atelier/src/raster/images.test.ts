// Images and fonts: what is written is read again, and damaged files are refused.
import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { readBmp, writeBmp } from "./bmp.ts";
import { fromBytes, toBytes } from "./bytes.ts";
import { cover } from "./coverage.ts";
import { inflate } from "./inflate.ts";
import { readPng } from "./png.ts";
import { SHAPES } from "./shapecalls.ts";
import { TrueType } from "./truetype.ts";

function png(width: number, height: number, kind: number, rows: number[][], more: [string, number[]][] = []): Uint8Array {
  const chunk = (name: string, body: Uint8Array): number[] => {
    const length = [24, 16, 8, 0].map((shift) => (body.length >>> shift) & 255);
    return [...length, ...name.split("").map((letter) => letter.charCodeAt(0)), ...body, 0, 0, 0, 0];
  };
  const header = [0, 0, 0, width, 0, 0, 0, height, 8, kind, 0, 0, 0];
  return new Uint8Array([
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a,
    ...chunk("IHDR", new Uint8Array(header)),
    ...more.flatMap(([name, body]) => chunk(name, new Uint8Array(body))),
    ...chunk("IDAT", deflateSync(new Uint8Array(rows.flat()))),
    ...chunk("IEND", new Uint8Array(0)),
  ]);
}

test("what zlib compresses is had again", () => {
  const bytes = new Uint8Array(70_000).map((_, i) => (i * i) >> 7);
  for (const level of [0, 1, 9]) {
    expect(inflate(new Uint8Array(deflateSync(bytes, { level })), bytes.length)).toEqual(bytes);
  }
});

test("a PNG's filters are undone", () => {
  const { surface, depth } = readPng(png(2, 2, 2, [[1, 10, 20, 30, 1, 1, 1], [2, 5, 5, 5, 6, 6, 6]]));
  expect([...surface.pixels]).toEqual([0xff1e140a, 0xff1f150b, 0xff23190f, 0xff251b11]);
  expect(depth).toBe(24);
});

test("a PNG's palette has transparent colours", () => {
  const { surface } = readPng(png(2, 1, 3, [[0, 0, 1]], [["PLTE", [1, 2, 3, 4, 5, 6]], ["tRNS", [0]]]));
  expect([...surface.pixels]).toEqual([0x00030201, 0xff060504]);
});

test("a bitmap is read as it was written", () => {
  for (const alpha of [false, true]) {
    const surface = fromBytes(new Uint8Array([1, 2, 3, 255, 5, 6, 7, 255]), 1, 2, alpha ? "RGBA" : "RGBX", false);
    expect(readBmp(writeBmp(surface)).surface.pixels).toEqual(surface.pixels);
  }
});

test("bytes come in the order asked for", () => {
  const surface = fromBytes(new Uint8Array([4, 1, 2, 3]), 1, 1, "ARGB", false);
  expect([...toBytes(surface, "BGRA", false)]).toEqual([3, 2, 1, 4]);
});

test("damaged images and fonts are refused", () => {
  expect(SHAPES.readImage(png(2, 2, 2, [[0]]).subarray(0, 40))).toBeUndefined();
  expect(SHAPES.readImage(new Uint8Array([1, 2, 3]))).toBeUndefined();
  expect(() => new TrueType(new Uint8Array(64))).toThrow();
});

test("half a pixel is half covered", () => {
  const square = [[0, 0], [1.5, 0], [1.5, 1], [0, 1]].map(([x, y]) => ({ x, y, on: true }));
  expect([...cover([square]).shares]).toEqual([255, 128]);
});
