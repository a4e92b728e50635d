// Bars between the parts of the page: moved with the mouse, a finger or the arrow keys, and remembered.

import { element } from "./element.ts";

const STEP = 4;
const REMEMBERED = "campus:atelier:panes";

export interface Bar {
  /** Also the name under which it is remembered, and of the CSS property (`--name`) that it sets, in percent. */
  readonly name: string;
  readonly label: string;
  /** Which way it moves. */
  readonly moves: "sideways" | "up and down";
  /** Percent of `around`. */
  readonly usual: number;
  readonly least: number;
  readonly most: number;
  /** What is divided. */
  readonly around: HTMLElement;
}

export function separator(bar: Bar, storage: Storage | null): HTMLElement {
  const isSideways = bar.moves === "sideways";
  const node = element("div", {
    class: `bar-between ${isSideways ? "sideways" : "up-down"}`,
    role: "separator",
    tabindex: "0",
    "aria-label": bar.label,
    // The way it lies, which is across the way it moves.
    "aria-orientation": isSideways ? "vertical" : "horizontal",
    "aria-valuemin": String(bar.least),
    "aria-valuemax": String(bar.most)
  });
  let place = remembered(storage)[bar.name] ?? bar.usual;
  const put = (percent: number): void => {
    place = Math.round(Math.min(bar.most, Math.max(bar.least, percent)));
    bar.around.style.setProperty(`--${bar.name}`, `${place}%`);
    node.setAttribute("aria-valuenow", String(place));
  };
  const remember = (): void => {
    try {
      storage?.setItem(REMEMBERED, JSON.stringify({ ...remembered(storage), [bar.name]: place }));
    } catch {
      // Then the usual place next time.
    }
  };

  node.addEventListener("keydown", event => {
    const [back, forth] = isSideways ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const moves: Readonly<Record<string, number>> = { [back]: place - STEP, [forth]: place + STEP, Home: bar.least, End: bar.most };
    if (event.key in moves) {
      event.preventDefault();
      put(moves[event.key]);
      remember();
    }
  });
  node.addEventListener("pointerdown", event => {
    event.preventDefault();
    node.focus();
    node.setPointerCapture(event.pointerId);
    // Frames would take the pointer away.
    document.body.classList.add("moving-bar");
  });
  node.addEventListener("pointermove", event => {
    if (node.hasPointerCapture(event.pointerId)) {
      const box = bar.around.getBoundingClientRect();
      put(isSideways ? (100 * (event.clientX - box.left)) / box.width : (100 * (event.clientY - box.top)) / box.height);
    }
  });
  for (const end of ["pointerup", "pointercancel"] as const) {
    node.addEventListener(end, () => {
      document.body.classList.remove("moving-bar");
      remember();
    });
  }
  node.addEventListener("dblclick", () => {
    put(bar.usual);
    remember();
  });
  put(place);
  return node;
}

function remembered(storage: Storage | null): Record<string, number> {
  try {
    const told = JSON.parse(storage?.getItem(REMEMBERED) ?? "{}") as Record<string, unknown>;
    return Object.fromEntries(Object.entries(told).filter((pair): pair is [string, number] => typeof pair[1] === "number"));
  } catch {
    return {};
  }
}
