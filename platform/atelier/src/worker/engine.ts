// Python, booted and ready for one program: the part of the worker that is the same in a browser and in Node.
import type { PyodideInterface } from "pyodide";
import { createRaster } from "../raster/raster.ts";
import { Host, type Stage } from "./host.ts";
import { Output } from "./output.ts";
import type { GameError, GameFile, ToWorker } from "./protocol.ts";
import OFFICIAL from "./official.py?raw";
import RUN from "./run.py?raw";

const LIBRARY = "/lib/campus";
const WHEEL = "/lib/official";
const GAME = "/game";

/** Packages for Python: ours, and the operator's official wheel of pygame-ce where there is one. */
export interface Packages {
  library: Uint8Array | ArrayBuffer;
  wheel: Uint8Array | ArrayBuffer | null;
}

/** An image that the browser has decoded, RGBA. */
export interface Picture {
  path: string;
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

interface Runner {
  prepare(...places: string[]): void;
  run: { callPromising(main: string): Promise<string> };
}

export class Engine {
  private readonly output: Output;
  private readonly raster = createRaster();
  private readonly host: Host;
  private readonly runner: Runner;

  /** @param python booted; nothing of ours is in it yet. */
  constructor(
    private readonly python: PyodideInterface,
    packages: Packages,
    private readonly stage: Stage,
  ) {
    this.output = new Output((text, error) => stage.tell({ t: "output", text, error }), () => stage.now());
    this.host = new Host(stage, () => this.raster.screen());
    this.listen();
    python.registerJsModule("campus_host", this.host.module());
    python.registerJsModule("campus_raster", this.raster.module);
    python.unpackArchive(packages.library, "zip", { extractDir: LIBRARY });
    const places = [LIBRARY];
    if (packages.wheel) {
      python.unpackArchive(packages.wheel, "wheel", { extractDir: WHEEL });
      places.unshift(WHEEL);
    }
    python.FS.mkdirTree(GAME);
    this.runner = this.module("campus_run", RUN);
    this.runner.prepare(...places);
    if (packages.wheel) {
      this.module("campus_official", OFFICIAL);
    }
  }

  hear(message: ToWorker): void {
    this.host.hear(message);
  }

  /** Runs her program to its end; her mistakes are told, ours are thrown. */
  async run(files: readonly GameFile[], main: string, pictures: readonly Picture[] = []): Promise<void> {
    for (const [path, bytes] of files) {
      const place = `${GAME}/${path}`;
      this.python.FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
      this.python.FS.writeFile(place, bytes);
    }
    for (const { path, width, height, rgba } of pictures) {
      this.raster.addImage(`${GAME}/${path}`, width, height, rgba);
    }
    this.stage.tell({ t: "running" });
    const told = await this.runner.run.callPromising(main);
    this.stage.settle();
    this.output.flush();
    if (told !== "") {
      this.stage.tell({ t: "error", error: JSON.parse(told) as GameError });
    }
    this.stage.tell({ t: "ended" });
  }

  private listen(): void {
    const decoders = { out: new TextDecoder(), err: new TextDecoder() };
    const writer = (decoder: TextDecoder, error: boolean) => ({
      isatty: true,
      write: (buffer: Uint8Array) => {
        this.output.write(decoder.decode(buffer, { stream: true }), error);
        return buffer.length;
      },
    });
    this.python.setStdout(writer(decoders.out, false));
    this.python.setStderr(writer(decoders.err, true));
    this.python.setStdin({ stdin: () => null });
  }

  /** One of our own Python files, imported under a name. */
  private module(name: string, source: string): Runner {
    const { runPython, toPy } = this.python;
    const make = runPython(
      "def make(name, source):\n"
        + "    import sys, types\n"
        + "    made = types.ModuleType(name)\n"
        + "    made.__file__ = f'<{name}>'\n"
        + "    exec(compile(source, made.__file__, 'exec'), made.__dict__)\n"
        + "    sys.modules[name] = made\n"
        + "    return made\n"
        + "make",
      { globals: toPy({}) },
    ) as (name: string, source: string) => Runner;
    return make(name, source);
  }
}
