// Short news at the bottom of the page, said by screen readers too; some can be undone.

import { button, element } from "./element.ts";
import { say } from "./sentences.ts";

const SHOWN_MS = 8000;
const WITH_ACTION_MS = 20_000;

export interface Action {
  readonly label: string;
  readonly do: () => void;
}

export class Notices {
  readonly node = element("div", { class: "notices", role: "status", "aria-live": "polite" });

  /** Stays for a while, or until she has read it where it `stays`. Gives what takes it away. */
  tell(words: string, { action, stays = false, isProblem = false }: { action?: Action; stays?: boolean; isProblem?: boolean } = {}): () => void {
    const notice = element("div", { class: isProblem ? "notice problem" : "notice" }, element("p", {}, words));
    const remove = (): void => notice.remove();
    if (action) {
      notice.append(
        button(action.label, () => {
          remove();
          action.do();
        }, { class: "notice-action" })
      );
    }
    notice.append(button("×", remove, { class: "close", "aria-label": say.close, title: say.close }));
    // The newest only: they would cover her work.
    while (this.node.childElementCount > 2) {
      this.node.firstElementChild?.remove();
    }
    this.node.append(notice);
    if (!stays) {
      setTimeout(remove, action ? WITH_ACTION_MS : SHOWN_MS);
    }
    return remove;
  }
}
