// What the player and the worker say to each other; Node's worker, for tests, hears and says the same.

/** What she does, as `campus_host.poll()` gives it to Python; `mod` holds pygame's KMOD bits. */
export type Input =
  | { t: "kd"; code: string; key: string; mod: number; rep: boolean }
  | { t: "ku"; code: string; key: string; mod: number }
  | { t: "mm"; x: number; y: number }
  | { t: "md" | "mu"; x: number; y: number; b: number }
  | { t: "mw"; x: number; y: number }
  | { t: "blur" | "focus" | "quit" }
  | { t: "se"; ch: number };

/** A mistake of hers; `line` counts from 1, 0 where no line is known. */
export interface GameError {
  french: string;
  english: string;
  file: string;
  line: number;
  name: string;
}

/** What a worker needs before it can run anything; the page fetches it once for all workers. */
export interface Assets {
  worker: ArrayBuffer;
  /** Emscripten's module around the interpreter. */
  asm: ArrayBuffer;
  wasm: ArrayBuffer;
  stdlib: ArrayBuffer;
  lock: ArrayBuffer;
  /** The packages `pygame` and `campus_explain`. */
  library: ArrayBuffer;
  /** An operator's official wheel of pygame-ce, used in place of our `pygame`. */
  wheel: ArrayBuffer | null;
}

/** A file of hers: its path below her exercise's folder, with `/`, and its bytes. */
export type GameFile = readonly [string, Uint8Array];

export type Sound =
  | { do: "load"; id: number; bytes: ArrayBuffer }
  | { do: "play"; id: number; channel: number; loops: number; volume: number; maxMs: number; fadeMs: number }
  | { do: "stop"; channel: number; fadeMs: number }
  | { do: "volume"; channel: number; volume: number }
  | { do: "pause" | "resume"; channel: number };

export type ToWorker =
  | { t: "boot"; assets: Assets; canvas: OffscreenCanvas | null; module: WebAssembly.Module | null }
  | { t: "run"; files: readonly GameFile[]; main: string }
  | { t: "input"; input: Input }
  | { t: "answer"; text: string }
  | { t: "length"; id: number; seconds: number }
  | { t: "stop" };

export type FromWorker =
  | { t: "up" }
  | { t: "booted"; ms: number }
  | { t: "failed"; why: string }
  | { t: "running" }
  | { t: "ended" }
  | { t: "output"; text: string; error: boolean }
  | { t: "error"; error: GameError }
  | { t: "shown" }
  | { t: "size"; width: number; height: number }
  | { t: "caption"; text: string }
  | { t: "cursor"; visible: boolean }
  | { t: "ask"; prompt: string }
  | { t: "sound"; sound: Sound };
