// One worker with its canvas: booted ahead, it plays one program and is thrown away.
import type { Assets, FromWorker, GameFile, ToWorker } from "../worker/protocol.ts";

/** What every worker is made from; fetched once by the page, compiled once here. */
export interface Makings {
  assets: Assets;
  address: string;
  /** Null where the browser does not let workers share it. */
  module: WebAssembly.Module | null;
}

export async function makings(assets: Assets): Promise<Makings> {
  const source = new TextDecoder().decode(assets.worker);
  // Of all addresses, an opaque origin may only start workers from these.
  const address = `data:text/javascript;charset=utf-8,${encodeURIComponent(source)}`;
  return { assets, address, module: await WebAssembly.compile(assets.wasm) };
}

export class Actor {
  readonly canvas: HTMLCanvasElement;
  /** Rejected where Python cannot start. */
  readonly booted: Promise<void>;
  private readonly worker: Worker;
  private over = false;

  /** @param heard what the worker says once it plays; nothing after `end`. */
  constructor(
    private readonly makings: Makings,
    private readonly heard: (message: FromWorker) => void,
  ) {
    this.canvas = document.createElement("canvas");
    this.worker = new Worker(makings.address, { type: "module" });
    this.booted = new Promise((resolve, reject) => this.listen(resolve, reject));
    // Whoever waits for it hears of it.
    this.booted.catch(() => undefined);
  }

  play(files: readonly GameFile[], main: string): void {
    this.send({ t: "run", files, main });
  }

  send(message: ToWorker, transfer: Transferable[] = []): void {
    if (!this.over) {
      this.worker.postMessage(message, transfer);
    }
  }

  /** At once, whatever it does. */
  end(): void {
    this.over = true;
    this.worker.terminate();
  }

  private boot(module: WebAssembly.Module | null): void {
    const canvas = this.canvas.transferControlToOffscreen();
    const { assets } = this.makings;
    const sent = module ? { ...assets, wasm: new ArrayBuffer(0) } : assets;
    this.send({ t: "boot", assets: sent, canvas, module }, [canvas]);
  }

  private listen(resolve: () => void, reject: (error: Error) => void): void {
    const failed = (why: string): void => {
      reject(new Error(why));
      this.tell({ t: "failed", why });
    };
    this.worker.onerror = (event) => failed(event.message || "the worker could not start");
    this.worker.onmessageerror = () => failed("a message was unreadable");
    this.worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      if (data.t === "up") {
        this.boot(this.makings.module);
      } else if (data.t === "booted") {
        resolve();
      } else if (data.t === "failed") {
        failed(data.why);
      } else {
        this.tell(data);
      }
    };
  }

  private tell(message: FromWorker): void {
    if (!this.over) {
      this.heard(message);
    }
  }
}
