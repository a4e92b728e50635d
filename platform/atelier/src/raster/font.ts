// A font at a size: glyphs fitted to whole rows, and the width of texts.
import { type Coverage, NOTHING, cover } from "./coverage.ts";
import type { Point, TrueType } from "./truetype.ts";

/** What FreeType's hinting made of a glyph: left, right, bottom, top (pixels from the pen, y up) and its advance. */
export type Box = [number, number, number, number, number];

/** Known boxes of a font at a size, by character; measured with pygame-ce when the Atelier was built. */
export type Boxes = (size: number, character: number) => Box | undefined;

export interface Style {
  bold: boolean;
  italic: boolean;
}

// SDL_ttf leans letters by 12 degrees.
const LEAN = 0.2125;

export interface Drawn extends Coverage {
  box: Box;
  advance: number;
}

export class Font {
  readonly ascent: number;
  readonly descent: number;
  readonly height: number;
  readonly lineSize: number;
  private readonly scale: number;
  private readonly cache = new Map<number, Drawn>();

  constructor(
    readonly face: TrueType,
    readonly size: number,
    private readonly style: Style,
    private readonly boxes: Boxes,
  ) {
    this.scale = size / face.unitsPerEm;
    const { ascender, descender, lineGap } = face;
    this.ascent = Math.ceil(ascender * this.scale);
    this.descent = Math.ceil(descender * this.scale);
    this.height = this.ascent - this.descent;
    this.lineSize = Math.ceil((ascender - descender + lineGap) * this.scale);
  }

  /** A character's pixels, and how far it moves the pen. */
  drawn(character: number): Drawn {
    let found = this.cache.get(character);
    if (found === undefined) {
      found = this.draw(character);
      this.cache.set(character, found);
    }
    return found;
  }

  /** Pixels between two characters, beside the advance, to the 64th as SDL_ttf keeps them. */
  kern(left: number, right: number): number {
    const { face } = this;
    return Math.round(face.kern(face.glyph(left), face.glyph(right)) * this.scale * 64) / 64;
  }

  private draw(character: number): Drawn {
    const { face, scale, style } = this;
    const glyph = face.glyph(character);
    const box = this.boxes(this.size, character);
    const advance = box?.[4] ?? Math.round(face.advance(glyph) * scale);
    const contours = face.outline(glyph);
    if (contours.length === 0) {
      return { ...NOTHING, advance, box: box ?? [0, 0, 0, 0, advance] };
    }
    const [across, down] = this.fit(contours, box);
    const placed = contours.map((contour) =>
      contour.map(({ x, y, on }) => ({ x: across(x) + (style.italic ? y * scale * LEAN : 0), y: -down(y), on })));
    const drawn = style.bold ? thickened(cover(placed), this.size) : cover(placed);
    const wide = advance + (style.bold ? weight(this.size) : 0);
    const { left, top, width, height } = drawn;
    const found: Box = [left, left + width, -top - height, -top, wide];
    return { ...drawn, advance: wide, box: box && !style.bold && !style.italic ? box : found };
  }

  /** From the font's units to pixels, so that the glyph fills its box: whole rows, as hinting would have it. */
  private fit(contours: Point[][], box: Box | undefined): [(x: number) => number, (y: number) => number] {
    const { scale } = this;
    const ys = contours.flat().map(({ y }) => y);
    const xs = contours.flat().map(({ x }) => x);
    const [low, high] = [Math.min(...ys), Math.max(...ys)];
    const bottom = box?.[2] ?? Math.round(low * scale);
    const top = box?.[3] ?? Math.max(bottom + 1, Math.round(high * scale));
    const stretch = high > low ? (top - bottom) / (high - low) : scale;
    // Across only the first edge is put onto a whole pixel.
    const left = Math.min(...xs) * scale;
    const shift = (box?.[0] ?? Math.round(left)) - left;
    return [(x) => x * scale + shift, (y) => bottom + (y - low) * stretch];
  }
}

function weight(size: number): number {
  return Math.max(1, Math.round(size / 24));
}

/** Bold where there is no bold font: the glyph drawn again beside itself. */
function thickened(drawn: Coverage, size: number): Coverage {
  const more = weight(size);
  const width = drawn.width + more;
  const shares = new Uint8Array(width * drawn.height);
  for (let y = 0; y < drawn.height; y++) {
    for (let x = 0; x < drawn.width; x++) {
      const share = drawn.shares[y * drawn.width + x];
      for (let i = 0; i <= more; i++) {
        const at = y * width + x + i;
        shares[at] = Math.max(shares[at], share);
      }
    }
  }
  return { ...drawn, width, shares };
}
