// Questions in the middle of the page; the focus goes there, and back to where it was.

import { button, element, type Child } from "./element.ts";

export interface Choice {
  readonly label: string;
  readonly value: string;
  readonly isMain?: boolean;
}

export interface Question {
  readonly title: string;
  readonly body: readonly Child[];
  readonly choices: readonly Choice[];
  /** Escape is an answer too ("null") unless she has to choose. */
  readonly mustChoose?: boolean;
  readonly isWide?: boolean;
}

let asked = 0;

/** The value of what she chose; null where she closed it. */
export function ask({ title, body, choices, mustChoose = false, isWide = false }: Question): Promise<string | null> {
  asked += 1;
  const id = `dialog-${asked}`;
  const before = document.activeElement;
  const dialog = element("dialog", { class: isWide ? "dialog wide" : "dialog", "aria-labelledby": id });
  const heading = element("h2", { id, tabindex: "-1" }, title);
  return new Promise(resolve => {
    const close = (value: string | null): void => {
      dialog.close();
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
      resolve(value);
    };
    dialog.append(
      heading,
      element("div", { class: "dialog-body" }, ...body),
      element(
        "div",
        { class: "dialog-choices" },
        ...choices.map(({ label, value, isMain }) => button(label, () => close(value), { class: isMain ? "button warm" : "button quiet" }))
      )
    );
    dialog.addEventListener("cancel", event => {
      event.preventDefault();
      if (!mustChoose) {
        close(null);
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    // It may come while she types: no key of hers presses a button that she has not read.
    heading.focus();
  });
}

/** A line of text; null where she closed it. `check` says what is wrong with it, "" where nothing is. */
export function askText(
  question: { title: string; help: string; label: string; value: string; confirm: string; cancel: string },
  check: (text: string) => string
): Promise<string | null> {
  asked += 1;
  const id = `dialog-${asked}`;
  const before = document.activeElement;
  const input = element("input", { id: `${id}-input`, type: "text", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-help ${id}-wrong` });
  input.value = question.value;
  const wrong = element("p", { id: `${id}-wrong`, class: "wrong", role: "alert" });
  const dialog = element("dialog", { class: "dialog", "aria-labelledby": id });
  return new Promise(resolve => {
    const close = (value: string | null): void => {
      dialog.close();
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) {
        before.focus({ preventScroll: true });
      }
      resolve(value);
    };
    // No form: the page's policy lets none be sent.
    const confirm = (): void => {
      const text = input.value.trim();
      const said = check(text);
      wrong.textContent = said;
      if (said === "") {
        close(text);
      } else {
        input.setAttribute("aria-invalid", "true");
        input.focus();
      }
    };
    input.addEventListener("keydown", event => {
      if (event.key === "Enter") {
        event.preventDefault();
        confirm();
      }
    });
    dialog.append(
      element("h2", { id }, question.title),
      element(
        "div",
        { class: "dialog-body" },
        element("label", { for: `${id}-input` }, question.label),
        input,
        element("p", { id: `${id}-help`, class: "help" }, question.help),
        wrong
      ),
      element(
        "div",
        { class: "dialog-choices" },
        button(question.cancel, () => close(null), { class: "button quiet" }),
        button(question.confirm, confirm, { class: "button warm" })
      )
    );
    dialog.addEventListener("cancel", event => {
      event.preventDefault();
      close(null);
    });
    document.body.append(dialog);
    dialog.showModal();
    const dot = input.value.lastIndexOf(".");
    input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
  });
}
