import type { Duration } from 'aws-cdk-lib';
import { decimal, integer, isKnown, isQuantity, known, type Problem } from '../../core';
import type { ObjectiveVariant } from './objective-variant';

/** How many requests are answered how fast. */
export interface LatencyObjectiveOptions {
  /** The time in which a request counts as fast, 1 millisecond to 1 minute, in whole milliseconds. */
  readonly under: Duration;
  /**
   * The share of requests that is fast, in percent, from 94 to 99.999. With 99 it is the 99th percentile that has to
   * stay under the time.
   */
  readonly percent: number;
}

/** Below it the fastest alarm would stay silent even if every request failed. */
const LOWEST_PERCENT = 94;
const HIGHEST_PERCENT = 99.999;
const LONGEST_MILLISECONDS = 60_000;

/** `Objective.availability`. */
export function availabilityVariant(percent: number): ObjectiveVariant {
  return {
    id: 'Availability',
    title: `${percent} % of the requests do not fail`,
    percent,
    firstStep: 'Look at the errors of the service and at what was deployed last.',
    problems: (prop) => percentProblems(`${prop}.percent`, percent),
    bind: (counter) => counter.failed(),
  };
}

/** `Objective.latency`. */
export function latencyVariant({ under, percent }: LatencyObjectiveOptions): ObjectiveVariant {
  const milliseconds = isKnown(under) && isQuantity(under) ? under.toMilliseconds({ integral: false }) : undefined;
  return {
    id: `LatencyUnder${milliseconds}Ms`,
    title: `${percent} % of the requests take at most ${milliseconds} ms`,
    percent,
    firstStep: 'Look at the slowest requests, at CPU and at the database.',
    problems: (prop) => [
      ...underProblems(`${prop}.under`, under, milliseconds), ...percentProblems(`${prop}.percent`, percent),
    ],
    bind: (counter) => counter.slowerThan(under),
  };
}

function percentProblems(prop: string, percent: number): Problem[] {
  return [
    ...known(prop, percent),
    ...decimal(prop, percent, {
      min: LOWEST_PERCENT, max: HIGHEST_PERCENT,
      advice: 'it is a share of all requests, such as 99.9',
    }),
  ];
}

function underProblems(prop: string, under: Duration, milliseconds: number | undefined): Problem[] {
  return [
    ...known(prop, under),
    ...integer(prop, milliseconds, { min: 1, max: LONGEST_MILLISECONDS, unit: 'milliseconds' }),
  ];
}
