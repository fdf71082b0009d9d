import type { CostOptions } from '../cost';
import type { SimulationOptions } from './simulation-options';

/** What a policy has to reach. */
export interface AdviceOptions extends SimulationOptions {
  /** The load may be too much for this long at most, in seconds, at least 0. */
  readonly absorbWithinSeconds: number;
  /**
   * US dollars that a month like the trace may cost, everything in the template included.
   *
   * @default - no limit: the cheapest policy that is quick enough
   */
  readonly monthlyLimitUsd?: number;
  /**
   * The largest capacity that may be proposed, an integer.
   *
   * @default - the maximum of the template, or what the largest load of the trace needs if that is more
   */
  readonly mostUnits?: number;
  /**
   * How the cost is estimated. Without a Region the cheapest policy is the one with the fewest unit-hours.
   *
   * @default - list prices, in the Region of the simulation
   */
  readonly cost?: CostOptions;
}

/** A policy, with what it reaches. */
export interface AdvisedPolicy {
  /** The policy in words, ready to be written down. */
  readonly text: string;
  /** The smallest capacity. */
  readonly minUnits: number;
  /** The largest capacity. */
  readonly maxUnits: number;
  /**
   * How long the load is too much with it, in seconds.
   *
   * @default - it still is at the end of the trace
   */
  readonly absorbSeconds?: number;
  /** Load that nothing takes, in percent. */
  readonly droppedPercent: number;
  /** Hours of instances or tasks in the trace. */
  readonly unitHours: number;
  /**
   * US dollars that a month like the trace costs.
   *
   * @default - not known, because no Region is
   */
  readonly monthlyUsd?: number;
  /** Whether it is quick enough, and cheap enough if there is a limit. */
  readonly isEnough: boolean;
}
