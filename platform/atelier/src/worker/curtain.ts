// The stage in a browser's worker: a canvas that was handed over, at most as many pictures as a screen can show.
import type { Screen, Stage } from "./host.ts";
import { makePause } from "./pause.ts";
import type { FromWorker } from "./protocol.ts";

// A program that shows after each stroke, without a clock, is not slowed down by it.
const SHOW_EVERY_MS = 6;

type Post = (message: FromWorker, transfer: Transferable[]) => void;

export class Curtain implements Stage {
  readonly pause = makePause(() => performance.now());
  private readonly context: OffscreenCanvasRenderingContext2D | null;
  private image: ImageData | null = null;
  private waiting: Screen | null = null;
  private last = Number.NEGATIVE_INFINITY;
  private shown = false;

  constructor(
    private readonly canvas: OffscreenCanvas | null,
    private readonly post: Post,
  ) {
    this.context = canvas?.getContext("2d", { alpha: false }) ?? null;
  }

  tell(message: FromWorker, transfer: Transferable[] = []): void {
    this.post(message, transfer);
  }

  now(): number {
    return performance.now();
  }

  show(screen: Screen): void {
    this.waiting = screen;
    if (performance.now() - this.last >= SHOW_EVERY_MS) {
      this.settle();
    }
  }

  settle(): void {
    const { waiting, context, canvas } = this;
    if (!waiting) {
      return;
    }
    this.waiting = null;
    this.last = performance.now();
    if (context && canvas) {
      const { width, height, pixels } = waiting;
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
      }
      // A view of the raster's own memory, not a copy.
      if (this.image?.data.buffer !== pixels.buffer || this.image.width !== width) {
        this.image = new ImageData(pixels, width, height);
      }
      context.putImageData(this.image, 0, 0);
    }
    if (!this.shown) {
      this.shown = true;
      this.tell({ t: "shown" });
    }
  }
}
