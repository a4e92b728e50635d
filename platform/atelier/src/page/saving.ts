// The one line that says whether her work is safe, and what is done where it is not.

import { ask } from "./dialog.ts";
import { element } from "./element.ts";
import type { Notices } from "./notices.ts";
import { difference } from "./past.ts";
import type { Project } from "./project.ts";
import { say } from "./sentences.ts";
import type { Reason, ServerProblem } from "./server.ts";
import type { Space } from "./space.ts";
import type { TextFile } from "./textfile.ts";

const GRAVE: readonly Reason[] = ["conflict", "closed", "signed-out", "full", "away", "refused"];

export class Saving {
  #wasAway = false;
  #isFull = false;
  #asking: Promise<unknown> = Promise.resolve();
  readonly #line: HTMLElement;
  readonly #notices: Notices;
  readonly #files: string;
  #project: Project | null = null;
  #space: Space | null = null;
  #put: (name: string, text: string) => void = () => undefined;

  /** `files`: the address of « Mes fichiers ». */
  constructor(line: HTMLElement, notices: Notices, files: string) {
    this.#line = line;
    this.#notices = notices;
    this.#files = files;
  }

  /** `put` writes a text into the editor, as one step that Ctrl+Z takes back. */
  begin(project: Project, space: Space, put: (name: string, text: string) => void): void {
    this.#project = project;
    this.#space = space;
    this.#put = put;
    this.tell();
  }

  /** Says how things are. */
  tell(): void {
    const files = Array.from(this.#project?.texts.values() ?? []);
    const trouble = GRAVE.find(reason => files.some(file => file.trouble === reason));
    const isSaved = files.every(file => file.isSaved);
    const kind = trouble && !isSaved ? trouble : isSaved ? "saved" : "saving";
    const words: Readonly<Record<string, string>> = {
      saved: say.saved,
      saving: say.savingNow,
      away: files.every(file => file.isSafe) ? say.offline : say.offlineOpen,
      closed: say.closedShort,
      full: say.full,
      "signed-out": say.signedOutShort,
      conflict: say.conflictShort,
      refused: say.refusedShort
    };
    if (this.#line.dataset.state !== kind || this.#line.textContent !== words[kind]) {
      this.#line.dataset.state = kind;
      this.#line.textContent = words[kind];
    }
    if (isSaved && this.#wasAway) {
      this.#wasAway = false;
      this.#notices.tell(say.backOnline);
    }
    this.#isFull &&= !isSaved;
  }

  failed(problem: ServerProblem): void {
    if (problem.reason === "away" && !this.#wasAway) {
      this.#wasAway = true;
      this.#notices.tell(say.offline);
    }
    if (problem.reason === "full") {
      void this.#full(problem.message);
    }
    this.#space?.lost(problem.reason);
  }

  /** Two texts for one file: she chooses, and nothing is lost whatever she chooses. */
  async conflict(file: TextFile, theirs: string, hash: string): Promise<void> {
    this.#asking = this.#asking.then(() => this.#choose(file, theirs, hash));
    await this.#asking;
  }

  /** The same for what a tab that is gone had left: whether she wants it back. */
  async wantsBack(name: string, now: string, draft: string): Promise<boolean> {
    return (await this.#ask(name, say.draftWhy, now, draft)) === "mine";
  }

  async #choose(file: TextFile, theirs: string, hash: string): Promise<void> {
    if ((await this.#ask(file.name, say.conflictWhy, theirs, file.text)) === "mine") {
      await file.keep(hash);
      this.#notices.tell(say.theirsKept);
    } else {
      this.#put(file.name, theirs);
      file.take(theirs, hash);
      this.#notices.tell(say.mineGone);
    }
    this.tell();
  }

  #ask(name: string, why: string, theirs: string, mine: string): Promise<string | null> {
    return ask({
      title: say.draftTitle(name),
      body: [element("p", {}, why), ...difference(theirs, mine, say.conflictHelp)],
      choices: [
        { label: say.takeTheirs, value: "theirs" },
        { label: say.keepMine, value: "mine", isMain: true }
      ],
      mustChoose: true,
      isWide: true
    });
  }

  // Saving is tried again by itself every few seconds: she is told once.
  async #full(words: string): Promise<void> {
    if (this.#isFull) {
      return;
    }
    this.#isFull = true;
    const choices = [
      { label: say.later, value: "later" },
      { label: say.myFiles, value: "files", isMain: true }
    ];
    const answer = await ask({ title: say.fullTitle, body: [element("p", {}, words), element("p", {}, say.thenSaved)], choices });
    if (answer === "files") {
      window.open(this.#files, "_blank");
    }
  }
}
