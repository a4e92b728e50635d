// The worker in Node, for tests: a line of JSON on standard input is a program to run, a line of output what it did.
// Run it with --experimental-wasm-jspi; its argument is pygame.zip, a second one an official wheel.
import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline";
import { loadPyodide } from "pyodide";
import { Engine, type Packages } from "./engine.ts";
import FORGET from "./forget.py?raw";
import type { GameFile } from "./protocol.ts";
import { type Record, Rehearsal, type Script } from "./rehearsal.ts";

interface Command extends Script {
  /** By path: text, or bytes in base64. */
  files: { [path: string]: string | { base64: string } };
  main: string;
}

interface Forgetting {
  (...folders: string[]): void;
}

const PLACES = ["/game", "/lib/campus", "/lib/official"];

class Theatre {
  private constructor(
    private readonly python: Awaited<ReturnType<typeof loadPyodide>>,
    private readonly forget: Forgetting,
  ) {}

  static async open(): Promise<Theatre> {
    const python = await loadPyodide();
    const globals = python.toPy({ __name__: "forget" });
    python.runPython(FORGET, { globals });
    return new Theatre(python, globals.get("forget") as Forgetting);
  }

  async play(command: Command, packages: Packages): Promise<Record> {
    this.forget(...PLACES);
    const rehearsal = new Rehearsal(command);
    const engine = new Engine(this.python, packages, rehearsal);
    rehearsal.begin((message) => engine.hear(message));
    await engine.run(files(command), command.main);
    return rehearsal.record;
  }
}

function files(command: Command): GameFile[] {
  return Object.entries(command.files).map(([path, given]) => [
    path,
    typeof given === "string" ? new TextEncoder().encode(given) : new Uint8Array(Buffer.from(given.base64, "base64")),
  ]);
}

/** Python knows no Buffer. */
async function bytes(path: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(path));
}

async function main(library: string, wheel?: string): Promise<void> {
  // Standard output is for answers.
  console.log = console.warn;
  let theatre = await Theatre.open();
  process.stdout.write('{"ready":true}\n');
  for await (const line of createInterface({ input: process.stdin })) {
    let answer: object;
    try {
      // Read again each time: it is what is being worked on.
      const packages = { library: await bytes(library), wheel: wheel ? await bytes(wheel) : null };
      answer = await theatre.play(JSON.parse(line) as Command, packages);
    } catch (error) {
      answer = { failed: String((error as Error).stack ?? error) };
      theatre = await Theatre.open();
    }
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

await main(process.argv[2], process.argv[3]);
