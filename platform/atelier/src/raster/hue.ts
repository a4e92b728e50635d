// Hue, saturation and lightness of a surface, moved or compared.
import { Surface, duplicate } from "./surface.ts";

/** Moves hue (in degrees), saturation and lightness (-1 to 1) of every pixel. */
export function hsl(source: Surface, hue: number, saturation: number, lightness: number): Surface {
  const made = duplicate(source, source.alpha);
  for (let i = 0; i < made.pixels.length; i++) {
    made.pixels[i] = moved(made.pixels[i], hue / 360, saturation, lightness);
  }
  return made;
}

function moved(pixel: number, hue: number, saturation: number, lightness: number): number {
  const [red, green, blue] = [pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255].map((value) => value / 255);
  const most = Math.max(red, green, blue);
  const least = Math.min(red, green, blue);
  const spread = most - least;
  let light = (most + least) / 2;
  let full = 0;
  let turn = 0;
  if (spread > 0) {
    full = light < 0.5 ? spread / (most + least) : spread / (2 - most - least);
    turn = most === red ? (green - blue) / spread : most === green ? (blue - red) / spread + 2 : (red - green) / spread + 4;
    turn /= 6;
  }
  const kept = (value: number): number => Math.min(Math.max(value, 0), 1);
  turn = turn + hue - Math.floor(turn + hue);
  full = kept(full * (1 + saturation));
  light = lightness < 0 ? light * (1 + lightness) : light * (1 - lightness) + lightness;
  const high = light < 0.5 ? light * (1 + full) : light + full - full * light;
  const low = 2 * light - high;
  const part = (at: number): number => {
    const where = at - Math.floor(at);
    if (where < 1 / 6) return low + (high - low) * 6 * where;
    if (where < 1 / 2) return high;
    return where < 2 / 3 ? low + (high - low) * (2 / 3 - where) * 6 : low;
  };
  const [r, g, b] = [turn + 1 / 3, turn, turn - 1 / 3].map((at) => Math.floor(part(at) * 255));
  return (pixel & 0xff000000) | (b << 16) | (g << 8) | r;
}

/** How near two colours must be, channel by channel. */
export function near(pixel: number, wanted: number, allowed: number): boolean {
  for (let shift = 0; shift < 24; shift += 8) {
    if (Math.abs(((pixel >>> shift) & 255) - ((wanted >>> shift) & 255)) > ((allowed >>> shift) & 255)) {
      return false;
    }
  }
  return true;
}

/**
 * Counts the pixels near a colour, or near those of another surface, and paints them (or all others) where asked to.
 * `paint` 0: nothing; 1: that colour; 2: the pixels of the source.
 */
export function threshold(
  target: Surface | undefined, source: Surface, wanted: number, allowed: number, colour: number, paint: number,
  search: Surface | undefined, inverse: boolean,
): number {
  let found = 0;
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < source.width; x++) {
      const pixel = source.pixels[source.offset + y * source.pitch + x];
      const against = search ? search.pixels[search.offset + y * search.pitch + x] : wanted;
      const hit = near(pixel, against, allowed);
      found += hit ? 1 : 0;
      if (target && paint > 0 && hit !== inverse) {
        target.pixels[target.offset + y * target.pitch + x] = paint === 1 ? colour : pixel;
      }
    }
  }
  return found;
}
