// A stage without anybody in front of it: scripted input, a clock that only waiting moves, frames kept as pixels.
import type { Screen, Stage } from "./host.ts";
import type { FromWorker, GameError, Input, Sound, ToWorker } from "./protocol.ts";

/** What is played to a program; frames count from 1, as they are shown. */
export interface Script {
  /** Each with `frame` (it comes once that many were shown) or `ms` (of the program's clock). */
  events?: (Input & { frame?: number; ms?: number })[];
  /** To `input()`; where none is left, the program is stopped. */
  answers?: string[];
  /** Which are kept. */
  frames?: number[] | "last" | "all";
  stopAfterFrames?: number;
  stopAfterMs?: number;
  /** Whether waiting takes time. */
  realTime?: boolean;
}

export interface Frame {
  width: number;
  height: number;
  /** RGBA, base64. */
  rgba: string;
}

export interface Record {
  output: string;
  stderr: string;
  error: GameError | null;
  presented: number;
  frames: { [number: string]: Frame };
  captions: string[];
  size: [number, number] | null;
  sounds: Sound[];
  asked: string[];
  /** Of the program's clock. */
  ms: number;
  stopped: boolean;
}

// A program that only looks at the clock must see it move.
const LOOK_MS = 0.01;

export class Rehearsal implements Stage {
  readonly record: Record = {
    output: "", stderr: "", error: null, presented: 0, frames: {}, captions: [], size: null,
    sounds: [], asked: [], ms: 0, stopped: false,
  };
  private clock = 0;
  private readonly started = performance.now();
  private readonly waiting: (Input & { frame?: number; ms?: number })[];
  private readonly answers: string[];
  private hear: (message: ToWorker) => void = () => undefined;

  constructor(private readonly script: Script) {
    this.waiting = [...(script.events ?? [])];
    this.answers = [...(script.answers ?? [])];
  }

  /** @param hear what the player would send goes there. */
  begin(hear: (message: ToWorker) => void): void {
    this.hear = hear;
    this.deliver();
  }

  now(): number {
    if (this.script.realTime) {
      return performance.now() - this.started;
    }
    this.clock += LOOK_MS;
    return this.clock;
  }

  pause(ms: number): Promise<void> {
    if (this.script.realTime) {
      return new Promise((resolve) => setTimeout(() => {
        this.deliver();
        resolve();
      }, ms));
    }
    this.clock += Math.max(ms, LOOK_MS);
    this.deliver();
    return Promise.resolve();
  }

  show(screen: Screen): void {
    const { record } = this;
    record.presented += 1;
    const { frames } = this.script;
    if (frames === "last") {
      record.frames = {};
    }
    if (frames === "last" || frames === "all" || frames?.includes(record.presented)) {
      const { buffer, byteOffset, byteLength } = screen.pixels;
      const rgba = Buffer.from(buffer, byteOffset, byteLength).toString("base64");
      record.frames[record.presented] = { width: screen.width, height: screen.height, rgba };
    }
    this.deliver();
  }

  settle(): void {
    // Nothing is put off.
  }

  tell(message: FromWorker): void {
    const { record } = this;
    if (message.t === "output") {
      record[message.error ? "stderr" : "output"] += message.text;
    } else if (message.t === "error") {
      record.error = message.error;
    } else if (message.t === "caption") {
      record.captions.push(message.text);
    } else if (message.t === "size") {
      record.size = [message.width, message.height];
    } else if (message.t === "ask") {
      record.asked.push(message.prompt);
      const text = this.answers.shift();
      // As from a player: after the question has been asked.
      queueMicrotask(() => text === undefined ? this.stop() : this.hear({ t: "answer", text }));
    } else if (message.t === "sound") {
      this.sound(message.sound);
    }
  }

  private sound(sound: Sound): void {
    if (sound.do === "load") {
      this.hear({ t: "length", id: sound.id, seconds: waveSeconds(new DataView(sound.bytes)) });
      this.record.sounds.push({ ...sound, bytes: new ArrayBuffer(0) });
    } else {
      this.record.sounds.push(sound);
    }
  }

  private deliver(): void {
    const now = this.script.realTime ? performance.now() - this.started : this.clock;
    this.record.ms = now;
    const due = ({ frame, ms }: { frame?: number; ms?: number }): boolean =>
      (frame ?? 0) <= this.record.presented && (ms ?? 0) <= now;
    while (this.waiting.length > 0 && due(this.waiting[0])) {
      const { frame: _frame, ms: _ms, ...input } = this.waiting.shift()!;
      this.hear({ t: "input", input: input as Input });
    }
    const { stopAfterFrames = Infinity, stopAfterMs = Infinity } = this.script;
    if (this.record.presented >= stopAfterFrames || now >= stopAfterMs) {
      this.stop();
    }
  }

  private stop(): void {
    this.record.stopped = true;
    this.hear({ t: "stop" });
  }
}

/** Of a WAV file; 0 for anything else, which only a browser can decode. */
export function waveSeconds(file: DataView): number {
  if (file.byteLength < 44 || file.getUint32(0) !== 0x52494646) {
    return 0;
  }
  let rate = 0;
  for (let at = 12; at + 8 <= file.byteLength; ) {
    const kind = file.getUint32(at);
    const size = file.getUint32(at + 4, true);
    if (kind === 0x666d7420) {
      rate = file.getUint32(at + 16, true);
    } else if (kind === 0x64617461) {
      return rate > 0 ? Math.min(size, file.byteLength - at - 8) / rate : 0;
    }
    at += 8 + size + (size % 2);
  }
  return 0;
}
