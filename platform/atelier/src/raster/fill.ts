// Filling rectangles: the whole surface, a part of it, or with one of the BLEND_* flags.
import { mixer } from "./blend.ts";
import { OPAQUE, stored, told, type Surface } from "./surface.ts";

/** Fills what the clip leaves of a rectangle, and tells what pygame says was filled. */
export function fill(
  surface: Surface, colour: number, x: number, y: number, width: number, height: number, flag = 0,
): string {
  const left = Math.max(x, 0);
  const top = Math.max(y, 0);
  const right = Math.min(x + width, surface.width);
  const bottom = Math.min(y + height, surface.height);
  if (right <= left || bottom <= top) {
    return told(0, 0, 0, 0);
  }
  const area: Area = [
    Math.max(left, surface.left),
    Math.max(top, surface.top),
    Math.min(right, surface.right),
    Math.min(bottom, surface.bottom),
  ];
  const seen = area[2] > area[0] && area[3] > area[1];
  if (flag === 0) {
    if (seen) {
      paint(surface, stored(surface, colour), ...area);
    }
    return told(left, top, right - left, bottom - top);
  }
  // Blending where the clip leaves nothing, pygame forgets the clip.
  const blended: Area = seen ? area : [left, top, right, bottom];
  mix(surface, colour, ...blended, flag);
  return told(blended[0], blended[1], blended[2] - blended[0], blended[3] - blended[1]);
}

type Area = [number, number, number, number];

/** Sets every pixel of a rectangle that lies inside. */
export function paint(
  surface: Surface, pixel: number, left: number, top: number, right: number, bottom: number,
): void {
  const { pixels, pitch } = surface;
  let start = surface.offset + top * pitch;
  if (left === 0 && right === pitch) {
    pixels.fill(pixel, start, start + (bottom - top) * pitch);
    return;
  }
  for (let y = top; y < bottom; y++, start += pitch) {
    pixels.fill(pixel, start + left, start + right);
  }
}

function mix(
  surface: Surface, colour: number, left: number, top: number, right: number, bottom: number, flag: number,
): void {
  const mixed = mixer(flag);
  if (mixed === null) {
    return;
  }
  const { pixels, pitch, offset } = surface;
  const opaque = surface.alpha ? 0 : OPAQUE;
  for (let y = top; y < bottom; y++) {
    const start = offset + y * pitch;
    for (let at = start + left; at < start + right; at++) {
      pixels[at] = mixed(colour, pixels[at]) | opaque;
    }
  }
}
