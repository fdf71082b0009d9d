import type { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { RequestMetrics } from '../../signal';
import { allowedPercent, FEWEST_BAD } from './burn-rates';
import type { BadRequestCounter, ObjectiveVariant } from './objective-variant';

/** Bad requests, and all requests, as terms of metric math. */
interface Counts {
  readonly bad: string;
  readonly all: string;
  readonly metrics: Record<string, IMetric>;
}

/** The share of requests that were bad in a long window, in percent; 0 below the fewest that count. */
export function badPercent(objective: ObjectiveVariant, service: RequestMetrics, window: Duration): MathExpression {
  return expression(objective, service, window, (counts) => percent(counts, `${counts.bad} >= ${FEWEST_BAD}`));
}

/** The same in a short window: any number counts, because the long one has seen enough. */
export function badPercentNow(objective: ObjectiveVariant, service: RequestMetrics, window: Duration): MathExpression {
  return expression(objective, service, window, (counts) => percent(counts));
}

/** How many times faster than allowed the budget burns. */
export function burnRate(objective: ObjectiveVariant, service: RequestMetrics, window: Duration): MathExpression {
  const allowed = allowedPercent(objective.percent);
  return expression(objective, service, window, (counts) => `${percent(counts)} / ${allowed}`);
}

/** What is left of the budget, in percent; below 0 the promise is broken. */
export function budgetLeft(objective: ObjectiveVariant, service: RequestMetrics, window: Duration): MathExpression {
  const allowed = allowedPercent(objective.percent);
  return expression(objective, service, window, (counts) => `100 - 100 * ${percent(counts)} / ${allowed}`);
}

function percent({ bad, all }: Counts, condition: string = `${all} > 0`): string {
  return `IF(${condition}, 100 * ${bad} / ${all}, 0)`;
}

function expression(
  objective: ObjectiveVariant, service: RequestMetrics, period: Duration, term: (counts: Counts) => string,
): MathExpression {
  const counts = objective.bind(counterOf(service));
  const metrics = Object.entries(counts.metrics).map(([id, metric]) => [id, inPeriod(metric, period)]);
  return new MathExpression({ expression: term(counts), usingMetrics: Object.fromEntries(metrics), period });
}

/** The CDK warns of a metric whose period is not that of its expression. */
function inPeriod(metric: IMetric, period: Duration): IMetric {
  return metric instanceof Metric ? metric.with({ period }) : metric;
}

/** Metrics without data count as 0: a target group without traffic reports nothing. */
function counterOf({ requests, failures, responseTimes }: RequestMetrics): BadRequestCounter<Counts> {
  return {
    failed: () => {
      const metrics = [...new Set([...requests, ...failures])];
      const sum = (some: IMetric[]) => sumOf(some.map((metric) => `FILL(m${metrics.indexOf(metric)}, 0)`));
      return { bad: sum(failures), all: sum(requests), metrics: named('m', metrics) };
    },
    // CloudWatch gives the share of fast requests for each target group; only counts can be added up.
    slowerThan: (limit) => ({
      bad: sumOf(responseTimes.map((_, i) => `FILL(n${i}, 0) * (100 - FILL(fast${i}, 100)) / 100`)),
      all: sumOf(responseTimes.map((_, i) => `FILL(n${i}, 0)`)),
      metrics: {
        ...named('n', responseTimes.map((metric) => metric.with({ statistic: Stats.SAMPLE_COUNT }))),
        ...named('fast', responseTimes.map((metric) =>
          metric.with({ statistic: Stats.percentileRank(limit.toSeconds({ integral: false })) }))),
      },
    }),
  };
}

function sumOf(terms: string[]): string {
  return `(${terms.join(' + ')})`;
}

function named(prefix: string, metrics: readonly IMetric[]): Record<string, IMetric> {
  return Object.fromEntries(metrics.map((metric, i) => [`${prefix}${i}`, metric]));
}
