import { expect, test } from "vitest";
import { fit, pixelAt } from "./fit.ts";

const GAME = { width: 320, height: 200 };

test("a game grows in whole pixels where there is room", () => {
  expect(fit(GAME, { width: 700, height: 500 }, 1)).toEqual({ width: 640, height: 400, crisp: true });
});

test("a game that would lose too much of its room is drawn in broken pixels", () => {
  const shown = fit(GAME, { width: 600, height: 500 }, 1);
  expect(shown.width).toBe(600);
  expect(shown.height).toBe(375);
});

test("a game keeps its ratio in a narrow room and in a low one", () => {
  expect(fit(GAME, { width: 160, height: 900 }, 1)).toEqual({ width: 160, height: 100, crisp: false });
  expect(fit(GAME, { width: 900, height: 100 }, 1)).toEqual({ width: 160, height: 100, crisp: false });
});

test("a dense screen has more whole sizes", () => {
  expect(fit(GAME, { width: 500, height: 400 }, 2)).toEqual({ width: 480, height: 300, crisp: true });
});

test("a frame without any room shows next to nothing and does not fail", () => {
  expect(fit(GAME, { width: 0, height: 0 }, 1).width).toBeGreaterThan(0);
});

test("a point of the page is a pixel of the game at any scale", () => {
  const shown = { left: 10, top: 20, width: 640, height: 400 };
  expect(pixelAt({ x: 10, y: 20 }, shown, GAME)).toEqual({ x: 0, y: 0 });
  expect(pixelAt({ x: 330.5, y: 220 }, shown, GAME)).toEqual({ x: 160, y: 100 });
  expect(pixelAt({ x: 649, y: 419 }, shown, GAME)).toEqual({ x: 319, y: 199 });
});

test("a finger that slides out of the game stays at its edge", () => {
  const shown = { left: 10, top: 20, width: 640, height: 400 };
  expect(pixelAt({ x: -50, y: 9000 }, shown, GAME)).toEqual({ x: 0, y: 199 });
});
