const PAD = [0xec, 0x11];
const FIELD = 0x11d;

/** Words of eight bits, written bit by bit. */
export class Bits {
  private readonly bits: number[] = [];

  public add(value: number, count: number): this {
    for (let i = count - 1; i >= 0; i--) this.bits.push((value >> i) & 1);
    return this;
  }

  /** So many words: an end mark of four zeros if there is room, then zeros up to a word, then the words for padding. */
  public padded(words: number): number[] {
    const room = words * 8 - this.bits.length;
    this.add(0, Math.min(4, room));
    this.add(0, (8 - (this.bits.length % 8)) % 8);
    const result: number[] = [];
    for (let i = 0; i < this.bits.length; i += 8) {
      result.push(this.bits.slice(i, i + 8).reduce((word, bit) => (word << 1) | bit, 0));
    }
    for (let i = 0; result.length < words; i++) result.push(PAD[i % 2]);
    return result;
  }
}

/** The remainder of the data as a polynomial over the field of 256 elements. */
export function reedSolomon(data: readonly number[], count: number): number[] {
  const generator = generatorOf(count);
  const rest = new Array<number>(count).fill(0);
  for (const word of data) {
    const factor = word ^ rest.shift()!;
    rest.push(0);
    generator.forEach((coefficient, i) => (rest[i] ^= multiply(coefficient, factor)));
  }
  return rest;
}

/** Without its leading one. */
function generatorOf(count: number): number[] {
  let generator = [1];
  for (let i = 0, root = 1; i < count; i++, root = multiply(root, 2)) {
    const shifted = [0, ...generator.map((value) => multiply(value, root))];
    generator = [...generator, 0].map((value, index) => value ^ shifted[index]);
  }
  return generator.slice(1);
}

export function multiply(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * FIELD);
    product ^= ((b >> bit) & 1) * a;
  }
  return product;
}
