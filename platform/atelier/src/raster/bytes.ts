// Pixels as bytes in the orders that pygame.image names, and back.
import { OPAQUE, Surface } from "./surface.ts";

/** At which bit of 0xAABBGGRR each byte of a pixel lies; -1: read by nobody. */
const ORDERS: { [format: string]: number[] } = {
  RGB: [0, 8, 16],
  BGR: [16, 8, 0],
  RGBX: [0, 8, 16, -1],
  RGBA: [0, 8, 16, 24],
  ARGB: [24, 0, 8, 16],
  BGRA: [16, 8, 0, 24],
  ABGR: [24, 16, 8, 0],
};

export function toBytes(surface: Surface, format: string, flipped: boolean): Uint8Array {
  const order = ORDERS[format.replace("_PREMULT", "")];
  const premultiplied = format.endsWith("_PREMULT");
  const { width, height, pixels, pitch, offset, key } = surface;
  const bytes = new Uint8Array(width * height * order.length);
  let at = 0;
  for (let row = 0; row < height; row++) {
    const start = offset + (flipped ? height - 1 - row : row) * pitch;
    for (let x = 0; x < width; x++) {
      let pixel = pixels[start + x];
      if (key >= 0) {
        // With a colour key, pygame tells of no other transparency.
        pixel = (pixel ^ OPAQUE) >>> 0 === key ? key : pixel | OPAQUE;
      }
      for (const shift of order) {
        // Where nobody reads it, pygame writes the alpha all the same.
        const value = (pixel >>> (shift < 0 ? 24 : shift)) & 255;
        bytes[at++] = premultiplied && shift < 24 ? ((value + 1) * (pixel >>> 24)) >> 8 : value;
      }
    }
  }
  return bytes;
}

export function fromBytes(bytes: Uint8Array, width: number, height: number, format: string, flipped: boolean): Surface {
  const order = ORDERS[format];
  const alpha = order.includes(24);
  const surface = new Surface(width, height, alpha);
  let at = 0;
  for (let row = 0; row < height; row++) {
    const start = (flipped ? height - 1 - row : row) * width;
    for (let x = 0; x < width; x++) {
      let pixel = alpha ? 0 : OPAQUE;
      for (const shift of order) {
        if (shift >= 0) {
          pixel |= bytes[at] << shift;
        }
        at += 1;
      }
      surface.pixels[start + x] = pixel;
    }
  }
  return surface;
}
