// Makes one document of her page and the files that it names, and remembers which line came from where.

import { targetOf, type Target } from "./address.ts";
import { guarded } from "./loops.ts";
import { tagsOf, valueOf, type Attribute, type Tag } from "./markup.ts";

export interface Sources {
  readonly names: readonly string[];
  text(name: string): string | null;
  /** A picture, sound or font as `data:`; null where it has not come yet. */
  data(name: string): string | null;
}

export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export interface Warning {
  readonly target: Exclude<Target, { kind: "file" } | { kind: "nothing" }>;
  readonly tag: string;
  readonly place: Place;
}

export interface Composed {
  readonly html: string;
  readonly warnings: readonly Warning[];
  /** Whether it may ask her something (`alert`, `prompt`), and then waits. */
  readonly mayAsk: boolean;
  /** Where a line of the document was written, null where it is ours. */
  placeOf(line: number): Place | null;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** Where its first line was written, if it is hers. */
  readonly place: Place | null;
}

const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  img: ["src"],
  source: ["src"],
  audio: ["src"],
  video: ["src", "poster"],
  input: ["src"],
  image: ["href", "xlink:href"],
  embed: ["src"]
};

/** `prologue` is what runs first in the document, as the text of a script; it is told the files that scripts name. */
export function compose(page: string, sources: Sources, prologue: (files: Readonly<Record<string, string>>) => string): Composed {
  const source = sources.text(page) ?? "";
  const warnings: Warning[] = [];
  const edits: Edit[] = [];
  const scripts: string[] = [];
  const later: Edit[] = [];
  const tags = tagsOf(source);
  const lineAt = lines(source);
  const find = (address: string, from: string, tag: string, place: Place): string | null => {
    const target = targetOf(address, from, sources.names);
    if (target.kind === "missing" || target.kind === "outside") {
      warnings.push({ target, tag, place });
    }
    return target.kind === "file" ? target.name : null;
  };
  const css = (text: string, file: string, first: number, seen: readonly string[] = []): string =>
    styled(text, (address, offset) => {
      const place = { file, line: first + text.slice(0, offset).split("\n").length - 1 };
      const name = find(address, file, "url", place);
      if (name === null) {
        return targetOf(address, file, sources.names).kind === "nothing" ? null : "data:,";
      }
      if (/\.css$/i.test(name) && !seen.includes(name)) {
        return `data:text/css;base64,${base64(css(sources.text(name) ?? "", name, 1, [...seen, name]))}`;
      }
      return sources.data(name) ?? "data:,";
    });

  for (const tag of tags) {
    const place = { file: page, line: lineAt(tag.from) };
    if (tag.name === "script") {
      editScript(tag, place);
    } else if (tag.name === "link") {
      editLink(tag, place);
    } else if (tag.name === "base") {
      edits.push({ from: tag.from, to: tag.to, text: "", place: null });
    } else {
      editAddresses(tag, place);
    }
    if (tag.name === "style" && tag.content) {
      const { from, to } = tag.content;
      edits.push({ from, to, text: css(source.slice(from, to), page, lineAt(from)), place: { file: page, line: lineAt(from) } });
    }
  }

  function editScript(tag: Tag, place: Place): void {
    const src = valueOf(tag, "src");
    const kind = valueOf(tag, "type")?.value.toLowerCase() ?? "";
    if (!src) {
      const { from, to } = tag.content!;
      const text = source.slice(from, to);
      scripts.push(text);
      if (kind === "" || kind === "module" || kind.endsWith("javascript")) {
        edits.push({ from, to, text: guarded(text), place: { file: page, line: lineAt(from) } });
      }
      return;
    }
    const name = find(src.value, page, "script", place);
    const whole = { from: tag.from, to: tag.content!.end };
    if (name === null) {
      edits.push({ ...whole, text: "", place: null });
      return;
    }
    const text = sources.text(name) ?? "";
    scripts.push(text);
    const opening = kind === "module" ? '<script type="module">' : "<script>";
    const made = (at: { from: number; to: number }): Edit[] => [
      { from: at.from, to: at.to, text: `${opening}\n`, place: null },
      { from: at.to, to: at.to, text: escapedScript(guarded(text)), place: { file: name, line: 1 } },
      { from: at.to, to: at.to, text: "\n</script>", place: null }
    ];
    // What waits for the whole page in a browser waits for it here: it stands at the end.
    if (valueOf(tag, "defer") && kind !== "module") {
      edits.push({ ...whole, text: "", place: null });
      later.push(...made({ from: source.length, to: source.length }));
    } else {
      edits.push(...made(whole));
    }
  }

  function editLink(tag: Tag, place: Place): void {
    const href = valueOf(tag, "href");
    if (!href) {
      return;
    }
    const isSheet = /(^|\s)stylesheet(\s|$)/i.test(valueOf(tag, "rel")?.value ?? "");
    const name = isSheet ? find(href.value, page, "link", place) : null;
    edits.push({ from: tag.from, to: tag.to, text: name === null ? "" : "<style>\n", place: null });
    if (name !== null) {
      const text = css(sources.text(name) ?? "", name, 1, [name]).replaceAll("</style", "<\\/style");
      edits.push({ from: tag.to, to: tag.to, text, place: { file: name, line: 1 } });
      edits.push({ from: tag.to, to: tag.to, text: "\n</style>", place: null });
    }
  }

  function editAddresses(tag: Tag, place: Place): void {
    const put = (attribute: Attribute, value: string): void => {
      const text = `${attribute.name}="${value.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
      edits.push({ from: attribute.from, to: attribute.to, text, place: null });
    };
    for (const attribute of tag.attributes) {
      if ((ADDRESSES[tag.name] ?? []).includes(attribute.name)) {
        const name = find(attribute.value, page, tag.name, place);
        const data = name === null ? null : sources.data(name);
        if (data !== null) {
          put(attribute, data);
        } else if (targetOf(attribute.value, page, sources.names).kind !== "nothing") {
          put(attribute, "data:,");
        }
      } else if (attribute.name === "srcset") {
        put(attribute, "");
      } else if (attribute.name === "style" && /url\(/i.test(attribute.value)) {
        put(attribute, css(attribute.value, page, place.line));
      }
    }
  }

  const named = Object.fromEntries(
    sources.names
      .filter(name => scripts.some(script => script.includes(name.replace(/^.*\//, ""))))
      .map(name => [name, sources.data(name) ?? textAsData(sources.text(name))] as const)
      .filter((pair): pair is [string, string] => pair[1] !== null)
  );
  const start = beginning(source, tags);
  const first = { from: start, to: start, text: `<script>${escapedScript(prologue(named))}</script>`, place: null };
  const mayAsk = [source, ...scripts].some(text => /\b(alert|confirm|prompt)\s*\(/.test(text));
  return { ...written(source, page, [first, ...edits, ...later]), warnings, mayAsk };
}

function written(source: string, page: string, edits: readonly Edit[]): Pick<Composed, "html" | "placeOf"> {
  const parts: { text: string; place: Place | null }[] = [];
  const lineAt = lines(source);
  let at = 0;
  // Stable: of those at one place the first comes first.
  for (const edit of [...edits].sort((one, other) => one.from - other.from)) {
    if (edit.from > at) {
      parts.push({ text: source.slice(at, edit.from), place: { file: page, line: lineAt(at) } });
    }
    parts.push({ text: edit.text, place: edit.place });
    at = Math.max(at, edit.to);
  }
  parts.push({ text: source.slice(at), place: { file: page, line: lineAt(at) } });

  const runs: { from: number; to: number; place: Place }[] = [];
  let line = 1;
  for (const { text, place } of parts) {
    const breaks = text.split("\n").length - 1;
    if (place !== null && text !== "") {
      runs.push({ from: line, to: line + breaks, place });
    }
    line += breaks;
  }
  return {
    html: parts.map(({ text }) => text).join(""),
    placeOf: wanted => {
      const run = runs.findLast(({ from, to }) => from <= wanted && wanted <= to);
      return run ? { file: run.place.file, line: run.place.line + wanted - run.from } : null;
    }
  };
}

// After <head>, else after <html>, else after the doctype.
function beginning(source: string, tags: readonly Tag[]): number {
  const tag = tags.find(({ name }) => name === "head") ?? tags.find(({ name }) => name === "html");
  return tag?.to ?? source.match(/^\s*<!doctype[^>]*>/i)?.[0].length ?? 0;
}

function styled(text: string, put: (address: string, offset: number) => string | null): string {
  return text
    .replace(/@import\s+(["'])(.*?)\1/gi, (_, quote: string, address: string) => `@import url(${quote}${address}${quote})`)
    .replace(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]*))\s*\)/gi, (whole, one, two, three, offset: number) => {
      const data = put(String(one ?? two ?? three ?? ""), offset);
      return data === null ? whole : `url(${data})`;
    });
}

/** Whatever is in a script, it ends only where its tag does. */
export function escapedScript(text: string): string {
  return text.replace(/<(?=\/script|!--)/gi, "\\x3c");
}

export function base64(text: string): string {
  let bytes = "";
  for (const byte of new TextEncoder().encode(text)) {
    bytes += String.fromCharCode(byte);
  }
  return btoa(bytes);
}

function textAsData(text: string | null): string | null {
  return text === null ? null : `data:text/plain;charset=utf-8;base64,${base64(text)}`;
}

function lines(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) {
    starts.push(at + 1);
  }
  return offset => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low + 1;
  };
}
