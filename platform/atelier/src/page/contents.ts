// The files of the exercise that is open, through her server's contents API.

import { escaped, type Server } from "./server.ts";

const TEXT = /\.(py|html?|css|m?js|json|txt|md|csv|toml|xml|svg)$/i;
const PICTURE = /\.(png|jpe?g|gif|webp|bmp|ico|svg)$/i;
const SOUND = /\.(wav|ogg|mp3|m4a|flac)$/i;
const DEPTH_MAX = 3;
const NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_ .-]{0,60}$/u;

export const isText = (name: string): boolean => TEXT.test(name) && !/\.svg$/i.test(name);
export const isPicture = (name: string): boolean => PICTURE.test(name);
export const isSound = (name: string): boolean => SOUND.test(name);

/** Whether a name is one that a file of hers may have, folders with slashes included. */
export function isName(name: string): boolean {
  return name.split("/").every(part => NAME.test(part) && !part.endsWith(".")) && name.split("/").length <= DEPTH_MAX;
}

export interface TextRead {
  readonly text: string;
  readonly hash: string;
}

interface Model {
  readonly name: string;
  readonly path: string;
  readonly type: string;
  readonly content: unknown;
  readonly hash?: string;
}

export class Contents {
  readonly #server: Server;
  readonly #folder: string;

  /** `folder` is the exercise's, relative to her home. */
  constructor(server: Server, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  /** Where a file is in her home; names are relative to the exercise's folder. */
  path(name: string): string {
    return `${this.#folder}/${name}`;
  }

  /** All files but notebooks and what is hidden, folders before files. */
  async list(below = "", depth = 1): Promise<string[]> {
    const model = await this.#server.ask<Model>("GET", this.#address(below.replace(/\/$/, ""), "?content=1"));
    const entries = (model.content as readonly Model[]).filter(({ name }) => !name.startsWith(".") && name !== "__pycache__");
    const files = entries.filter(({ type, name }) => type === "file" && !name.endsWith(".pyc")).map(({ name }) => below + name);
    const folders = entries.filter(({ type }) => type === "directory" && depth < DEPTH_MAX);
    const deeper = await Promise.all(folders.map(({ name }) => this.list(`${below}${name}/`, depth + 1)));
    return [...files, ...deeper.flat()].sort((one, other) => one.localeCompare(other, "fr"));
  }

  async notebook(name: string): Promise<unknown> {
    return (await this.#server.ask<Model>("GET", this.#address(name, "?type=notebook&content=1"))).content;
  }

  async readText(name: string): Promise<TextRead> {
    const model = await this.#server.ask<Model>("GET", this.#address(name, "?type=file&format=text&content=1&hash=1"));
    return { text: String(model.content), hash: model.hash ?? "" };
  }

  /** Of what is on her server's disk now, "" where there is nothing. */
  async hash(name: string): Promise<string> {
    const model = await this.#server.ask<Model>("GET", this.#address(name, "?type=file&content=0&hash=1"));
    return model.hash ?? "";
  }

  /** In base64, as the API gives it. */
  async readBytes(name: string): Promise<string> {
    const model = await this.#server.ask<Model>("GET", this.#address(name, "?type=file&format=base64&content=1"));
    return String(model.content).replaceAll("\n", "");
  }

  /** The new hash. `base` is what this page has seen last: nothing else is written over (reason "conflict"). */
  async write(name: string, text: string, base: string, keepalive = false): Promise<string> {
    const body = { type: "file", format: "text", content: text, base };
    return (await this.#server.ask<Model>("PUT", this.#address(name), { body, keepalive })).hash ?? "";
  }

  /** Makes its folders where there are none yet. */
  async upload(name: string, base64: string): Promise<void> {
    await this.makeFolders(name);
    await this.#server.ask("PUT", this.#address(name), { body: { type: "file", format: "base64", content: base64 } });
  }

  async makeFolders(name: string): Promise<void> {
    const parts = name.split("/").slice(0, -1);
    for (let depth = 1; depth <= parts.length; depth += 1) {
      await this.#server.ask("PUT", this.#address(parts.slice(0, depth).join("/")), { body: { type: "directory" } });
    }
  }

  async rename(name: string, fresh: string): Promise<void> {
    await this.makeFolders(fresh);
    await this.#server.ask("PATCH", this.#address(name), { body: { path: this.path(fresh) } });
  }

  async remove(name: string): Promise<void> {
    await this.#server.ask("DELETE", this.#address(name));
  }

  #address(name: string, query = ""): string {
    return `api/contents/${escaped(name ? this.path(name) : this.#folder)}${query}`;
  }
}
