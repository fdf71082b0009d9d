import { Duration } from 'aws-cdk-lib';
import { Severity } from '../../signal';

/**
 * How fast a budget may burn before somebody is told.
 *
 * Both windows have to burn that fast: the long one says that it matters, the short one that it still goes on.
 */
export interface BurnRate {
  /** Stable name in PascalCase: the long window. */
  readonly id: string;
  readonly severity: Severity;
  /** How many times faster than a budget that lasts exactly as long as it should. */
  readonly factor: number;
  readonly long: Duration;
  readonly short: Duration;
}

/** How long a budget has to last. */
export const BUDGET_PERIOD = Duration.days(30);

/** In the long window at least so many requests are bad before it counts: one of very few is no ratio. */
export const FEWEST_BAD = 5;

/**
 * Two rates that are worth a call, and two that are worth a look on the next day. They use 2, 5, 10 and 10 % of the
 * budget before they are told.
 *
 * @see https://sre.google/workbook/alerting-on-slos/
 */
export const BURN_RATES: readonly BurnRate[] = [
  { id: 'Hour', severity: Severity.CRITICAL, factor: 14.4, long: Duration.hours(1), short: Duration.minutes(5) },
  { id: 'SixHours', severity: Severity.CRITICAL, factor: 6, long: Duration.hours(6), short: Duration.minutes(30) },
  { id: 'Day', severity: Severity.WARNING, factor: 3, long: Duration.days(1), short: Duration.hours(2) },
  { id: 'ThreeDays', severity: Severity.WARNING, factor: 1, long: Duration.days(3), short: Duration.hours(6) },
];

/** The share of requests that may be bad, in percent. */
export function allowedPercent(goalPercent: number): number {
  return exact(100 - goalPercent);
}

/** The share of bad requests at which a budget burns that fast, in percent. */
export function limitPercent({ factor }: BurnRate, goalPercent: number): number {
  return exact(factor * allowedPercent(goalPercent));
}

/** The fewest bad minutes of a window at which a budget of minutes burns faster than that. */
export function badMinutesOf(rate: BurnRate, goalPercent: number, window: Duration): number {
  return Math.floor(exact(limitPercent(rate, goalPercent) * window.toMinutes() / 100)) + 1;
}

/** How many minutes of a time may be bad. */
export function minutesAllowed(goalPercent: number, time: Duration): number {
  return exact(allowedPercent(goalPercent) * time.toMinutes() / 100);
}

/** The share of the budget that is gone when the long window has burnt that fast, in percent. */
export function budgetPercent({ factor, long }: BurnRate): number {
  return exact(100 * factor * long.toSeconds() / BUDGET_PERIOD.toSeconds());
}

/** Without the noise of binary fractions: 100 - 99.9 is 0.1. */
function exact(percent: number): number {
  return Number(percent.toFixed(9));
}
