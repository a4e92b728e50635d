// All files of the exercise that is open: text with its saving, pictures and sounds as they are.

import { isName, isPicture, isSound, isText, type Contents } from "./contents.ts";
import type { Draft, Drafts } from "./drafts.ts";
import { say } from "./sentences.ts";
import { TextFile, type FileEvents } from "./textfile.ts";

const KINDS: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  bmp: "image/bmp",
  ico: "image/x-icon",
  svg: "image/svg+xml",
  wav: "audio/wav",
  ogg: "audio/ogg",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  flac: "audio/flac",
  ttf: "font/ttf",
  otf: "font/otf",
  woff: "font/woff",
  woff2: "font/woff2"
};

/** What a tab that is gone has left, which her server never had. */
export interface Left {
  readonly name: string;
  readonly draft: Draft;
  /** Her server's file is the one she was typing in; else it has changed since. */
  readonly fits: boolean;
  forget(): void;
}

export class Project {
  readonly texts = new Map<string, TextFile>();
  #names: string[] = [];
  readonly #base64 = new Map<string, string>();
  readonly #contents: Contents;
  readonly #drafts: Drafts;
  readonly #events: FileEvents;

  constructor(contents: Contents, drafts: Drafts, events: FileEvents) {
    this.#contents = contents;
    this.#drafts = drafts;
    this.#events = events;
  }

  get names(): readonly string[] {
    return this.#names;
  }

  /** Reads the list and all text; pictures and sounds come with `loadMedia`. Throws ServerProblem. */
  async load(): Promise<void> {
    this.#names = await this.#contents.list();
    await Promise.all(this.#names.filter(isText).map(name => this.#read(name)));
  }

  async loadMedia(): Promise<void> {
    for (const name of this.#names.filter(name => !isText(name) && !this.#base64.has(name))) {
      this.#base64.set(name, await this.#contents.readBytes(name));
    }
  }

  /** What tabs that were closed or killed had not saved. */
  left(alive: ReadonlySet<string>): Left[] {
    return Array.from(this.texts.values()).flatMap(file =>
      this.#drafts.left(this.#contents.path(file.name), alive).flatMap(({ tab, draft }) => {
        const forget = (): void => this.#drafts.drop(this.#contents.path(file.name), tab);
        if (draft.text === file.text) {
          forget();
          return [];
        }
        return [{ name: file.name, draft, fits: draft.base === file.base, forget }];
      })
    );
  }

  text(name: string): string | null {
    return this.texts.get(name)?.text ?? null;
  }

  /** A picture, sound or font as a `data:` address; null where it has not come yet. */
  data(name: string): string | null {
    const content = this.#base64.get(name);
    const kind = KINDS[name.slice(name.lastIndexOf(".") + 1).toLowerCase()];
    return content === undefined || kind === undefined ? null : `data:${kind};base64,${content}`;
  }

  /** Everything, for a game. */
  async bytes(): Promise<ReadonlyMap<string, Uint8Array>> {
    await this.loadMedia();
    const encoder = new TextEncoder();
    return new Map(
      this.#names.map(name => {
        const text = this.text(name);
        return [name, text === null ? decoded(this.#base64.get(name) ?? "") : encoder.encode(text)] as const;
      })
    );
  }

  get isSaved(): boolean {
    return Array.from(this.texts.values()).every(file => file.isSaved);
  }

  /** Whether nothing would be lost if this page closed now. */
  keepDrafts(): boolean {
    return Array.from(this.texts.values(), file => file.keepDraft()).every(Boolean);
  }

  /** Whether her server has everything. */
  async flush(keepalive = false): Promise<boolean> {
    return (await Promise.all(Array.from(this.texts.values(), file => file.flush(keepalive)))).every(Boolean);
  }

  /** What is wrong with a name for a new file, "" where nothing is. */
  wrongName(name: string): string {
    if (!isName(name)) {
      return say.badName;
    }
    if (!isText(name) && !isPicture(name) && !isSound(name)) {
      return say.badEnding;
    }
    const isTaken = this.#names.some(one => one.toLowerCase() === name.toLowerCase());
    return isTaken ? say.taken : "";
  }

  async create(name: string, text = ""): Promise<TextFile> {
    await this.#contents.makeFolders(name);
    const hash = await this.#contents.write(name, text, "");
    this.#add(name);
    return this.#put(name, { text, hash });
  }

  async rename(name: string, fresh: string): Promise<void> {
    const file = this.texts.get(name);
    await file?.flush();
    await this.#contents.rename(name, fresh);
    this.#names = this.#names.filter(one => one !== name);
    this.#add(fresh);
    if (file) {
      const hash = await this.#contents.hash(fresh);
      file.close();
      this.texts.delete(name);
      this.#put(fresh, { text: file.text, hash });
    } else {
      this.#base64.set(fresh, this.#base64.get(name) ?? (await this.#contents.readBytes(fresh)));
      this.#base64.delete(name);
    }
  }

  /** Gives what makes it undone. */
  async remove(name: string): Promise<() => Promise<void>> {
    const text = this.text(name);
    const base64 = text === null ? (this.#base64.get(name) ?? (await this.#contents.readBytes(name))) : "";
    await this.#contents.remove(name);
    this.texts.get(name)?.close();
    this.texts.delete(name);
    this.#base64.delete(name);
    this.#names = this.#names.filter(one => one !== name);
    return async () => {
      await (text === null ? this.upload(name, base64) : this.create(name, text));
    };
  }

  /** A picture or a sound, in base64; takes the place of one with that name. */
  async upload(name: string, base64: string): Promise<void> {
    await this.#contents.upload(name, base64);
    this.#base64.set(name, base64);
    this.#add(name);
  }

  /** What her server has now, where another tab has changed it and nothing is being typed here; whether it differs. */
  async refresh(name: string): Promise<boolean> {
    const file = this.texts.get(name);
    if (!file?.isSaved || (await this.#contents.hash(name)) === file.base) {
      return false;
    }
    const { text, hash } = await this.#contents.readText(name);
    if (!file.isSaved) {
      return false;
    }
    file.take(text, hash);
    return true;
  }

  async #read(name: string): Promise<void> {
    this.#put(name, await this.#contents.readText(name));
  }

  #put(name: string, content: { text: string; hash: string }): TextFile {
    const file = new TextFile(name, content, this.#contents, this.#drafts, this.#events);
    this.texts.set(name, file);
    return file;
  }

  #add(name: string): void {
    if (!this.#names.includes(name)) {
      this.#names = [...this.#names, name].sort((one, other) => one.localeCompare(other, "fr"));
    }
  }
}

export function decoded(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
}
