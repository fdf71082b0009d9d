import { Bits, reedSolomon } from './qr-codewords.ts';

/**
 * Error correction level M, with which a code is read when up to 15 % of it are hidden: for each version its codewords,
 * the correction words of a block, and the blocks.
 */
const VERSIONS: readonly (readonly [number, number, number])[] = [
  [26, 10, 1], [44, 16, 1], [70, 26, 1], [100, 18, 2], [134, 24, 2],
  [172, 16, 4], [196, 18, 4], [242, 22, 4], [292, 22, 5], [346, 26, 5],
];
const ALIGNMENT: readonly (readonly number[])[] = [
  [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
];
const BYTE_MODE = 0b0100;
const FORMAT_GENERATOR = 0b10100110111;
const FORMAT_MASK = 0b101010000010010;
const VERSION_GENERATOR = 0b1111100100101;
const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (r, c) => (r + c) % 2 === 0, (r) => r % 2 === 0, (_r, c) => c % 3 === 0, (r, c) => (r + c) % 3 === 0,
  (r, c) => (Math.floor(r / 2) + Math.floor(c / 3)) % 2 === 0, (r, c) => ((r * c) % 2) + ((r * c) % 3) === 0,
  (r, c) => (((r * c) % 2) + ((r * c) % 3)) % 2 === 0, (r, c) => (((r + c) % 2) + ((r * c) % 3)) % 2 === 0,
];

/**
 * A QR code of a text of at most 213 bytes in UTF-8, as rows of dark and light; undefined when the text is longer.
 *
 * @see https://www.iso.org/standard/83389.html
 */
export function qrCode(text: string): boolean[][] | undefined {
  const bytes = Buffer.from(text);
  const version = VERSIONS.findIndex((_entry, index) => bytes.length <= capacity(index + 1)) + 1;
  if (version === 0) return undefined;
  const words = codewords(bytes, version);
  const candidates = MASKS.map((_mask, mask) => new Matrix(version).draw(words, mask));
  return candidates.reduce((best, other) => penalty(other) < penalty(best) ? other : best);
}

function dataWords(version: number): number {
  const [total, correction, blocks] = VERSIONS[version - 1];
  return total - correction * blocks;
}

function lengthBits(version: number): number {
  return version < 10 ? 8 : 16;
}

function capacity(version: number): number {
  return Math.floor((dataWords(version) * 8 - 4 - lengthBits(version)) / 8);
}

/** Data and correction words of all blocks, taken in turns. */
function codewords(bytes: Buffer, version: number): number[] {
  const [, correction, count] = VERSIONS[version - 1];
  const size = dataWords(version);
  const bits = new Bits().add(BYTE_MODE, 4).add(bytes.length, lengthBits(version));
  for (const byte of bytes) bits.add(byte, 8);
  const data = bits.padded(size);
  // the first blocks are shorter by one word when the words do not divide evenly.
  const short = Math.floor(size / count);
  const firstLong = count - (size % count);
  const blocks = Array.from({ length: count }, (_, index) => {
    const start = index * short + Math.max(0, index - firstLong);
    return data.slice(start, start + short + (index >= firstLong ? 1 : 0));
  });
  const corrections = blocks.map((block) => reedSolomon(block, correction));
  return [...inTurns(blocks), ...inTurns(corrections)];
}

function inTurns(blocks: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...blocks.map((block) => block.length));
  const turn = (index: number): number[] => blocks.flatMap((block) => index < block.length ? [block[index]] : []);
  return Array.from({ length: longest }, (_, index) => turn(index)).flat();
}

/** The square with its fixed patterns; what is not fixed is free for data. */
class Matrix {
  private readonly size: number;
  private readonly cells: (boolean | undefined)[][];

  constructor(private readonly version: number) {
    this.size = 17 + 4 * version;
    this.cells = Array.from({ length: this.size }, () => new Array<boolean | undefined>(this.size).fill(undefined));
    for (const [row, column] of [[3, 3], [3, this.size - 4], [this.size - 4, 3]]) this.finder(row, column);
    this.alignments();
    for (let i = 8; i < this.size - 8; i++) this.cells[6][i] = this.cells[i][6] = i % 2 === 0;
    this.format(0);
    this.versionNumber();
  }

