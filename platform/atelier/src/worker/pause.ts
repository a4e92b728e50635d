// Waiting as exactly as a game needs: timers alone are late by a millisecond or four.

const TIMER_MARGIN_MS = 4;
const CLOSE_ENOUGH_MS = 0.2;

/** Returns a function that waits; 0 only lets what has arrived be heard. */
export function makePause(now: () => number): (ms: number) => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();

  const turn = (then: () => void): void => {
    waiting.push(then);
    port2.postMessage(0);
  };

  return (ms) =>
    new Promise((resolve) => {
      const due = now() + ms;
      const look = (): void => {
        const rest = due - now();
        if (rest <= CLOSE_ENOUGH_MS) {
          resolve();
        } else if (rest > TIMER_MARGIN_MS + 1) {
          setTimeout(look, rest - TIMER_MARGIN_MS);
        } else {
          turn(look);
        }
      };
      turn(look);
    });
}
