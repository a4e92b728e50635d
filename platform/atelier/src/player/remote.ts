// The same as Player where the browser has no JSPI: the game plays in her space, and its pictures come over a WebSocket.
import type { GameError, Input } from "../worker/protocol.ts";
import type { PlayerEvents, PlayerState } from "./client.ts";
import { Controls } from "./controls.ts";
import { fit, type Size } from "./fit.ts";

export interface RemoteOptions {
  /** Address of the WebSocket: `…/campus/play/<course>/<exercise>`, with ws: or http:. */
  address: string;
  /** What the game is called, for who does not see it. */
  label: string;
}

type FromSpace =
  | { t: "state"; state: "running" | "ended" }
  | { t: "out" | "err" | "caption"; text: string }
  | { t: "error"; error: GameError }
  | { t: "ask"; prompt: string };

type ToSpace = Input | { t: "start"; main: string } | { t: "stop" } | { t: "ack" } | { t: "answer"; text: string };

type Heard = { [K in keyof PlayerEvents]: ((event: PlayerEvents[K]) => void)[] };

const PAD: readonly [string, string, string, string][] = [
  ["ArrowLeft", "ArrowLeft", "◀", "Flèche vers la gauche"],
  ["ArrowUp", "ArrowUp", "▲", "Flèche vers le haut"],
  ["ArrowDown", "ArrowDown", "▼", "Flèche vers le bas"],
  ["ArrowRight", "ArrowRight", "▶", "Flèche vers la droite"],
  ["Enter", "Enter", "Entrée", "Entrée"],
  ["Space", " ", "Espace", "Espace"],
];
const STOP_MS = 5000;

/** Her files are played as they are on her server's disk: whoever calls `play` has saved them. */
export class RemotePlayer {
  private readonly stage = document.createElement("div");
  private readonly canvas = document.createElement("canvas");
  private readonly form = document.createElement("form");
  private readonly prompt = document.createElement("label");
  private readonly answer = document.createElement("input");
  private readonly heard: Heard = { state: [], output: [], error: [], caption: [], frame: [], unsupported: [] };
  private readonly resized = new ResizeObserver(() => this.arrange());
  private size: Size = { width: 640, height: 480 };
  private socket: WebSocket | null = null;
  private state: PlayerState = "booting";
  private asked = 0;
  private shown = false;
  private started: ((error?: Error) => void) | null = null;
  private ended: (() => void)[] = [];

  constructor(
    private readonly parent: HTMLElement,
    private readonly options: RemoteOptions,
  ) {
    this.build();
    // Whoever made us is not listening yet.
    queueMicrotask(() => this.enter("ready"));
  }

  on<K extends keyof PlayerEvents>(kind: K, heard: (event: PlayerEvents[K]) => void): void {
    this.heard[kind].push(heard);
  }

  /** Resolves when it runs; `files` stay where they are. */
  async play(_files: ReadonlyMap<string, Uint8Array>, main: string): Promise<void> {
    this.asked = performance.now();
    this.shown = false;
    this.form.hidden = true;
    this.started?.(new Error("played anew"));
    const running = new Promise<void>((resolve, reject) => {
      this.started = (error) => (error ? reject(error) : resolve());
    });
    // Rejected before anybody waits for it, where the connection fails at once.
    running.catch(() => undefined);
    await this.connected();
    this.send({ t: "start", main });
    await running;
  }

  async stop(): Promise<void> {
    if (this.state !== "running" && !this.started) {
      return;
    }
    this.started?.(new Error("stopped before it ran"));
    this.started = null;
    this.enter("stopping");
    const ended = new Promise<void>((resolve) => this.ended.push(resolve));
    this.send({ t: "stop" });
    const late = setTimeout(() => this.socket?.close(), STOP_MS);
    await ended;
    clearTimeout(late);
  }

  focus(): void {
    (this.form.hidden ? this.canvas : this.answer).focus();
  }

  screenshot(): Promise<Blob | null> {
    return new Promise((resolve) => (this.shown ? this.canvas.toBlob(resolve, "image/png") : resolve(null)));
  }

  dispose(): void {
    this.resized.disconnect();
    this.started?.(new Error("disposed"));
    this.started = null;
    // Her server ends the game with it.
    this.socket?.close();
    this.stage.remove();
  }

