import type { DurationRange } from './duration-range';

/** A range in minutes. */
export function minutes(min: number, max: number): DurationRange {
  return { minSeconds: Math.round(60 * min), maxSeconds: Math.round(60 * max) };
}

/** A range in seconds. */
export function seconds(min: number, max: number): DurationRange {
  return { minSeconds: min, maxSeconds: max };
}

/** Ranges, one behind the other. */
export function together(...ranges: readonly DurationRange[]): DurationRange {
  return {
    minSeconds: ranges.reduce((total, { minSeconds }) => total + minSeconds, 0),
    maxSeconds: ranges.reduce((total, { maxSeconds }) => total + maxSeconds, 0),
  };
}

/** The same range several times. */
export function times({ minSeconds, maxSeconds }: DurationRange, factor: number): DurationRange {
  return { minSeconds: minSeconds * factor, maxSeconds: maxSeconds * factor };
}

/** No time at all. */
export const NOTHING: DurationRange = { minSeconds: 0, maxSeconds: 0 };
