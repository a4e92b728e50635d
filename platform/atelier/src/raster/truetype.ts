// TrueType files: which glyph a character has, its outline, how far it moves the pen, and how pairs are kerned.

/** A point of an outline, in the font's units, y up; off-curve points are the handles of quadratic curves. */
export interface Point {
  x: number;
  y: number;
  on: boolean;
}

const MOST_DEEP = 6;

export class TrueType {
  readonly unitsPerEm: number;
  readonly ascender: number;
  readonly descender: number;
  readonly lineGap: number;
  private readonly view: DataView;
  private readonly tables = new Map<string, number>();
  private readonly longOffsets: boolean;
  private readonly advances: number;
  private readonly glyphs: number;
  private readonly kerns = new Map<number, number>();
  private readonly lookup: (character: number) => number;

  /** Throws where the bytes are no TrueType font with outlines. */
  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = this.view.getUint32(0) === 0x74746366 ? this.view.getUint32(12) : 0;
    for (let i = 0; i < this.view.getUint16(start + 4); i++) {
      const at = start + 12 + 16 * i;
      this.tables.set(String.fromCharCode(...bytes.subarray(at, at + 4)), this.view.getUint32(at + 8));
    }
    const head = this.table("head");
    const hhea = this.table("hhea");
    this.table("glyf");
    this.unitsPerEm = this.view.getUint16(head + 18);
    this.longOffsets = this.view.getInt16(head + 50) === 1;
    this.ascender = this.view.getInt16(hhea + 4);
    this.descender = this.view.getInt16(hhea + 6);
    this.lineGap = this.view.getInt16(hhea + 8);
    this.advances = this.view.getUint16(hhea + 34);
    this.glyphs = this.view.getUint16(this.table("maxp") + 4);
    this.lookup = this.characters();
    this.readKerns();
  }

  /** 0 where the font does not have it. */
  glyph(character: number): number {
    return this.lookup(character);
  }

  advance(glyph: number): number {
    return this.view.getUint16(this.table("hmtx") + 4 * Math.min(glyph, this.advances - 1));
  }

  kern(left: number, right: number): number {
    return this.kerns.get(left * 65536 + right) ?? 0;
  }

  /** The family's and the style's name. */
  names(): [string, string] {
    const at = this.tables.get("name");
    const found = ["", ""];
    for (let i = 0; at !== undefined && i < this.view.getUint16(at + 2); i++) {
      const record = at + 6 + 12 * i;
      const which = this.view.getUint16(record + 6) - 1;
      if ((which === 0 || which === 1) && found[which] === "") {
        const wide = this.view.getUint16(record) !== 1;
        const length = this.view.getUint16(record + 8);
        const text = at + this.view.getUint16(at + 4) + this.view.getUint16(record + 10);
        for (let j = 0; j < length; j += wide ? 2 : 1) {
          found[which] += String.fromCharCode(wide ? this.view.getUint16(text + j) : this.view.getUint8(text + j));
        }
      }
    }
    return [found[0], found[1]];
  }

  /** Closed contours; none for a space. */
  outline(glyph: number, depth = 0): Point[][] {
    const [start, end] = this.place(glyph);
    if (end <= start || depth > MOST_DEEP) {
      return [];
    }
    const contours = this.view.getInt16(start);
    return contours >= 0 ? this.simple(start + 10, contours) : this.composite(start + 10, depth);
  }

  private table(name: string): number {
    const found = this.tables.get(name);
    if (found === undefined) {
      throw new Error(`the font has no table ${name}`);
    }
    return found;
  }

  private place(glyph: number): [number, number] {
    const loca = this.table("loca");
    const glyf = this.table("glyf");
    if (glyph >= this.glyphs) {
      return [0, 0];
    }
    const at = (index: number): number =>
      this.longOffsets ? this.view.getUint32(loca + 4 * index) : 2 * this.view.getUint16(loca + 2 * index);
    return [glyf + at(glyph), glyf + at(glyph + 1)];
  }

  private simple(at: number, count: number): Point[][] {
    const ends = Array.from({ length: count }, (_, i) => this.view.getUint16(at + 2 * i));
    const points = count === 0 ? 0 : ends[count - 1] + 1;
    at += 2 * count;
    at += 2 + this.view.getUint16(at);
    const flags: number[] = [];
    while (flags.length < points) {
      const flag = this.view.getUint8(at++);
      const times = flag & 8 ? this.view.getUint8(at++) + 1 : 1;
      for (let i = 0; i < times; i++) {
        flags.push(flag);
      }
    }
    const read = (short: number, same: number): number[] => {
      let value = 0;
      return flags.map((flag) => {
        if (flag & short) {
          const by = this.view.getUint8(at++);
          value += flag & same ? by : -by;
        } else if (!(flag & same)) {
          value += this.view.getInt16(at);
          at += 2;
        }
        return value;
      });
    };
    const xs = read(2, 16);
    const ys = read(4, 32);
    return ends.map((end, i) => {
      const first = i === 0 ? 0 : ends[i - 1] + 1;
      return flags.slice(first, end + 1).map((flag, j) => ({ x: xs[first + j], y: ys[first + j], on: (flag & 1) === 1 }));
    });
  }

  private composite(at: number, depth: number): Point[][] {
    const found: Point[][] = [];
    for (let flags = 0x20; flags & 0x20; ) {
      flags = this.view.getUint16(at);
      const part = this.view.getUint16(at + 2);
      const wide = (flags & 1) === 1;
      const shifted = (flags & 2) === 2;
      const dx = shifted ? (wide ? this.view.getInt16(at + 4) : this.view.getInt8(at + 4)) : 0;
      const dy = shifted ? (wide ? this.view.getInt16(at + 6) : this.view.getInt8(at + 5)) : 0;
      at += wide ? 8 : 6;
      const [a, b, c, d] = this.matrix(flags, at);
      at += flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0;
      for (const contour of this.outline(part, depth + 1)) {
        found.push(contour.map(({ x, y, on }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on })));
      }
    }
    return found;
  }

  private matrix(flags: number, at: number): [number, number, number, number] {
    const value = (index: number): number => this.view.getInt16(at + 2 * index) / 16384;
    if (flags & 8) {
      return [value(0), 0, 0, value(0)];
    }
    if (flags & 0x40) {
      return [value(0), 0, 0, value(1)];
    }
    return flags & 0x80 ? [value(0), value(1), value(2), value(3)] : [1, 0, 0, 1];
  }

  private characters(): (character: number) => number {
    const cmap = this.table("cmap");
    let best = -1;
    for (let i = 0; i < this.view.getUint16(cmap + 2); i++) {
      const at = cmap + this.view.getUint32(cmap + 8 + 8 * i);
      const format = this.view.getUint16(at);
      if (format === 12 || (format === 4 && best < 0)) {
        best = at;
      }
    }
    if (best < 0) {
      throw new Error("the font has no Unicode characters");
    }
    return this.view.getUint16(best) === 12 ? (one) => this.grouped(best, one) : (one) => this.segmented(best, one);
  }

  private grouped(at: number, character: number): number {
    for (let i = 0; i < this.view.getUint32(at + 12); i++) {
      const group = at + 16 + 12 * i;
      const first = this.view.getUint32(group);
      if (character >= first && character <= this.view.getUint32(group + 4)) {
        return this.view.getUint32(group + 8) + character - first;
      }
    }
    return 0;
  }

  private segmented(at: number, character: number): number {
    const size = this.view.getUint16(at + 6);
    for (let i = 0; i < size; i += 2) {
      if (character > this.view.getUint16(at + 14 + i)) {
        continue;
      }
      const first = this.view.getUint16(at + 16 + size + i);
      if (character < first) {
        return 0;
      }
      const delta = this.view.getUint16(at + 16 + 2 * size + i);
      const range = at + 16 + 3 * size + i;
      const offset = this.view.getUint16(range);
      if (offset === 0) {
        return (character + delta) & 0xffff;
      }
      const found = this.view.getUint16(range + offset + 2 * (character - first));
      return found === 0 ? 0 : (found + delta) & 0xffff;
    }
    return 0;
  }

  private readKerns(): void {
    const at = this.tables.get("kern");
    if (at === undefined || this.view.getUint16(at) !== 0 || this.view.getUint16(at + 2) === 0) {
      return;
    }
    for (let i = 0; i < this.view.getUint16(at + 10); i++) {
      const pair = at + 18 + 6 * i;
      const key = this.view.getUint16(pair) * 65536 + this.view.getUint16(pair + 2);
      this.kerns.set(key, this.view.getInt16(pair + 4));
    }
  }
}
