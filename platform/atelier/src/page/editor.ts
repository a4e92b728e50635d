// The editor: one state for each file, so that Ctrl+Z never crosses from one to another.

import { css } from "@codemirror/lang-css";
import { html } from "@codemirror/lang-html";
import { javascript } from "@codemirror/lang-javascript";
import { python } from "@codemirror/lang-python";
import { indentWithTab } from "@codemirror/commands";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { EditorState, StateEffect, StateField, type Extension } from "@codemirror/state";
import { Decoration, EditorView, keymap, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import { PHRASES } from "./phrases.ts";
import { say } from "./sentences.ts";

// After Escape, how long Tab leaves the editor.
const LEAVING_MS = 10_000;

const LANGUAGES: Readonly<Record<string, () => Extension>> = {
  py: () => [python(), indentUnit.of("    ")],
  html: () => [html(), indentUnit.of("  ")],
  htm: () => [html(), indentUnit.of("  ")],
  css: () => [css(), indentUnit.of("  ")],
  js: () => [javascript(), indentUnit.of("  ")],
  mjs: () => [javascript(), indentUnit.of("  ")]
};

// On the sheet's white, each 4.5:1 or more.
const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword, tags.modifier], color: "#8f2a13", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string), tags.attributeValue], color: "#0a6650" },
  { tag: [tags.number, tags.bool, tags.null, tags.unit, tags.color], color: "#0b5c86" },
  { tag: [tags.comment, tags.meta], color: "#6b5f80", fontStyle: "italic" },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName), tags.tagName], color: "#5b2bb0" },
  { tag: [tags.className, tags.typeName, tags.attributeName], color: "#8a5300" },
  { tag: tags.propertyName, color: "#4b2fb3" },
  { tag: tags.invalid, color: "#a8321a" }
]);

const markLine = StateEffect.define<number | null>();

// The line of a mistake, until she changes it or runs again.
const markedLine = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    transaction.changes.iterChangedRanges((_from, _to, from, to) => {
      const { doc } = transaction.state;
      const start = doc.lineAt(from).from;
      const end = doc.lineAt(to).to;
      next = next.update({ filter: at => at < start || at > end });
    });
    for (const effect of transaction.effects) {
      if (effect.is(markLine)) {
        const { doc } = transaction.state;
        const isThere = effect.value !== null && effect.value >= 1 && effect.value <= doc.lines;
        next = isThere ? Decoration.set(Decoration.line({ class: "cm-mistake" }).range(doc.line(effect.value!).from)) : Decoration.none;
      }
    }
    return next;
  },
  provide: field => EditorView.decorations.from(field)
});

export interface EditorEvents {
  typed(name: string, text: string): void;
}

export class Editor {
  readonly #view: EditorView;
  readonly #states = new Map<string, EditorState>();
  readonly #nonce: string;
  readonly #events: EditorEvents;
  #name = "";
  #isQuiet = false;

  /** `describedBy`: the id of what says how the keyboard leaves it. */
  constructor(parent: HTMLElement, { nonce, describedBy, events }: { nonce: string; describedBy: string; events: EditorEvents }) {
    this.#nonce = nonce;
    this.#events = events;
    this.#describedBy = describedBy;
    this.#view = new EditorView({ state: this.#made("", ""), parent });
  }

  readonly #describedBy: string;

  get name(): string {
    return this.#name;
  }

  focus(): void {
    this.#view.focus();
  }

  show(name: string, text: string): void {
    if (this.#name !== "") {
      this.#states.set(this.#name, this.#view.state);
    }
    this.#name = name;
    const known = this.#states.get(name);
    this.#view.setState(known ?? this.#made(name, text));
    this.replace(name, text);
  }

  /** Puts another text in, as one step that Ctrl+Z takes back; not told as typed. */
  replace(name: string, text: string): void {
    this.#isQuiet = true;
    if (name === this.#name) {
      const { doc } = this.#view.state;
      if (doc.toString() !== text) {
        this.#view.dispatch({ changes: changed(doc.toString(), text), userEvent: "input.replace" });
      }
    } else {
      // Its state comes anew with the text: what was open elsewhere is not what she undoes here.
      const state = this.#states.get(name);
      if (state && state.doc.toString() !== text) {
        this.#states.set(name, state.update({ changes: changed(state.doc.toString(), text), userEvent: "input.replace" }).state);
      }
    }
    this.#isQuiet = false;
  }

  forget(name: string): void {
    this.#states.delete(name);
    if (this.#name === name) {
      this.#name = "";
    }
  }

  /** Colours the line of a mistake, null to take the colour away. */
  mark(name: string, line: number | null): void {
    if (name === this.#name) {
      this.#view.dispatch({ effects: markLine.of(line) });
    } else {
      const state = this.#states.get(name);
      if (state) {
        this.#states.set(name, state.update({ effects: markLine.of(line) }).state);
      }
    }
  }

  unmark(): void {
    this.#view.dispatch({ effects: markLine.of(null) });
    for (const [name, state] of this.#states) {
      this.#states.set(name, state.update({ effects: markLine.of(null) }).state);
    }
  }

  /** Puts the cursor at the start of a line and the keyboard in the editor. */
  goTo(line: number): void {
    const { doc } = this.#view.state;
    const { from } = doc.line(Math.min(Math.max(1, line), doc.lines));
    this.#view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.#view.focus();
  }

  #made(name: string, text: string): EditorState {
    const ending = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
    return EditorState.create({
      doc: text,
      extensions: [
        // Before all other keys: after Escape, Tab moves on in the page.
        keymap.of([
          {
            key: "Escape",
            run: view => {
              view.setTabFocusMode(LEAVING_MS);
              return false;
            }
          }
        ]),
        basicSetup,
        keymap.of([indentWithTab]),
        EditorState.phrases.of(PHRASES),
        LANGUAGES[ending]?.() ?? [],
        syntaxHighlighting(COLOURS),
        EditorView.lineWrapping,
        EditorView.cspNonce.of(this.#nonce),
        EditorView.contentAttributes.of({ "aria-label": say.editor(name), "aria-describedby": this.#describedBy, tabindex: "0" }),
        markedLine,
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !this.#isQuiet) {
            this.#events.typed(this.#name, state.doc.toString());
          }
        }),
        // Files that she drops are for the page: the editor would write them out.
        EditorView.domEventHandlers({ drop: event => (event.dataTransfer?.files.length ?? 0) > 0 })
      ]
    });
  }
}

// The smallest change, so that the cursor and other marks stay where they are.
function changed(before: string, after: string): { from: number; to: number; insert: string } {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) {
    from += 1;
  }
  let same = 0;
  while (same < most - from && before[before.length - 1 - same] === after[after.length - 1 - same]) {
    same += 1;
  }
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
