// What her program prints, in few pieces: a loop that prints without end must not drown the page.

const EVERY_MS = 50;
const PIECE = 16_000;

type Tell = (text: string, error: boolean) => void;

interface Piece {
  text: string;
  error: boolean;
}

/**
 * Gathers text and passes it on at most every 50 ms, 16,000 characters at a time; what is beyond is left out and said.
 *
 * A program that never pauses lets no timer run, so the time is looked at whenever something is printed.
 */
export class Output {
  private pieces: Piece[] = [];
  private length = 0;
  private leftOut = 0;
  private last = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly tell: Tell,
    private readonly now: () => number,
  ) {}

  write(text: string, error: boolean): void {
    this.keep(text, error);
    if (this.now() - this.last >= EVERY_MS) {
      this.flush();
    } else if (this.timer === undefined) {
      this.timer = setTimeout(() => this.flush(), EVERY_MS);
    }
  }

  /** Passes on what is kept. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.leftOut > 0) {
      this.pieces.push({ text: `\n… (${this.leftOut} caractères de plus ne sont pas montrés)\n`, error: true });
    }
    const pieces = this.pieces;
    this.pieces = [];
    this.length = this.leftOut = 0;
    this.last = this.now();
    for (const { text, error } of pieces) {
      this.tell(text, error);
    }
  }

  private keep(text: string, error: boolean): void {
    const room = PIECE - this.length;
    const kept = text.length > room ? text.slice(0, room) : text;
    this.leftOut += text.length - kept.length;
    if (kept === "") {
      return;
    }
    this.length += kept.length;
    const last = this.pieces.at(-1);
    if (last?.error === error) {
      last.text += kept;
    } else {
      this.pieces.push({ text: kept, error });
    }
  }
}
