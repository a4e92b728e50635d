// What stands on the right: her game, her page or her site. Each kind starts, stops and hears of changes its own way.

import type { Output } from "../output.ts";
import type { Project } from "../project.ts";

export interface StageHost {
  readonly project: Project;
  readonly output: Output;
  /** Whether something runs that « Arrêter » would stop. */
  running(is: boolean): void;
  /** Colours a line in the editor. */
  mark(file: string, line: number): void;
  unmark(): void;
  /** A shortcut of the Atelier was pressed inside the stage. */
  key(key: string, shift: boolean): void;
}

export interface Stage {
  readonly node: HTMLElement;
  /** She pressed the button, or Ctrl+Entrée; `isFirst`: the exercise has just opened. */
  start(isFirst?: boolean): Promise<void>;
  stop(): Promise<void>;
  /** She typed in a file. */
  edited(name: string): void;
  /** Her server has a file as it is here; also one that was added, renamed or removed. */
  saved(name: string): void;
  /** She looks at another file. */
  opened(name: string): void;
}
