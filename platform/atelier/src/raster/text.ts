// Texts: how wide they are, where lines break, and their pixels.
import type { Font } from "./font.ts";
import { Surface } from "./surface.ts";

export interface Ink {
  colour: number;
  /** Behind the text, or -1. */
  background: number;
  antialias: boolean;
  underline: boolean;
  strike: boolean;
  /** 0 left, 1 centre, 2 right. */
  align: number;
}

interface Placed {
  character: number;
  x: number;
}

function place(font: Font, text: string): { placed: Placed[]; left: number; width: number } {
  const placed: Placed[] = [];
  let pen = 0;
  let left = 0;
  let right = 0;
  let before = -1;
  for (const letter of text) {
    const character = letter.codePointAt(0)!;
    if (before >= 0) {
      pen += font.kern(before, character);
    }
    const drawn = font.drawn(character);
    const x = Math.floor(pen);
    placed.push({ character, x });
    left = Math.min(left, x + drawn.box[0]);
    right = Math.max(right, x + drawn.advance, x + drawn.box[1]);
    pen += drawn.advance;
    before = character;
  }
  return { placed, left, width: right - left };
}

export function widthOf(font: Font, text: string): number {
  return place(font, text).width;
}

/** How far a text reaches above and below its baseline; never less than the font's own height. */
function reach(font: Font, text: string): { above: number; below: number } {
  let above = font.ascent;
  let below = -font.descent;
  for (const letter of text) {
    const [, , bottom, top] = font.drawn(letter.codePointAt(0)!).box;
    above = Math.max(above, top);
    below = Math.max(below, -bottom);
  }
  return { above, below };
}

export function heightOf(font: Font, text: string): number {
  const { above, below } = reach(font, text);
  return above + below;
}

/** Lines at line ends, and where a width in pixels (0: any) would be exceeded; words stay whole where they can. */
export function wrapped(font: Font, text: string, width: number): string[] {
  return text.split(/\r\n|[\r\n]/).flatMap((line) => (width > 0 ? broken(font, line, width) : [line]));
}

function broken(font: Font, line: string, width: number): string[] {
  const lines: string[] = [];
  let held = "";
  for (const word of line.split(/(?<= )/)) {
    if (held !== "" && widthOf(font, (held + word).trimEnd()) > width) {
      lines.push(held.trimEnd());
      held = "";
    }
    held += word;
    while (held.length > 1 && widthOf(font, held.trimEnd()) > width) {
      let count = held.length - 1;
      while (count > 1 && widthOf(font, held.slice(0, count)) > width) {
        count -= 1;
      }
      lines.push(held.slice(0, count));
      held = held.slice(count);
    }
  }
  return [...lines, held.trimEnd()];
}

/** Each line's shares of 255, then coloured. */
export function render(font: Font, lines: string[], lineSize: number, ink: Ink): Surface {
  const placed = lines.map((line) => place(font, line));
  const width = Math.max(...placed.map((line) => line.width));
  const { above, below } = reach(font, lines.join(""));
  const height = lineSize * (lines.length - 1) + Math.max(lineSize, above + below);
  const shares = new Uint8Array(width * height);
  placed.forEach((line, i) => {
    const indent = [0, (width - line.width) >> 1, width - line.width][ink.align] ?? 0;
    const baseline = i * lineSize + above;
    for (const { character, x } of line.placed) {
      stamp(shares, width, height, font, character, indent + x - line.left, baseline);
    }
    const thick = Math.max(1, Math.round(font.size / 20));
    if (ink.underline) bar(shares, width, height, indent, line.width, baseline + Math.round(font.size / 12), thick);
    if (ink.strike) bar(shares, width, height, indent, line.width, baseline - (font.ascent >> 1) + thick, thick);
  });
  return coloured(shares, width, height, ink);
}

function stamp(
  shares: Uint8Array, width: number, height: number, font: Font, character: number, x: number, baseline: number,
): void {
  const drawn = font.drawn(character);
  for (let row = 0; row < drawn.height; row++) {
    const y = baseline + drawn.top + row;
    for (let column = 0; column < drawn.width; column++) {
      const at = x + drawn.left + column;
      if (y >= 0 && y < height && at >= 0 && at < width) {
        shares[y * width + at] = Math.max(shares[y * width + at], drawn.shares[row * drawn.width + column]);
      }
    }
  }
}

function bar(shares: Uint8Array, width: number, height: number, x: number, long: number, y: number, thick: number): void {
  for (let row = Math.max(0, y); row < Math.min(height, y + thick); row++) {
    shares.fill(255, row * width + x, row * width + x + long);
  }
}

function coloured(shares: Uint8Array, width: number, height: number, ink: Ink): Surface {
  const { colour, background, antialias } = ink;
  const alpha = colour >>> 24;
  const made = new Surface(width, height, antialias && background < 0);
  // Without antialiasing, what is not drawn is the opposite colour, which is then the colour key.
  const behind = background >= 0 ? background : colour ^ 0xffffff;
  for (let i = 0; i < shares.length; i++) {
    const share = antialias ? shares[i] : shares[i] >= 128 ? 255 : 0;
    if (made.alpha) {
      made.pixels[i] = (colour & 0xffffff) | (((share * alpha) / 255) << 24);
    } else {
      made.pixels[i] = between(behind, colour, share);
    }
  }
  if (!antialias && background < 0) {
    made.key = behind & 0xffffff;
  }
  return made;
}

function between(from: number, to: number, share: number): number {
  let mixed = 0xff000000;
  for (let shift = 0; shift < 24; shift += 8) {
    const below = (from >>> shift) & 255;
    mixed |= (below + Math.trunc(((((to >>> shift) & 255) - below) * share) / 255)) << shift;
  }
  return mixed;
}
