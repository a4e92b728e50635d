// Copying one surface onto another: which arithmetic applies, and its loops.
import { fade, fadeKeyed, mixer, over, overAlpha, overKeyed } from "./blend.ts";
import { NO_KEY, OPAQUE, told, type Surface } from "./surface.ts";

type Mixed = (from: number, to: number) => number;

/** Where rows lie in both surfaces, once clipped. */
interface Span {
  from: number;
  to: number;
  width: number;
  height: number;
}

/**
 * Copies a part of a surface so that its corner lands on x, y.
 * Answers "" where the whole part was copied, else what the clips left of it, as told().
 */
export function blitPart(
  target: Surface, source: Surface, x: number, y: number,
  partX: number, partY: number, partWidth: number, partHeight: number, flag: number,
): string {
  let width = partWidth;
  let height = partHeight;
  const own = flag !== 0 || (source.alpha && source.blending && source.key === NO_KEY);
  const asked = own ? null : told(x, y, 0, 0);
  if (partX < 0) {
    width += partX;
    x -= partX;
    partX = 0;
  }
  if (partY < 0) {
    height += partY;
    y -= partY;
    partY = 0;
  }
  width = Math.min(width, source.width - partX);
  height = Math.min(height, source.height - partY);
  let left = x;
  let top = y;
  if (left < target.left) {
    width -= target.left - left;
    partX += target.left - left;
    left = target.left;
  }
  if (top < target.top) {
    height -= target.top - top;
    partY += target.top - top;
    top = target.top;
  }
  width = Math.min(width, target.right - left);
  height = Math.min(height, target.bottom - top);
  if (width <= 0 || height <= 0) {
    // Where nothing is left, SDL tells what it was asked, pygame's own code what the clips made of it.
    return asked ?? told(left, top, 0, 0);
  }
  copy(target, source, {
    from: source.offset + partY * source.pitch + partX,
    to: target.offset + top * target.pitch + left,
    width,
    height,
  }, flag);
  return width === partWidth && height === partHeight ? "" : told(left, top, width, height);
}

/** Copies a whole surface: the quick way in from Python. */
export function blit(target: Surface, source: Surface, x: number, y: number): string {
  const { width, height } = source;
  if (x < target.left || y < target.top || x + width > target.right || y + height > target.bottom) {
    return blitPart(target, source, x, y, 0, 0, width, height, 0);
  }
  if (width > 0 && height > 0) {
    copy(target, source, { from: source.offset, to: target.offset + y * target.pitch + x, width, height }, 0);
  }
  return "";
}

/**
 * Many whole surfaces one after the other: source, x, y, source, x, y... so that a frame of sprites is one call.
 * Answers which were clipped: their index and what was left of them, apart by ";".
 */
export function blitMany(target: Surface, ...sprites: (Surface | number)[]): string {
  let answer = "";
  for (let i = 0; i < sprites.length; i += 3) {
    const clipped = blit(target, sprites[i] as Surface, sprites[i + 1] as number, sprites[i + 2] as number);
    if (clipped !== "") {
      answer += `${i / 3} ${clipped};`;
    }
  }
  return answer;
}

function copy(target: Surface, source: Surface, span: Span, flag: number): void {
  const mixed = flag === 0 ? null : mixer(flag);
  if (mixed !== null) {
    each(target, source, span, counted(source, mixed));
  } else if (source.alpha && source.blending) {
    if (source.key !== NO_KEY || target.pixels === source.pixels) {
      copyAlphaSlowly(target, source, span);
    } else if (target.alpha || source.opacity < 255) {
      copyAlpha(target, source, span);
    } else {
      copyOver(target, source, span);
    }
  } else if (source.blending && source.opacity < 255 && !source.alpha) {
    copyFaded(target, source, span);
  } else if (source.key !== NO_KEY) {
    each(target, source, span, (from, to) => ((from & 0xffffff) === source.key ? to : from));
  } else {
    copyRows(target, source, span);
  }
}

/** For BLEND_RGBA_* pygame counts a surface as opaque unless it is blended; then one without alpha as transparent. */
function counted(source: Surface, mixed: Mixed): Mixed {
  if (!source.blending) {
    return (from, to) => mixed(from | OPAQUE, to);
  }
  return source.alpha ? mixed : (from, to) => mixed(from & 0xffffff, to);
}

