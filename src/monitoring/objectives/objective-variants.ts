import type { Duration } from 'aws-cdk-lib';
import { decimal, integer, isKnown, isQuantity, known, type Problem } from '../../core';
import type { ObjectiveVariant } from './objective-variant';

/** How many requests, or how many minutes, are fast enough. */
export interface LatencyObjectiveOptions {
  /** The time in which a request counts as fast, 1 millisecond to 1 minute, in whole milliseconds. */
  readonly under: Duration;
  /**
   * The share that is good, in percent: of requests, from 94 to 99.999, or with `percentile` of minutes, from 94 to
   * 99.99.
   */
  readonly percent: number;
  /**
   * The percentile of the response times of a minute that has to stay under the time, for example 99; from 50 to 99.99.
   * A minute is bad when it does not, and good when there are no requests.
   *
   * @default - each request counts by itself: a busy hour weighs more than a quiet one, as it does for users
   */
  readonly percentile?: number;
}

/** Below it the fastest alarm would stay silent even if everything failed. */
const LOWEST_PERCENT = 94;
const HIGHEST_PERCENT = 99.999;
/** It allows 4 bad minutes in 30 days; more than that allows not even one. */
const HIGHEST_PERCENT_OF_MINUTES = 99.99;
const LONGEST_MILLISECONDS = 60_000;
/** Both have two digits before the point, so that 99.9 and 99 make different ids. */
const PERCENTILES = { min: 50, max: 99.99 };

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
export function latencyVariant(options: LatencyObjectiveOptions): ObjectiveVariant {
  const { under, percent, percentile } = options;
  const milliseconds = isKnown(under) && isQuantity(under) ? under.toMilliseconds({ integral: false }) : undefined;
  const shared = { percent, firstStep: 'Look at the slowest requests, at CPU and at the database.' };
  if (percentile === undefined) {
    return {
      ...shared,
      id: `LatencyUnder${milliseconds}Ms`,
      title: `${percent} % of the requests take at most ${milliseconds} ms`,
      problems: (prop) => [
        ...underProblems(`${prop}.under`, under, milliseconds), ...percentProblems(`${prop}.percent`, percent),
      ],
      bind: (counter) => counter.slowerThan(under),
    };
  }
  return {
    ...shared,
    id: `LatencyP${String(percentile).replace('.', '')}Under${milliseconds}Ms`,
    title: `${percent} % of the minutes have a p${percentile} of at most ${milliseconds} ms`,
    problems: (prop) => [
      ...underProblems(`${prop}.under`, under, milliseconds), ...minuteProblems(prop, percent, percentile),
    ],
    bind: (counter) => counter.slowMinutes(percentile, under),
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

function minuteProblems(prop: string, percent: number, percentile: number): Problem[] {
  return [
    ...known(`${prop}.percent`, percent),
    ...decimal(`${prop}.percent`, percent, {
      min: LOWEST_PERCENT, max: HIGHEST_PERCENT_OF_MINUTES,
      advice: 'with a percentile it is a share of all minutes, such as 99.9',
    }),
    ...known(`${prop}.percentile`, percentile),
    ...decimal(`${prop}.percentile`, percentile, PERCENTILES),
  ];
}

function underProblems(prop: string, under: Duration, milliseconds: number | undefined): Problem[] {
  return [
    ...known(prop, under),
    ...integer(prop, milliseconds, { min: 1, max: LONGEST_MILLISECONDS, unit: 'milliseconds' }),
  ];
}
