// Turned surfaces, in 16.16 fixed point as pygame computes them.
import { NO_KEY, OPAQUE, Surface, stored } from "./surface.ts";

// pygame's own constant: with a better one, some pixels would come from elsewhere.
const RADIANS = 0.01745329251;

/** Anticlockwise, each pixel the nearest one; the corners take the colour key, or the first pixel's colour. */
export function rotate(source: Surface, degrees: number): Surface {
  if (source.width < 1 || source.height < 1) {
    return new Surface(source.width, source.height, source.alpha);
  }
  return degrees % 90 === 0 ? quarterTurns(source, (((degrees / 90) % 4) + 4) % 4) : turn(source, degrees);
}

function quarterTurns(source: Surface, turns: number): Surface {
  const { width, height, offset, pitch } = source;
  const made = turns % 2 === 0 ? new Surface(width, height, source.alpha) : new Surface(height, width, source.alpha);
  for (let y = 0; y < made.height; y++) {
    for (let x = 0; x < made.width; x++) {
      const [fromX, fromY] = [
        [x, y],
        [width - 1 - y, x],
        [width - 1 - x, height - 1 - y],
        [y, height - 1 - x],
      ][turns];
      made.pixels[y * made.pitch + x] = source.pixels[offset + fromY * pitch + fromX];
    }
  }
  return made;
}

function turn(source: Surface, degrees: number): Surface {
  const { width, height, offset, pitch, pixels } = source;
  const cosine = Math.cos(degrees * RADIANS);
  const sine = Math.sin(degrees * RADIANS);
  const [cx, cy, sx, sy] = [cosine * width, cosine * height, sine * width, sine * height];
  const made = new Surface(
    Math.trunc(Math.max(Math.abs(cx + sy), Math.abs(cx - sy))),
    Math.trunc(Math.max(Math.abs(sx + cy), Math.abs(sx - cy))),
    source.alpha,
  );
  const empty = source.key === NO_KEY ? pixels[offset] & 0xffffff : source.key;
  made.pixels.fill(source.alpha ? empty : (empty | OPAQUE) >>> 0);
  const stepX = Math.trunc(cosine * 65536);
  const stepY = Math.trunc(sine * 65536);
  const half = (made.width - 1) * 32768;
  const firstX = width * 32768 - Math.trunc(cosine * half);
  const firstY = height * 32768 - Math.trunc(sine * half);
  const middle = made.height >> 1;
  for (let y = 0; y < made.height; y++) {
    let fromX = firstX - stepY * (y - middle);
    let fromY = firstY + stepX * (y - middle);
    for (let x = 0; x < made.width; x++) {
      if (fromX >= 0 && fromY >= 0 && fromX < width * 65536 && fromY < height * 65536) {
        made.pixels[y * made.pitch + x] = pixels[offset + (fromY >> 16) * pitch + (fromX >> 16)];
      }
      fromX += stepX;
      fromY += stepY;
    }
  }
  return made;
}

/** Turned and made larger or smaller at once, each pixel between its four neighbours. */
export function rotozoom(source: Surface, degrees: number, zoom: number): Surface {
  const { width, height } = source;
  if (width === 0 || height === 0 || zoom === 0) {
    return new Surface(0, 0, source.alpha);
  }
  const angle = degrees * (Math.PI / 180);
  const sine = Math.sin(angle) * zoom;
  const cosine = Math.cos(angle) * zoom;
  const [right, below] = [width >> 1, height >> 1];
  const [cx, cy, sx, sy] = [cosine * right, cosine * below, sine * right, sine * below];
  const halfWidth = Math.max(1, Math.ceil(Math.max(Math.abs(cx + sy), Math.abs(cx - sy))));
  const halfHeight = Math.max(1, Math.ceil(Math.max(Math.abs(sx + cy), Math.abs(sx - cy))));
  const made = new Surface(2 * halfWidth, 2 * halfHeight, source.alpha);
  const inverse = 65536 / (zoom * zoom);
  const stepX = Math.trunc(cosine * inverse);
  const stepY = Math.trunc(sine * inverse);
  const firstX = width * 32768 - stepX * halfWidth;
  const firstY = height * 32768 - stepY * halfWidth;
  for (let y = 0; y < made.height; y++) {
    let fromX = firstX - stepY * (y - halfHeight);
    let fromY = firstY + stepX * (y - halfHeight);
    for (let x = 0; x < made.width; x++) {
      made.pixels[y * made.pitch + x] = stored(source, between(source, fromX, fromY));
      fromX += stepX;
      fromY += stepY;
    }
  }
  return made;
}

/** The four pixels around a place; what lies outside is taken from inside in the way that pygame happens to do. */
function corners(source: Surface, left: number, top: number): [number, number, number, number] {
  const { pixels, pitch } = source;
  const at = source.offset + Math.max(top, 0) * pitch + Math.max(left, 0);
  const here = pixels[at];
  const right = left < source.width - 1;
  const below = top < source.height - 1;
  if (left < 0 || top < 0) {
    const last = left < 0 && top < 0 ? here : left < 0 ? (below ? pixels[at + pitch] : here) : right ? pixels[at + 1] : here;
    return [here, here, here, last];
  }
  const beside = right ? pixels[at + 1] : here;
  if (!below) {
    return [here, beside, beside, beside];
  }
  return [here, beside, pixels[at + pitch], right ? pixels[at + pitch + 1] : pixels[at + pitch]];
}

function between(source: Surface, x: number, y: number): number {
  const left = x >> 16;
  const top = y >> 16;
  if (left < -1 || top < -1 || left >= source.width || top >= source.height) {
    return 0;
  }
  const four = corners(source, left, top);
  const across = x & 0xffff;
  const down = y & 0xffff;
  let mixed = 0;
  for (let shift = 0; shift < 32; shift += 8) {
    const [a, b, c, d] = four.map((pixel) => (pixel >>> shift) & 255);
    const above = ((((b - a) * across) >> 16) + a) & 255;
    const below = ((((d - c) * across) >> 16) + c) & 255;
    mixed |= (((((below - above) * down) >> 16) + above) & 255) << shift;
  }
  return mixed;
}
