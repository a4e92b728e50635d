// Talks to her own server: one place that knows what each refusal means.

export type Reason = "away" | "closed" | "signed-out" | "full" | "conflict" | "missing" | "refused";

const ANSWER_MS = 15_000;
const PASSING = new Set([429, 502, 503, 504]);
const CLOSED = 424; // what the hub says of a server that does not run

export class ServerProblem extends Error {
  /** `message` is French where the server has words for her, else "". */
  constructor(
    readonly reason: Reason,
    readonly status: number,
    readonly code: string,
    message: string
  ) {
    super(message);
  }
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The browser sends it even when the page closes; 64 kB at most. */
  readonly keepalive?: boolean;
}

export class Server {
  /** `base` is her server's address, with a slash at its end. */
  constructor(readonly base: string) {}

  /** The answer's JSON, null where it has none. Throws ServerProblem. */
  async ask<T>(method: string, path: string, { body, headers = {}, keepalive = false }: Ask = {}): Promise<T> {
    const response = await this.#send(method, path, {
      headers: { ...headers, ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
      body: body === undefined ? undefined : JSON.stringify(body),
      keepalive
    });
    const content = (await response.json().catch(() => null)) as T | null;
    if (!response.ok) {
      const problem = problemOf(response.status, content as Refused | null);
      // Where her server does not run, the hub refuses in its place what has no token of its own.
      const isClosed = problem.reason === "signed-out" && (await this.look()) === "closed";
      throw isClosed ? new ServerProblem("closed", response.status, problem.code, "") : problem;
    }
    return content as T;
  }

  /** Whether her server answers, was stopped, or nobody knows. */
  async look(): Promise<"open" | "closed" | "away"> {
    try {
      const response = await this.#send("GET", "api/status", { redirect: "manual" });
      if (response.type === "opaqueredirect" || response.status === CLOSED) {
        return "closed";
      }
      return PASSING.has(response.status) || response.status >= 500 ? "away" : "open";
    } catch {
      return "away";
    }
  }

  /** Asked anew each time: the hub changes it when she signs in again. */
  xsrf(): string {
    return document.cookie.match(/(?:^|;\s*)_xsrf=([^;]*)/)?.[1] ?? "";
  }

  async #send(method: string, path: string, more: RequestInit): Promise<Response> {
    const headers = new Headers(more.headers);
    headers.set("X-XSRFToken", this.xsrf());
    try {
      const signal = AbortSignal.timeout(ANSWER_MS);
      return await fetch(this.base + path, { cache: "no-store", signal, ...more, method, headers });
    } catch (problem) {
      throw new ServerProblem("away", 0, "no-answer", "");
    }
  }
}

interface Refused {
  readonly message?: string;
  readonly reason?: string;
  readonly code?: string;
}

function problemOf(status: number, content: Refused | null): ServerProblem {
  const code = content?.code ?? content?.reason ?? "";
  const words = code && code !== "null" ? (content?.message ?? "") : "";
  return new ServerProblem(reasonOf(status, content?.message ?? ""), status, code, words);
}

function reasonOf(status: number, message: string): Reason {
  if (status === CLOSED) {
    return "closed";
  }
  if (PASSING.has(status)) {
    return "away";
  }
  // A file that she may not write is «Permission denied».
  if (status === 401 || (status === 403 && !message.startsWith("Permission denied"))) {
    return "signed-out";
  }
  const known: Readonly<Record<number, Reason>> = { 404: "missing", 409: "conflict", 507: "full" };
  return known[status] ?? "refused";
}

/** A path as part of an address. */
export function escaped(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
