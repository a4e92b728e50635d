// How large the game is drawn, and which of its pixels a finger touches.

export interface Size {
  width: number;
  height: number;
}

// A game is rather a little smaller than blurred, but not much smaller.
const LARGEST_LOSS = 0.25;

/**
 * The largest size with the game's own ratio that has room; in whole pixels of the screen for one of the game
 * wherever that costs at most a quarter.
 *
 * @param density pixels of the screen in one of CSS.
 */
export function fit(game: Size, room: Size, density: number): Size & { crisp: boolean } {
  const largest = Math.max(0.01, Math.min(room.width / game.width, room.height / game.height));
  const whole = Math.floor(largest * density) / density;
  const scale = whole > 0 && whole >= largest * (1 - LARGEST_LOSS) ? whole : largest;
  return { width: game.width * scale, height: game.height * scale, crisp: scale * density >= 1 };
}

/** The game's pixel under a point of the page, kept inside the game. */
export function pixelAt(
  point: { x: number; y: number },
  shown: { left: number; top: number; width: number; height: number },
  game: Size,
): { x: number; y: number } {
  const along = (at: number, from: number, length: number, pixels: number): number =>
    length > 0 ? Math.min(pixels - 1, Math.max(0, Math.floor(((at - from) * pixels) / length))) : 0;
  return {
    x: along(point.x, shown.left, shown.width, game.width),
    y: along(point.y, shown.top, shown.height, game.height),
  };
}
