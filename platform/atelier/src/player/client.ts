// What a page needs to play a game: a frame with an origin of its own, and what goes into it.
import type { Assets, GameError } from "../worker/protocol.ts";
import { fetchAssets } from "./assets.ts";
import { type FromPlayer, HELLO, type PlayerState, type ToPlayer } from "./talk.ts";

export type { GameError, PlayerState };

export interface PlayerEvents {
  state: PlayerState;
  output: { text: string; error: boolean };
  error: GameError;
  caption: string;
  /** Milliseconds from `play` to the first picture. */
  frame: { firstMs: number };
  /** Nothing can be played here; `why` is for the log. */
  unsupported: { why: string };
}

export interface PlayerOptions {
  /** Address of a built version, with a slash at its end. */
  base: string;
  /** What the game is called, for who does not see it. */
  label: string;
}

type Heard = { [K in keyof PlayerEvents]: ((event: PlayerEvents[K]) => void)[] };

export class Player {
  private readonly frame = document.createElement("iframe");
  private readonly heard: Heard = { state: [], output: [], error: [], caption: [], frame: [], unsupported: [] };
  private readonly pictures = new Map<number, (png: Blob | null) => void>();
  private readonly listener = (event: MessageEvent): void => this.greet(event);
  private port: MessagePort | null = null;
  private assets: Promise<void> | null = null;
  private queue: ToPlayer[] = [];
  private state: PlayerState = "booting";
  private refused: string | null = null;
  private asked = 0;
  private started: ((error?: Error) => void) | null = null;
  private ended: (() => void)[] = [];

  constructor(
    private readonly parent: HTMLElement,
    private readonly options: PlayerOptions,
  ) {
    if (!("Suspending" in WebAssembly)) {
      // Whoever made us is not listening yet.
      queueMicrotask(() => this.refuse("this browser has no JSPI (WebAssembly.Suspending)"));
      return;
    }
    void this.fetched().catch(() => undefined);
    addEventListener("message", this.listener);
    this.frame.setAttribute("sandbox", "allow-scripts");
    this.frame.allow = "autoplay";
    this.frame.title = options.label;
    this.frame.src = `${options.base}player.html`;
    Object.assign(this.frame.style, { border: "0", display: "block", width: "100%", height: "100%" });
    parent.append(this.frame);
  }

  on<K extends keyof PlayerEvents>(kind: K, heard: (event: PlayerEvents[K]) => void): void {
    this.heard[kind].push(heard);
  }

  /**
   * Resolves when the program runs; a game that runs already is ended first.
   *
   * @throws where nothing can be played here, or Python could not be fetched or started.
   */
  async play(files: ReadonlyMap<string, Uint8Array>, main: string): Promise<void> {
    if (this.refused !== null) {
      throw new Error(this.refused);
    }
    await this.fetched();
    this.asked = performance.now();
    this.started?.(new Error("played anew"));
    const running = new Promise<void>((resolve, reject) => {
      this.started = (error) => (error ? reject(error) : resolve());
    });
    this.send({ t: "play", files: [...files], main });
    await running;
  }

  /** Resolves when it has ended: within a second or so, whatever it does. */
  async stop(): Promise<void> {
    if (!this.started && this.state !== "running" && this.state !== "stopping") {
      return;
    }
    this.started?.(new Error("stopped before it ran"));
    this.started = null;
    const ended = new Promise<void>((resolve) => this.ended.push(resolve));
    this.send({ t: "stop" });
    await ended;
  }

  /** Gives the game the keyboard. */
  focus(): void {
    this.frame.focus();
    this.send({ t: "focus" });
  }

  /** A PNG of what is shown. */
  screenshot(): Promise<Blob | null> {
    if (!this.port) {
      return Promise.resolve(null);
    }
    const id = this.pictures.size === 0 ? 0 : Math.max(...this.pictures.keys()) + 1;
    return new Promise((resolve) => {
      this.pictures.set(id, resolve);
      this.send({ t: "screenshot", id });
    });
  }

  dispose(): void {
    removeEventListener("message", this.listener);
    this.port?.close();
    this.frame.remove();
    this.pictures.forEach((give) => give(null));
    this.ended.forEach((resolve) => resolve());
    this.started?.(new Error("disposed"));
  }

  /** Once; where it fails, the next *Jouer* tries again. */
  private fetched(): Promise<void> {
    this.assets ??= fetchAssets(this.options.base).then(
      // The frame keeps them for all its workers.
      (assets) => this.send({ t: "assets", assets, label: this.options.label }),
      (error: unknown) => {
        this.assets = null;
        throw error;
      },
    );
    return this.assets;
  }

  private greet(event: MessageEvent): void {
    if (event.source !== this.frame.contentWindow || event.data !== HELLO || this.port) {
      return;
    }
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    port1.onmessage = ({ data }: MessageEvent<FromPlayer>) => this.hear(data);
    // An opaque origin has no other name.
    this.frame.contentWindow!.postMessage(HELLO, "*", [port2]);
    const waiting = this.queue;
    this.queue = [];
    waiting.forEach((message) => this.send(message));
  }

  private send(message: ToPlayer): void {
    if (!this.port) {
      this.queue.push(message);
      return;
    }
    const { assets } = message as { assets?: Assets };
    const transfer = assets ? Object.values(assets).filter((part) => part !== null) : [];
    this.port.postMessage(message, transfer);
  }

  private hear(message: FromPlayer): void {
    switch (message.t) {
      case "state":
        this.enter(message.state);
        break;
      case "output":
        this.tell("output", { text: message.text, error: message.error });
        break;
      case "error":
        this.tell("error", message.error);
        break;
      case "caption":
        this.tell("caption", message.text);
        break;
      case "shown":
        this.tell("frame", { firstMs: performance.now() - this.asked });
        break;
      case "leave":
        this.takeKeyboard();
        break;
      case "failed":
        this.refuse(message.why);
        break;
      case "screenshot":
        this.pictures.get(message.id)?.(message.png && new Blob([message.png], { type: "image/png" }));
        this.pictures.delete(message.id);
        break;
    }
  }

  private enter(state: PlayerState): void {
    this.state = state;
    if (state === "running") {
      this.started?.();
      this.started = null;
    } else if (state === "ended") {
      const ended = this.ended;
      this.ended = [];
      ended.forEach((resolve) => resolve());
    }
    this.tell("state", state);
  }

  /** The next Tab goes on from the frame's place in the page. */
  private takeKeyboard(): void {
    this.parent.tabIndex = -1;
    this.parent.focus();
  }

  private refuse(why: string): void {
    this.refused = why;
    this.started?.(new Error(why));
    this.started = null;
    this.tell("unsupported", { why });
  }

  private tell<K extends keyof PlayerEvents>(kind: K, event: PlayerEvents[K]): void {
    for (const heard of this.heard[kind]) {
      heard(event);
    }
  }
}
