// made-up values, the same in every run: what a metric might look like on a day with one bad quarter of an hour.

/** Of three hours by five minutes. */
export const POINTS = 37;

/** Where the values of a line lie. */
export interface Scene {
  /** Largest value of the axis. */
  readonly top: number;
  /** Values stay above this and below that, but for a bad quarter of an hour. */
  readonly floor?: number;
  readonly ceiling?: number;
  readonly isWhole: boolean;
  /** Nothing most of the time, as events are. */
  readonly isRare?: boolean;
  /** Share of what it would be, for percentiles that follow each other. */
  readonly share?: number;
}

/** Numbers from 0 to 1 that look random and are not. */
export function seeded(seed: string): () => number {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0)!, 16777619), 2166136261) >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The values of one line. */
export function seriesOf(seed: string, { top, floor, ceiling, isWhole, isRare = false, share = 1 }: Scene): number[] {
  const random = seeded(seed);
  const [low, high] = [floor ?? 0, ceiling ?? top];
  // most of the time well within what is allowed.
  const middle = low + (high - low) * (floor === undefined ? 0.25 + 0.3 * random() : 0.25 + 0.4 * random());
  const swing = (high - low) * (0.06 + 0.1 * random());
  const [phase, tempo, noise] = [random() * 6, 0.15 + 0.15 * random(), (floor === undefined ? 1 : 0.5) * swing];
  const badAt = random() < 0.2 ? Math.floor(10 + random() * 20) : POINTS;
  const isBad = (i: number) => i >= badAt && i < badAt + 3;
  return Array.from({ length: POINTS }, (_, i) => {
    if (isRare) return isBad(i) ? 1 : 0;
    const usual = middle + swing * Math.sin(phase + i * tempo) + noise * (random() - 0.5);
    const value = isBad(i) && ceiling !== undefined ? ceiling * 1.08 : usual;
    const bounded = Math.min(Math.max(value * share, 0), top);
    return isWhole ? Math.round(bounded) : bounded;
  });
}
