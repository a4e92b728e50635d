// Elements of the page, made with text only: nothing that comes from outside is ever read as HTML.

export type Child = Node | string | null;

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children.filter((child): child is Node | string => child !== null && child !== ""));
  return node;
}

export function button(label: string, pressed: () => void, attributes: Readonly<Record<string, string>> = {}): HTMLButtonElement {
  const node = element("button", { type: "button", ...attributes }, label);
  node.addEventListener("click", pressed);
  return node;
}

/** What stands between backticks is code, as on the other pages. */
export function prose(text: string): Child[] {
  return text.split(/`([^`\n]+)`/).map((part, place) => (place % 2 ? element("code", {}, part) : part));
}
