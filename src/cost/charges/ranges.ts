import type { CostRange } from './cost-range';

/** The same number at every capacity. */
export function always(amount: number): CostRange {
  return { minimum: amount, expected: amount, maximum: amount };
}

/** A range with a function applied to each of its numbers. */
export function mapped({ minimum, expected, maximum }: CostRange, change: (amount: number) => number): CostRange {
  return { minimum: change(minimum), expected: change(expected), maximum: change(maximum) };
}

/** So many times a range. */
export function times(range: CostRange, factor: number): CostRange {
  return mapped(range, (amount) => amount * factor);
}

/** Ranges added up. */
export function sum(ranges: readonly CostRange[]): CostRange {
  return ranges.reduce((total, range) => ({
    minimum: total.minimum + range.minimum,
    expected: total.expected + range.expected,
    maximum: total.maximum + range.maximum,
  }), always(0));
}
