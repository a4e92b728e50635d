// The page behind a link: plays a game that somebody handed in, for whoever has the link, on a phone too.
import { Player } from "../player/client.ts";

const WORDS = {
  play: "Jouer",
  stop: "Arrêter",
  booting: "Le jeu se prépare…",
  ready: "Prêt\u202f! Appuie sur «\u00a0Jouer\u00a0».",
  running: "Le jeu tourne.",
  ended: "Le jeu est fini. Tu peux recommencer.",
  failed: "Le jeu s’est arrêté sur une erreur. Tu peux réessayer, ou prévenir celle qui l’a fait.",
  lost: "Le jeu n’a pas pu être chargé. Recharge la page dans un instant.",
  unsupported:
    "Ton navigateur ne sait pas encore faire tourner ce jeu. Essaie avec Chrome, Edge ou un navigateur plus récent.",
} as const;

class Show {
  private readonly play = this.button(WORDS.play, () => void this.start());
  private readonly stop = this.button(WORDS.stop, () => void this.player.stop());
  private readonly line = document.createElement("p");
  private readonly player: Player;
  private files: Promise<ReadonlyMap<string, Uint8Array>> | null = null;
  private failed = false;

  constructor(private readonly place: HTMLElement) {
    const bar = document.createElement("div");
    const stage = document.createElement("div");
    Object.assign(place.style, { display: "flex", flexDirection: "column" });
    Object.assign(bar.style, { display: "flex", flexWrap: "wrap", gap: "0.75rem", alignItems: "center", padding: "0.6rem" });
    Object.assign(stage.style, { flex: "1 1 auto", minHeight: "0" });
    this.line.setAttribute("role", "status");
    this.line.style.margin = "0";
    this.play.disabled = true;
    this.stop.hidden = true;
    bar.append(this.play, this.stop, this.line);
    place.append(bar, stage);
    this.player = new Player(stage, { base: place.dataset.base!, label: place.dataset.label! });
    this.listen();
    this.say(WORDS.booting);
    void this.fetched().catch(() => this.give(WORDS.lost));
  }

  private listen(): void {
    this.player.on("state", (state) => {
      const running = state === "running" || state === "stopping";
      this.stop.hidden = !running;
      this.play.hidden = running;
      if (state === "running") {
        this.say(WORDS.running);
      } else if (state === "ready") {
        this.play.disabled = false;
        // What went wrong before is not to be overwritten by the next one's being ready.
        this.say(this.failed ? WORDS.failed : WORDS.ready);
      } else if (state === "ended" && !this.failed) {
        this.say(WORDS.ended);
      }
    });
    this.player.on("error", () => {
      this.failed = true;
      this.say(WORDS.failed);
    });
    this.player.on("unsupported", () => this.give(WORDS.unsupported));
  }

  private async start(): Promise<void> {
    this.failed = false;
    this.play.disabled = true;
    try {
      await this.player.play(await this.fetched(), this.place.dataset.main!);
      this.player.focus();
    } catch {
      this.say(WORDS.lost);
    } finally {
      this.play.disabled = false;
    }
  }

  /** Once; where it fails, the next press tries again. */
  private fetched(): Promise<ReadonlyMap<string, Uint8Array>> {
    this.files ??= filesOf(this.place.dataset.files!).catch((error: unknown) => {
      this.files = null;
      throw error;
    });
    return this.files;
  }

  private give(up: string): void {
    this.play.hidden = true;
    this.stop.hidden = true;
    this.say(up);
  }

  private say(words: string): void {
    this.line.textContent = words;
  }

  private button(text: string, pressed: () => void): HTMLButtonElement {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.textContent = text;
    made.addEventListener("click", pressed);
    return made;
  }
}

async function filesOf(address: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const response = await fetch(address, { credentials: "omit" });
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  const told = (await response.json()) as Readonly<Record<string, string>>;
  return new Map(Object.entries(told).map(([name, packed]) => [name, bytes(packed)]));
}

function bytes(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

const place = document.getElementById("show");
if (place) {
  new Show(place);
}
