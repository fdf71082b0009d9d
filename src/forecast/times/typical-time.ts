import type { DurationRange } from './duration-range';

/** How long a resource usually takes, with the source of the figure. */
export interface TypicalTime {
  /** Until it is made. */
  readonly create: DurationRange;
  /** Until a change in place is done; a few seconds if left out. */
  readonly update?: DurationRange;
  readonly basis: string;
  /** What a person has to do or to know. */
  readonly note?: string;
}
