import { Duration, type Size } from 'aws-cdk-lib';
import { isWholeWithin, LARGEST_INTEGER, range, violates, type Bounds } from './bounds';
import { describe, inWords, type Problem } from './problem';
import { factoryOf, isQuantity, type Quantity } from './quantity';
import { isKnown } from './tokens';

const HOUR = 3600;
const DAY = 24 * HOUR;

/** What a length of time may be, and how it is handed over. */
export interface LengthBounds<T> extends Bounds<T> {
  /** Unit that a length has to be given in where only the deployment knows it, because it cannot be converted. */
  readonly laterIn?: 'seconds' | 'minutes' | 'days';
}

/** A duration within bounds, in whole seconds, and never longer than an integer of an AWS API holds. */
export function duration(prop: string, value: Duration | undefined, bounds: LengthBounds<Duration> = {}): Problem[] {
  const { min, max, advice } = bounds;
  const inSeconds = (d: Duration) => isQuantity(d) ? d.toSeconds({ integral: false }) : NaN;
  const limitsInSeconds = () => ({ min: min?.toSeconds(), max: max?.toSeconds() ?? LARGEST_INTEGER });
  return [
    ...unitProblems(prop, value, `Duration.${bounds.laterIn ?? 'seconds'}`),
    ...violates(value, (d) => isWholeWithin(inSeconds(d), limitsInSeconds()), () => {
      const isEndless = inSeconds(value!) > LARGEST_INTEGER;
      const limits = { min, max: max ?? (isEndless ? Duration.seconds(LARGEST_INTEGER) : undefined) };
      return { prop, must: `be whole seconds${range(limits, describe)}`, advice };
    }),
  ];
}

/** A duration within bounds, in whole days. */
export function days(prop: string, value: Duration | undefined, bounds: LengthBounds<number> = {}): Problem[] {
  const inDays = (d: Duration) => d.toDays({ integral: false });
  return [
    ...unitProblems(prop, value, `Duration.${bounds.laterIn ?? 'days'}`),
    ...violates(value, (d) => isQuantity(d) && isWholeWithin(inDays(d), bounds), () => ({
      prop, must: `be whole days${range(bounds, String)}`, advice: bounds.advice,
    })),
  ];
}

/** A size within bounds, in whole GiB. */
export function gibibytes(prop: string, value: Size | undefined, bounds: Bounds<number> = {}): Problem[] {
  const inGiB = (size: Size) => size.toBytes() / 1024 ** 3;
  return [
    ...unitProblems(prop, value, 'Size.gibibytes'),
    ...violates(value, (size) => isQuantity(size) && isWholeWithin(inGiB(size), bounds), () => ({
      prop, must: `be whole GiB${range(bounds, String)}`, advice: bounds.advice,
    })),
  ];
}

/** A number that only the deployment knows cannot be converted, so it has to come in the unit of the template. */
export function unitProblems(prop: string, value: Quantity | undefined, factory: string): Problem[] {
  if (!isQuantity(value) || !value.isUnresolved() || factoryOf(value) === factory) return [];
  return [{
    prop, must: `be made with ${factory} where its number is known at deployment only`,
    got: inWords(factoryOf(value)), advice: 'synthesis cannot convert such a number',
  }];
}

/** A duration that has to be shorter than another one. */
export function shorter(
  prop: string, value: Duration | undefined, otherProp: string, other: Duration | undefined, advice?: string,
): Problem[] {
  if (!isKnown(value) || !isKnown(other) || !isQuantity(value) || !isQuantity(other)) return [];
  return violates(value, (d) => d.toSeconds({ integral: false }) < other.toSeconds({ integral: false }), () => ({
    prop, must: `be shorter than "${otherProp}" (${describe(other)})`, advice,
  }));
}

/**
 * How far an alarm looks back: one day at most, seven days with periods of an hour or more.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function alarmWindow(prop: string, periods: number | undefined, period: Duration | undefined): Problem[] {
  if (!isKnown(period) || !isQuantity(period)) return [];
  const seconds = period.toSeconds({ integral: false });
  return violates(periods, (n) => n * seconds <= (seconds >= HOUR ? 7 * DAY : DAY), () => ({
    prop, must: 'look back over at most 1 day, or 7 days with periods of 1 hour or more',
    advice: `one period is ${describe(period)}`,
  }));
}
