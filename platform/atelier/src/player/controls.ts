// Keyboard, mouse, fingers and the pad on the screen, passed on to the game that is shown.
import type { Input } from "../worker/protocol.ts";
import { pixelAt, type Size } from "./fit.ts";
import { isGames, Keys } from "./keys.ts";

const BUTTONS = [1, 2, 3];
// A wheel's notch is 53 to 120 pixels in one event; fingers on a touchpad make many small ones.
const NOTCH_PIXELS = 40;
const LINE_PIXELS = 20;

export interface Played {
  send(input: Input): void;
  /** Escape: the keyboard is to go back to the page. */
  leave(): void;
  /** Somebody has pressed something, so sounds may be heard. */
  wake(): void;
}

export class Controls {
  private readonly keys = new Keys();

  constructor(private readonly played: Played) {}

  /** @param size of the game, as it is now. */
  attach(canvas: HTMLCanvasElement, size: () => Size): void {
    const { played, keys } = this;
    canvas.addEventListener("keydown", (event) => {
      played.wake();
      if (!isGames(event)) {
        return;
      }
      event.preventDefault();
      played.send(keys.down(event));
      if (event.code === "Escape") {
        played.leave();
      }
    });
    canvas.addEventListener("keyup", (event) => played.send(keys.up(event)));
    canvas.addEventListener("focus", () => played.send({ t: "focus" }));
    canvas.addEventListener("blur", () => {
      keys.clear();
      played.send({ t: "blur" });
    });
    this.point(canvas, size);
  }

  /** Arrows and two more keys for whoever has no keyboard; shown when a finger is the pointer. */
  pad(pad: HTMLElement): void {
    const coarse = matchMedia("(pointer: coarse)");
    const show = (): void => {
      pad.hidden = !coarse.matches;
    };
    show();
    coarse.addEventListener("change", show);
    addEventListener("touchstart", () => (pad.hidden = false), { passive: true });
    for (const button of pad.querySelectorAll<HTMLButtonElement>("button[data-code]")) {
      this.press(button, button.dataset.code!, button.dataset.key!);
    }
  }

  private point(canvas: HTMLCanvasElement, size: () => Size): void {
    const { played } = this;
    const at = (event: MouseEvent): { x: number; y: number } =>
      pixelAt({ x: event.clientX, y: event.clientY }, canvas.getBoundingClientRect(), size());
    canvas.addEventListener("pointermove", (event) => {
      if (event.isPrimary) {
        played.send({ t: "mm", ...at(event) });
      }
    });
    canvas.addEventListener("pointerdown", (event) => {
      played.wake();
      if (!event.isPrimary) {
        return;
      }
      event.preventDefault();
      canvas.focus();
      canvas.setPointerCapture(event.pointerId);
      // A finger arrives without having moved there.
      played.send({ t: "mm", ...at(event) });
      played.send({ t: "md", ...at(event), b: BUTTONS[event.button] ?? 1 });
    });
    for (const end of ["pointerup", "pointercancel"] as const) {
      canvas.addEventListener(end, (event) => {
        if (event.isPrimary) {
          played.send({ t: "mu", ...at(event), b: BUTTONS[event.button] ?? 1 });
        }
      });
    }
    canvas.addEventListener("contextmenu", (event) => event.preventDefault());
    const rolled = { x: 0, y: 0 };
    canvas.addEventListener("wheel", (event) => {
      event.preventDefault();
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1;
      rolled.x += event.deltaX * pixels;
      rolled.y += event.deltaY * pixels;
      if (Math.max(Math.abs(rolled.x), Math.abs(rolled.y)) >= NOTCH_PIXELS) {
        // pygame's y grows away from her, and its x to the right.
        const notch = (far: number): number => (Math.abs(far) >= NOTCH_PIXELS ? Math.sign(far) : 0);
        played.send({ t: "mw", x: notch(rolled.x), y: 0 - notch(rolled.y) });
        rolled.x = rolled.y = 0;
      }
    }, { passive: false });
  }

  private press(button: HTMLButtonElement, code: string, key: string): void {
    let down = false;
    const set = (pressed: boolean): void => {
      if (down === pressed) {
        return;
      }
      down = pressed;
      button.classList.toggle("pressed", pressed);
      this.played.wake();
      this.played.send(pressed ? { t: "kd", code, key, mod: 0, rep: false } : { t: "ku", code, key, mod: 0 });
    };
    button.addEventListener("pointerdown", (event) => {
      // The game keeps the keyboard.
      event.preventDefault();
      button.setPointerCapture(event.pointerId);
      set(true);
    });
    button.addEventListener("pointerup", () => set(false));
    button.addEventListener("pointercancel", () => set(false));
    button.addEventListener("contextmenu", (event) => event.preventDefault());
    // By keyboard or by a screen reader: a short press.
    button.addEventListener("click", (event) => {
      if (event.detail === 0) {
        set(true);
        setTimeout(() => set(false), 100);
      }
    });
  }
}
