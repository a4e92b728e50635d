// What is seen in the frame: the game's canvas, its question, a hint, and words for who does not see it.
import { fit, type Size } from "./fit.ts";

const DEFAULT: Size = { width: 640, height: 480 };

export class Scene {
  private readonly stage = found("stage");
  private readonly hint = found("hint");
  private readonly question = found("question");
  private readonly prompt = found("prompt");
  private readonly answer = found<HTMLInputElement>("answer");
  private readonly said = found("said");
  private canvas: HTMLCanvasElement | null = null;
  private label = "Le jeu";
  private caption = "";
  size: Size = DEFAULT;

  /** @param answered what was typed below the question. */
  constructor(answered: (text: string) => void) {
    new ResizeObserver(() => this.arrange()).observe(this.stage);
    const send = (): void => {
      const text = this.answer.value;
      this.closeQuestion();
      this.canvas?.focus();
      answered(text);
    };
    found("send").addEventListener("click", send);
    this.answer.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing) {
        event.preventDefault();
        send();
      }
    });
  }

  /** @param label what the game is called in its page. */
  name(label: string): void {
    this.label = label;
    this.describe();
  }

  /** Puts a game's canvas in place of the last one. */
  enter(canvas: HTMLCanvasElement): void {
    this.canvas?.remove();
    this.canvas = canvas;
    this.size = DEFAULT;
    this.caption = "";
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "application");
    canvas.textContent = "Ce jeu se joue au clavier, à la souris ou du doigt.";
    canvas.addEventListener("focus", () => (this.hint.hidden = false));
    canvas.addEventListener("blur", () => (this.hint.hidden = true));
    this.stage.prepend(canvas);
    this.describe();
    this.arrange();
  }

  focus(): void {
    (this.question.hidden ? this.canvas : this.answer)?.focus();
  }

  /** The keyboard is the page's again. */
  leave(): void {
    this.canvas?.blur();
  }

  resize(size: Size): void {
    this.size = size;
    this.arrange();
  }

  title(caption: string): void {
    this.caption = caption;
    this.describe();
  }

  cursor(visible: boolean): void {
    if (this.canvas) {
      this.canvas.style.cursor = visible ? "" : "none";
    }
  }

  ask(prompt: string): void {
    this.prompt.textContent = prompt.trim() || "Ta réponse :";
    this.question.hidden = false;
    this.answer.value = "";
    this.answer.focus();
  }

  closeQuestion(): void {
    this.question.hidden = true;
  }

  /** For screen readers. */
  say(text: string): void {
    this.said.textContent = text;
  }

  /** A PNG of what is shown; null before anything is. */
  async picture(): Promise<ArrayBuffer | null> {
    if (!this.canvas) {
      return null;
    }
    const copy = document.createElement("canvas");
    copy.width = this.size.width;
    copy.height = this.size.height;
    copy.getContext("2d")!.drawImage(this.canvas, 0, 0, copy.width, copy.height);
    const blob = await new Promise<Blob | null>((resolve) => copy.toBlob(resolve, "image/png"));
    return (await blob?.arrayBuffer()) ?? null;
  }

  private describe(): void {
    const words = this.caption ? `${this.label} : ${this.caption}` : this.label;
    this.canvas?.setAttribute("aria-label", words);
    document.title = words;
  }

  private arrange(): void {
    if (this.canvas) {
      const room = { width: this.stage.clientWidth, height: this.stage.clientHeight };
      const { width, height, crisp } = fit(this.size, room, devicePixelRatio);
      this.canvas.style.width = `${width}px`;
      this.canvas.style.height = `${height}px`;
      this.canvas.classList.toggle("crisp", crisp);
    }
  }
}

function found<T extends HTMLElement = HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}
