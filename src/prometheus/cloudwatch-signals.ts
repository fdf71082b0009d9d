import { Stack } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import { isSame } from '../core';
import { partsOf, type IMonitored, type Signal } from '../signal';
import type { CloudWatchKind, CloudWatchSeries, CloudWatchSignal } from './model/cloudwatch';
import { nameOf } from './scraping';

/** What an exporter does not see, or sees only while it answers. */
const KINDS: { readonly [namespace: string]: CloudWatchKind } = {
  'AWS/ApplicationELB': 'loadBalancer', 'AWS/RDS': 'database', 'AWS/ElastiCache': 'cache',
};
const FLOORS = [ComparisonOperator.LESS_THAN_THRESHOLD, ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD];

/**
 * Signals of load balancers, databases and caches: the same from which Monitoring makes alarms.
 *
 * @param scope of Grafana, whose own parts are left out
 */
export function cloudWatchSignalsIn(scope: IConstruct, subjects: readonly IConstruct[]): CloudWatchSignal[] {
  const monitored = new Set(subjects.flatMap((subject) => subject.node.findAll()).filter(isMonitored));
  const ours = [...monitored].filter((subject) => !subject.node.scopes.includes(scope) && isNear(scope, subject));
  const signals = ours.flatMap((subject) => subject.signals().flatMap((signal) => signalOf(subject, signal)));
  // two load balancers may have one certificate, and two parts of an application one load balancer.
  return [...new Map(signals.map((signal) => [JSON.stringify(signal.series), signal])).values()];
}

function isMonitored(construct: IConstruct): construct is IMonitored {
  return typeof (construct as Partial<IMonitored>).signals === 'function';
}

/** Grafana asks CloudWatch in its own account. */
function isNear(scope: IConstruct, subject: IConstruct): boolean {
  const [here, there] = [Stack.of(scope), Stack.of(subject)];
  return isSame(here.account, there.account) !== false && isSame(here.region, there.region) !== false;
}

function signalOf(subject: IConstruct, signal: Signal): CloudWatchSignal[] {
  const namespaces = partsOf(signal.metric).flatMap(({ metricStat }) => metricStat?.namespace ?? []);
  const kind = KINDS[namespaces[0]];
  if (kind === undefined) return [];
  const { title, unit, group, warning, critical } = signal;
  const threshold = warning ?? critical;
  return [{
    subject: nameOf(subject), kind, title, unit, group, series: seriesOf(signal.metric, 'shown'),
    limit: threshold && { value: threshold.value, isFloor: FLOORS.includes(threshold.comparison) },
  }];
}

/** What is calculated comes after what it is calculated from. */
function seriesOf(metric: IMetric, id: string): CloudWatchSeries[] {
  const { metricStat: stat, mathExpression: math } = metric.toMetricConfig();
  if (stat !== undefined) return [{
    id,
    periodSeconds: stat.period.toSeconds(),
    metric: {
      namespace: stat.namespace, name: stat.metricName, statistic: stat.statistic, region: stat.region,
      dimensions: Object.fromEntries((stat.dimensions ?? []).map(({ name, value }) => [name, String(value)])),
    },
  }];
  const { expression, usingMetrics, period } = math!;
  return [
    ...Object.entries(usingMetrics).flatMap(([name, part]) => seriesOf(part, name)),
    { id, periodSeconds: period, expression },
  ];
}
