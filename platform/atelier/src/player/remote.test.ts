// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { RemotePlayer } from "./remote.ts";

/** Her space's side of the connection. */
class Space extends EventTarget {
  static readonly OPEN = 1;
  static last: Space;
  readyState = 0;
  binaryType = "";
  readonly told: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onclose: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;

  constructor(readonly address: string) {
    super();
    Space.last = this;
  }

  send(text: string): void {
    this.told.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.readyState = 3;
    this.onclose?.();
  }

  open(): void {
    this.readyState = 1;
    this.onopen?.();
    this.dispatchEvent(new Event("open"));
  }

  say(message: unknown): void {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

function remote(): { player: RemotePlayer; heard: [string, unknown][]; parent: HTMLElement } {
  const parent = document.createElement("div");
  document.body.append(parent);
  const player = new RemotePlayer(parent, { address: "ws://campus/user/lea/campus/play/a/b", label: "Mon jeu" });
  const heard: [string, unknown][] = [];
  for (const kind of ["state", "output", "error", "caption", "frame"] as const) {
    player.on(kind, (event: unknown) => heard.push([kind, event]));
  }
  return { player, heard, parent };
}

async function playing(player: RemotePlayer): Promise<Space> {
  const started = player.play(new Map(), "jeu.py");
  Space.last.open();
  await settled();
  Space.last.say({ t: "state", state: "running" });
  await started;
  return Space.last;
}

describe("a game that plays in her space", () => {
  beforeEach(() => {
    document.body.replaceChildren();
    vi.stubGlobal("WebSocket", Space);
    vi.stubGlobal("ResizeObserver", class { observe(): void {} disconnect(): void {} });
    vi.stubGlobal("matchMedia", () => ({ matches: false, addEventListener: () => undefined }));
    vi.stubGlobal("createImageBitmap", () => Promise.resolve({ width: 64, height: 48, close: () => undefined }));
    HTMLCanvasElement.prototype.getContext = (() => ({ drawImage: () => undefined })) as never;
  });

  it("starts, tells what it prints, and ends", async () => {
    const { player, heard } = remote();
    await settled();
    const space = await playing(player);
    expect(space.told).toEqual([{ t: "start", main: "jeu.py" }]);
    space.say({ t: "out", text: "a" });
    space.say({ t: "err", text: "b" });
    space.say({ t: "caption", text: "La balle" });
    space.say({ t: "state", state: "ended" });
    expect(heard).toEqual([
      ["state", "ready"],
      ["state", "running"],
      ["output", { text: "a", error: false }],
      ["output", { text: "b", error: true }],
      ["caption", "La balle"],
      ["state", "ended"],
    ]);
  });

  it("acknowledges each picture, the first with the time it took", async () => {
    const { player, heard } = remote();
    const space = await playing(player);
    space.onmessage!({ data: new Blob(["jpeg"]) });
    space.onmessage!({ data: new Blob(["jpeg"]) });
    await settled();
    expect(space.told.filter(({ t }) => t === "ack")).toHaveLength(2);
    expect(heard.filter(([kind]) => kind === "frame")).toHaveLength(1);
  });

  it("passes keys on, and an answer", async () => {
    const { player, parent } = remote();
    const space = await playing(player);
    parent.querySelector("canvas")!.dispatchEvent(new KeyboardEvent("keydown", { code: "ArrowUp", key: "ArrowUp" }));
    expect(space.told.at(-1)).toEqual({ t: "kd", code: "ArrowUp", key: "ArrowUp", mod: 0, rep: false });
    space.say({ t: "ask", prompt: "Ton nom ?" });
    expect(parent.querySelector("label")!.textContent).toBe("Ton nom ?");
    parent.querySelector("input")!.value = "Zoé";
    parent.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
    expect(space.told).toContainEqual({ t: "answer", text: "Zoé" });
    expect(parent.querySelector("form")!.hidden).toBe(true);
  });

  it("stops when her space says so, and not before", async () => {
    const { player } = remote();
    const space = await playing(player);
    const over = vi.fn();
    void player.stop().then(over);
    await settled();
    expect(space.told.at(-1)).toEqual({ t: "stop" });
    expect(over).not.toHaveBeenCalled();
    space.say({ t: "state", state: "ended" });
    await settled();
    expect(over).toHaveBeenCalled();
  });

  it("says that it has ended where the connection is lost", async () => {
    const { player, heard } = remote();
    const space = await playing(player);
    space.close();
    expect(heard.at(-1)).toEqual(["state", "ended"]);
    await expect(
      (async () => {
        const again = player.play(new Map(), "jeu.py");
        Space.last.close();
        await again;
      })(),
    ).rejects.toThrow("does not answer");
  });

  it("leaves nothing behind", async () => {
    const { player, parent } = remote();
    const space = await playing(player);
    player.dispose();
    expect(parent.childElementCount).toBe(0);
    expect(space.readyState).toBe(3);
  });
});
