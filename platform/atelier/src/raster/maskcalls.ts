// What Python may ask about masks, by the names it calls.
import {
  Mask, convolve, count, moments, overlap, overlapArea, overlapMask, scaleMask, setAll, stamp,
} from "./bits.ts";
import { fromSurface, fromThreshold, paintMask } from "./masks.ts";
import { boxes, component, components, outline } from "./regions.ts";
import type { Surface } from "./surface.ts";

export const MASKS = {
  mask: (width: number, height: number) => new Mask(width, height),
  maskCopy: (mask: Mask) => new Mask(mask.width, mask.height, mask.bits.slice()),
  maskOf: fromSurface,
  maskNear: fromThreshold,
  bit: (mask: Mask, place: number) => mask.bits[place],
  setBit(mask: Mask, place: number, bit: number): void {
    mask.bits[place] = bit;
  },
  paintMask(
    mask: Mask, target: Surface, setSurface: Surface | undefined, setColour: number,
    unsetSurface: Surface | undefined, unsetColour: number, ...where: [number, number, number, number, number, number]
  ): void {
    const set = { surface: setSurface, colour: setColour };
    paintMask(mask, target, set, { surface: unsetSurface, colour: unsetColour }, ...where);
  },
  overlap,
  overlapArea,
  overlapMask,
  stamp,
  setAll,
  count,
  scaleMask,
  moments,
  convolve,
  outline,
  component,
  components,
  boxes,
};
