import { beforeEach, describe, expect, it, vi } from "vitest";
import { Drafts } from "./drafts.ts";

class Kept implements Storage {
  [name: string]: unknown;
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (this[key] as string) : null;
  }
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  removeItem(key: string): void {
    delete this[key];
  }
  clear(): void {
    Object.keys(this).forEach(key => delete this[key]);
  }
  key(place: number): string | null {
    return Object.keys(this)[place] ?? null;
  }
  get length(): number {
    return Object.keys(this).length;
  }
}

const PATH = "girls_can_code/ma_page/index.html";
const nobody: ReadonlySet<string> = new Set();

describe("drafts", () => {
  let storage: Kept;
  beforeEach(() => {
    storage = new Kept();
  });

  it("of a tab that is gone are found by the next one", () => {
    new Drafts("lea", "one", storage).put(PATH, "<h1>Léa</h1>", "abc");
    const [{ tab, draft }] = new Drafts("lea", "two", storage).left(PATH, nobody);
    expect(tab).toBe("one");
    expect(draft).toMatchObject({ text: "<h1>Léa</h1>", base: "abc" });
  });

  it("of a tab that is open stay its own", () => {
    new Drafts("lea", "one", storage).put(PATH, "<h1>Léa</h1>", "abc");
    expect(new Drafts("lea", "two", storage).left(PATH, new Set(["one"]))).toEqual([]);
  });

  it("of two tabs never write over each other", () => {
    new Drafts("lea", "one", storage).put(PATH, "one", "abc");
    new Drafts("lea", "two", storage).put(PATH, "two", "abc");
    expect(new Drafts("lea", "three", storage).left(PATH, nobody)).toHaveLength(2);
  });

  it("of whoever used this browser before are gone as soon as somebody else comes", () => {
    new Drafts("lea", "one", storage).put(PATH, "secret", "abc");
    storage.setItem("campus:draft:lea:girls_can_code/a/a.ipynb", '{"cells": [], "at": 1}');
    storage.setItem("other", "stays");
    new Drafts("sarah", "two", storage);
    expect(Object.keys(storage)).toEqual(["other"]);
  });

  it("are given up after a month, and where there are more than eight", () => {
    vi.useFakeTimers();
    vi.setSystemTime(new Date("2026-01-01"));
    new Drafts("lea", "one", storage).put(PATH, "old", "abc");
    vi.setSystemTime(new Date("2026-02-02"));
    const drafts = new Drafts("lea", "one", storage);
    expect(storage.length).toBe(0);
    for (let place = 0; place < 10; place += 1) {
      vi.advanceTimersByTime(10);
      drafts.put(`${PATH}${place}`, "text", "abc");
    }
    expect(storage.length).toBe(8);
    vi.useRealTimers();
  });

  it("harm nobody where a browser keeps nothing", () => {
    const drafts = new Drafts("lea", "one", null);
    expect(drafts.put(PATH, "text", "abc")).toBe(false);
    expect(drafts.left(PATH, nobody)).toEqual([]);
    drafts.drop(PATH);
  });

  it("say no where there is no room", () => {
    storage.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    expect(new Drafts("lea", "one", storage).put(PATH, "text", "abc")).toBe(false);
  });

  it("that make no sense are none", () => {
    storage.setItem(`campus:draft:lea:${PATH}?one`, "{");
    expect(new Drafts("lea", "two", storage).left(PATH, nobody)).toEqual([]);
  });
});
