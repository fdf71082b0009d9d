import type { CostRange } from './cost-range';

/** A quantity that AWS charges for. */
export interface Charge {
  readonly kind: 'charge';
  /** What is charged, in words. */
  readonly component: string;
  /** Name of the figure in the price book. */
  readonly figure: string;
  /** Units in a month. */
  readonly quantity: CostRange;
}

/** Something to know about the price of a resource. */
export interface Note {
  /**
   * `assumption`: what was taken for granted. `warning`: a cost that people do not expect. `unpriced`: a cost that is
   * missing in the total. `byUse`: a cost that depends on use alone, and is not in the total.
   */
  readonly kind: 'assumption' | 'warning' | 'unpriced' | 'byUse';
  readonly text: string;
}

/** What a rule says about the price of one resource. */
export type Item = Charge | Note;

/** Hours of a month, as AWS counts them in its own calculator. */
export const HOURS = 730;

/** Seconds of a month. */
export const SECONDS = HOURS * 3600;

export function charge(component: string, figure: string, quantity: CostRange): Charge {
  return { kind: 'charge', component, figure, quantity };
}

export function note(kind: Note['kind'], text: string): Note {
  return { kind, text };
}
