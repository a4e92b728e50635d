// « Revenir en arrière »: the versions of a file, what has changed since, and one button to have it back.

import { changes, count, nearby, type Change } from "./diff.ts";
import { button, element } from "./element.ts";
import { say } from "./sentences.ts";
import { escaped, type Server } from "./server.ts";

interface Told {
  readonly versions: readonly string[];
}

export class Past {
  readonly #server: Server;
  readonly #folder: string;

  /** `folder`: the exercise's, relative to her home. */
  constructor(server: Server, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  /** Her choice, as text and the words for its moment; null where she wants none. */
  async choose(name: string, now: string): Promise<{ text: string; moment: string } | null> {
    const before = document.activeElement;
    const shown = element("div", { class: "past-shown", "aria-live": "polite" }, element("p", {}, say.pastHelp));
    const list = element("ul", { class: "past-list", "aria-label": say.pastList });
    const back = button(say.putBack, () => undefined, { class: "button warm", disabled: "" });
    return new Promise(resolve => {
      const dialog = element("dialog", { class: "dialog wide past", "aria-labelledby": "past-title" });
      const close = (chosen: { text: string; moment: string } | null): void => {
        dialog.close();
        dialog.remove();
        if (before instanceof HTMLElement && before.isConnected) {
          before.focus({ preventScroll: true });
        }
        resolve(chosen);
      };
      let chosen: { text: string; moment: string } | null = null;
      const show = async (at: string, pressed: HTMLButtonElement): Promise<void> => {
        list.querySelectorAll("[aria-pressed]").forEach(one => one.setAttribute("aria-pressed", String(one === pressed)));
        const text = await this.#text(name, at);
        chosen = text === null ? null : { text, moment: hour(new Date(at)) };
        back.toggleAttribute("disabled", text === null || text === now);
        shown.replaceChildren(...(text === null ? [element("p", { class: "wrong" }, say.pastAway)] : difference(now, text)));
      };
      back.addEventListener("click", () => chosen && close(chosen));
      dialog.append(
        element("h2", { id: "past-title" }, say.pastTitle(name)),
        element("div", { class: "past-body" }, list, shown),
        element("div", { class: "dialog-choices" }, button(say.close, () => close(null), { class: "button quiet" }), back)
      );
      dialog.addEventListener("cancel", event => {
        event.preventDefault();
        close(null);
      });
      document.body.append(dialog);
      dialog.showModal();
      void this.#fill(name, list, shown, show);
    });
  }

  async #fill(
    name: string,
    list: HTMLElement,
    shown: HTMLElement,
    show: (at: string, pressed: HTMLButtonElement) => Promise<void>
  ): Promise<void> {
    let versions: readonly string[];
    try {
      ({ versions } = await this.#server.ask<Told>("GET", `campus/api/history/${escaped(`${this.#folder}/${name}`)}`));
    } catch {
      shown.replaceChildren(element("p", { class: "wrong" }, say.pastAway));
      return;
    }
    if (versions.length === 0) {
      shown.replaceChildren(element("p", {}, say.pastNone));
      return;
    }
    let group: { day: string; list: HTMLElement } | null = null;
    for (const at of [...versions].reverse()) {
      const moment = new Date(at);
      if (group?.day !== day(moment)) {
        const inner = element("ul", {});
        group = { day: day(moment), list: inner };
        list.append(element("li", {}, element("h3", {}, group.day), inner));
      }
      const one = button(hour(moment), () => void show(at, one), { class: "past-moment", "aria-pressed": "false" });
      group.list.append(element("li", {}, one));
    }
    list.querySelector<HTMLButtonElement>("button")?.focus();
  }

  async #text(name: string, at: string): Promise<string | null> {
    const address = `campus/api/history/${escaped(`${this.#folder}/${name}`)}?at=${encodeURIComponent(at)}`;
    return this.#server.ask<{ text: string }>("GET", address).then(
      ({ text }) => text,
      () => null
    );
  }
}

/** What would come and go if `then` took the place of `now`. */
export function difference(now: string, then: string, legend = say.pastLegend): HTMLElement[] {
  const all = changes(now, then);
  const { added, removed } = count(all);
  if (added + removed === 0) {
    return [element("p", {}, say.pastSame)];
  }
  const rows = nearby(all).map(row);
  return [
    element("p", { class: "help" }, `${say.pastChange(added, removed)}. ${legend}`),
    element("div", { class: "difference", tabindex: "0", role: "region", "aria-label": say.pastChange(added, removed) }, ...rows)
  ];
}

function row(change: Change | null): HTMLElement {
  if (change === null) {
    return element("div", { class: "line skipped" }, say.skipped);
  }
  const { kind, line } = change;
  const sign = kind === "added" ? "+" : kind === "removed" ? "−" : " ";
  const said = kind === "added" ? say.addedLine : kind === "removed" ? say.removedLine : "";
  return element(
    "div",
    { class: `line ${kind}` },
    element("span", { class: "sign", "aria-hidden": "true" }, sign),
    said ? element("span", { class: "unseen" }, said) : null,
    element("code", {}, line === "" ? " " : line)
  );
}

function day(moment: Date): string {
  const start = (date: Date): number => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((start(new Date()) - start(moment)) / 86_400_000);
  return days === 0 ? say.today : days === 1 ? say.yesterday : moment.toLocaleDateString("fr-FR", { weekday: "long", day: "numeric", month: "long" });
}

function hour(moment: Date): string {
  return moment.toLocaleTimeString("fr-FR", { hour: "numeric", minute: "2-digit" }).replace(":", "\u00a0h\u00a0");
}
