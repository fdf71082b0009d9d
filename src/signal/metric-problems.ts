import type { IMetric, MetricConfig, MetricStatConfig } from 'aws-cdk-lib/aws-cloudwatch';
import { text, type Problem } from '../core';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html */
const NAMESPACE = /(?=.*\S)[0-9A-Za-z._/# -][0-9A-Za-z._/#: -]{0,254}/;
const NAME = /(?=.*\S)[ -~]{1,255}/;

/** From 0 to 100 with up to ten digits after the point. */
const SHARE = String.raw`(?:100(?:\.0{1,10})?|\d{1,2}(?:\.\d{1,10})?)`;
const BOUND = String.raw`(?:${SHARE}%|\d+(?:\.\d+)?)`;
const VALUE = String.raw`\d+(?:\.\d+)?`;
/**
 * A name, a percentile or a trimmed statistic such as `tm90`, and a range such as `TM(10%:90%)` or `PR(:0.5)`.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html
 */
const STATISTIC = new RegExp([
  'Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount', 'IQM',
  `(?:p|tm|tc|ts|wm)${SHARE}`, rangeOf('(?:TM|TC|TS|WM)', BOUND), rangeOf('PR', VALUE),
].join('|'), 'i');

/** What CloudWatch would reject about the metrics of a signal, or never find. */
export function metricProblems(prop: string, metric: IMetric): Problem[] {
  return partsOf(metric).flatMap(({ metricStat }) => metricStat ? statProblems(prop, metricStat) : []);
}

/** A metric, and those that it is calculated of. */
export function partsOf(metric: IMetric): MetricConfig[] {
  const config = metric.toMetricConfig();
  return [config, ...Object.values(config.mathExpression?.usingMetrics ?? {}).flatMap(partsOf)];
}

function statProblems(prop: string, { namespace, metricName, statistic }: MetricStatConfig): Problem[] {
  return [
    ...text(`${prop}.namespace`, namespace, NAMESPACE,
      'be 1 to 255 letters, digits, spaces and . - _ / # :, and not start with ":"'),
    ...text(`${prop}.metricName`, metricName, NAME, 'be 1 to 255 ASCII characters'),
    ...text(`${prop}.statistic`, statistic, STATISTIC,
      'be a statistic of CloudWatch such as Average, p99.9, tm90, TM(10%:90%) or PR(:0.5)'),
  ];
}

function rangeOf(name: string, bound: string): string {
  return String.raw`${name}\((?:${bound}:(?:${bound})?|:${bound})\)`;
}
