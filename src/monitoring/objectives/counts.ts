import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { RequestMetrics } from '../../signal';
import { allowedPercent, FEWEST_BAD } from './burn-rates';

/** Bad requests, and all requests, as terms of metric math. */
export interface Counts {
  readonly bad: string;
  readonly all: string;
  readonly metrics: Record<string, IMetric>;
}

/** Requests that failed. Metrics without data count as 0: a target group without traffic reports nothing. */
export function failedRequests({ requests, failures }: RequestMetrics): Counts {
  const metrics = [...new Set([...requests, ...failures])];
  const sum = (some: IMetric[]) => sumOf(some.map((metric) => `FILL(m${metrics.indexOf(metric)}, 0)`));
  return { bad: sum(failures), all: sum(requests), metrics: named('m', metrics) };
}

/**
 * Requests that took longer than a limit. CloudWatch gives the share of fast ones for each target group; only counts
 * can be added up.
 */
export function slowRequests({ responseTimes }: RequestMetrics, limit: Duration): Counts {
  return {
    bad: sumOf(responseTimes.map((_, i) => `FILL(n${i}, 0) * (100 - FILL(fast${i}, 100)) / 100`)),
    all: sumOf(responseTimes.map((_, i) => `FILL(n${i}, 0)`)),
    metrics: {
      ...named('n', responseTimes.map((metric) => metric.with({ statistic: Stats.SAMPLE_COUNT }))),
      ...named('fast', responseTimes.map((metric) =>
        metric.with({ statistic: Stats.percentileRank(limit.toSeconds({ integral: false })) }))),
    },
  };
}

/** The share of requests that were bad in a long window, in percent; 0 below the fewest that count. */
export function badPercent(counts: Counts, window: Duration): MathExpression {
  return expression(counts, window, percent(counts, `${counts.bad} >= ${FEWEST_BAD}`));
}

/** The same in a short window: any number counts, because the long one has seen enough. */
export function badPercentNow(counts: Counts, window: Duration): MathExpression {
  return expression(counts, window, percent(counts));
}

/** How many times faster than allowed the budget burns. */
export function burnRate(counts: Counts, goalPercent: number, window: Duration): MathExpression {
  return expression(counts, window, `${percent(counts)} / ${allowedPercent(goalPercent)}`);
}

/** What is left of the budget, in percent; below 0 the promise is broken. */
export function budgetLeft(counts: Counts, goalPercent: number, window: Duration): MathExpression {
  return expression(counts, window, `100 - 100 * ${percent(counts)} / ${allowedPercent(goalPercent)}`);
}

function percent({ bad, all }: Counts, condition: string = `${all} > 0`): string {
  return `IF(${condition}, 100 * ${bad} / ${all}, 0)`;
}

function expression({ metrics }: Counts, period: Duration, term: string): MathExpression {
  const inWindow = Object.entries(metrics).map(([id, metric]) => [id, inPeriod(metric, period)]);
  return new MathExpression({ expression: term, usingMetrics: Object.fromEntries(inWindow), period });
}

/** The CDK warns of a metric whose period is not that of its expression. */
function inPeriod(metric: IMetric, period: Duration): IMetric {
  return metric instanceof Metric ? metric.with({ period }) : metric;
}

function sumOf(terms: string[]): string {
  return `(${terms.join(' + ')})`;
}

function named(prefix: string, metrics: readonly IMetric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric, i) => [`${prefix}${i}`, metric]));
}