  private connected(): Promise<void> {
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) {
      const { socket } = this;
      return socket.readyState === WebSocket.OPEN
        ? Promise.resolve()
        : new Promise((resolve) => socket.addEventListener("open", () => resolve(), { once: true }));
    }
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(this.options.address.replace(/^http/, "ws"));
      socket.binaryType = "blob";
      socket.onopen = () => resolve();
      socket.onmessage = ({ data }) => {
        if (typeof data === "string") {
          this.hear(JSON.parse(data) as FromSpace);
        } else {
          void this.show(data as Blob);
        }
      };
      socket.onclose = () => {
        reject(new Error("her space does not answer"));
        this.closed(socket);
      };
      this.socket = socket;
    });
  }

  private closed(socket: WebSocket): void {
    if (this.socket !== socket) {
      return;
    }
    this.socket = null;
    this.started?.(new Error("the connection to her space was lost"));
    this.started = null;
    if (this.state === "running" || this.state === "stopping") {
      this.enter("ended");
    }
  }

  private send(message: ToSpace): void {
    if (this.socket?.readyState === WebSocket.OPEN) {
      this.socket.send(JSON.stringify(message));
    }
  }

  private hear(message: FromSpace): void {
    switch (message.t) {
      case "state":
        this.enter(message.state);
        break;
      case "out":
      case "err":
        this.tell("output", { text: message.text, error: message.t === "err" });
        break;
      case "error":
        this.tell("error", message.error);
        break;
      case "caption":
        this.canvas.setAttribute("aria-label", `${this.options.label} : ${message.text}`);
        this.tell("caption", message.text);
        break;
      case "ask":
        this.prompt.textContent = message.prompt.trim() || "Ta réponse :";
        this.answer.value = "";
        this.form.hidden = false;
        this.answer.focus();
        break;
    }
  }

  /** The next picture comes when this one is there: a slow network gets fewer of them. */
  private async show(picture: Blob): Promise<void> {
    try {
      const bitmap = await createImageBitmap(picture);
      if (bitmap.width !== this.canvas.width || bitmap.height !== this.canvas.height) {
        this.size = { width: bitmap.width, height: bitmap.height };
        this.canvas.width = bitmap.width;
        this.canvas.height = bitmap.height;
        this.arrange();
      }
      this.canvas.getContext("2d", { alpha: false })?.drawImage(bitmap, 0, 0);
      bitmap.close();
    } finally {
      this.send({ t: "ack" });
    }
    if (!this.shown) {
      this.shown = true;
      this.tell("frame", { firstMs: performance.now() - this.asked });
    }
  }

  private enter(state: PlayerState): void {
    this.state = state;
    if (state === "running") {
      this.started?.();
      this.started = null;
    } else if (state === "ended") {
      this.form.hidden = true;
      // It may end before it ran: its error has been told.
      this.started?.();
      this.started = null;
      const { ended } = this;
      this.ended = [];
      ended.forEach((resolve) => resolve());
    }
    this.tell("state", state);
  }

  private tell<K extends keyof PlayerEvents>(kind: K, event: PlayerEvents[K]): void {
    for (const heard of this.heard[kind]) {
      heard(event);
    }
  }

  private build(): void {
    const { stage, canvas, form, prompt, answer } = this;
    Object.assign(stage.style, {
      display: "flex",
      flexDirection: "column",
      alignItems: "center",
      justifyContent: "center",
      width: "100%",
      height: "100%",
      background: "#17151f",
      color: "#f4f2fa",
    });
    canvas.width = this.size.width;
    canvas.height = this.size.height;
    canvas.className = "remote";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", this.options.label);
    canvas.textContent = "Ce jeu se joue au clavier, à la souris ou du doigt.";
    canvas.style.touchAction = "none";
    prompt.append("");
    answer.autocomplete = "off";
    answer.id = `question-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    prompt.htmlFor = answer.id;
    prompt.style.whiteSpace = "pre-wrap";
    const send = document.createElement("button");
    send.textContent = "Répondre";
    form.hidden = true;
    form.append(prompt, answer, send);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      form.hidden = true;
      this.send({ t: "answer", text: answer.value });
      canvas.focus();
    });
    stage.append(canvas, form, this.pad());
    this.parent.append(stage);
    this.resized.observe(stage);
  }

  private pad(): HTMLElement {
    const pad = document.createElement("div");
    pad.setAttribute("role", "group");
    pad.setAttribute("aria-label", "Touches à l’écran");
    for (const [code, key, text, label] of PAD) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.code = code;
      button.dataset.key = key;
      button.textContent = text;
      button.setAttribute("aria-label", label);
      Object.assign(button.style, { minWidth: "3rem", minHeight: "3rem", touchAction: "none" });
      pad.append(button);
    }
    const controls = new Controls({
      send: (input) => this.send(input),
      leave: () => this.leave(),
      // Sounds stay in her space.
      wake: () => undefined,
    });
    controls.attach(this.canvas, () => this.size);
    controls.pad(pad);
    return pad;
  }

  /** The next Tab goes on from the game's place in the page. */
  private leave(): void {
    this.parent.tabIndex = -1;
    this.parent.focus();
  }

  private arrange(): void {
    const room = { width: this.stage.clientWidth, height: this.stage.clientHeight };
    const { width, height, crisp } = fit(this.size, room, devicePixelRatio);
    Object.assign(this.canvas.style, {
      width: `${width}px`,
      height: `${height}px`,
      imageRendering: crisp ? "pixelated" : "auto",
    });
  }
}
