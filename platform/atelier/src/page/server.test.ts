import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { escaped, Server, type ServerProblem } from "./server.ts";

const BASE = "/user/lea/";

/** What is at an address of hers: a status and a body, or nobody who answers. */
function answering(statuses: Readonly<Record<string, { status: number; body?: unknown } | "nobody">>): void {
  vi.stubGlobal(
    "fetch",
    vi.fn(async (address: string) => {
      const found = statuses[address.slice(BASE.length)];
      if (found === undefined || found === "nobody") {
        throw new TypeError("Failed to fetch");
      }
      return new Response(JSON.stringify(found.body ?? null), { status: found.status });
    })
  );
}

const refused = async (): Promise<ServerProblem> => {
  const problem = await new Server(BASE).ask("PUT", "api/contents/x", { body: {} }).catch((one: ServerProblem) => one);
  return problem as ServerProblem;
};

describe("her server", () => {
  beforeEach(() => {
    vi.stubGlobal("document", { cookie: "other=1; _xsrf=token|of|hers" });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("is asked with the token of its cookie", async () => {
    answering({ "api/contents/x": { status: 200, body: { hash: "abc" } } });
    expect(await new Server(BASE).ask("PUT", "api/contents/x", { body: { content: "é" } })).toEqual({ hash: "abc" });
    const [, init] = vi.mocked(fetch).mock.calls[0];
    expect(new Headers(init?.headers).get("X-XSRFToken")).toBe("token|of|hers");
    expect(init?.body).toBe('{"content":"é"}');
  });

  it.each([
    [503, "away"],
    [424, "closed"],
    [404, "missing"],
    [409, "conflict"],
    [507, "full"],
    [500, "refused"]
  ])("that answers %i is %s", async (status, reason) => {
    answering({ "api/contents/x": { status } });
    expect((await refused()).reason).toBe(reason);
  });

  it("that nobody reaches is away", async () => {
    answering({});
    expect((await refused()).reason).toBe("away");
    expect(await new Server(BASE).look()).toBe("away");
  });

  it("that refuses her is signed out where it runs, and closed where the hub answers in its place", async () => {
    answering({ "api/contents/x": { status: 403 }, "api/status": { status: 403 } });
    expect((await refused()).reason).toBe("signed-out");
    answering({ "api/contents/x": { status: 403 }, "api/status": { status: 424 } });
    expect((await refused()).reason).toBe("closed");
  });

  it("keeps the words that are for her, and those alone", async () => {
    answering({ "api/contents/x": { status: 507, body: { message: "Plus de place.", reason: "home-full" } } });
    expect(await refused()).toMatchObject({ code: "home-full", message: "Plus de place." });
    answering({ "api/contents/x": { status: 500, body: { message: "Unexpected error", reason: null } } });
    expect((await refused()).message).toBe("");
  });

  it("has names with any letters in its addresses", () => {
    expect(escaped("a b/é?.png")).toBe("a%20b/%C3%A9%3F.png");
  });
});
