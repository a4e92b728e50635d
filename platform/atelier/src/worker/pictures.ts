// Her images, decoded by the browser before her program runs: `pygame.image.load` cannot wait for it.
import type { Picture } from "./engine.ts";
import type { GameFile } from "./protocol.ts";

// PNG and BMP are the raster's own, to the last bit; a browser rounds colours that are half transparent.
const IMAGE = /\.(jpe?g|gif|webp|avif|svg)$/i;

/** What cannot be decoded is left out: Python then says so in the line that loads it. */
export async function decoded(files: readonly GameFile[]): Promise<Picture[]> {
  const all = await Promise.all(files.filter(([path]) => IMAGE.test(path)).map(picture));
  return all.filter((found) => found !== null);
}

async function picture([path, bytes]: GameFile): Promise<Picture | null> {
  try {
    const image = await createImageBitmap(new Blob([bytes as BlobPart]), {
      premultiplyAlpha: "none",
      colorSpaceConversion: "none",
    });
    const { width, height } = image;
    const context = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true })!;
    context.drawImage(image, 0, 0);
    image.close();
    return { path, width, height, rgba: context.getImageData(0, 0, width, height).data };
  } catch {
    return null;
  }
}
