// Her game, played in this page; where the browser cannot, played by her server and shown as pictures.

import { Player } from "../../player/client.ts";
import { RemotePlayer } from "../../player/remote.ts";
import { element } from "../element.ts";
import type { Mistake } from "../output.ts";
import { say } from "../sentences.ts";
import type { Stage, StageHost } from "./stage.ts";

export interface GamePlace {
  /** What was built of the Atelier, with a slash at its end. */
  readonly dist: string;
  /** Of the WebSocket that plays in her server's place of the browser. */
  readonly socket: string;
  readonly title: string;
  readonly main: string;
}

type AnyPlayer = Pick<Player, "on" | "play" | "stop" | "focus" | "dispose">;

export class GameStage implements Stage {
  readonly node = element("div", { class: "game-stage" });
  readonly #host: StageHost;
  readonly #place: GamePlace;
  readonly #frame = element("div", { class: "game-frame" });
  readonly #line = element("p", { class: "page-where" }, say.booting);
  #player: AnyPlayer;
  #isRunning = false;
  #isLocal = true;
  #hadMistake = false;

  constructor(host: StageHost, place: GamePlace) {
    this.#host = host;
    this.#place = place;
    this.node.append(this.#line, this.#frame);
    this.#player = this.#listen(new Player(this.#frame, { base: place.dist, label: say.yourGame }));
  }

  async start(isFirst = false): Promise<void> {
    if (isFirst) {
      return; // she starts it herself
    }
    const { project, output } = this.#host;
    output.clear();
    this.#host.unmark();
    this.#hadMistake = false;
    this.#running(true);
    this.#line.textContent = say.starting;
    const player = this.#player;
    try {
      const saving = project.flush();
      if (!this.#isLocal) {
        await saving; // there it runs from what is saved
      }
      await player.play(await project.bytes(), this.#place.main);
      player.focus();
    } catch {
      // Another player may have begun in its place meanwhile.
      if (player === this.#player) {
        this.#running(false);
        this.#line.textContent = say.cannotPlay;
      }
    }
  }

  async stop(): Promise<void> {
    await this.#player.stop();
    this.#running(false);
    this.#line.textContent = say.stopped;
  }

  edited(): void {
    // She plays what she wrote when she presses « Jouer ».
  }

  saved(): void {
    // Likewise.
  }

  opened(): void {
    // Likewise.
  }

  #listen(player: AnyPlayer): AnyPlayer {
    const { output } = this.#host;
    player.on("output", ({ text, error }) => output.write(text, error));
    player.on("caption", title => (this.#line.textContent = title || this.#place.title));
    player.on("error", mistake => this.#tell(mistake));
    player.on("state", state => {
      if (state === "ready" && !this.#isRunning) {
        this.#line.textContent = this.#line.textContent === say.booting ? say.ready : this.#line.textContent;
      } else if (state === "running") {
        this.#running(true);
        this.#line.textContent = this.#place.title;
      } else if (state === "ended" && this.#isRunning) {
        this.#running(false);
        this.#line.textContent = this.#hadMistake ? say.stopped : say.ended;
      }
    });
    player.on("unsupported", () => this.#playThere());
    return player;
  }

  #playThere(): void {
    if (!this.#isLocal) {
      return;
    }
    this.#isLocal = false;
    this.#player.dispose();
    this.#player = this.#listen(new RemotePlayer(this.#frame, { address: this.#place.socket, label: say.yourGame }));
    this.#line.textContent = say.playedThere;
    if (this.#isRunning) {
      void this.start();
    }
  }

  #tell(mistake: Mistake): void {
    this.#hadMistake = true;
    this.#host.output.mistake(mistake, { original: say.pythonSays, isTold: true });
    if (mistake.line > 0) {
      this.#host.mark(mistake.file, mistake.line);
    }
  }

  #running(is: boolean): void {
    this.#isRunning = is;
    this.#host.running(is);
  }
}
