// The page inside the sandboxed frame: plays one program after another, each in a worker of its own.
import type { Assets, FromWorker, GameError, GameFile } from "../worker/protocol.ts";
import { Actor, type Makings, makings } from "./actor.ts";
import { Controls } from "./controls.ts";
import { Scene } from "./scene.ts";
import { type FromPlayer, HELLO, type PlayerState, type ToPlayer } from "./talk.ts";
import { Voices } from "./voices.ts";

const PATIENCE_MS = 1000;
// Until then a game has the processor to itself.
const SPARE_AFTER_MS = 2000;

class Player {
  private makings: Promise<Makings> | null = null;
  private spare: Promise<Actor> | null = null;
  private ready = false;
  private asked = 0;
  private actor: Actor | null = null;
  private state: PlayerState = "booting";
  private timers: number[] = [];
  private readonly scene = new Scene((text) => this.actor?.send({ t: "answer", text }));
  private readonly voices = new Voices({
    length: (id, seconds) => this.actor?.send({ t: "length", id, seconds }),
    ended: (ch) => this.actor?.send({ t: "input", input: { t: "se", ch } }),
  });
  private readonly controls = new Controls({
    send: (input) => this.actor?.send({ t: "input", input }),
    leave: () => this.leave(),
    wake: () => this.voices.wake(),
  });

  constructor(private readonly port: MessagePort) {
    port.onmessage = ({ data }: MessageEvent<ToPlayer>) => void this.hear(data);
    this.controls.pad(document.getElementById("pad")!);
  }

  private async hear(message: ToPlayer): Promise<void> {
    switch (message.t) {
      case "assets":
        this.scene.name(message.label);
        this.prepare(message.assets);
        break;
      case "play":
        await this.play(message.files, message.main);
        break;
      case "stop":
        this.stop();
        break;
      case "focus":
        this.scene.focus();
        break;
      case "screenshot": {
        const png = await this.scene.picture();
        this.tell({ t: "screenshot", id: message.id, png }, png ? [png] : []);
        break;
      }
    }
  }

  private prepare(assets: Assets): void {
    this.makings = makings(assets);
    this.boot().then(
      () => this.enter("ready", "booting"),
      (error: unknown) => this.tell({ t: "failed", why: String(error) }),
    );
  }

  /** A spare, booted or about to be. */
  private boot(): Promise<Actor> {
    this.spare ??= (async () => {
      const actor: Actor = new Actor(await this.makings!, (message) => this.hearActor(actor, message));
      await actor.booted;
      this.waits(true);
      return actor;
    })();
    this.spare.catch(() => (this.spare = null));
    return this.spare;
  }

  private async play(files: readonly GameFile[], main: string): Promise<void> {
    this.end();
    const turn = ++this.asked;
    if (!this.ready) {
      this.enter("booting");
    }
    let actor: Actor;
    try {
      actor = await this.boot();
    } catch (error) {
      this.tell({ t: "failed", why: String(error) });
      return;
    }
    if (turn !== this.asked) {
      return;
    }
    this.spare = null;
    this.waits(false);
    this.actor = actor;
    this.scene.enter(actor.canvas);
    this.controls.attach(actor.canvas, () => this.scene.size);
    actor.play(files, main);
    this.timers.push(window.setTimeout(() => void this.boot(), SPARE_AFTER_MS));
  }

  private stop(): void {
    this.asked += 1;
    if (!this.actor) {
      this.enter("ended");
    } else {
      this.enter("stopping");
      this.scene.closeQuestion();
      this.actor.send({ t: "stop" });
      this.timers.push(window.setTimeout(() => this.end(), PATIENCE_MS));
    }
  }

  /** The program is over, or is made to be. */
  private end(): void {
    for (const timer of this.timers) {
      clearTimeout(timer);
    }
    this.timers = [];
    if (this.actor) {
      this.actor.end();
      this.actor = null;
      this.voices.close();
      this.scene.closeQuestion();
      this.enter("ended");
      this.scene.say("Le jeu est fini.");
      void this.boot();
    }
  }

  private hearActor(actor: Actor, message: FromWorker): void {
    if (actor !== this.actor) {
      return;
    }
    switch (message.t) {
      case "running":
        this.enter("running");
        this.scene.say("Le jeu tourne.");
        break;
      case "output":
      case "error":
      case "shown":
        this.tell(message);
        break;
      case "caption":
        this.scene.title(message.text);
        this.tell(message);
        break;
      case "size":
        this.scene.resize(message);
        break;
      case "cursor":
        this.scene.cursor(message.visible);
        break;
      case "ask":
        this.scene.ask(message.prompt);
        break;
      case "sound":
        this.voices.do(message.sound);
        break;
      case "failed":
        this.tell({ t: "error", error: crashed(message.why) });
        this.end();
        break;
      case "ended":
        this.end();
        break;
    }
  }

  /** Whether the next game starts at once; the page's tests read it too. */
  private waits(spare: boolean): void {
    this.ready = spare;
    document.body.dataset.spare = spare ? "waits" : "";
  }

  private leave(): void {
    this.scene.leave();
    this.tell({ t: "leave" });
  }

  private enter(state: PlayerState, only?: PlayerState): void {
    if (this.state !== state && (only === undefined || this.state === only)) {
      this.state = state;
      this.tell({ t: "state", state });
    }
  }

  private tell(message: FromPlayer, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }
}

/** Python itself gave up: too much memory, or calls nested too deeply. */
function crashed(why: string): GameError {
  const french =
    "Le programme s’est arrêté d’un coup. Il a peut-être pris trop de mémoire, ou une fonction s’appelle elle-même sans fin.";
  return { french, english: why, file: "", line: 0, name: "Crash" };
}

addEventListener("message", ({ data, ports }) => {
  if (data === HELLO && ports[0]) {
    new Player(ports[0]);
  }
}, { once: true });
parent.postMessage(HELLO, "*");
