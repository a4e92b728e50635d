// Keys of the keyboard and of the pad on the screen, as pygame counts them.
import type { Input } from "../worker/protocol.ts";

const SHIFT_LEFT = 0x1;
const SHIFT_RIGHT = 0x2;
const CONTROL_LEFT = 0x40;
const CONTROL_RIGHT = 0x80;
const ALT_LEFT = 0x100;
const META_LEFT = 0x400;
const META_RIGHT = 0x800;
const NUM = 0x1000;
const CAPS = 0x2000;
const ALT_GRAPH = 0x4000;

const SIDES: readonly [string, number, (event: KeyEvent) => boolean, number][] = [
  ["ShiftLeft", SHIFT_LEFT, (event) => event.shiftKey, SHIFT_LEFT],
  ["ShiftRight", SHIFT_RIGHT, (event) => event.shiftKey, SHIFT_LEFT],
  ["ControlLeft", CONTROL_LEFT, (event) => event.ctrlKey, CONTROL_LEFT],
  ["ControlRight", CONTROL_RIGHT, (event) => event.ctrlKey, CONTROL_LEFT],
  ["AltLeft", ALT_LEFT, (event) => event.altKey, ALT_LEFT],
  ["MetaLeft", META_LEFT, (event) => event.metaKey, META_LEFT],
  ["MetaRight", META_RIGHT, (event) => event.metaKey, META_LEFT],
];
// What the browser keeps: reload, full screen, developer's tools, and a way to other parts of the page.
const BROWSERS = new Set(["F5", "F6", "F11", "F12"]);

export interface KeyEvent {
  code: string;
  key: string;
  repeat: boolean;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  getModifierState(key: string): boolean;
}

/** Which keys are held, so that each is released once, and on which side a Shift is. */
export class Keys {
  private readonly held = new Map<string, string>();

  down(event: KeyEvent): Input {
    const { code, key } = event;
    this.held.set(code, key);
    return { t: "kd", code, key, mod: this.modifiers(event), rep: event.repeat };
  }

  up(event: KeyEvent): Input {
    const { code, key } = event;
    this.held.delete(code);
    return { t: "ku", code, key, mod: this.modifiers(event) };
  }

  /** The keyboard is somebody else's now. */
  clear(): void {
    this.held.clear();
  }

  private modifiers(event: KeyEvent): number {
    let bits = 0;
    for (const [code, bit] of SIDES) {
      bits |= this.held.has(code) ? bit : 0;
    }
    for (const [, , pressed, usual] of SIDES) {
      const side = usual | (usual << 1);
      bits |= pressed(event) && (bits & side) === 0 ? usual : 0;
    }
    bits |= event.getModifierState("NumLock") ? NUM : 0;
    bits |= event.getModifierState("CapsLock") ? CAPS : 0;
    bits |= event.getModifierState("AltGraph") ? ALT_GRAPH : 0;
    return bits;
  }
}

/** Whether the page must not scroll, search or go elsewhere with this key while a game has it. */
export function isGames(event: KeyEvent): boolean {
  const shortcut = (event.ctrlKey || event.metaKey) && !event.getModifierState("AltGraph");
  return !shortcut && !BROWSERS.has(event.code);
}
