// The tags of a page of hers with their places in it: enough to put her files in, nothing that changes her text.

export interface Attribute {
  readonly name: string;
  readonly value: string;
  /** From the name to the end of the value, quotes included. */
  readonly from: number;
  readonly to: number;
}

export interface Tag {
  /** Small letters. */
  readonly name: string;
  readonly attributes: readonly Attribute[];
  readonly from: number;
  readonly to: number;
  /** Of script and style: what is between the tags, and where the closing tag ends. */
  readonly content: { readonly from: number; readonly to: number; readonly end: number } | null;
}

const OPENING = /<([a-zA-Z][^\s/>]*)/g;
const RAW = new Set(["script", "style", "textarea", "title"]);

/** Opening tags in order; comments and what is inside raw text are left out. */
export function tagsOf(page: string): Tag[] {
  const tags: Tag[] = [];
  let at = 0;
  while (at < page.length) {
    const next = page.indexOf("<", at);
    if (next < 0) {
      break;
    }
    if (page.startsWith("<!--", next)) {
      const end = page.indexOf("-->", next + 4);
      at = end < 0 ? page.length : end + 3;
      continue;
    }
    OPENING.lastIndex = next;
    const found = OPENING.exec(page);
    if (found === null || found.index !== next) {
      at = next + 1;
      continue;
    }
    const tag = read(page, next, found[1].toLowerCase());
    tags.push(tag);
    at = tag.content?.end ?? tag.to;
  }
  return tags;
}

export function valueOf(tag: Tag, name: string): Attribute | undefined {
  return tag.attributes.find(attribute => attribute.name === name);
}

function read(page: string, from: number, name: string): Tag {
  const attributes: Attribute[] = [];
  let at = from + 1 + name.length;
  while (at < page.length && page[at] !== ">") {
    if (/[\s/]/.test(page[at])) {
      at += 1;
      continue;
    }
    const attribute = attributeAt(page, at);
    attributes.push(attribute);
    at = Math.max(attribute.to, at + 1);
  }
  const to = Math.min(page.length, at + 1);
  return { name, attributes, from, to, content: RAW.has(name) ? contentOf(page, to, name) : null };
}

function attributeAt(page: string, from: number): Attribute {
  const name = /[^\s=/>]*/y;
  name.lastIndex = from;
  const named = name.exec(page)?.[0] || page[from];
  const after = /\s*=\s*/y;
  after.lastIndex = from + named.length;
  const equals = after.exec(page);
  if (equals === null) {
    return { name: named.toLowerCase(), value: "", from, to: from + named.length };
  }
  const start = after.lastIndex;
  const quote = page[start] === '"' || page[start] === "'" ? page[start] : "";
  const end = quote ? page.indexOf(quote, start + 1) : page.slice(start).search(/[\s>]/) + start;
  const to = quote ? (end < 0 ? page.length : end + 1) : end < start ? page.length : end;
  const value = quote ? page.slice(start + 1, end < 0 ? page.length : end) : page.slice(start, to);
  return { name: named.toLowerCase(), value: unescaped(value), from, to };
}

function contentOf(page: string, from: number, name: string): Tag["content"] {
  const closing = new RegExp(`</${name}(?=[\\s/>])[^>]*>?`, "gi");
  closing.lastIndex = from;
  const found = closing.exec(page);
  return found === null
    ? { from, to: page.length, end: page.length }
    : { from, to: found.index, end: found.index + found[0].length };
}

function unescaped(value: string): string {
  return value.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
}
