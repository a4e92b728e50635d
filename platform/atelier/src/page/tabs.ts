// Other tabs of hers in this browser: who has this exercise open, what they save, and saving before she hands in.
// The channel and its words for saving are those of the notebook's tabs.js.

const ANSWER_MS = 150;
const SAVE_MS = 10_000;

export interface Where {
  readonly course: string;
  readonly exercise: string;
}

export interface TabEvents {
  /** Another tab asks to save what is open of an exercise; null where this one has nothing to save. */
  save(where: Where): Promise<boolean> | null;
  /** Another tab has changed a file on her server. */
  changed(path: string): void;
  /** Another tab has just opened this exercise. */
  opened(): void;
}

interface Message {
  readonly id?: string;
  readonly where?: Where;
  readonly from?: string;
  readonly done?: boolean;
  readonly ok?: boolean;
  readonly atelier?: "hello" | "here" | "changed";
  readonly path?: string;
}

export class Tabs {
  readonly id = fresh();
  readonly #channel: BroadcastChannel;
  readonly #place: string;
  readonly #alive = new Set<string>();
  readonly #asked = new Map<string, (message: Message) => void>();
  readonly #events: TabEvents;

  constructor(base: string, place: string, events: TabEvents) {
    this.#place = place;
    this.#events = events;
    this.#channel = new BroadcastChannel(`campus:${base}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#hear(data);
  }

  /** The ids of tabs that have this exercise open. */
  async others(): Promise<ReadonlySet<string>> {
    this.#channel.postMessage({ atelier: "hello", from: this.id, path: this.#place });
    await new Promise(resolve => setTimeout(resolve, ANSWER_MS));
    return this.#alive;
  }

  tellChanged(path: string): void {
    this.#channel.postMessage({ atelier: "changed", from: this.id, path });
  }

  /** Whether every other tab has saved what it had of the exercise. */
  saveOthers(where: Where): Promise<boolean> {
    const id = fresh();
    const saving = new Set<string>();
    let isQuiet = false;
    let isSaved = true;
    return new Promise(resolve => {
      const finish = (): void => {
        this.#asked.delete(id);
        resolve(isSaved && saving.size === 0);
      };
      const look = (): void => void (isQuiet && saving.size === 0 && finish());
      this.#asked.set(id, ({ from = "", done, ok }) => {
        done ? saving.delete(from) : saving.add(from);
        isSaved &&= !done || ok === true;
        look();
      });
      setTimeout(() => {
        isQuiet = true;
        look();
      }, ANSWER_MS);
      setTimeout(finish, SAVE_MS);
      this.#channel.postMessage({ id, where });
    });
  }

  #hear(message: Message): void {
    if (message.atelier === "hello" && message.path === this.#place) {
      this.#alive.add(message.from!);
      this.#channel.postMessage({ atelier: "here", from: this.id, path: this.#place });
      this.#events.opened();
    } else if (message.atelier === "here" && message.path === this.#place) {
      this.#alive.add(message.from!);
    } else if (message.atelier === "changed") {
      this.#events.changed(message.path!);
    } else if (message.where) {
      void this.#save(message.id!, message.where);
    } else if (message.id) {
      this.#asked.get(message.id)?.(message);
    }
  }

  async #save(id: string, where: Where): Promise<void> {
    const saving = this.#events.save(where);
    if (saving === null) {
      return;
    }
    this.#channel.postMessage({ id, from: this.id, done: false });
    const ok = await saving.catch(() => false);
    this.#channel.postMessage({ id, from: this.id, done: true, ok });
  }
}

// crypto.randomUUID exists on https only, and a classroom may well be on plain http.
function fresh(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, "0")).join("");
}