// Below that many pixels a loop is quicker than the call that copies a row.
const SHORT = 100;

function copyRows(target: Surface, source: Surface, { from, to, width, height }: Span): void {
  const read = source.pixels;
  const written = target.pixels;
  const same = read === written;
  if (width < SHORT && !same) {
    const opaque = target.alpha ? 0 : OPAQUE;
    for (let rows = height; rows > 0; rows--, from += source.pitch - width, to += target.pitch - width) {
      for (const end = from + width; from < end; from++, to++) {
        written[to] = read[from] | opaque;
      }
    }
    return;
  }
  // Rows of one and the same memory may overlap: start at the end that is not overwritten before it is read.
  const backwards = same && to > from;
  for (let row = 0; row < height; row++) {
    const line = backwards ? height - 1 - row : row;
    const start = from + line * source.pitch;
    const end = to + line * target.pitch;
    written.set(read.subarray(start, start + width), end);
    for (let i = end; !target.alpha && source.alpha && i < end + width; i++) {
      written[i] |= OPAQUE;
    }
  }
}

/** Per-pixel alpha onto an opaque surface, the sprites of every game: what is all or nothing costs next to nothing. */
function copyOver(target: Surface, source: Surface, { from, to, width, height }: Span): void {
  const read = source.pixels;
  const written = target.pixels;
  for (let rows = height; rows > 0; rows--, from += source.pitch, to += target.pitch) {
    for (let i = 0; i < width; i++) {
      // Whole 32-bit numbers all the way: over() again, in the form that engines compile best.
      const pixel = read[from + i] | 0;
      const alpha = pixel >>> 24;
      if (alpha === 0) {
        continue;
      }
      if (alpha === 255) {
        written[to + i] = pixel;
        continue;
      }
      const below = written[to + i] | 0;
      const here = (alpha + 1) | 0;
      const there = (256 - alpha) | 0;
      const redBlue = (Math.imul(pixel & 0xff00ff, here) + Math.imul(below & 0xff00ff, there)) | 0;
      const green = (Math.imul(pixel & 0x00ff00, here) + Math.imul(below & 0x00ff00, there)) | 0;
      written[to + i] = ((redBlue >>> 8) & 0xff00ff) | ((green >>> 8) & 0x00ff00) | OPAQUE;
    }
  }
}

/** The same at an opacity of the whole, or onto a surface whose pixels have an alpha of their own. */
function copyAlpha(target: Surface, source: Surface, { from, to, width, height }: Span): void {
  const { opacity } = source;
  const mixed = target.alpha ? overAlpha : over;
  for (let rows = height; rows > 0; rows--, from += source.pitch, to += target.pitch) {
    for (let i = 0; i < width; i++) {
      const pixel = source.pixels[from + i];
      target.pixels[to + i] = mixed(pixel, target.pixels[to + i], (((pixel >>> 24) * opacity) / 255) | 0);
    }
  }
}

/** The same with a colour key, or onto itself. */
function copyAlphaSlowly(target: Surface, source: Surface, span: Span): void {
  const { key, opacity } = source;
  const mixed = key !== NO_KEY ? overKeyed : target.alpha ? overAlpha : over;
  each(target, source, span, (from, to) =>
    (from & 0xffffff) === key ? to : mixed(from, to, (((from >>> 24) * opacity) / 255) | 0));
}

function copyFaded(target: Surface, source: Surface, span: Span): void {
  const { key, opacity } = source;
  const { alpha } = target;
  if (key === NO_KEY) {
    each(target, source, span, (from, to) => fade(from, to, opacity));
  } else {
    each(target, source, span, (from, to) =>
      (from & 0xffffff) === key ? to : fadeKeyed(from, to, opacity, alpha));
  }
}

function each(
  target: Surface, source: Surface, { from, to, width, height }: Span, mixed: Mixed,
): void {
  const opaque = target.alpha ? 0 : OPAQUE;
  for (let row = 0; row < height; row++) {
    const start = from + row * source.pitch;
    const end = to + row * target.pitch;
    for (let i = 0; i < width; i++) {
      target.pixels[end + i] = mixed(source.pixels[start + i], target.pixels[end + i]) | opaque;
    }
  }
}
