// A button that opens a short list of buttons below it; Escape, a click elsewhere or a choice closes it.

import { element } from "./element.ts";

export interface Item {
  readonly label: string;
  readonly do: () => void;
}

let made = 0;

/** `items` is asked each time it opens. */
export function disclosure(label: string, items: () => readonly Item[], kind = "button quiet slim"): HTMLElement {
  made += 1;
  const id = `menu-${made}`;
  const opener = element("button", { type: "button", class: `${kind} opener`, "aria-expanded": "false", "aria-controls": id }, label);
  const list = element("ul", { id, class: "menu", hidden: "" });
  const node = element("div", { class: "disclosure" }, opener, list);
  const close = (): void => {
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  };
  const open = (): void => {
    list.replaceChildren(
      ...items().map(item => {
        const one = element("button", { type: "button" }, item.label);
        one.addEventListener("click", () => {
          close();
          opener.focus();
          item.do();
        });
        return element("li", {}, one);
      })
    );
    list.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    list.querySelector("button")?.focus();
  };
  opener.addEventListener("click", () => (list.hidden ? open() : close()));
  node.addEventListener("keydown", event => {
    const buttons = Array.from(list.querySelectorAll("button"));
    const place = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
      opener.focus();
    } else if (place >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      buttons[(place + (event.key === "ArrowDown" ? 1 : buttons.length - 1)) % buttons.length].focus();
    }
  });
  node.addEventListener("focusout", ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node) || !node.contains(relatedTarget)) {
      close();
    }
  });
  // Where a click moves no focus.
  document.addEventListener("pointerdown", ({ target }) => target instanceof Node && !node.contains(target) && close());
  return node;
}
