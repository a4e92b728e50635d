// One text file of hers while she types in it: in the browser within 300 ms, on her server within two seconds.

import type { Contents } from "./contents.ts";
import type { Drafts } from "./drafts.ts";
import { ServerProblem, type Reason } from "./server.ts";

export const DRAFT_MS = 250;
export const PAUSE_MS = 1000; // after the last key
export const TYPING_MS = 2000; // while she types
export const AGAIN_MS = 5000; // after a failure
const SENT_MAX = 10;

export interface FileEvents {
  /** Anything about its state has changed. */
  changed(file: TextFile): void;
  saved(file: TextFile): void;
  failed(file: TextFile, problem: ServerProblem): void;
  /** Her server has another text than the one she began with; saving waits for `keep` or `take`. */
  conflict(file: TextFile, theirs: string, hash: string): void;
}

export class TextFile {
  #text: string;
  #saved: string;
  #base: string;
  #trouble: Reason | null = null;
  #isKept = true;
  #draftTimer = 0;
  #saveTimer = 0;
  #unsavedSince = 0;
  #saving: Promise<void> | null = null;
  #isGone = false;
  // Sent, and nobody knows whether they arrived: finding one of them on the disk is no conflict.
  #sent: string[] = [];

  constructor(
    readonly name: string,
    content: { text: string; hash: string },
    private readonly contents: Contents,
    private readonly drafts: Drafts,
    private readonly events: FileEvents
  ) {
    this.#text = this.#saved = content.text;
    this.#base = content.hash;
  }

  get text(): string {
    return this.#text;
  }

  get base(): string {
    return this.#base;
  }

  get isSaved(): boolean {
    return this.#text === this.#saved;
  }

  /** Whether nothing would be lost if this page closed now. */
  get isSafe(): boolean {
    return this.isSaved || this.#isKept;
  }

  /** Why the last try to save failed; null where it did not. */
  get trouble(): Reason | null {
    return this.#trouble;
  }

  change(text: string): void {
    if (text === this.#text) {
      return;
    }
    this.#text = text;
    this.#isKept = false;
    this.#draftTimer ||= setTimeout(() => this.keepDraft(), DRAFT_MS) as unknown as number;
    if (this.#trouble === null) {
      this.#plan(PAUSE_MS);
    } else if (this.#trouble !== "conflict" && this.#saveTimer === 0) {
      this.#plan(AGAIN_MS);
    }
    this.events.changed(this);
  }

  /** Puts what is not saved into the browser now; whether it is there. */
  keepDraft(): boolean {
    clearTimeout(this.#draftTimer);
    this.#draftTimer = 0;
    if (!this.isSaved && !this.#isGone) {
      this.#isKept = this.drafts.put(this.contents.path(this.name), this.#text, this.#base);
      this.events.changed(this);
    }
    return this.isSafe;
  }

  /** Saves now; whether her server has all of it. */
  async flush(keepalive = false): Promise<boolean> {
    this.keepDraft();
    for (let turn = 0; turn < 3 && !this.isSaved && !this.#isGone && this.#trouble !== "conflict"; turn += 1) {
      await this.#save(keepalive);
      if (this.#trouble !== null) {
        break;
      }
    }
    return this.isSaved;
  }

  /** After a conflict: hers is saved over the other, which her server keeps among the earlier versions. */
  async keep(hash: string): Promise<void> {
    this.#base = hash;
    this.#trouble = null;
    await this.flush();
  }

  /** What her server has takes the place of hers. */
  take(theirs: string, hash: string): void {
    this.#text = this.#saved = theirs;
    this.#base = hash;
    this.#settle();
  }

  /** It was removed or has another name now: nothing more is saved under this one. */
  close(): void {
    this.#isGone = true;
    clearTimeout(this.#draftTimer);
    clearTimeout(this.#saveTimer);
    this.drafts.drop(this.contents.path(this.name));
  }

  #plan(pause: number): void {
    const now = Date.now();
    this.#unsavedSince ||= now;
    clearTimeout(this.#saveTimer);
    const wait = pause === PAUSE_MS ? Math.max(0, Math.min(PAUSE_MS, this.#unsavedSince + TYPING_MS - now)) : pause;
    this.#saveTimer = setTimeout(() => {
      this.#saveTimer = 0;
      this.keepDraft();
      // Once only: what she types meanwhile has its own time.
      void (this.isSaved ? undefined : this.#save(false));
    }, wait) as unknown as number;
  }

  async #save(keepalive: boolean): Promise<void> {
    if (this.#saving) {
      return this.#saving;
    }
    this.#saving = this.#send(keepalive).finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #send(keepalive: boolean): Promise<void> {
    const text = this.#text;
    clearTimeout(this.#saveTimer);
    this.#unsavedSince = this.#saveTimer = 0;
    this.#sent = [...this.#sent.slice(-SENT_MAX), text];
    this.events.changed(this);
    try {
      this.#base = await this.contents.write(this.name, text, this.#base, keepalive);
      this.#saved = text;
      this.#settle();
      this.events.saved(this);
    } catch (problem) {
      if (this.#isGone) {
        return;
      }
      await this.#failed(problem instanceof ServerProblem ? problem : new ServerProblem("refused", 0, "", String(problem)));
    }
  }

  // Her server has `#saved` now; she may have typed on meanwhile.
  #settle(): void {
    this.#trouble = null;
    this.#sent = [];
    if (this.isSaved) {
      clearTimeout(this.#draftTimer);
      clearTimeout(this.#saveTimer);
      this.#draftTimer = this.#saveTimer = this.#unsavedSince = 0;
      this.#isKept = true;
      this.drafts.drop(this.contents.path(this.name));
    } else {
      this.keepDraft();
      this.#plan(PAUSE_MS);
    }
    this.events.changed(this);
  }

  async #failed(problem: ServerProblem): Promise<void> {
    if (problem.reason === "conflict") {
      return this.#lookAgain();
    }
    this.#trouble = problem.reason;
    this.keepDraft();
    this.#plan(AGAIN_MS);
    this.events.failed(this, problem);
    this.events.changed(this);
  }

  async #lookAgain(): Promise<void> {
    try {
      const { text, hash } = await this.contents.readText(this.name).catch(problem => {
        if (problem instanceof ServerProblem && problem.reason === "missing") {
          return { text: "", hash: "" };
        }
        throw problem;
      });
      if (this.#sent.includes(text) || text === this.#text || hash === "") {
        // Ours: it had arrived, only its answer had not. Or it was removed, and hers is all there is.
        this.#base = hash;
        this.#saved = hash === "" ? `${this.#text}\n` : text;
        this.#settle();
        return;
      }
      this.#trouble = "conflict";
      this.keepDraft();
      this.events.conflict(this, text, hash);
      this.events.changed(this);
    } catch (problem) {
      await this.#failed(problem instanceof ServerProblem ? problem : new ServerProblem("refused", 0, "", String(problem)));
    }
  }
}
