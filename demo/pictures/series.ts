// made-up values, the same in every run: what a metric might look like on a day with one bad quarter of an hour.

/** Of three hours by five minutes. */
export const POINTS = 37;

/** Where the values of a graph may lie. */
export interface Scene {
  /** Largest value of the axis. */
  readonly top: number;
  /** Values stay above these and below those, but for a bad quarter of an hour. */
  readonly floor?: number;
  readonly ceiling?: number;
  readonly isWhole: boolean;
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
export function seriesOf(seed: string, { top, floor, ceiling, isWhole }: Scene): number[] {
  const random = seeded(seed);
  const [low, high] = [floor ?? 0, ceiling ?? top];
  // most of the time well within what is allowed.
  const middle = low + (high - low) * (floor === undefined ? 0.2 + 0.45 * random() : 0.25 + 0.5 * random());
  const swing = (high - low) * (0.06 + 0.1 * random());
  const [phase, tempo] = [random() * 6, 0.15 + 0.15 * random()];
  const badAt = random() < 0.25 ? Math.floor(10 + random() * 20) : undefined;
  return Array.from({ length: POINTS }, (_, i) => {
    const bad = badAt !== undefined && ceiling !== undefined && i >= badAt && i < badAt + 3 ? ceiling * 1.12 - middle : 0;
    const value = middle + swing * Math.sin(phase + i * tempo) + swing * (random() - 0.5) + bad;
    const bounded = Math.min(Math.max(value, 0), top);
    return isWhole ? Math.round(bounded) : bounded;
  });
}
