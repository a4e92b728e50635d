// The module `campus_host`: what pygame for the browser asks of whatever it runs in.
import type { FromWorker, Input, Sound, ToWorker } from "./protocol.ts";

/** RGBA, opaque. */
export interface Screen {
  width: number;
  height: number;
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

/** What differs between a browser and Node. */
export interface Stage {
  tell(message: FromWorker, transfer?: Transferable[]): void;
  /** Milliseconds; only differences matter. */
  now(): number;
  pause(ms: number): Promise<void>;
  show(screen: Screen): void;
  /** Shows what `show` has put off. */
  settle(): void;
}

/** A `bytes` of Python's arrives as a proxy; a copy outlives it. */
type PythonBytes = Uint8Array | { getBuffer(): { data: Uint8Array; release(): void } };

const UNANSWERED = 10_000;

export class Host {
  private inbox: Input[] = [];
  private stopping = false;
  private answer: ((text: string | undefined) => void) | null = null;
  private readonly lengths = new Map<number, number>();
  private readonly waiting = new Map<number, (seconds: number) => void>();
  private caption = "";
  private size = "";

  /**
   * @param screen the raster's, null before `display.set_mode`.
   */
  constructor(
    private readonly stage: Stage,
    private readonly screen: () => Screen | null,
  ) {}

  /** What the player sends while a game runs; anything else is not for us. */
  hear(message: ToWorker): void {
    if (message.t === "input") {
      this.keep(message.input);
    } else if (message.t === "answer") {
      this.answered(message.text);
    } else if (message.t === "length") {
      this.lengths.set(message.id, message.seconds);
      this.waiting.get(message.id)?.(message.seconds);
      this.waiting.delete(message.id);
    } else if (message.t === "stop") {
      this.stopping = true;
      this.answered(undefined);
    }
  }

  get stopped(): boolean {
    return this.stopping;
  }

  /** The object that Python imports. */
  module(): Record<string, unknown> {
    const { stage } = this;
    return {
      poll: () => this.poll(),
      now: () => stage.now(),
      sleep: (ms: number) => {
        stage.settle();
        return stage.pause(Math.max(0, ms));
      },
      stopped: () => this.stopping,
      present: () => this.present(),
      resize: (width: number, height: number) => this.resize(width, height),
      caption: (text: string) => this.retitle(text),
      cursor: (visible: boolean) => stage.tell({ t: "cursor", visible }),
      ask: (prompt: string) => this.ask(prompt),
      ...this.sounds(),
    };
  }

  private keep(input: Input): void {
    const last = this.inbox.at(-1);
    if (input.t === "mm" && last?.t === "mm") {
      this.inbox[this.inbox.length - 1] = input;
    } else if (this.inbox.length < UNANSWERED) {
      this.inbox.push(input);
    }
  }

  private poll(): string {
    if (this.inbox.length === 0) {
      return "";
    }
    const told = JSON.stringify(this.inbox);
    this.inbox = [];
    return told;
  }

  private present(): void {
    const screen = this.screen();
    if (screen) {
      this.resize(screen.width, screen.height);
      this.stage.show(screen);
    }
  }

  private resize(width: number, height: number): void {
    if (this.size !== `${width}x${height}`) {
      this.size = `${width}x${height}`;
      this.stage.tell({ t: "size", width, height });
    }
  }

  private retitle(text: string): void {
    if (text !== this.caption) {
      this.caption = text;
      this.stage.tell({ t: "caption", text });
    }
  }

  /** Undefined, Python's None, when the game is stopped meanwhile. */
  private ask(prompt: string): Promise<string | undefined> {
    if (this.stopping) {
      return Promise.resolve(undefined);
    }
    this.stage.settle();
    return new Promise((resolve) => {
      this.answer = resolve;
      this.stage.tell({ t: "ask", prompt });
    });
  }

  private answered(text: string | undefined): void {
    this.answer?.(text);
    this.answer = null;
  }

  private sounds(): Record<string, unknown> {
    const tell = (sound: Sound): void => this.stage.tell({ t: "sound", sound });
    return {
      soundLoad: (id: number, given: PythonBytes) => {
        const bytes = copied(given);
        this.stage.tell({ t: "sound", sound: { do: "load", id, bytes } }, [bytes]);
      },
      soundPlay: (id: number, channel: number, loops: number, volume: number, maxMs: number, fadeMs: number) =>
        tell({ do: "play", id, channel, loops, volume, maxMs, fadeMs }),
      soundStop: (channel: number, fadeMs: number) => tell({ do: "stop", channel, fadeMs }),
      soundVolume: (channel: number, volume: number) => tell({ do: "volume", channel, volume }),
      soundPause: (channel: number) => tell({ do: "pause", channel }),
      soundResume: (channel: number) => tell({ do: "resume", channel }),
      soundLength: (id: number) => {
        const known = this.lengths.get(id);
        return known === undefined
          ? new Promise<number>((resolve) => this.waiting.set(id, resolve))
          : Promise.resolve(known);
      },
    };
  }
}

function copied(given: PythonBytes): ArrayBuffer {
  if (given instanceof Uint8Array) {
    return given.slice().buffer;
  }
  const buffer = given.getBuffer();
  try {
    return Uint8Array.from(buffer.data).buffer;
  } finally {
    buffer.release();
  }
}
