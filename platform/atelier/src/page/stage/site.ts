// Her Flask site: runs in her own space, shown in a frame; her server starts it again when a program is saved.

import { button, element } from "../element.ts";
import { say } from "../sentences.ts";
import type { Server } from "../server.ts";
import type { Mistake } from "../output.ts";
import type { Stage, StageHost } from "./stage.ts";

const LOOK_MS = 1500;

interface Standing {
  readonly url: string | null;
  readonly state: "running" | "starting" | "crashed" | "stopped";
  readonly error: Mistake | null;
  readonly log: string;
  /** Grows with each start. */
  readonly round: number;
}

export class SiteStage implements Stage {
  readonly node = element("div", { class: "page-stage" });
  readonly #host: StageHost;
  readonly #server: Server;
  readonly #address: string;
  readonly #where = element("p", { class: "page-where" });
  readonly #place = element("div", { class: "page-frame" });
  readonly #frame = element("iframe", { sandbox: "allow-scripts allow-forms allow-modals", title: say.yourSite });
  #shown: { url: string; round: number } | null = null;
  #log = "";
  #error = "";
  #looking = 0;
  #turn = 0;

  /** `address` of the site's API, relative to her server. */
  constructor(host: StageHost, server: Server, address: string) {
    this.#host = host;
    this.#server = server;
    this.#address = address;
    this.node.append(this.#where, this.#place);
    this.#message(say.siteStarts);
  }

  async start(isFirst = false): Promise<void> {
    this.#host.output.clear();
    this.#host.unmark();
    this.#log = this.#error = "";
    this.#where.textContent = say.siteStarts;
    await this.#host.project.flush();
    await this.#ask("POST", "start", isFirst ? {} : { again: true });
  }

  async stop(): Promise<void> {
    await this.#ask("POST", "stop");
  }

  edited(): void {
    // It runs from what is saved.
  }

  saved(name: string): void {
    if (/\.py$/i.test(name)) {
      void this.#ask("POST", "start", {});
    } else {
      this.#load();
    }
  }

  opened(): void {
    // A template is no page by itself.
  }

  async #ask(method: string, what: string, body?: unknown): Promise<void> {
    clearTimeout(this.#looking);
    this.#turn += 1;
    const turn = this.#turn;
    let wait = LOOK_MS;
    try {
      const standing = await this.#server.ask<Standing>(method, `${this.#address}/${what}`, { body });
      if (turn !== this.#turn) {
        return;
      }
      this.#show(standing);
      wait = standing.state === "starting" ? 300 : LOOK_MS;
    } catch {
      if (turn === this.#turn) {
        this.#where.textContent = say.siteAway;
        wait = 2 * LOOK_MS;
      }
    }
    this.#looking = setTimeout(() => void this.#look(), wait) as unknown as number;
  }

  async #look(): Promise<void> {
    if (document.hidden) {
      this.#looking = setTimeout(() => void this.#look(), LOOK_MS) as unknown as number;
      return;
    }
    await this.#ask("GET", "state");
  }

  #show({ url, state, error, log, round }: Standing): void {
    this.#host.running(state === "running" || state === "starting");
    this.#where.textContent = { running: say.yourSite, starting: say.siteStarts, crashed: say.siteCrashed, stopped: say.siteStopped }[state];
    if (log !== this.#log) {
      const isMore = log.startsWith(this.#log);
      if (!isMore) {
        this.#host.output.clear();
        this.#error = "";
      }
      this.#host.output.write(isMore ? log.slice(this.#log.length) : log);
      this.#log = log;
    }
    this.#tell(error);
    if (state === "stopped") {
      this.#message(say.siteStopped);
    } else if (state !== "starting" && url !== null && (this.#shown?.url !== url || this.#shown.round !== round)) {
      this.#shown = { url, round };
      this.#load();
    }
  }

  #tell(error: Mistake | null): void {
    const told = error === null ? "" : JSON.stringify(error);
    if (told === this.#error) {
      return;
    }
    this.#error = told;
    this.#host.unmark();
    if (error !== null) {
      this.#host.output.mistake(error, { original: say.pythonSays, isTold: true });
      this.#host.mark(error.file, error.line);
    } else {
      this.#host.output.forgetMistake();
    }
  }

  #load(): void {
    if (this.#shown !== null) {
      this.#frame.src = this.#shown.url;
      this.#place.replaceChildren(this.#frame);
    }
  }

  #message(words: string): void {
    this.#shown = null;
    const again = button(say.restart, () => void this.start(), { class: "button warm" });
    this.#place.replaceChildren(
      element("div", { class: "stage-message" }, element("p", {}, words), words === say.siteStopped ? again : null)
    );
  }
}
