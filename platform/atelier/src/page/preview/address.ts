// What an address in her page means: one of her files, one she does not have, or somewhere outside.

export type Target =
  | { readonly kind: "file"; readonly name: string }
  | { readonly kind: "missing"; readonly name: string; readonly near: string | null }
  | { readonly kind: "outside"; readonly url: string }
  /** Nothing to load: data:, javascript:, an anchor, nothing at all. */
  | { readonly kind: "nothing" };

/** `from` is the file that the address is written in; `names` are those of her files. */
export function targetOf(address: string, from: string, names: readonly string[]): Target {
  const plain = address.trim();
  if (/^(https?:)?\/\//i.test(plain)) {
    return { kind: "outside", url: plain };
  }
  if (plain === "" || plain.startsWith("#") || /^[a-z][a-z0-9+.-]*:/i.test(plain)) {
    return { kind: "nothing" };
  }
  const name = joined(from, decoded(plain.replace(/[?#].*$/s, "")));
  if (names.includes(name)) {
    return { kind: "file", name };
  }
  return { kind: "missing", name, near: nearest(name, names) };
}

/** The name that she most likely meant; null where none is near. */
export function nearest(name: string, names: readonly string[]): string | null {
  const flat = (text: string): string => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const stem = (text: string): string => flat(text).replace(/^.*\//, "");
  const ranked = names
    .map(one => ({ one, distance: stem(one) === stem(name) ? 0 : distance(flat(one), flat(name)) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(name.length / 4)) ? best.one : null;
}

function joined(from: string, address: string): string {
  const parts = address.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const part of address.split("/")) {
    if (part === "..") {
      parts.pop();
    } else if (part !== "." && part !== "") {
      parts.push(part);
    }
  }
  return parts.join("/");
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      next.push(Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[other.length];
}
