import { describe, expect, it } from "vitest";
import { changes, count, nearby } from "./diff.ts";

const written = (before: string, after: string): string =>
  changes(before, after)
    .map(({ kind, line }) => ({ same: " ", added: "+", removed: "-" })[kind] + line)
    .join("\n");

describe("what has changed between two versions", () => {
  it("is nothing where both are the same", () => {
    expect(count(changes("a\nb", "a\nb"))).toEqual({ added: 0, removed: 0 });
  });

  it("is one line put in", () => {
    expect(written("a\nc", "a\nb\nc")).toBe(" a\n+b\n c");
  });

  it("is one line taken away", () => {
    expect(written("a\nb\nc", "a\nc")).toBe(" a\n-b\n c");
  });

  it("is a line that was changed, with what is the same around it", () => {
    expect(written("x = 1\ny = 2\nz = 3", "x = 1\ny = 20\nz = 3")).toBe(" x = 1\n-y = 2\n+y = 20\n z = 3");
  });

  it("keeps as many lines as can be kept", () => {
    const all = changes("a\nb\nc\na\nb\nb\na", "c\nb\na\nb\na\nc");
    expect(count(all)).toEqual({ added: 2, removed: 3 });
  });

  it("leads from the one to the other, whatever they are", () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
    for (let turn = 0; turn < 300; turn += 1) {
      const text = (): string => Array.from({ length: random(12) }, () => "abcd"[random(4)]).join("\n");
      const [before, after] = [text(), text()];
      const all = changes(before, after);
      expect(all.filter(({ kind }) => kind !== "added").map(({ line }) => line).join("\n")).toBe(before);
      expect(all.filter(({ kind }) => kind !== "removed").map(({ line }) => line).join("\n")).toBe(after);
    }
  });

  it("leaves out what is far from any change", () => {
    const lines = Array.from({ length: 40 }, (_, place) => `ligne ${place}`);
    const shown = nearby(changes(lines.join("\n"), [...lines.slice(0, 20), "nouvelle", ...lines.slice(20)].join("\n")));
    expect(shown.length).toBe(9);
    expect(shown[0]).toBeNull();
    expect(shown.at(-1)).toBeNull();
  });
});
