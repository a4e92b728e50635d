import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Output } from "./output.ts";

let told: [string, boolean][];
let now: number;
let output: Output;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  now = 0;
  output = new Output((text, error) => told.push([text, error]), () => now);
});
afterEach(() => void vi.useRealTimers());

test("the first words come at once", () => {
  output.write("bonjour\n", false);
  expect(told).toEqual([["bonjour\n", false]]);
});

test("what follows at once comes together, a moment later", () => {
  output.write("un", false);
  output.write("deux", false);
  output.write("trois", false);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(50);
  expect(told[1]).toEqual(["deuxtrois", false]);
});

test("a program that lets no timer run is heard nevertheless", () => {
  for (now = 0; now < 1000; now += 10) {
    output.write("x", false);
  }
  expect(told.length).toBeGreaterThan(10);
});

test("printed words and errors keep their order", () => {
  output.write("", false);
  output.write("a", false);
  output.write("b", true);
  output.write("c", false);
  output.flush();
  expect(told).toEqual([["a", false], ["b", true], ["c", false]]);
});

test("of a flood a part is shown, and how much is missing", () => {
  output.write("début\n", false);
  output.write("x".repeat(50_000), false);
  output.flush();
  expect(told[1][0]).toHaveLength(16_000);
  expect(told[2][0]).toContain("34000 caractères de plus");
});
