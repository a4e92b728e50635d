// Plays a game in her server's place of the browser (no JSPI here): pictures come, keys go, over a WebSocket.

import type { PlayerEvents } from "../../player/client.ts";
import { button, element } from "../element.ts";
import { say } from "../sentences.ts";

type Heard = { [K in keyof PlayerEvents]: ((event: PlayerEvents[K]) => void)[] };

interface Said {
  readonly t: string;
  readonly [field: string]: unknown;
}

const BUTTONS = [1, 2, 3];
const SHIFT = 1;
const CTRL = 64;
const ALT = 256;

/** The same calls as the Player's. */
export class RemotePlayer {
  readonly #heard: Heard = { state: [], output: [], error: [], caption: [], frame: [], unsupported: [] };
  readonly #canvas: HTMLCanvasElement;
  readonly #question = element("div", { class: "question" });
  readonly #address: string;
  readonly #parent: HTMLElement;
  #socket: WebSocket | null = null;
  #asked = 0;
  #hasFrame = false;

  constructor(parent: HTMLElement, { socket, label }: { socket: string; label: string }) {
    this.#parent = parent;
    this.#address = socket;
    this.#canvas = element("canvas", { class: "remote", tabindex: "0", role: "img", "aria-label": label, width: "640", height: "480" });
    parent.replaceChildren(this.#canvas, this.#question);
    this.#listen();
  }

  on<K extends keyof PlayerEvents>(kind: K, heard: (event: PlayerEvents[K]) => void): void {
    this.#heard[kind].push(heard);
  }

  /** The files are those that her server has: they were saved before. */
  async play(_files: ReadonlyMap<string, Uint8Array>, main: string): Promise<void> {
    this.#socket?.close();
    this.#asked = performance.now();
    this.#hasFrame = false;
    const socket = new WebSocket(this.#address.replace(/^http/, "ws"));
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error("no connection"));
    });
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) =>
      typeof data === "string" ? this.#hear(JSON.parse(data) as Said) : void this.#draw(data);
    socket.onclose = () => socket === this.#socket && this.#tell("state", "ended");
    this.#send({ t: "start", main });
  }

  async stop(): Promise<void> {
    this.#send({ t: "stop" });
  }

  focus(): void {
    this.#canvas.focus();
  }

  dispose(): void {
    this.#socket?.close();
    this.#socket = null;
    this.#canvas.remove();
  }

  #hear(said: Said): void {
    const text = String(said.text ?? "");
    if (said.t === "out" || said.t === "err") {
      this.#tell("output", { text, error: said.t === "err" });
    } else if (said.t === "error") {
      this.#tell("error", (said.error ?? said) as PlayerEvents["error"]);
    } else if (said.t === "caption") {
      this.#tell("caption", text);
    } else if (said.t === "state") {
      this.#tell("state", said.state as PlayerEvents["state"]);
    } else if (said.t === "ask") {
      this.#ask(String(said.prompt ?? said.text ?? ""));
    }
  }

  async #draw(jpeg: ArrayBuffer): Promise<void> {
    const picture = await createImageBitmap(new Blob([jpeg], { type: "image/jpeg" }));
    if (this.#canvas.width !== picture.width || this.#canvas.height !== picture.height) {
      this.#canvas.width = picture.width;
      this.#canvas.height = picture.height;
    }
    this.#canvas.getContext("2d")?.drawImage(picture, 0, 0);
    picture.close();
    if (!this.#hasFrame) {
      this.#hasFrame = true;
      this.#tell("frame", { firstMs: performance.now() - this.#asked });
    }
  }

  #ask(prompt: string): void {
    const input = element("input", { type: "text", "aria-label": prompt || say.yourGame, autocomplete: "off" });
    const answer = (): void => {
      this.#question.replaceChildren();
      this.#send({ t: "answer", text: input.value });
      this.focus();
    };
    input.addEventListener("keydown", event => event.key === "Enter" && answer());
    this.#question.replaceChildren(element("label", {}, prompt, input), button("OK", answer, { class: "button warm" }));
    input.focus();
  }

  #listen(): void {
    const canvas = this.#canvas;
    const mod = (event: KeyboardEvent): number =>
      (event.shiftKey ? SHIFT : 0) | (event.ctrlKey ? CTRL : 0) | (event.altKey ? ALT : 0);
    canvas.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.key === "Tab") {
        return;
      }
      event.preventDefault();
      if (event.key === "Escape") {
        // As in the player: the keyboard goes back to the page.
        this.#parent.tabIndex = -1;
        this.#parent.focus();
      }
      this.#send({ t: "kd", code: event.code, key: event.key, mod: mod(event), rep: event.repeat });
    });
    canvas.addEventListener("keyup", event => this.#send({ t: "ku", code: event.code, key: event.key, mod: mod(event) }));
    canvas.addEventListener("blur", () => this.#send({ t: "blur" }));
    canvas.addEventListener("focus", () => this.#send({ t: "focus" }));
    const at = (event: PointerEvent): { x: number; y: number } => {
      const box = canvas.getBoundingClientRect();
      return {
        x: Math.round(((event.clientX - box.left) * canvas.width) / box.width),
        y: Math.round(((event.clientY - box.top) * canvas.height) / box.height)
      };
    };
    canvas.addEventListener("pointermove", event => this.#send({ t: "mm", ...at(event) }));
    canvas.addEventListener("pointerdown", event => {
      canvas.focus();
      this.#send({ t: "md", ...at(event), b: BUTTONS[event.button] ?? 1 });
    });
    canvas.addEventListener("pointerup", event => this.#send({ t: "mu", ...at(event), b: BUTTONS[event.button] ?? 1 }));
    canvas.addEventListener("contextmenu", event => event.preventDefault());
  }

  #send(message: unknown): void {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  #tell<K extends keyof PlayerEvents>(kind: K, event: PlayerEvents[K]): void {
    this.#heard[kind].forEach(heard => heard(event));
  }
}
