// Her files as tabs over the editor, and what can be done with them.

import { isPicture, isSound, isText } from "./contents.ts";
import { ask, askText } from "./dialog.ts";
import { disclosure } from "./disclosure.ts";
import { element } from "./element.ts";
import type { Notices } from "./notices.ts";
import type { Project } from "./project.ts";
import { say } from "./sentences.ts";
import { ServerProblem } from "./server.ts";

const UPLOAD_BYTES = 5_000_000;
const ACCEPTED = "image/*,audio/*,.txt,.csv,.json,.html,.css,.js,.py";

export interface FileBarEvents {
  show(name: string): void;
  /** Added, renamed or removed: `gone` is there no more. */
  changed(name: string, gone: string | null): void;
  /** « Revenir en arrière ». */
  past(): void;
}

export class FileBar {
  readonly node: HTMLElement;
  readonly #tabs = element("div", { class: "tabs", role: "tablist", "aria-label": say.filesOf });
  readonly #picker = element("input", { type: "file", multiple: "", accept: ACCEPTED, hidden: "", "aria-label": say.add });
  #current = "";

  constructor(
    private readonly project: Project,
    private readonly main: string,
    private readonly notices: Notices,
    private readonly panel: string,
    private readonly events: FileBarEvents
  ) {
    this.node = element("div", { class: "filebar" }, this.#tabs, disclosure(say.files, () => this.#items()), this.#picker);
    this.#picker.addEventListener("change", () => {
      void this.add(Array.from(this.#picker.files ?? []));
      this.#picker.value = "";
    });
    this.#tabs.addEventListener("keydown", event => this.#move(event));
  }

  /** The order: what starts first, then text, then pictures and sounds. */
  draw(current: string): void {
    this.#current = current;
    const rank = (name: string): number => (name === this.main ? 0 : isText(name) ? 1 : 2);
    const names = [...this.project.names].sort((one, other) => rank(one) - rank(other) || one.localeCompare(other, "fr"));
    this.#tabs.replaceChildren(
      ...names.map(name => {
        const isCurrent = name === current;
        const tab = element(
          "button",
          {
            type: "button",
            role: "tab",
            id: `tab-${name}`,
            "aria-selected": String(isCurrent),
            "aria-controls": this.panel,
            tabindex: isCurrent ? "0" : "-1",
            class: isText(name) ? "tab" : "tab media"
          },
          name
        );
        tab.addEventListener("click", () => this.events.show(name));
        return tab;
      })
    );
    this.#tabs.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /** Files that she chose or dropped. */
  async add(files: readonly File[]): Promise<void> {
    const added: string[] = [];
    for (const file of files) {
      const name = tidy(file.name);
      if (await this.#addOne(file, name)) {
        added.push(name);
      }
    }
    if (added.length > 0) {
      this.notices.tell(say.added(added.join(", ")));
    }
  }

  async #addOne(file: File, name: string): Promise<boolean> {
    const problem = (words: string): false => {
      this.notices.tell(words, { isProblem: true, stays: true });
      return false;
    };
    if (!isText(name) && !isPicture(name) && !isSound(name)) {
      return problem(say.notThat(file.name));
    }
    if (file.size > UPLOAD_BYTES) {
      return problem(say.tooBig(file.name));
    }
    if (this.project.names.includes(name)) {
      const choices = [
        { label: say.cancel, value: "no" },
        { label: say.replace, value: "yes", isMain: true }
      ];
      if ((await ask({ title: say.replaceIt(name), body: [], choices })) !== "yes") {
        return false;
      }
    }
    try {
      const known = this.project.texts.get(name);
      if (known) {
        known.change(await file.text());
        await known.flush();
      } else if (isText(name)) {
        await this.project.create(name, await file.text());
      } else {
        await this.project.upload(name, await base64Of(file));
      }
      this.events.changed(name, null);
      return true;
    } catch (refused) {
      return problem((refused instanceof ServerProblem && refused.message) || say.notAdded(name));
    }
  }

  #items(): { label: string; do: () => void }[] {
    const name = this.#current;
    const isFree = name !== "" && name !== this.main;
    return [
      { label: say.newFile, do: () => void this.#create() },
      { label: say.add, do: () => this.#picker.click() },
      ...(isFree ? [{ label: say.renameFile(name), do: () => void this.#rename(name) }] : []),
      ...(isFree ? [{ label: say.removeFile(name), do: () => void this.#remove(name) }] : []),
      ...(isText(name) ? [{ label: say.past, do: () => this.events.past() }] : [])
    ];
  }

  async #create(): Promise<void> {
    const ending = this.main.endsWith(".py") ? "monstres.py" : "page2.html";
    const question = { title: say.newFileTitle, help: say.newFileHelp(ending), label: say.name, value: "", confirm: say.create, cancel: say.cancel };
    const name = await askText(question, text => this.project.wrongName(text) || (isText(text) ? "" : say.badEnding));
    if (name !== null) {
      await this.#try(async () => {
        await this.project.create(name);
        this.events.changed(name, null);
        this.events.show(name);
      });
    }
  }

  async #rename(name: string): Promise<void> {
    const question = { title: say.renameFile(name).replace("…", ""), help: "", label: say.name, value: name, confirm: say.rename, cancel: say.cancel };
    const fresh = await askText(question, text => (text === name ? say.taken : this.project.wrongName(text)));
    if (fresh !== null) {
      await this.#try(async () => {
        await this.project.rename(name, fresh);
        this.events.changed(fresh, name);
        this.events.show(fresh);
      });
    }
  }

  async #remove(name: string): Promise<void> {
    const choices = [
      { label: say.cancel, value: "no" },
      { label: say.remove, value: "yes", isMain: true }
    ];
    if ((await ask({ title: say.removeSure(name), body: [element("p", {}, say.removeWhy)], choices })) !== "yes") {
      return;
    }
    await this.#try(async () => {
      const undo = await this.project.remove(name);
      this.events.changed(this.main, name);
      this.events.show(this.main);
      const back = (): void =>
        void this.#try(async () => {
          await undo();
          this.events.changed(name, null);
          this.events.show(name);
        });
      this.notices.tell(say.removed(name), { action: { label: say.undo, do: back } });
    });
  }

  async #try(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (refused) {
      this.notices.tell((refused instanceof ServerProblem && refused.message) || say.didNotWork, { isProblem: true, stays: true });
    }
  }

  #move(event: KeyboardEvent): void {
    const tabs = Array.from(this.#tabs.querySelectorAll<HTMLElement>('[role="tab"]'));
    const place = tabs.indexOf(document.activeElement as HTMLElement);
    const last = tabs.length - 1;
    const next = { ArrowRight: place === last ? 0 : place + 1, ArrowLeft: place === 0 ? last : place - 1, Home: 0, End: last }[event.key];
    if (place >= 0 && next !== undefined) {
      event.preventDefault();
      tabs[next].click();
      this.#tabs.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
    }
  }
}

/** A name that every part of the Atelier can work with. */
export function tidy(name: string): string {
  const dot = name.lastIndexOf(".");
  const stem = (dot > 0 ? name.slice(0, dot) : name).normalize("NFC").trim();
  const ending = dot > 0 ? name.slice(dot).toLowerCase() : "";
  const plain = stem.replace(/[^\p{L}\p{N}_-]+/gu, "_").replace(/^[_-]+|_+$/g, "");
  return (plain || "fichier").slice(0, 50) + ending;
}

async function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(file);
  });
}
