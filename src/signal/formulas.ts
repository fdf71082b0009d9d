import type { Duration } from 'aws-cdk-lib';
import { MathExpression, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ThresholdOptions } from './threshold';

/** Load balancers report up to two minutes late. */
const LATE_MINUTES = 2;

/** Several metrics as one number. A metric without data counts as 0: a target group without traffic reports nothing. */
export function sumOf(metrics: readonly IMetric[], period: Duration): IMetric {
  return combined(metrics, period, (names) => filled(names).join(' + '));
}

/** The greatest of several metrics; one without data counts as 0. */
export function greatestOf(metrics: readonly IMetric[], period: Duration): IMetric {
  return combined(metrics, period, (names) => `MAX([${filled(names).join(', ')}])`);
}

/**
 * How many percent of the whole the part is; 0 below the fewest, because one of very few is no ratio.
 *
 * @param part each may stand in the whole as well
 */
export function percentOf(
  part: readonly IMetric[], whole: readonly IMetric[], { period, fewest }: RatioOptions,
): IMetric {
  const [parts, wholes] = [named('part', part), named('whole', whole.filter((metric) => !part.includes(metric)))];
  const inBoth = Object.keys(parts).filter((name) => whole.includes(parts[name]));
  const [count, total] = [Object.keys(parts), [...Object.keys(wholes), ...inBoth]].map((names) =>
    `(${filled(names).join(' + ')})`);
  return new MathExpression({
    expression: `IF(${total} >= ${fewest}, 100 * ${count} / ${total}, 0)`,
    usingMetrics: { ...parts, ...wholes },
    period,
  });
}

/**
 * So many bad minutes of a formula above, out of some more.
 *
 * A formula that fills gaps also fills the newest minutes, whose points are only late. If every minute had to be bad,
 * such an alarm would never be raised.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function badMinutes(datapointsToAlarm: number): ThresholdOptions {
  return { periods: datapointsToAlarm + LATE_MINUTES, datapointsToAlarm };
}

/** What a ratio is made with. */
export interface RatioOptions {
  readonly period: Duration;
  /** Smallest whole that a ratio of is worth anything. */
  readonly fewest: number;
}

function combined(metrics: readonly IMetric[], period: Duration, expression: (names: string[]) => string): IMetric {
  if (metrics.length === 1) return metrics[0];
  const usingMetrics = named('m', metrics);
  return new MathExpression({ expression: expression(Object.keys(usingMetrics)), usingMetrics, period });
}

function named(prefix: string, metrics: readonly IMetric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric, i) => [`${prefix}${i}`, metric]));
}

function filled(names: string[]): string[] {
  return names.map((name) => `FILL(${name}, 0)`);
}
