// Her page as she types it, in a frame that can reach nothing; a page that hangs is taken away, never the editor.

import prologue from "../preview/prologue.js?raw";
import shell from "../preview/shell.js?raw";
import { targetOf } from "../preview/address.ts";
import { compose, type Composed } from "../preview/compose.ts";
import { explained } from "../preview/sayings.ts";
import { button, element } from "../element.ts";
import { say } from "../sentences.ts";
import type { Stage, StageHost } from "./stage.ts";

const PAUSE_MS = 500;
const PING_MS = 1000;
const HUNG_MS = 4000;
const BUSY = "campus:atelier:preview";

interface Heard {
  readonly kind: string;
  readonly [field: string]: unknown;
}

export class PageStage implements Stage {
  readonly node = element("div", { class: "page-stage" });
  readonly #host: StageHost;
  readonly #address: string;
  readonly #main: string;
  readonly #place: HTMLElement;
  readonly #where = element("p", { class: "page-where" });
  #frame: HTMLIFrameElement | null = null;
  #isUp = false;
  #page: string;
  #composed: Composed | null = null;
  #timer = 0;
  #heardAt = 0;
  #hung: HTMLElement | null = null;
  // She typed while it hung.
  #isStale = false;
  #scroll: readonly [number, number] = [0, 0];
  #kept: Readonly<Record<string, string>> = {};

