import type { Problem } from './problem';
import { isKnown } from './tokens';

/** The largest number that an integer of an AWS API holds. */
export const LARGEST_INTEGER = 2 ** 31 - 1;

export interface Bounds<T> {
  readonly min?: T;
  readonly max?: T;
  readonly unit?: string;
  readonly advice?: string;
}

/** A rule for one value, which applies as soon as the value is known. Words are only made for a rule that is broken. */
export function violates<T>(
  value: T | undefined, holds: (value: T) => boolean, problem: () => Omit<Problem, 'got'>,
): Problem[] {
  return !isKnown(value) || holds(value) ? [] : [{ ...problem(), got: value }];
}

/** Whether a number lies within bounds. */
export function within(value: number, { min, max }: { readonly min?: number; readonly max?: number }): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

/** Whether a number is whole and lies within bounds. */
export function isWholeWithin(value: number, bounds: { readonly min?: number; readonly max?: number }): boolean {
  return Number.isInteger(value) && within(value, bounds);
}

/** Bounds in words. */
export function range<T>({ min, max }: Bounds<T>, show: (bound: T) => string): string {
  if (min !== undefined && max !== undefined) return ` from ${show(min)} to ${show(max)}`;
  if (min !== undefined) return ` of at least ${show(min)}`;
  if (max !== undefined) return ` of at most ${show(max)}`;
  return '';
}

/** The unit in words. */
export function unit({ unit: name }: { readonly unit?: string }): string {
  return name === undefined ? '' : ` ${name}`;
}
