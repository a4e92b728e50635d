// What the page and the player in its frame say to each other, through a port of their own.
import type { Assets, GameError, GameFile } from "../worker/protocol.ts";

export type PlayerState = "booting" | "ready" | "running" | "stopping" | "ended";

export type ToPlayer =
  | { t: "assets"; assets: Assets; label: string }
  | { t: "play"; files: readonly GameFile[]; main: string }
  | { t: "stop" }
  | { t: "focus" }
  | { t: "screenshot"; id: number };

export type FromPlayer =
  | { t: "state"; state: PlayerState }
  | { t: "output"; text: string; error: boolean }
  | { t: "error"; error: GameError }
  | { t: "caption"; text: string }
  | { t: "shown" }
  | { t: "leave" }
  | { t: "failed"; why: string }
  | { t: "screenshot"; id: number; png: ArrayBuffer | null };

/** What the frame says first, before it has a port. */
export const HELLO = "campus-player";
