// Inflate (RFC 1951) inside zlib's envelope (RFC 1950): PNG's compression, undone without waiting as Python needs it.

class Bits {
  at = 0;
  private held = 0;
  private count = 0;

  constructor(private readonly bytes: Uint8Array) {}

  take(count: number): number {
    while (this.count < count) {
      if (this.at >= this.bytes.length) {
        throw new Error("compressed data ends too soon");
      }
      this.held |= this.bytes[this.at++] << this.count;
      this.count += 8;
    }
    const taken = this.held & ((1 << count) - 1);
    this.held >>>= count;
    this.count -= count;
    return taken;
  }

  toByte(): void {
    this.held = 0;
    this.count = 0;
  }
}

/** A Huffman code: how many codes there are of each length, and their symbols in order. */
interface Code {
  counts: Uint16Array;
  symbols: Uint16Array;
}

function code(lengths: ArrayLike<number>): Code {
  const counts = new Uint16Array(16);
  for (let i = 0; i < lengths.length; i++) {
    counts[lengths[i]] += 1;
  }
  counts[0] = 0;
  const places = new Uint16Array(16);
  for (let i = 1; i < 16; i++) {
    places[i] = places[i - 1] + counts[i - 1];
  }
  const symbols = new Uint16Array(lengths.length);
  for (let i = 0; i < lengths.length; i++) {
    if (lengths[i] > 0) {
      symbols[places[lengths[i]]++] = i;
    }
  }
  return { counts, symbols };
}

function symbol(bits: Bits, { counts, symbols }: Code): number {
  let value = 0;
  let first = 0;
  let place = 0;
  for (let length = 1; length < 16; length++) {
    value |= bits.take(1);
    const count = counts[length];
    if (value - count < first) {
      return symbols[place + value - first];
    }
    place += count;
    first = (first + count) << 1;
    value <<= 1;
  }
  throw new Error("unknown code in compressed data");
}

const LENGTHS = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const DISTANCES = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
  8193, 12289, 16385, 24577,
];
const DISTANCE_BITS = [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];
const ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function fixedCodes(): [Code, Code] {
  const lengths = Array.from({ length: 288 }, (_, i) => (i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8));
  return [code(lengths), code(new Array<number>(30).fill(5))];
}

function ownCodes(bits: Bits): [Code, Code] {
  const literals = bits.take(5) + 257;
  const distances = bits.take(5) + 1;
  const given = bits.take(4) + 4;
  const short = new Uint8Array(19);
  for (let i = 0; i < given; i++) {
    short[ORDER[i]] = bits.take(3);
  }
  const reading = code(short);
  const lengths: number[] = [];
  while (lengths.length < literals + distances) {
    const read = symbol(bits, reading);
    if (read < 16) {
      lengths.push(read);
    } else {
      const last = read === 16 ? (lengths.at(-1) ?? 0) : 0;
      const times = read === 16 ? 3 + bits.take(2) : read === 17 ? 3 + bits.take(3) : 11 + bits.take(7);
      lengths.push(...new Array<number>(times).fill(last));
    }
  }
  return [code(lengths.slice(0, literals)), code(lengths.slice(literals, literals + distances))];
}

/**
 * The bytes that were compressed.
 * @param size how many there are; more are left out.
 */
export function inflate(compressed: Uint8Array, size: number): Uint8Array {
  const bits = new Bits(compressed);
  bits.at = 2;
  const out = new Uint8Array(size);
  let at = 0;
  for (let last = 0; last === 0 && at < size; ) {
    last = bits.take(1);
    const kind = bits.take(2);
    if (kind === 0) {
      bits.toByte();
      const length = compressed[bits.at] | (compressed[bits.at + 1] << 8);
      bits.at += 4;
      out.set(compressed.subarray(bits.at, bits.at + Math.min(length, size - at)), at);
      at += length;
      bits.at += length;
      continue;
    }
    const [literals, distances] = kind === 1 ? fixedCodes() : ownCodes(bits);
    for (let read = symbol(bits, literals); read !== 256; read = symbol(bits, literals)) {
      if (read < 256) {
        out[at++] = read;
      } else {
        const length = LENGTHS[read - 257] + bits.take(LENGTH_BITS[read - 257]);
        const far = symbol(bits, distances);
        const distance = DISTANCES[far] + bits.take(DISTANCE_BITS[far]);
        for (let i = 0; i < length; i++, at++) {
          out[at] = out[at - distance];
        }
      }
    }
  }
  return out;
}
