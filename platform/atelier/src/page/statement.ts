// What the exercise asks for: the text cells of its notebook. Never HTML from there, and no address outside.

import MarkdownIt from "markdown-it";
import { element } from "./element.ts";
import { say } from "./sentences.ts";

interface Cell {
  readonly cell_type: string;
  readonly source: string | readonly string[];
  readonly metadata?: { readonly nbgrader?: { readonly solution?: boolean; readonly grade?: boolean } };
}

export interface StatementOptions {
  readonly notebook: string;
  /** Where her files are served, with a slash at its end: pictures of the statement are beside it. */
  readonly files: string;
}

/** Its nodes; what waits for an answer of hers in the notebook becomes a link to it. */
export function statement(notebook: unknown, { notebook: address, files }: StatementOptions): Node[] {
  const cells = ((notebook as { cells?: readonly Cell[] } | null)?.cells ?? []).filter(cell => cell.cell_type === "markdown");
  const told = cells.filter(cell => cell.metadata?.nbgrader?.solution !== true);
  const text = told.map(({ source }) => (typeof source === "string" ? source : source.join(""))).join("\n\n");
  const body = element("div", { class: "statement-text" });
  body.innerHTML = rendered(text, files);
  const isAsked = cells.some(cell => cell.metadata?.nbgrader?.solution === true);
  const link = element("a", { href: address }, say.toNotebook);
  return isAsked ? [body, element("p", { class: "to-notebook" }, `${say.inNotebook} `, link)] : [body];
}

/** Safe HTML: markdown-it leaves no HTML of the text through (`html: false`) and refuses javascript: addresses. */
export function rendered(text: string, files: string): string {
  const markdown = new MarkdownIt({ html: false, linkify: false, typographer: false });
  markdown.renderer.rules.image = (tokens, place) => {
    const { content } = tokens[place];
    const src = String(tokens[place].attrGet("src") ?? "");
    const isHers = !/^[a-z][a-z0-9+.-]*:|^\//i.test(src);
    return isHers ? `<img src="${markdown.utils.escapeHtml(files + src)}" alt="${markdown.utils.escapeHtml(content)}">` : "";
  };
  const open = markdown.renderer.rules.link_open;
  markdown.renderer.rules.link_open = (tokens, place, options, env, self) => {
    tokens[place].attrSet("target", "_blank");
    tokens[place].attrSet("rel", "noopener");
    return open ? open(tokens, place, options, env, self) : self.renderToken(tokens, place, options);
  };
  // The page has its own first heading.
  markdown.core.ruler.push("deeper", state => {
    for (const token of state.tokens) {
      if (/^h[1-5]$/.test(token.tag)) {
        token.tag = `h${Number(token.tag[1]) + 1}`;
      }
    }
  });
  return markdown.render(text);
}
