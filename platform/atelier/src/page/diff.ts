// What changed between two versions of a file, line by line.

export interface Change {
  readonly kind: "same" | "added" | "removed";
  readonly line: string;
}

const LINES_MAX = 4000;

/** Added and removed lines, in order, with the longest common part kept (Myers' greedy algorithm, 1986). */
export function changes(before: string, after: string): Change[] {
  const old = before.split("\n");
  const fresh = after.split("\n");
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) {
    start += 1;
  }
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) {
    end += 1;
  }
  const middle = between(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return [...old.slice(0, start).map(same), ...middle, ...old.slice(old.length - end).map(same)];
}

/** The same without what is far from any change; null stands for lines that are left out. */
export function nearby(all: readonly Change[], around = 3): (Change | null)[] {
  const near = all.map((_, place) =>
    all.slice(Math.max(0, place - around), place + around + 1).some(({ kind }) => kind !== "same")
  );
  const shown: (Change | null)[] = [];
  all.forEach((change, place) => {
    if (near[place]) {
      shown.push(change);
    } else if (shown.at(-1) !== null) {
      shown.push(null);
    }
  });
  return shown;
}

export function count(all: readonly Change[]): { added: number; removed: number } {
  const of = (kind: Change["kind"]): number => all.filter(change => change.kind === kind).length;
  return { added: of("added"), removed: of("removed") };
}

function same(line: string): Change {
  return { kind: "same", line };
}

function between(old: readonly string[], fresh: readonly string[]): Change[] {
  if (old.length + fresh.length > LINES_MAX || old.length === 0 || fresh.length === 0) {
    return [...old.map(line => ({ kind: "removed" as const, line })), ...fresh.map(line => ({ kind: "added" as const, line }))];
  }
  return backwards(old, fresh, furthest(old, fresh));
}

// For each number of edits, how far each diagonal gets.
function furthest(old: readonly string[], fresh: readonly string[]): Map<number, number>[] {
  const trace: Map<number, number>[] = [];
  let reached = new Map<number, number>([[1, 0]]);
  for (let edits = 0; ; edits += 1) {
    const next = new Map(reached);
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      let x = goesDown(reached, diagonal, edits) ? at(reached, diagonal + 1) : at(reached, diagonal - 1) + 1;
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) {
        x += 1;
      }
      next.set(diagonal, x);
      if (x >= old.length && x - diagonal >= fresh.length) {
        trace.push(reached);
        return trace;
      }
    }
    trace.push(reached);
    reached = next;
  }
}

function backwards(old: readonly string[], fresh: readonly string[], trace: readonly Map<number, number>[]): Change[] {
  const found: Change[] = [];
  let x = old.length;
  let y = fresh.length;
  for (let edits = trace.length - 1; edits >= 0; edits -= 1) {
    const reached = trace[edits];
    const diagonal = x - y;
    const from = goesDown(reached, diagonal, edits) ? diagonal + 1 : diagonal - 1;
    const startX = edits === 0 ? 0 : at(reached, from);
    const startY = edits === 0 ? 0 : startX - from;
    while (x > startX && y > startY) {
      x -= 1;
      y -= 1;
      found.push(same(old[x]));
    }
    if (edits > 0) {
      found.push(x === startX ? { kind: "added", line: fresh[startY] } : { kind: "removed", line: old[startX] });
    }
    x = startX;
    y = startY;
  }
  return found.reverse();
}

function goesDown(reached: Map<number, number>, diagonal: number, edits: number): boolean {
  return diagonal === -edits || (diagonal !== edits && at(reached, diagonal - 1) < at(reached, diagonal + 1));
}

function at(reached: Map<number, number>, diagonal: number): number {
  return reached.get(diagonal) ?? -1;
}
