// Below the game or the page: what the program writes, and what stopped it in words for her.

import { button, element, prose } from "./element.ts";
import { say } from "./sentences.ts";

const CHARACTERS_MAX = 100_000;

export interface Mistake {
  readonly french: string;
  readonly english: string;
  readonly file: string;
  /** From 1; 0 where it is not known. */
  readonly line: number;
}

export class Output {
  readonly node: HTMLElement;
  readonly #text = element("pre", { class: "output-text", tabindex: "0", role: "log", "aria-live": "off", "aria-label": say.console });
  readonly #mistake = element("div", { class: "mistake-place" });
  readonly #warnings = element("ul", { class: "warnings" });
  readonly #said = element("div", { class: "unseen", role: "alert" });
  readonly #empty: HTMLElement;
  readonly #goTo: (file: string, line: number) => void;
  #pending: { text: string; isError: boolean }[] = [];
  #length = 0;

  constructor(empty: string, goTo: (file: string, line: number) => void) {
    this.#goTo = goTo;
    this.#empty = element("p", { class: "output-empty" }, empty);
    const clear = button(say.clear, () => this.clear(), { class: "small" });
    this.node = element(
      "section",
      { class: "output", "aria-label": say.console },
      element("header", { class: "output-head" }, element("h2", {}, say.console), clear),
      element("div", { class: "output-body" }, this.#mistake, this.#warnings, this.#empty, this.#text),
      this.#said
    );
    this.clear();
  }

  clear(): void {
    this.#pending = [];
    this.#length = 0;
    this.#text.replaceChildren();
    this.#mistake.replaceChildren();
    this.#warnings.replaceChildren();
    this.#said.textContent = "";
    this.#show();
  }

  /** As often as the program likes: the page writes once a frame. */
  write(text: string, isError = false): void {
    if (this.#pending.length === 0) {
      requestAnimationFrame(() => this.#flush());
    }
    this.#pending.push({ text, isError });
  }

  /** `isTold`: screen readers say it at once, since she has just asked for it. */
  mistake({ french, english, file, line }: Mistake, { original, isTold }: { original: string; isTold: boolean }): void {
    const where = line > 0 ? element("p", { class: "mistake-where" }, say.line(file, line)) : null;
    const see = line > 0 ? button(say.seeLine(line), () => this.#goTo(file, line), { class: "button quiet" }) : null;
    const details = element(
      "details",
      { class: "original" },
      element("summary", {}, original),
      element("pre", { lang: "en", tabindex: "0" }, english)
    );
    details.addEventListener("toggle", () => details.open && details.scrollIntoView({ block: "nearest" }));
    const words = element("p", { class: "mistake-words" }, ...prose(french));
    this.#mistake.replaceChildren(element("div", { class: "mistake" }, ...[where, words, see, details].filter(part => part !== null)));
    if (isTold) {
      this.#said.textContent = french;
    }
    this.#show();
    this.#mistake.scrollIntoView({ block: "nearest" });
  }

  forgetMistake(): void {
    this.#mistake.replaceChildren();
    this.#said.textContent = "";
    this.#show();
  }

  warn(words: string, place: { file: string; line: number } | null = null): void {
    const known = Array.from(this.#warnings.children).some(one => one.textContent?.startsWith(words));
    if (known || this.#warnings.childElementCount > 8) {
      return;
    }
    const see = place ? button(say.line(place.file, place.line), () => this.#goTo(place.file, place.line), { class: "small" }) : null;
    this.#warnings.append(element("li", {}, element("span", {}, words), see));
    this.#show();
  }

  #flush(): void {
    const body = this.#text.parentElement!;
    const isAtEnd = body.scrollHeight - body.scrollTop - body.clientHeight < 40;
    for (const { text, isError } of this.#pending) {
      const last = this.#text.lastElementChild;
      if (last !== null && last.classList.contains("error") === isError) {
        last.append(text);
      } else {
        this.#text.append(element("span", isError ? { class: "error" } : {}, text));
      }
      this.#length += text.length;
    }
    this.#pending = [];
    if (this.#length > CHARACTERS_MAX) {
      const kept = (this.#text.textContent ?? "").slice(-CHARACTERS_MAX / 2);
      this.#text.replaceChildren(element("span", {}, `${say.cut}\n${kept}`));
      this.#length = kept.length;
    }
    this.#show();
    if (isAtEnd) {
      body.scrollTop = body.scrollHeight;
    }
  }

  #show(): void {
    const hasText = this.#text.childElementCount > 0;
    this.#text.hidden = !hasText;
    this.#empty.hidden = hasText || this.#mistake.childElementCount > 0 || this.#warnings.childElementCount > 0;
  }
}
