// Blits keep to clips, share pixels with parts, and mix colours as pygame-ce was measured to.
import { describe, expect, test } from "vitest";
import { blit, blitMany, blitPart } from "./blit.ts";
import { fill } from "./fill.ts";
import { OPAQUE, Surface, clip, part } from "./surface.ts";
import { get, mark, set } from "./whole.ts";

const grey = (value: number, alpha = 255): number => ((alpha << 24) | (value << 16) | (value << 8) | value) >>> 0;

function filled(width: number, height: number, colour: number, alpha = false): Surface {
  const surface = new Surface(width, height, alpha);
  fill(surface, colour, 0, 0, width, height);
  return surface;
}

describe("a blit", () => {
  test("tells what the edges left of it", () => {
    const target = filled(10, 10, grey(0));
    expect(blit(target, filled(4, 4, grey(9)), 8, -1)).toBe("8 0 2 3");
    expect(blit(target, filled(4, 4, grey(9)), 3, 3)).toBe("");
    expect(get(target, 8, 0)).toBe(grey(9));
    expect(get(target, 7, 0)).toBe(grey(0));
  });

  test("of translucent pixels mixes as pygame does", () => {
    const target = filled(1, 1, grey(70));
    blit(target, filled(1, 1, grey(10, 100), true), 0, 0);
    expect(get(target, 0, 0)).toBe(grey((((10 - 70) * 100 + 10) >> 8) + 70));
  });

  test("on a transparent pixel takes its colour and its alpha", () => {
    const target = filled(1, 1, 0, true);
    blit(target, filled(1, 1, grey(10, 100), true), 0, 0);
    expect(get(target, 0, 0)).toBe(grey(10, 100));
  });

  test("leaves out the colour key", () => {
    const source = filled(2, 1, grey(5));
    set(source, 1, 0, grey(6));
    mark(source, grey(5) & 0xffffff, 255, false);
    const target = filled(2, 1, grey(1));
    blit(target, source, 0, 0);
    expect([get(target, 0, 0), get(target, 1, 0)]).toEqual([grey(1), grey(6)]);
  });

  test("onto itself does not read what it has written", () => {
    const surface = filled(6, 1, grey(0));
    [1, 2, 3, 4, 5, 6].forEach((value, x) => set(surface, x, 0, grey(value)));
    blitPart(surface, surface, 1, 0, 0, 0, 5, 1, 0);
    expect([...surface.pixels].map((pixel) => pixel & 255)).toEqual([1, 1, 2, 3, 4, 5]);
  });

  test("many at once say which were clipped", () => {
    const dot = filled(2, 2, grey(9));
    expect(blitMany(filled(4, 4, grey(0)), dot, 0, 0, dot, 3, 3, dot, 9, 9)).toBe("1 3 3 1 1;2 9 9 0 0;");
  });
});

test("a part shares its pixels with the whole", () => {
  const whole = filled(5, 5, grey(0));
  const inner = part(whole, 2, 1, 2, 2);
  fill(inner, grey(200), 0, 0, 1, 1);
  expect(get(whole, 2, 1)).toBe(grey(200));
});

test("a surface without alpha stays opaque whatever is drawn on it", () => {
  const target = filled(3, 3, grey(0));
  fill(target, grey(90, 10), 0, 0, 3, 3);
  blit(target, filled(3, 3, grey(50, 40), true), 0, 0);
  expect([...target.pixels].every((pixel) => pixel >= OPAQUE)).toBe(true);
});

test("filling outside the clip changes nothing", () => {
  const target = filled(4, 4, grey(0));
  clip(target, 1, 1, 2, 2);
  fill(target, grey(7), 0, 0, 4, 4);
  expect([...target.pixels].filter((pixel) => pixel === grey(7))).toHaveLength(4);
});
