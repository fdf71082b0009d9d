import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';

/** What may differ from the metric of a signal when it is drawn. */
export interface Drawn {
  readonly label: string;
  readonly color: string;
  /** Another statistic of the same metrics, for example `p99`. */
  readonly statistic?: string;
}

const PERCENTILE = /^p\d/;
const QUOTED_OR_NAME = /'[^']*'|"[^"]*"|[A-Za-z_]\w*/g;

/**
 * A metric as one line of a graph.
 *
 * @param prefix unique in the graph: CloudWatch wants other names for the parts of each formula in it
 */
export function drawn(metric: IMetric, prefix: string, { label, color, statistic }: Drawn): IMetric {
  if (metric instanceof MathExpression) return renamed(metric, prefix, statistic).with({ label, color });
  return metric instanceof Metric ? metric.with({ label, color, ...statistic && { statistic } }) : metric;
}

/** Whether it is a percentile, so that others can be drawn beside it. */
export function isPercentile(metric: IMetric): boolean {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  if (metricStat) return PERCENTILE.test(metricStat.statistic);
  const parts = Object.values(mathExpression?.usingMetrics ?? {});
  return parts.length > 0 && parts.every(isPercentile);
}

/** Every namespace that a metric is made from. */
export function namespacesOf(metric: IMetric): string[] {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat ? [metricStat.namespace] : Object.values(mathExpression?.usingMetrics ?? {}).flatMap(namespacesOf);
}

/** How long one point of it lasts. */
export function periodOf(metric: IMetric): Duration {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat?.period ?? Duration.seconds(mathExpression?.period ?? 300);
}

function renamed(formula: MathExpression, prefix: string, statistic: string | undefined): MathExpression {
  const names = Object.keys(formula.usingMetrics);
  const newName = (name: string) => `${prefix}_${name}`;
  const part = (name: string, metric: IMetric) => metric instanceof MathExpression
    ? renamed(metric, newName(name), statistic)
    : metric instanceof Metric && statistic ? metric.with({ statistic }) : metric;
  return new MathExpression({
    expression: formula.expression.replace(QUOTED_OR_NAME, (word) => (names.includes(word) ? newName(word) : word)),
    usingMetrics: Object.fromEntries(Object.entries(formula.usingMetrics).map(([name, metric]) =>
      [newName(name), part(name, metric)])),
    period: formula.period,
    searchAccount: formula.searchAccount,
    searchRegion: formula.searchRegion,
  });
}
