import { expect, test } from "vitest";
import { isGames, type KeyEvent, Keys } from "./keys.ts";

function key(code: string, name: string, more: Partial<KeyEvent> & { states?: string[] } = {}): KeyEvent {
  const { states = [], ...rest } = more;
  return {
    code, key: name, repeat: false, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false,
    getModifierState: (asked) => states.includes(asked), ...rest,
  };
}

test("a letter is the one that the keyboard's layout gives", () => {
  expect(new Keys().down(key("KeyQ", "a"))).toEqual({ t: "kd", code: "KeyQ", key: "a", mod: 0, rep: false });
});

test("a Shift that is held has its side", () => {
  const keys = new Keys();
  expect(keys.down(key("ShiftRight", "Shift", { shiftKey: true }))).toMatchObject({ mod: 2 });
  expect(keys.down(key("KeyA", "A", { shiftKey: true }))).toMatchObject({ mod: 2 });
  expect(keys.up(key("ShiftRight", "Shift"))).toMatchObject({ mod: 0 });
});

test("a Shift that was pressed elsewhere is a left one", () => {
  expect(new Keys().down(key("KeyA", "A", { shiftKey: true }))).toMatchObject({ mod: 1 });
});

test("locks and AltGr are told", () => {
  const held = key("KeyE", "€", { states: ["NumLock", "CapsLock", "AltGraph"] });
  expect(new Keys().down(held)).toMatchObject({ mod: 0x1000 | 0x2000 | 0x4000 });
});

test("after the keyboard was elsewhere nothing is held any more", () => {
  const keys = new Keys();
  keys.down(key("ControlRight", "Control", { ctrlKey: true }));
  keys.clear();
  expect(keys.down(key("KeyA", "a"))).toMatchObject({ mod: 0 });
});

test.each([["ArrowUp", "ArrowUp"], ["Space", " "], ["Tab", "Tab"], ["Slash", "/"]])("%s is the game's", (code, name) => {
  expect(isGames(key(code, name))).toBe(true);
});

test("shortcuts of the browser stay the browser's, but AltGr is no shortcut", () => {
  expect(isGames(key("KeyR", "r", { ctrlKey: true }))).toBe(false);
  expect(isGames(key("F5", "F5"))).toBe(false);
  expect(isGames(key("Digit0", "@", { ctrlKey: true, altKey: true, states: ["AltGraph"] }))).toBe(true);
});
