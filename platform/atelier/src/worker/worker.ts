// The worker in a browser: boots as a spare, runs one program, and is thrown away after it.
import { Curtain } from "./curtain.ts";
import { Engine } from "./engine.ts";
import { boot } from "./interpreter.ts";
import { decoded } from "./pictures.ts";
import type { FromWorker, ToWorker } from "./protocol.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
const post = scope.postMessage.bind(scope) as (message: FromWorker, transfer: Transferable[]) => void;

let engine: Engine | null = null;

async function hear(message: ToWorker): Promise<void> {
  if (message.t === "boot") {
    const from = performance.now();
    const python = await boot(message.assets, message.module);
    engine = new Engine(python, message.assets, new Curtain(message.canvas, post));
    if (message.assets.wheel && message.canvas) {
      python.canvas.setCanvas2D(message.canvas as unknown as HTMLCanvasElement);
    }
    shut();
    post({ t: "booted", ms: performance.now() - from }, []);
  } else if (message.t === "run") {
    await engine?.run(message.files, message.main, await decoded(message.files));
  } else {
    engine?.hear(message);
  }
}

/** Takes away what her program, through Python's `js`, has no use for here; the player's policy holds without it. */
function shut(): void {
  const taken = ["postMessage", "fetch", "XMLHttpRequest", "WebSocket", "EventSource", "WebTransport", "Worker"];
  for (const name of [...taken, "importScripts", "BroadcastChannel", "indexedDB", "caches"]) {
    for (let at: object | null = scope; at; at = Object.getPrototypeOf(at)) {
      Reflect.deleteProperty(at, name);
    }
  }
}

/** An error's words and stack, without the megabytes of a module's data: address in each line. */
function said(error: unknown): string {
  const stack = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : String(error);
  return stack.replace(/data:text\/javascript[^\s()]*?((?::\d+)*)(?=[\s()]|$)/g, "worker$1").slice(0, 4000);
}

scope.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  hear(data).catch((error: unknown) => {
    post({ t: "failed", why: said(error) }, []);
  });
};
post({ t: "up" }, []);
