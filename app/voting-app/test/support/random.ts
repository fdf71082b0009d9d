/** Numbers that look random and are the same for the same seed. */
export class SeededRandom {
  constructor(private state: number) {}

  /** From 0 up to, but not including, 1. */
  public next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  public below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  public chance(share: number): boolean {
    return this.next() < share;
  }

  public pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)];
  }

  public bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.below(256)));
  }
}
