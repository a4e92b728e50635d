// Shapes, turned and scaled surfaces, masks: small ones whose pixels can be read.
import { expect, test } from "vitest";
import { Mask, overlap } from "./bits.ts";
import { circle, ellipse } from "./ellipse.ts";
import { line } from "./line.ts";
import { polygon } from "./polygon.ts";
import { rectangle } from "./rectangle.ts";
import { boxes, outline } from "./regions.ts";
import { rotate } from "./rotate.ts";
import { nearest, smoothScale } from "./scale.ts";
import { OPAQUE, Surface } from "./surface.ts";

const WHITE = 0xffffffff;

function drawn(width: number, height: number, draw: (surface: Surface) => string): { rows: string[]; told: string } {
  const surface = new Surface(width, height, false);
  const told = draw(surface);
  const rows = Array.from({ length: height }, (_, y) =>
    [...surface.pixels.subarray(y * width, (y + 1) * width)].map((pixel) => (pixel === OPAQUE ? "." : "#")).join(""));
  return { rows, told };
}

test("a circle's middle lies between four pixels", () => {
  expect(drawn(8, 8, (surface) => circle(surface, WHITE, 4, 4, 3, 0, 0))).toEqual({
    rows: ["........", "...##...", "..####..", ".######.", ".######.", "..####..", "...##...", "........"],
    told: "1 1 6 6",
  });
});

test("a flat line is as thick down the screen as asked", () => {
  expect(drawn(8, 5, (surface) => line(surface, WHITE, 1, 1, 6, 2, 2)).rows).toEqual([
    "........", ".###....", ".######.", "....###.", "........",
  ]);
});

test("a thin ellipse is a row", () => {
  expect(drawn(6, 3, (surface) => ellipse(surface, WHITE, 1, 1, 4, 1, 0)).told).toBe("1 1 4 1");
});

test("a polygon is filled between its edges", () => {
  expect(drawn(7, 4, (surface) => polygon(surface, WHITE, [0, 0, 6, 0, 6, 3, 0, 3])).rows[2]).toBe("#######");
});

test("a frame leaves its inside", () => {
  expect(drawn(5, 5, (surface) => rectangle(surface, WHITE, 0, 0, 5, 5, 1)).rows[2]).toBe("#...#");
});

test("scaling takes the pixel under the middle of each new one", () => {
  expect([...nearest(5, 13)]).toEqual([0, 0, 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 4]);
  expect([...nearest(10, 5)]).toEqual([1, 3, 5, 7, 9]);
});

test("a smooth half is the mean of two", () => {
  const source = new Surface(2, 1, true, new Uint32Array([0xff000000, 0xff0000c8]));
  expect(smoothScale(source, 1, 1).pixels[0]).toBe(0xff000064);
});

test("a quarter turn goes anticlockwise", () => {
  const source = new Surface(2, 1, true, new Uint32Array([1, 2]));
  expect([...rotate(source, 90).pixels]).toEqual([2, 1]);
  expect([...rotate(source, -450).pixels]).toEqual([1, 2]);
});

test("masks meet where both are set", () => {
  const one = new Mask(3, 3, new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 1]));
  const two = new Mask(2, 2, new Uint8Array([1, 0, 0, 0]));
  expect(overlap(one, two, 2, 2)).toBe("2 2");
  expect(overlap(one, two, 1, 1)).toBe("");
  expect(boxes(one)).toEqual([2, 2, 1, 1]);
  expect(outline(one, 1)).toEqual([2, 2]);
});
