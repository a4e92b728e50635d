// Where everything stands: bar, statement and code on the left, what runs and what it says on the right.

import type { Config } from "./config.ts";
import { button, element } from "./element.ts";
import { separator } from "./panes.ts";
import { say } from "./sentences.ts";

/** On a small screen one of these is shown at a time. */
export type View = "statement" | "code" | "stage";

export interface Layout {
  readonly bar: HTMLElement;
  readonly state: HTMLElement;
  readonly actions: HTMLElement;
  readonly desk: HTMLElement;
  readonly statement: HTMLElement;
  readonly code: HTMLElement;
  readonly editor: HTMLElement;
  readonly viewer: HTMLElement;
  show(view: View): void;
}

export const EDITOR_PANEL = "editor-panel";
export const EDITOR_HELP = "editor-help";

export function layout(
  config: Config,
  { stage, output, stageName, storage }: { stage: HTMLElement; output: HTMLElement; stageName: string; storage: Storage | null }
): Layout {
  const state = element("p", { class: "state" });
  const actions = element("div", { class: "actions" });
  const bar = element(
    "header",
    { class: "bar" },
    element("a", { class: "path", href: config.path }, element("span", { "aria-hidden": "true" }, "‹ "), element("span", { class: "path-name" }, say.path)),
    element("h1", {}, config.title),
    state,
    actions
  );
  const statement = element("div", { class: "statement-body", tabindex: "0", role: "region", "aria-label": say.statement });
  const fold = button("", () => undefined, { class: "fold", "aria-expanded": "true", "aria-controls": "statement-body" });
  statement.id = "statement-body";
  fold.append(element("span", { class: "fold-sign", "aria-hidden": "true" }, "▾"), element("span", {}, say.statement));
  const statementPane = element("div", { class: "statement" }, element("h2", { class: "fold-head" }, fold), statement);
  const editor = element("div", { class: "editor" });
  const viewer = element("div", { class: "viewer", hidden: "" });
  const panel = element("div", { class: "editor-panel", id: EDITOR_PANEL, role: "tabpanel" }, editor, viewer);
  const code = element(
    "section",
    { class: "code", "aria-label": say.code },
    panel,
    element("p", { class: "editor-help", id: EDITOR_HELP }, say.editorHelp)
  );
  const left = element("div", { class: "left" });
  const stagePane = element("section", { class: "stage", "aria-label": stageName }, stage);
  const right = element("div", { class: "right" });
  const desk = element("main", { class: "desk", "data-view": "code" });
  left.append(
    statementPane,
    separator({ name: "statement", label: say.aboveCode, moves: "up and down", usual: 34, least: 12, most: 80, around: left }, storage),
    code
  );
  right.append(
    stagePane,
    separator({ name: "stage", label: say.aboveConsole, moves: "up and down", usual: 70, least: 20, most: 90, around: right }, storage),
    output
  );
  desk.append(left, separator({ name: "left", label: say.betweenSides, moves: "sideways", usual: 50, least: 25, most: 75, around: desk }, storage), right);
  fold.addEventListener("click", () => {
    const isOpen = statementPane.classList.toggle("folded") === false;
    fold.setAttribute("aria-expanded", String(isOpen));
  });

  const views = element("nav", { class: "views", "aria-label": say.views });
  const names: Readonly<Record<View, string>> = { statement: say.statement, code: say.code, stage: stageName };
  const show = (view: View): void => {
    desk.dataset.view = view;
    for (const one of views.querySelectorAll("button")) {
      one.setAttribute("aria-pressed", String(one.dataset.view === view));
    }
  };
  for (const view of ["statement", "code", "stage"] as const) {
    views.append(button(names[view], () => show(view), { "data-view": view }));
  }
  show("code");
  document.body.replaceChildren(bar, views, desk);
  return { bar, state, actions, desk, statement, code, editor, viewer, show };
}
