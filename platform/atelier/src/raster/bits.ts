// Masks: which pixels of a sprite count, and where two of them meet.

/** 1 where it is set, row after row. */
export class Mask {
  constructor(
    readonly width: number,
    readonly height: number,
    readonly bits: Uint8Array = new Uint8Array(width * height),
  ) {}
}

/** The rectangle of `mask` that another one covers, when its corner lies at x, y. */
interface Shared {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

function shared(mask: Mask, other: Mask, x: number, y: number): Shared {
  return {
    left: Math.max(0, x),
    top: Math.max(0, y),
    right: Math.min(mask.width, x + other.width),
    bottom: Math.min(mask.height, y + other.height),
  };
}

/** Visits the pixels that are set in both, column by column from the top as pygame does, until `visit` says stop. */
function meet(mask: Mask, other: Mask, x: number, y: number, visit: (x: number, y: number) => boolean): void {
  const { left, top, right, bottom } = shared(mask, other, x, y);
  // pygame keeps 64 columns to a word, and looks at the rows of a word before the next one.
  for (let word = left - (left % 64); word < right; word += 64) {
    const from = Math.max(left, word);
    const to = Math.min(right, word + 64);
    for (let row = top; row < bottom; row++) {
      const mine = row * mask.width;
      const theirs = (row - y) * other.width - x;
      for (let column = from; column < to; column++) {
        if (mask.bits[mine + column] && other.bits[theirs + column] && visit(column, row)) {
          return;
        }
      }
    }
  }
}

/** Where they first meet, as "x y"; "" where they do not. */
export function overlap(mask: Mask, other: Mask, x: number, y: number): string {
  let found = "";
  meet(mask, other, x, y, (column, row) => {
    found = `${column} ${row}`;
    return true;
  });
  return found;
}

export function overlapArea(mask: Mask, other: Mask, x: number, y: number): number {
  let count = 0;
  meet(mask, other, x, y, () => {
    count += 1;
    return false;
  });
  return count;
}

export function overlapMask(mask: Mask, other: Mask, x: number, y: number): Mask {
  const made = new Mask(mask.width, mask.height);
  meet(mask, other, x, y, (column, row) => {
    made.bits[row * made.width + column] = 1;
    return false;
  });
  return made;
}

/** Sets (or unsets) what is set in another one. */
export function stamp(mask: Mask, other: Mask, x: number, y: number, bit: number): void {
  const { left, top, right, bottom } = shared(mask, other, x, y);
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) {
      if (other.bits[(row - y) * other.width + column - x]) {
        mask.bits[row * mask.width + column] = bit;
      }
    }
  }
}

export function count(mask: Mask): number {
  return mask.bits.reduce((sum, bit) => sum + bit, 0);
}

/** Sets each bit to 0 or 1, or turns it over (2). */
export function setAll(mask: Mask, how: number): void {
  for (let i = 0; i < mask.bits.length; i++) {
    mask.bits[i] = how === 2 ? 1 - mask.bits[i] : how;
  }
}

export function scaleMask(mask: Mask, width: number, height: number): Mask {
  const made = new Mask(width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = Math.floor((y * mask.height) / height) * mask.width + Math.floor((x * mask.width) / width);
      made.bits[y * width + x] = mask.bits[from];
    }
  }
  return made;
}

/** Sums that tell the middle and the direction: count, x, y, x*x, y*y, x*y. */
export function moments(mask: Mask): number[] {
  const sums = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < mask.height; y++) {
    for (let x = 0; x < mask.width; x++) {
      if (mask.bits[y * mask.width + x]) {
        [1, x, y, x * x, y * y, x * y].forEach((value, i) => (sums[i] += value));
      }
    }
  }
  return sums;
}

/** How much they overlap at every offset, as set bits of a mask. */
export function convolve(mask: Mask, other: Mask, target: Mask, x: number, y: number): void {
  const right = other.width - 1;
  const bottom = other.height - 1;
  for (let row = 0; row < mask.height + bottom; row++) {
    for (let column = 0; column < mask.width + right; column++) {
      const [toX, toY] = [column + x, row + y];
      const inside = toX >= 0 && toY >= 0 && toX < target.width && toY < target.height;
      if (inside && overlap(mask, other, column - right, row - bottom) !== "") {
        target.bits[toY * target.width + toX] = 1;
      }
    }
  }
}
