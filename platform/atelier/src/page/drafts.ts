// What she has typed and her server does not have yet, kept in this browser until it is saved.
// The same keys and rules as the notebook's drafts.js: whoever comes next in this browser finds nothing of hers.

const PREFIX = "campus:draft:";
const CHARACTERS_MAX = 1e6;
const DRAFTS_MAX = 8;
const KEPT_DAYS = 30;
const DAY_MS = 24 * 3600 * 1000;

export interface Draft {
  readonly text: string;
  /** sha256 of what her server had, "" where it had nothing. */
  readonly base: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export class Drafts {
  readonly #mine: string;
  readonly #tab: string;
  readonly #storage: Storage | null;

  /** Where a browser keeps nothing (`storage` null), every method is harmless and `put` says no. */
  constructor(learner: string, tab: string, storage: Storage | null) {
    this.#mine = `${PREFIX}${encodeURIComponent(learner)}:`;
    this.#tab = tab;
    this.#storage = storage;
    this.#tidy();
  }

  /** Whether the browser has it now. */
  put(path: string, text: string, base: string): boolean {
    const kept = JSON.stringify({ text, base, at: Date.now() } satisfies Draft);
    if (this.#storage === null || kept.length > CHARACTERS_MAX) {
      return false;
    }
    try {
      this.#storage.setItem(this.#key(path, this.#tab), kept);
      this.#tidy();
      return true;
    } catch {
      return false; // no room, or not allowed
    }
  }

  drop(path: string, tab = this.#tab): void {
    this.#storage?.removeItem(this.#key(path, tab));
  }

  /** What tabs that are gone have left of a file, newest first. */
  left(path: string, alive: ReadonlySet<string>): { tab: string; draft: Draft }[] {
    const start = this.#key(path, "");
    return this.#keys()
      .filter(key => key.startsWith(start))
      .map(key => ({ tab: key.slice(start.length), draft: this.#read(key) }))
      .filter((one): one is { tab: string; draft: Draft } => one.draft !== null && one.tab !== this.#tab && !alive.has(one.tab))
      .sort((one, other) => other.draft.at - one.draft.at);
  }

  // A tab has a draft of its own: two tabs never write over each other's.
  #key(path: string, tab: string): string {
    return `${this.#mine}${path}?${tab}`;
  }

  #tidy(): void {
    const keys = this.#keys();
    const at = new Map(keys.map(key => [key, this.#moment(key)]));
    const since = Date.now() - KEPT_DAYS * DAY_MS;
    const mine = keys.filter(key => key.startsWith(this.#mine)).sort((one, other) => at.get(other)! - at.get(one)!);
    const staying = new Set(mine.slice(0, DRAFTS_MAX).filter(key => at.get(key)! > since));
    keys.filter(key => !staying.has(key)).forEach(key => this.#storage?.removeItem(key));
  }

  #keys(): string[] {
    return Object.keys(this.#storage ?? {}).filter(key => key.startsWith(PREFIX));
  }

  // A notebook's drafts have other fields, and the same moment.
  #moment(key: string): number {
    try {
      return Number((JSON.parse(this.#storage?.getItem(key) ?? "null") as { at?: number } | null)?.at ?? 0);
    } catch {
      return 0;
    }
  }

  #read(key: string): Draft | null {
    try {
      const draft = JSON.parse(this.#storage?.getItem(key) ?? "null") as Draft | null;
      return draft !== null && typeof draft.text === "string" && typeof draft.base === "string" ? draft : null;
    } catch {
      return null;
    }
  }
}

export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
