// Her loops, made to stop: where a page and the editor share a process, an endless loop would take both away.

import { javascriptLanguage } from "@codemirror/lang-javascript";

const LOOPS = new Set(["WhileStatement", "DoStatement", "ForStatement"]);
const TURN = "__tour();";

/** The same program, line for line, with a call at the start of each turn of each loop; unchanged where it has mistakes. */
export function guarded(source: string): string {
  const inserts: { at: number; text: string }[] = [];
  let isBroken = false;
  javascriptLanguage.parser.parse(source).iterate({
    enter: node => {
      if (node.type.isError) {
        isBroken = true;
        return false;
      }
      const body = LOOPS.has(node.name) ? bodyOf(node.node) : null;
      if (body?.name === "Block") {
        inserts.push({ at: body.from + 1, text: TURN });
      } else if (body) {
        inserts.push({ at: body.from, text: `{${TURN}` }, { at: body.to, text: "}" });
      }
      return true;
    }
  });
  if (isBroken) {
    return source;
  }
  // Of two at one place, what closes an inner loop comes before what closes the outer one: in the order found, from the end.
  return inserts
    .map((insert, order) => ({ ...insert, order }))
    .sort((one, other) => other.at - one.at || (one.text === "}" ? one.order - other.order : other.order - one.order))
    .reduce((text, { at, text: added }) => text.slice(0, at) + added + text.slice(at), source);
}

type Node = ReturnType<typeof javascriptLanguage.parser.parse>["topNode"];

// The statement after the condition; of `do`, before it.
function bodyOf(loop: Node): Node | null {
  if (loop.name === "DoStatement") {
    return loop.firstChild?.nextSibling ?? null;
  }
  const last = loop.lastChild;
  return last === null || last.name === "ForSpec" || last.name === "ForInSpec" || last.name === "ForOfSpec" || last.name === ";"
    ? null
    : last;
}
