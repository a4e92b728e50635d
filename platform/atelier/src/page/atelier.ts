// The Atelier of one exercise, put together: files, editor, stage, saving, handing in.

import type { Config } from "./config.ts";
import { Contents, isPicture, isSound, isText } from "./contents.ts";
import { ask } from "./dialog.ts";
import { disclosure } from "./disclosure.ts";
import { browserStorage, Drafts } from "./drafts.ts";
import { Editor } from "./editor.ts";
import { button, element } from "./element.ts";
import { FileBar } from "./filebar.ts";
import { handing, type Handing } from "./handing.ts";
import { listen } from "./keys.ts";
import { EDITOR_HELP, EDITOR_PANEL, layout, type Layout } from "./layout.ts";
import { Notices } from "./notices.ts";
import { Output } from "./output.ts";
import { Past } from "./past.ts";
import { Project } from "./project.ts";
import { Saving } from "./saving.ts";
import { say } from "./sentences.ts";
import { Server } from "./server.ts";
import { Space } from "./space.ts";
import { GameStage } from "./stage/game.ts";
import { PageStage } from "./stage/page.ts";
import { SiteStage } from "./stage/site.ts";
import type { Stage, StageHost } from "./stage/stage.ts";
import { statement } from "./statement.ts";
import { Tabs } from "./tabs.ts";

export class Atelier {
  readonly #config: Config;
  readonly #server: Server;
  readonly #contents: Contents;
  readonly #project: Project;
  readonly #notices = new Notices();
  readonly #tabs: Tabs;
  readonly #output: Output;
  readonly #stage: Stage;
  readonly #layout: Layout;
  readonly #editor: Editor;
  readonly #files: FileBar;
  readonly #saving: Saving;
  readonly #handing: Handing;
  readonly #run: HTMLButtonElement;
  readonly #isSite: boolean;
  #isRunning = false;

