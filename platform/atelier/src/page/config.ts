// What her server says of the exercise that is open, in the page's JSON element; checked once, here.

export interface Config {
  readonly learner: string;
  readonly course: string;
  readonly exercise: string;
  readonly kind: "game" | "web";
  /** The file that is played or shown first, relative to the exercise's folder. */
  readonly main: string;
  readonly title: string;
  /** Addresses, each with a slash at its end: her server, what was built of the Atelier, the hub, *Mon parcours*. */
  readonly base: string;
  readonly dist: string;
  readonly hub: string;
  readonly path: string;
  readonly notebook: string;
  /** For the styles that the editor writes into the page. */
  readonly nonce: string;
}

const TEXTS = ["learner", "course", "exercise", "main", "title", "base", "dist", "hub", "path", "notebook", "nonce"] as const;

/** Throws where a field is missing or of another kind. */
export function readConfig(text: string): Config {
  const told: unknown = JSON.parse(text);
  if (typeof told !== "object" || told === null) {
    throw new Error("config: no object");
  }
  const fields = told as Record<string, unknown>;
  for (const name of TEXTS) {
    if (typeof fields[name] !== "string") {
      throw new Error(`config: ${name} is no text`);
    }
  }
  if (fields.kind !== "game" && fields.kind !== "web") {
    throw new Error("config: kind is neither game nor web");
  }
  return fields as unknown as Config;
}
