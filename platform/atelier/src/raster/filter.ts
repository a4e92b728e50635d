// Surfaces whose every pixel is computed anew: greys, negatives, blurs, edges, blocks.
import { scale } from "./scale.ts";
import { OPAQUE, Surface, duplicate, makeOpaque } from "./surface.ts";

/** A copy with each pixel put through a function. */
function mapped(source: Surface, change: (pixel: number) => number): Surface {
  const made = duplicate(source, source.alpha);
  for (let i = 0; i < made.pixels.length; i++) {
    made.pixels[i] = change(made.pixels[i]);
  }
  return made;
}

export function grayscale(source: Surface): Surface {
  return mapped(source, (pixel) => {
    const part = (shift: number, weight: number): number => (((pixel >>> shift) & 255) * weight + 255) >> 8;
    const grey = part(0, 76) + part(8, 150) + part(16, 29);
    return (pixel & OPAQUE) | (grey << 16) | (grey << 8) | grey;
  });
}

export function invert(source: Surface): Surface {
  return mapped(source, (pixel) => pixel ^ 0xffffff);
}

/** One colour over all pixels that are not wholly transparent. */
export function overlay(source: Surface, colour: number, keepAlpha: boolean): Surface {
  if (!source.alpha) {
    // pygame takes such a surface for a transparent one.
    return new Surface(source.width, source.height, false);
  }
  return mapped(source, (pixel) => {
    if (pixel >>> 24 === 0) {
      return 0;
    }
    return keepAlpha ? (pixel & OPAQUE) | (colour & 0xffffff) : colour;
  });
}

/** Blocks of that many pixels. */
export function pixelate(source: Surface, size: number): Surface {
  const across = Math.max(1, Math.round(source.width / size));
  const down = Math.max(1, Math.round(source.height / size));
  return scale(scale(source, across, down), source.width, source.height);
}

/** Mean colour of a part, as 0xAABBGGRR. */
export function average(source: Surface, x: number, y: number, width: number, height: number, weighed: boolean): number {
  const sums = [0, 0, 0, 0];
  let weight = 0;
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      const pixel = source.pixels[source.offset + row * source.pitch + column];
      const share = weighed ? pixel >>> 24 : 1;
      weight += share;
      [0, 8, 16].forEach((shift, i) => (sums[i] += ((pixel >>> shift) & 255) * share));
      sums[3] += pixel >>> 24;
    }
  }
  const [red, green, blue] = sums.map((sum) => (weight ? Math.floor(sum / weight) : 0));
  const alpha = width * height ? Math.floor(sums[3] / (width * height)) : 0;
  return ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

/** The mean of surfaces of one size. */
export function mean(sources: Surface[]): Surface {
  const made = duplicate(sources[0], sources[0].alpha);
  const copies = sources.map((source) => new Uint8Array(duplicate(source, source.alpha).pixels.buffer));
  const bytes = new Uint8Array(made.pixels.buffer);
  for (let i = 0; i < bytes.length; i++) {
    bytes[i] = Math.floor(copies.reduce((sum, copy) => sum + copy[i], 0) / copies.length);
  }
  if (!made.alpha) {
    makeOpaque(made.pixels);
  }
  return made;
}

/** Blurred down, then across, by the weights of the neighbours; those sum to 1 where edges repeat. */
export function blur(source: Surface, weights: number[], repeat: boolean): Surface {
  const made = duplicate(source, source.alpha);
  const bytes = new Uint8Array(made.pixels.buffer);
  const { width, height } = made;
  for (let x = 0; x < width; x++) {
    smear(bytes, x * 4, width * 4, height, weights, repeat);
  }
  for (let y = 0; y < height; y++) {
    smear(bytes, y * width * 4, 4, width, weights, repeat);
  }
  if (!made.alpha) {
    makeOpaque(made.pixels);
  }
  return made;
}

function smear(bytes: Uint8Array, start: number, step: number, count: number, weights: number[], repeat: boolean): void {
  const radius = (weights.length - 1) >> 1;
  for (let channel = 0; channel < 4; channel++) {
    const before = Array.from({ length: count }, (_, i) => bytes[start + i * step + channel]);
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = -radius; k <= radius; k++) {
        const at = repeat ? Math.min(Math.max(i + k, 0), count - 1) : i + k;
        sum += (before[at] ?? 0) * weights[k + radius];
      }
      bytes[start + i * step + channel] = Math.floor(sum + 1e-9);
    }
  }
}

export function boxWeights(radius: number): number[] {
  return new Array<number>(2 * radius + 1).fill(1 / (2 * radius + 1));
}

export function gaussianWeights(radius: number): number[] {
  const raw = Array.from({ length: 2 * radius + 1 }, (_, i) => Math.exp(-((i - radius) ** 2) / (2 * (radius / 2) ** 2)));
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((weight) => weight / sum);
}

/** Edges: eight times the pixel, less its eight neighbours. */
export function laplacian(source: Surface): Surface {
  const made = duplicate(source, source.alpha);
  const before = new Uint8Array(duplicate(source, source.alpha).pixels.buffer);
  const after = new Uint8ClampedArray(made.pixels.buffer);
  const { width, height } = made;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let down = -1; down <= 1; down++) {
          for (let across = -1; across <= 1; across++) {
            const row = Math.min(Math.max(y + down, 0), height - 1);
            const column = Math.min(Math.max(x + across, 0), width - 1);
            sum += before[(row * width + column) * 4 + channel] * (across === 0 && down === 0 ? 8 : -1);
          }
        }
        after[(y * width + x) * 4 + channel] = sum;
      }
    }
  }
  if (!made.alpha) {
    makeOpaque(made.pixels);
  }
  return made;
}

/** Without the rows and columns of a rectangle that lies inside. */
export function chop(source: Surface, x: number, y: number, width: number, height: number): Surface {
  const made = new Surface(source.width - width, source.height - height, source.alpha);
  for (let row = 0; row < made.height; row++) {
    const start = source.offset + (row < y ? row : row + height) * source.pitch;
    made.pixels.set(source.pixels.subarray(start, start + x), row * made.width);
    made.pixels.set(source.pixels.subarray(start + x + width, start + source.width), row * made.width + x);
  }
  return made;
}