  constructor(config: Config) {
    this.#config = config;
    this.#server = new Server(config.base);
    const folder = `${config.course}/${config.exercise}`;
    this.#contents = new Contents(this.#server, folder);
    const storage = browserStorage();
    this.#tabs = new Tabs(config.base, folder, {
      save: ({ course, exercise }) =>
        course === config.course && exercise === config.exercise && !this.#project.isSaved ? this.#project.flush() : null,
      changed: path => void this.#changedElsewhere(path),
      opened: () => this.#notices.tell(say.otherTab, { isProblem: true })
    });
    const drafts = new Drafts(config.learner, this.#tabs.id, storage);
    this.#project = new Project(this.#contents, drafts, {
      changed: () => this.#saving?.tell(),
      saved: file => {
        this.#tabs.tellChanged(this.#contents.path(file.name));
        this.#stage.saved(file.name);
      },
      failed: (_, problem) => this.#saving.failed(problem),
      conflict: (file, theirs, hash) => void this.#saving.conflict(file, theirs, hash)
    });

    this.#isSite = config.kind === "web" && config.main.endsWith(".py");
    this.#output = new Output(config.kind === "game" || this.#isSite ? say.empty : say.emptyWeb, (file, line) => this.#goTo(file, line));
    this.#stage = this.#makeStage();
    const stageName = config.kind === "game" ? say.yourGame : this.#isSite ? say.yourSite : say.yourPage;
    this.#layout = layout(config, { stage: this.#stage.node, output: this.#output.node, stageName, storage });
    document.body.append(this.#notices.node);
    this.#saving = new Saving(this.#layout.state, this.#notices, `${config.base}tree`);
    this.#editor = new Editor(this.#layout.editor, {
      nonce: config.nonce,
      describedBy: EDITOR_HELP,
      events: { typed: (name, text) => this.#typed(name, text) }
    });
    this.#files = new FileBar(this.#project, config.main, this.#notices, EDITOR_PANEL, {
      show: name => this.#show(name),
      changed: (name, gone) => {
        if (gone !== null) {
          this.#editor.forget(gone);
        }
        this.#files.draw(this.#editor.name || config.main);
        this.#stage.saved(name);
        this.#tabs.tellChanged(this.#contents.path(name));
      },
      past: () => void this.#goBack()
    });
    this.#layout.code.prepend(this.#files.node);
    this.#handing = handing(config, this.#layout.desk, this.#project, this.#tabs, this.#server);
    this.#run = button("", () => void this.#startOrStop(), { class: "button run" });
    this.#layout.actions.append(
      this.#run,
      this.#handing.node,
      disclosure("···", () => [
        { label: say.past, do: () => void this.#goBack() },
        { label: say.keys, do: () => void this.#showKeys() },
        { label: say.toNotebook, do: () => window.open(config.notebook, "_blank") }
      ], "button plain slim")
    );
    this.#layout.actions.querySelector(".opener")?.setAttribute("aria-label", say.more);
    this.#drawRun();
  }

  /** Reads her files and shows them. Throws ServerProblem. */
  async open(): Promise<void> {
    const { config, project } = { config: this.#config, project: this.#project };
    const others = await this.#tabs.others();
    await project.load();
    const space = new Space(config, this.#server, () => project.keepDrafts(), () => void project.flush());
    this.#saving.begin(project, space, (name, text) => this.#editor.replace(name, text));
    listen(project, this.#layout.desk, {
      shortcut: (key, shift) => void this.#shortcut(key, shift),
      dropped: files => void this.#files.add(files),
      shown: () => project.texts.forEach((_, name) => void this.#refresh(name))
    });
    await this.#bringBack(others);
    this.#show(project.names.includes(config.main) ? config.main : (project.names.find(isText) ?? ""));
    if (Space.wasReopened()) {
      this.#notices.tell(say.reopened);
    }
    if (others.size > 0) {
      this.#notices.tell(say.otherTab, { isProblem: true });
    }
    void this.#stage.start(true);
    void this.#showStatement();
    if (project.names.some(name => !isText(name))) {
      await project.loadMedia().catch(() => undefined);
      this.#stage.edited(config.main);
    }
  }

  #makeStage(): Stage {
    const { base, course, exercise, dist, main, title, kind } = this.#config;
    const host: StageHost = {
      project: this.#project,
      output: this.#output,
      running: is => {
        this.#isRunning = is;
        this.#drawRun();
      },
      mark: (file, line) => this.#editor.mark(file, line),
      unmark: () => this.#editor.unmark(),
      key: (key, shift) => void this.#shortcut(key, shift)
    };
    if (kind === "game") {
      const socket = new URL(`${base}campus/play/${course}/${exercise}`, location.href).href;
      return new GameStage(host, { dist, socket, title, main });
    }
    return this.#isSite
      ? new SiteStage(host, this.#server, `campus/api/site/${course}/${exercise}`)
      : new PageStage(host, `${base}campus/preview`, main);
  }

  // What tabs that were closed or killed had not saved: at once where her server's file is still the same.
  async #bringBack(alive: ReadonlySet<string>): Promise<void> {
    for (const { name, draft, fits, forget } of this.#project.left(alive)) {
      const file = this.#project.texts.get(name);
      if (!file || file.text === draft.text) {
        forget();
        continue;
      }
      if ((fits && file.isSaved) || (await this.#saving.wantsBack(name, file.text, draft.text))) {
        file.change(draft.text);
        file.keepDraft();
        void file.flush();
        this.#notices.tell(say.draftBack);
      }
      forget();
    }
  }

  async #showStatement(): Promise<void> {
    const { exercise, notebook, base, course } = this.#config;
    try {
      const content = await this.#contents.notebook(`${exercise}.ipynb`);
      const files = `${base}files/${course}/${exercise}/`;
      this.#layout.statement.replaceChildren(...statement(content, { notebook, files }));
    } catch {
      this.#layout.statement.replaceChildren(element("p", {}, say.noStatement));
    }
  }

  #show(name: string): void {
    const file = this.#project.texts.get(name);
    const { editor, viewer } = this.#layout;
    editor.hidden = file === undefined;
    viewer.hidden = file !== undefined;
    if (file) {
      this.#editor.show(name, file.text);
    } else {
      viewer.replaceChildren(this.#viewed(name));
    }
    this.#files.draw(name);
    editor.parentElement?.setAttribute("aria-label", name);
    this.#stage.opened(name);
  }

  #viewed(name: string): HTMLElement {
    const data = this.#project.data(name) ?? "";
    if (isPicture(name) && data) {
      return element("img", { src: data, alt: say.picture(name) });
    }
    return isSound(name) && data ? element("audio", { src: data, controls: "", "aria-label": say.sound(name) }) : element("p", {}, say.notShown);
  }

  #typed(name: string, text: string): void {
    this.#project.texts.get(name)?.change(text);
    this.#stage.edited(name);
  }

  #goTo(file: string, line: number): void {
    this.#layout.show("code");
    if (file !== this.#editor.name && this.#project.texts.has(file)) {
      this.#show(file);
    }
    this.#editor.goTo(line);
  }

  async #startOrStop(): Promise<void> {
    if (this.#config.kind === "game" && this.#isRunning) {
      await this.#stage.stop();
    } else {
      this.#layout.show("stage");
      await this.#stage.start();
    }
  }

  #drawRun(): void {
    const isGame = this.#config.kind === "game";
    const label = isGame ? (this.#isRunning ? say.stop : say.play) : this.#isSite ? say.restart : say.refresh;
    this.#run.textContent = label;
    this.#run.title = isGame ? say.playHint : this.#isSite ? say.restartHint : say.refreshHint;
    this.#run.classList.toggle("again", !isGame);
    this.#run.classList.toggle("stops", isGame && this.#isRunning);
  }

  async #goBack(): Promise<void> {
    const { name } = this.#editor;
    const file = this.#project.texts.get(name);
    if (!file) {
      return;
    }
    await file.flush();
    const chosen = await new Past(this.#server, `${this.#config.course}/${this.#config.exercise}`).choose(name, file.text);
    if (chosen === null) {
      return;
    }
    const before = file.text;
    const put = (text: string): void => {
      this.#editor.replace(name, text);
      this.#typed(name, text);
    };
    put(chosen.text);
    this.#notices.tell(say.isBack(chosen.moment), { action: { label: say.undo, do: () => put(before) } });
  }

  async #showKeys(): Promise<void> {
    const rows = say.keyList.map(([keys, what]) => element("div", {}, element("dt", {}, keys), element("dd", {}, what)));
    await ask({ title: say.keys, body: [element("dl", { class: "keys" }, ...rows)], choices: [{ label: say.close, value: "close" }] });
  }

  async #changedElsewhere(path: string): Promise<void> {
    const name = Array.from(this.#project.texts.keys()).find(one => this.#contents.path(one) === path);
    if (name !== undefined) {
      await this.#refresh(name);
    }
  }

  async #refresh(name: string): Promise<void> {
    if (await this.#project.refresh(name).catch(() => false)) {
      this.#editor.replace(name, this.#project.text(name) ?? "");
      this.#stage.edited(name);
      this.#notices.tell(say.changedElsewhere(name));
    }
  }

  async #shortcut(key: string, shift: boolean): Promise<void> {
    if (key === "Enter") {
      await (shift ? this.#handing.handIn() : this.#startOrStop());
    } else {
      await this.#project.flush();
    }
  }
}
