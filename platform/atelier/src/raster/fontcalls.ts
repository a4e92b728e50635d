// What Python may ask about fonts, by the names it calls.
import { type Box, type Boxes, Font } from "./font.ts";
import type { Surface } from "./surface.ts";
import { heightOf, render, widthOf, wrapped } from "./text.ts";
import { TrueType } from "./truetype.ts";

const NONE: Boxes = () => undefined;

/** Glyph boxes as they were written at build time: see fontboxes.py. */
function boxesOf(bytes: Uint8Array): Boxes {
  if (bytes.length < 8) {
    return NONE;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [first, sizes, count] = [view.getUint16(0, true), view.getUint16(2, true), view.getUint16(4, true)];
  const places = new Map(Array.from({ length: count }, (_, i) => [view.getUint16(8 + 2 * i, true), i]));
  const start = 8 + 2 * count;
  return (size, character) => {
    const place = places.get(character);
    if (place === undefined || size < first || size >= first + sizes) {
      return undefined;
    }
    const at = start + 5 * ((size - first) * count + place);
    return Array.from({ length: 5 }, (_, i) => view.getInt8(at + i)) as Box;
  };
}

export function createFonts(): object {
  return {
    /** Undefined: the bytes are no font. */
    openFace(bytes: Uint8Array, boxes: Uint8Array | undefined): { face: TrueType; boxes: Boxes } | undefined {
      try {
        return { face: new TrueType(bytes), boxes: boxes ? boxesOf(boxes) : NONE };
      } catch {
        return undefined;
      }
    },
    openFont: (opened: { face: TrueType; boxes: Boxes }, size: number, bold: boolean, italic: boolean) =>
      new Font(opened.face, size, { bold, italic }, opened.boxes),
    faceNames: (opened: { face: TrueType }) => opened.face.names().join("\n"),
    widthOf,
    heightOf,
    /** Left, right, bottom, top, advance; "" where the font has no such character. */
    metrics(font: Font, character: number): string {
      if (font.face.glyph(character) === 0) {
        return "";
      }
      return font.drawn(character).box.join(" ");
    },
    renderText(
      font: Font, text: string, wrap: number, lineSize: number, antialias: boolean, colour: number,
      background: number, underline: boolean, strike: boolean, align: number,
    ): Surface {
      return render(font, wrapped(font, text, wrap), lineSize, { colour, background, antialias, underline, strike, align });
    },
  };
}