  /** `address`: of the empty frame, which her own server serves with the policy that keeps pages in. */
  constructor(host: StageHost, address: string, main: string) {
    this.#host = host;
    this.#address = address;
    this.#main = this.#page = main;
    this.#place = element("div", { class: "page-frame" });
    this.node.append(this.#where, this.#place);
    addEventListener("message", event => this.#hear(event));
    setInterval(() => this.#ping(), PING_MS);
  }

  async start(isFirst = false): Promise<void> {
    // Where both share a process, a hang took this page with it: not again before she asks.
    if (isFirst && wasBusy()) {
      this.#giveUp(say.hungBefore);
      return;
    }
    if (!isFirst || this.#frame === null) {
      this.#open();
    }
  }

  async stop(): Promise<void> {
    // Nothing to stop: a page is only shown.
  }

  edited(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(), PAUSE_MS) as unknown as number;
  }

  saved(name: string): void {
    if (this.#host.project.text(name) === null) {
      this.edited(); // a picture or a sound
    }
  }

  opened(name: string): void {
    if (/\.html?$/i.test(name) && name !== this.#page) {
      this.#go(name);
    }
  }

  #open(): void {
    this.#frame?.remove();
    this.#isUp = false;
    this.#hung = null;
    this.#heardAt = Date.now();
    this.#frame = element("iframe", {
      sandbox: "allow-scripts allow-forms allow-modals",
      src: this.#address,
      title: say.yourPage
    });
    this.#place.replaceChildren(this.#frame);
  }

  #go(name: string): void {
    this.#page = name;
    this.#scroll = [0, 0];
    this.#show();
  }

  #show(): void {
    this.#isStale = this.#hung !== null;
    if (!this.#isUp || this.#frame === null || this.#isStale) {
      return;
    }
    const { project, output } = this.#host;
    if (project.text(this.#page) === null) {
      this.#page = project.text(this.#main) === null ? (project.names.find(name => /\.html?$/i.test(name)) ?? this.#main) : this.#main;
    }
    output.clear();
    this.#host.unmark();
    this.#tellWhere();
    if (project.text(this.#page) === null) {
      output.warn(say.noPage(this.#main));
    }
    const given = { page: this.#page, scroll: this.#scroll, kept: this.#kept };
    this.#composed = compose(
      this.#page,
      { names: project.names, text: name => project.text(name), data: name => project.data(name) },
      files => `(${prologue.trim().replace(/^(\/\/.*\n)*/, "").replace(/;$/, "")})(${JSON.stringify({ ...given, files }).replaceAll("<", "\\u003c")})`
    );
    for (const { target, place } of this.#composed.warnings) {
      const near = target.kind === "missing" && target.near ? ` ${say.near(target.near)}` : "";
      output.warn(target.kind === "outside" ? say.outsideFile(shortened(target.url)) : say.missingFile(target.name) + near, place);
    }
    setBusy(true);
    this.#heardAt = Date.now();
    this.#send({ kind: "show", html: this.#composed.html, title: say.yourPage });
    this.#send({ kind: "ping" });
  }

  #tellWhere(): void {
    const isElsewhere = this.#page !== this.#main && this.#host.project.text(this.#main) !== null;
    this.#where.replaceChildren(
      say.shownPage(this.#page),
      ...(isElsewhere ? [button(say.backTo(this.#main), () => this.#go(this.#main), { class: "small" })] : [])
    );
  }

  #hear({ source, data }: MessageEvent<Heard>): void {
    const frame = this.#frame?.contentWindow;
    if (!frame || source === null || typeof data?.kind !== "string") {
      return;
    }
    if (source !== frame) {
      return;
    }
    this.#heardAt = Date.now();
    this.#goesOn();
    if (data.kind === "hello") {
      this.#send(shell);
    } else if (data.kind === "up") {
      this.#isUp = true;
      this.#show();
    } else if (data.kind === "pong") {
      setBusy(false);
    } else {
      this.#tell(data);
    }
  }

  // Whatever comes from there may be her page's own invention: text, and nothing else.
  #tell(data: Heard): void {
    const { output } = this.#host;
    const text = (value: unknown): string => String(value ?? "").slice(0, 4000);
    switch (data.kind) {
      case "log":
        output.write(`${text(data.text)}\n`, data.level === "error" || data.level === "warn");
        break;
      case "error":
        this.#mistake(text(data.message), [Number(data.line) || 0, ...linesOf(text(data.stack))]);
        break;
      case "blocked":
        this.#blocked(text(data.uri));
        break;
      case "go":
        this.#follow(text(data.address));
        break;
      case "sent":
        output.warn(say.formSent);
        break;
      case "flood":
        output.warn(say.flood);
        break;
      case "key":
        this.#host.key(text(data.key), data.shift === true);
        break;
      case "scroll":
        this.#scroll = [Number(data.x) || 0, Number(data.y) || 0];
        break;
      case "kept":
        this.#kept = entriesOf(data.entries);
        break;
    }
  }

  // `lines` of the document, innermost first: the first that she wrote is told.
  #mistake(message: string, lines: readonly number[]): void {
    const places = lines.map(line => this.#composed?.placeOf(line) ?? null);
    const place = places.find(one => one !== null) ?? { file: this.#page, line: 0 };
    const english = message.replace(/^Uncaught (?:\(in promise\) )?/, "").replace("Error: campus-endless-loop", "Endless loop");
    this.#host.output.mistake({ french: explained(message), english, ...place }, { original: say.javascriptSays, isTold: false });
    if (place.line > 0) {
      this.#host.mark(place.file, place.line);
    }
  }

  // Files that are only missing were told when the page was made.
  #blocked(uri: string): void {
    if (/^https?:/.test(uri) && !uri.startsWith(location.origin)) {
      this.#host.output.warn(say.outsideFile(shortened(uri)));
    }
  }

  #follow(address: string): void {
    const target = targetOf(address, this.#page, this.#host.project.names);
    if (target.kind === "file" && /\.html?$/i.test(target.name)) {
      this.#go(target.name);
    } else if (target.kind === "missing") {
      this.#host.output.warn(say.missingFile(target.name) + (target.near ? ` ${say.near(target.near)}` : ""));
    } else {
      this.#host.output.warn(say.outsideLink(shortened(address)));
    }
  }

  #ping(): void {
    // A tab that nobody looks at is slow, and hangs for nobody.
    if (this.#frame === null || !this.#isUp || document.hidden) {
      this.#heardAt = Date.now();
      return;
    }
    if (Date.now() - this.#heardAt > HUNG_MS) {
      this.#hangs();
    } else {
      this.#send({ kind: "ping" });
    }
  }

  // Not taken away by itself: it may wait for her answer to a question, and goes on then.
  #hangs(): void {
    if (this.#hung === null) {
      this.#hung = this.#message(this.#composed?.mayAsk ? say.hungOrAsks : say.hung);
      this.#place.append(this.#hung);
    }
  }

  #goesOn(): void {
    this.#hung?.remove();
    this.#hung = null;
    if (this.#isStale) {
      this.#show();
    }
  }

  #giveUp(words: string): void {
    setBusy(false);
    this.#place.replaceChildren(this.#message(words));
  }

  #message(words: string): HTMLElement {
    const again = button(say.relaunch, () => this.#open(), { class: "button warm" });
    return element("div", { class: "stage-message", role: "alert" }, element("p", {}, words), again);
  }

  #send(message: unknown): void {
    // An opaque origin has no other name.
    this.#frame?.contentWindow?.postMessage(message, "*");
  }
}

function linesOf(stack: string): number[] {
  return Array.from(stack.matchAll(/srcdoc:(\d+)/g), found => Number(found[1]));
}

function shortened(url: string): string {
  return url.length > 60 ? `${url.slice(0, 57)}…` : url;
}

function entriesOf(told: unknown): Record<string, string> {
  const entries = typeof told === "object" && told !== null ? Object.entries(told).slice(0, 200) : [];
  return Object.fromEntries(entries.map(([key, value]) => [key.slice(0, 200), String(value).slice(0, 100_000)]));
}

function setBusy(is: boolean): void {
  try {
    is ? sessionStorage.setItem(BUSY, "1") : sessionStorage.removeItem(BUSY);
  } catch {
    // Then a page that hung is tried once more.
  }
}

function wasBusy(): boolean {
  try {
    return sessionStorage.getItem(BUSY) !== null;
  } catch {
    return false;
  }
}
