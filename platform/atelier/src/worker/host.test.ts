import { expect, test } from "vitest";
import { Host, type Screen, type Stage } from "./host.ts";
import type { FromWorker } from "./protocol.ts";

interface Module {
  poll(): string;
  stopped(): boolean;
  present(): void;
  caption(text: string): void;
  ask(prompt: string): Promise<string | undefined>;
  soundLoad(id: number, bytes: Uint8Array): void;
  soundLength(id: number): Promise<number>;
}

function hosted(screen: Screen | null = null): { host: Host; module: Module; told: FromWorker[] } {
  const told: FromWorker[] = [];
  const stage: Stage = {
    tell: (message) => told.push(message),
    now: () => 0,
    pause: () => Promise.resolve(),
    show: () => told.push({ t: "shown" }),
    settle: () => undefined,
  };
  const host = new Host(stage, () => screen);
  return { host, module: host.module() as unknown as Module, told };
}

test("what she does is read once, in order", () => {
  const { host, module } = hosted();
  host.hear({ t: "input", input: { t: "md", x: 1, y: 2, b: 1 } });
  host.hear({ t: "input", input: { t: "blur" } });
  expect(JSON.parse(module.poll())).toEqual([{ t: "md", x: 1, y: 2, b: 1 }, { t: "blur" }]);
  expect(module.poll()).toBe("");
});

test("of a mouse on its way only the last place is told", () => {
  const { host, module } = hosted();
  for (const x of [1, 2, 3]) {
    host.hear({ t: "input", input: { t: "mm", x, y: 0 } });
  }
  expect(JSON.parse(module.poll())).toEqual([{ t: "mm", x: 3, y: 0 }]);
});

test("a program that never looks does not fill the memory", () => {
  const { host, module } = hosted();
  for (let i = 0; i < 20_000; i++) {
    host.hear({ t: "input", input: { t: "mw", x: 0, y: 1 } });
  }
  expect(JSON.parse(module.poll())).toHaveLength(10_000);
});

test("an answer comes to who asked", async () => {
  const { host, module, told } = hosted();
  const answer = module.ask("Ton nom ? ");
  expect(told).toEqual([{ t: "ask", prompt: "Ton nom ? " }]);
  host.hear({ t: "answer", text: "Zoé" });
  expect(await answer).toBe("Zoé");
});

test("a question ends when the game is stopped", async () => {
  const { host, module } = hosted();
  const answer = module.ask("");
  host.hear({ t: "stop" });
  expect(await answer).toBeUndefined();
  expect(module.stopped()).toBe(true);
  expect(await module.ask("encore")).toBeUndefined();
});

test("the screen's size is told before it is shown, and once", () => {
  const { module, told } = hosted({ width: 3, height: 2, pixels: new Uint8ClampedArray(24) });
  module.present();
  module.present();
  expect(told.map(({ t }) => t)).toEqual(["size", "shown", "shown"]);
});

test("without a screen nothing is shown", () => {
  const { module, told } = hosted();
  module.present();
  expect(told).toEqual([]);
});

test("a caption is told when it changes", () => {
  const { module, told } = hosted();
  module.caption("Score 1");
  module.caption("Score 1");
  module.caption("Score 2");
  expect(told).toHaveLength(2);
});

test("a sound's length is waited for, or known", async () => {
  const { host, module, told } = hosted();
  module.soundLoad(7, new Uint8Array([1, 2]));
  const length = module.soundLength(7);
  host.hear({ t: "length", id: 7, seconds: 1.5 });
  expect(await length).toBe(1.5);
  expect(await module.soundLength(7)).toBe(1.5);
  expect(told[0]).toMatchObject({ t: "sound", sound: { do: "load", id: 7 } });
});
