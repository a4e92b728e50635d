import { expect, test } from "vitest";
import type { ToWorker } from "./protocol.ts";
import { Rehearsal, waveSeconds } from "./rehearsal.ts";

test("scripted input comes when its frame or its moment has come", async () => {
  const heard: ToWorker[] = [];
  const rehearsal = new Rehearsal({ events: [{ t: "focus", ms: 10 }, { t: "blur", frame: 1 }], stopAfterFrames: 2 });
  rehearsal.begin((message) => heard.push(message));
  expect(heard).toEqual([]);
  await rehearsal.pause(10);
  expect(heard).toEqual([{ t: "input", input: { t: "focus" } }]);
  const screen = { width: 1, height: 1, pixels: new Uint8ClampedArray(4) };
  rehearsal.show(screen);
  rehearsal.show(screen);
  expect(heard.slice(1)).toEqual([{ t: "input", input: { t: "blur" } }, { t: "stop" }]);
});

test("a clock that is only looked at moves", () => {
  const rehearsal = new Rehearsal({});
  expect(rehearsal.now()).toBeLessThan(rehearsal.now());
});

test("a WAV file is as long as its samples say, even cut short", () => {
  const file = new DataView(new ArrayBuffer(44 + 1000));
  file.setUint32(0, 0x52494646);
  file.setUint32(12, 0x666d7420);
  file.setUint32(16, 16, true);
  file.setUint32(28, 2000, true);
  file.setUint32(36, 0x64617461);
  file.setUint32(40, 1000, true);
  expect(waveSeconds(file)).toBe(0.5);
  file.setUint32(40, 0xffffffff, true);
  expect(waveSeconds(file)).toBe(0.5);
  expect(waveSeconds(new DataView(new ArrayBuffer(10)))).toBe(0);
});
