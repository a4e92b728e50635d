// When her server does not answer: waits for it, or offers to open it again where it was stopped (space.js does it in notebooks).

import type { Config } from "./config.ts";
import { ask } from "./dialog.ts";
import { element } from "./element.ts";
import { say } from "./sentences.ts";
import type { Reason, Server } from "./server.ts";

const LOOK_AGAIN_MS = 3000;
const REOPENED = "campus:reopened";

export class Space {
  #isAsking = false;
  #isWaiting = false;
  readonly #config: Config;
  readonly #server: Server;
  readonly #keepAll: () => boolean;
  readonly #back: () => void;

  /** `keepAll` says whether the browser has all that is not saved; `back` hears that her server answers again. */
  constructor(config: Config, server: Server, keepAll: () => boolean, back: () => void) {
    this.#config = config;
    this.#server = server;
    this.#keepAll = keepAll;
    this.#back = back;
  }

  /** Whether this page is there because she has asked for her space again; once. */
  static wasReopened(): boolean {
    try {
      const was = sessionStorage.getItem(REOPENED) !== null;
      sessionStorage.removeItem(REOPENED);
      return was;
    } catch {
      return false;
    }
  }

  lost(reason: Reason): void {
    if (reason === "closed") {
      void this.#offer(say.closedTitle, say.closedWhy);
    } else if (reason === "signed-out") {
      void this.#offer(say.signedOutTitle, say.signedOutWhy);
    } else if (reason === "away") {
      void this.#wait();
    }
  }

  async #wait(): Promise<void> {
    if (this.#isWaiting) {
      return;
    }
    this.#isWaiting = true;
    let found = await this.#server.look();
    while (found === "away") {
      await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MS));
      found = await this.#server.look();
    }
    this.#isWaiting = false;
    if (found === "closed") {
      this.lost("closed");
    } else {
      this.#back();
    }
  }

  async #offer(title: string, words: string): Promise<void> {
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    const body = [element("p", {}, words), element("p", {}, this.#keepAll() ? say.nothingLost : say.keepThisPage)];
    await ask({ title, body, choices: [{ label: say.reopen, value: "reopen", isMain: true }], mustChoose: true });
    this.#isAsking = false;
    this.#reopen();
  }

  // By the hub's own pages: they say how long it takes, and sign her in to the new server.
  #reopen(): void {
    const { hub, learner, base } = this.#config;
    const spawn = new URL(`spawn/${encodeURIComponent(learner)}`, new URL(hub, location.origin));
    if (!this.#keepAll()) {
      // What is only in this page stays in it: another one opens the space.
      spawn.searchParams.set("next", new URL(`${base}tree`, location.origin).href);
      window.open(spawn.href, "_blank");
      this.lost("away");
      return;
    }
    try {
      sessionStorage.setItem(REOPENED, "1");
    } catch {
      // Then she is not told that it is open again.
    }
    const isElsewhere = spawn.origin !== location.origin;
    spawn.searchParams.set("next", (isElsewhere ? location.origin : "") + location.pathname + location.search);
    location.assign(spawn.href);
  }
}