  public draw(words: readonly number[], mask: number): boolean[][] {
    const bits = words.flatMap((word) => Array.from({ length: 8 }, (_, i) => ((word >> (7 - i)) & 1) === 1));
    let next = 0;
    for (const [row, column] of this.zigzag()) {
      if (this.cells[row][column] !== undefined) continue;
      // the few bits that are left over at the end are light.
      this.cells[row][column] = (bits[next++] ?? false) !== MASKS[mask](row, column);
    }
    this.format(mask);
    return this.cells as boolean[][];
  }

  /** Two columns at a time from the right, up and down in turns; the column of the timing pattern is left out. */
  private* zigzag(): Generator<readonly [number, number]> {
    for (let right = this.size - 1, up = true; right >= 1; right -= 2, up = !up) {
      if (right === 6) right = 5;
      for (let i = 0; i < this.size; i++) {
        const row = up ? this.size - 1 - i : i;
        yield [row, right];
        yield [row, right - 1];
      }
    }
  }

  private finder(row: number, column: number): void {
    for (let r = -4; r <= 4; r++) {
      for (let c = -4; c <= 4; c++) {
        const ring = Math.max(Math.abs(r), Math.abs(c));
        if (this.cells[row + r]?.[column + c] === undefined) this.set(row + r, column + c, ring !== 2 && ring !== 4);
      }
    }
  }

  private alignments(): void {
    const places = ALIGNMENT[this.version - 1];
    for (const row of places) {
      for (const column of places) {
        if (this.cells[row][column] !== undefined) continue;
        for (let r = -2; r <= 2; r++) {
          for (let c = -2; c <= 2; c++) this.set(row + r, column + c, Math.max(Math.abs(r), Math.abs(c)) !== 1);
        }
      }
    }
  }

  /** Mask and level, twice, with bits that correct errors. */
  private format(mask: number): void {
    const bits = withRemainder(mask, 10, FORMAT_GENERATOR) ^ FORMAT_MASK;
    const last = this.size - 1;
    for (let i = 0; i < 15; i++) {
      const dark = ((bits >> i) & 1) === 1;
      this.set(i < 6 ? i : i < 8 ? i + 1 : last - 14 + i, 8, dark);
      this.set(8, i < 8 ? last - i : i === 8 ? 7 : 14 - i, dark);
    }
    this.set(this.size - 8, 8, true);
  }

  private versionNumber(): void {
    if (this.version < 7) return;
    const bits = withRemainder(this.version, 12, VERSION_GENERATOR);
    for (let i = 0; i < 18; i++) {
      const [long, short] = [Math.floor(i / 3), this.size - 11 + (i % 3)];
      this.set(long, short, ((bits >> i) & 1) === 1);
      this.set(short, long, ((bits >> i) & 1) === 1);
    }
  }

  private set(row: number, column: number, dark: boolean): void {
    if (row >= 0 && column >= 0 && row < this.size && column < this.size) this.cells[row][column] = dark;
  }
}

/** A value followed by the remainder of its division by a polynomial. */
function withRemainder(value: number, bits: number, generator: number): number {
  let rest = value << bits;
  for (let top = 1 << 30; top >= 1 << bits; top >>= 1) {
    if ((rest & top) !== 0) rest ^= generator << (Math.log2(top) - bits);
  }
  return (value << bits) | rest;
}

/** How hard a code is to read: long runs, blocks, shapes like the finder, and too much of one colour. */
function penalty(cells: readonly (readonly boolean[])[]): number {
  const size = cells.length;
  const columns = cells.map((_, c) => cells.map((row) => row[c]));
  let points = 0;
  for (const line of [...cells, ...columns]) {
    const text = line.map((dark) => dark ? '1' : '0').join('');
    for (const [run] of text.matchAll(/0{5,}|1{5,}/g)) points += run.length - 2;
    points += 40 * [...text.matchAll(/(?=10111010000|00001011101)/g)].length;
  }
  for (let r = 1; r < size; r++) {
    for (let c = 1; c < size; c++) {
      const dark = cells[r][c];
      if (cells[r - 1][c] === dark && cells[r][c - 1] === dark && cells[r - 1][c - 1] === dark) points += 3;
    }
  }
  const share = cells.flat().filter(Boolean).length / size ** 2;
  return points + 10 * Math.floor(Math.abs(share - 0.5) * 20);
}
