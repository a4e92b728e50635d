import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Contents } from "./contents.ts";
import type { Drafts } from "./drafts.ts";
import { ServerProblem, type Reason } from "./server.ts";
import { TextFile, type FileEvents } from "./textfile.ts";

/** Her server's disk, which answers in 50 ms; its hash of a text is the text itself with a sign. */
class Disk {
  text: string | null = "start";
  refuses: Reason | null = null;
  losesAnswer = false;
  readonly writes: { at: number; text: string }[] = [];

  path = (name: string): string => name;

  async write(_name: string, text: string, base: string): Promise<string> {
    await new Promise(resolve => setTimeout(resolve, 50));
    if (this.refuses) {
      throw new ServerProblem(this.refuses, 503, "", "");
    }
    if (base !== this.hash()) {
      throw new ServerProblem("conflict", 409, "changed-elsewhere", "");
    }
    this.text = text;
    this.writes.push({ at: Date.now(), text });
    if (this.losesAnswer) {
      throw new ServerProblem("away", 0, "no-answer", "");
    }
    return this.hash();
  }

  async readText(): Promise<{ text: string; hash: string }> {
    if (this.text === null) {
      throw new ServerProblem("missing", 404, "", "");
    }
    return { text: this.text, hash: this.hash() };
  }

  hash(): string {
    return this.text === null ? "" : `#${this.text}`;
  }
}

class Browser {
  kept: string | null = null;
  keptAt = 0;
  put(_path: string, text: string): boolean {
    this.kept = text;
    this.keptAt = Date.now();
    return true;
  }
  drop(): void {
    this.kept = null;
  }
}

describe("a file while she types", () => {
  let disk: Disk;
  let browser: Browser;
  let conflicts: { theirs: string; hash: string }[];
  let file: TextFile;

  beforeEach(() => {
    vi.useFakeTimers();
    disk = new Disk();
    browser = new Browser();
    conflicts = [];
    const events: FileEvents = {
      changed: () => undefined,
      saved: () => undefined,
      failed: () => undefined,
      conflict: (_, theirs, hash) => conflicts.push({ theirs, hash })
    };
    file = new TextFile("jeu.py", { text: "start", hash: "#start" }, disk as unknown as Contents, browser as unknown as Drafts, events);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is in the browser within 300 ms", async () => {
    const began = Date.now();
    file.change("a");
    await vi.advanceTimersByTimeAsync(300);
    expect(browser.kept).toBe("a");
    expect(browser.keptAt - began).toBeLessThanOrEqual(300);
  });

  it("is on her server a second after the last key, and then no draft is left", async () => {
    file.change("a");
    await vi.advanceTimersByTimeAsync(900);
    expect(disk.text).toBe("start");
    await vi.advanceTimersByTimeAsync(200);
    expect(disk.text).toBe("a");
    expect(file.isSaved).toBe(true);
    expect(browser.kept).toBeNull();
  });

  it("is on her server every two seconds while she never stops", async () => {
    let text = "";
    for (let key = 0; key < 100; key += 1) {
      text += "x";
      file.change(text);
      await vi.advanceTimersByTimeAsync(100);
    }
    const gaps = disk.writes.slice(1).map(({ at }, place) => at - disk.writes[place].at);
    expect(disk.writes.length).toBeGreaterThanOrEqual(4);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2200);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1900);
  });

  it("that grew while it was saved is saved again", async () => {
    file.change("a");
    await vi.advanceTimersByTimeAsync(1010);
    file.change("ab"); // on its way: «a»
    await vi.advanceTimersByTimeAsync(60);
    expect(disk.text).toBe("a");
    expect(file.isSaved).toBe(false);
    await vi.advanceTimersByTimeAsync(1100);
    expect(disk.text).toBe("ab");
    expect(conflicts).toEqual([]);
  });

  it("is kept in the browser while her server is away, and saved when it is back", async () => {
    disk.refuses = "away";
    file.change("a");
    await vi.advanceTimersByTimeAsync(1100);
    expect(file.trouble).toBe("away");
    expect(file.isSafe).toBe(true);
    expect(browser.kept).toBe("a");
    disk.refuses = null;
    for (let key = 0; key < 60; key += 1) {
      file.change(`a${key}`); // typing on never puts the next try off
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(file.trouble).toBeNull();
    await vi.advanceTimersByTimeAsync(2000);
    expect(disk.text).toBe("a59");
  });

  it("whose answer was lost on the way is no conflict", async () => {
    disk.losesAnswer = true;
    file.change("a");
    await vi.advanceTimersByTimeAsync(1100);
    expect(disk.text).toBe("a");
    disk.losesAnswer = false;
    file.change("ab");
    await vi.advanceTimersByTimeAsync(7000);
    expect(conflicts).toEqual([]);
    expect(disk.text).toBe("ab");
    expect(file.isSaved).toBe(true);
  });

  it("that somebody else changed is not written over", async () => {
    disk.text = "theirs";
    file.change("mine");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(disk.text).toBe("theirs");
    expect(conflicts).toEqual([{ theirs: "theirs", hash: "#theirs" }]);
    expect(browser.kept).toBe("mine");
  });

  it("is written over the other when she chooses hers", async () => {
    disk.text = "theirs";
    file.change("mine");
    await vi.advanceTimersByTimeAsync(1100);
    await Promise.all([file.keep("#theirs"), vi.advanceTimersByTimeAsync(100)]);
    expect(disk.text).toBe("mine");
    expect(file.isSaved).toBe(true);
  });

  it("gives way to the other when she chooses that one", async () => {
    disk.text = "theirs";
    file.change("mine");
    await vi.advanceTimersByTimeAsync(1100);
    file.take("theirs", "#theirs");
    expect(file.text).toBe("theirs");
    expect(file.isSaved).toBe(true);
    expect(browser.kept).toBeNull();
    file.change("theirs and mine");
    await vi.advanceTimersByTimeAsync(1100);
    expect(disk.text).toBe("theirs and mine");
  });

  it("that was removed elsewhere comes back with what she typed", async () => {
    disk.text = null;
    file.change("mine");
    await vi.advanceTimersByTimeAsync(3000);
    expect(disk.text).toBe("mine");
    expect(conflicts).toEqual([]);
  });

  it("is saved at once where she asks", async () => {
    file.change("a");
    const [isSaved] = await Promise.all([file.flush(), vi.advanceTimersByTimeAsync(60)]);
    expect(isSaved).toBe(true);
    expect(disk.text).toBe("a");
  });

  it("that is closed saves nothing more", async () => {
    file.change("a");
    file.close();
    await vi.advanceTimersByTimeAsync(5000);
    expect(disk.text).toBe("start");
    expect(browser.kept).toBeNull();
  });
});
