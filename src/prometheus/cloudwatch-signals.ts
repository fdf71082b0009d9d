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
 * Everything that Monitoring could make alarms of, in the account and Region of a construct.
 *
 * @param scope whose own parts are left out
 */
export function monitoredIn(scope: IConstruct, subjects: readonly IConstruct[]): IMonitored[] {
  const monitored = new Set(subjects.flatMap((subject) => subject.node.findAll()).filter(isMonitored));
  return [...monitored].filter((subject) => !subject.node.scopes.includes(scope) && isNear(scope, subject));
}

/** Signals of load balancers, databases and caches: the same from which Monitoring makes alarms. */
export function cloudWatchSignalsOf(subjects: readonly IMonitored[]): CloudWatchSignal[] {
  const signals = subjects.flatMap((subject) => subject.signals().flatMap((signal) => signalOf(subject, signal)));
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
  const kind = KINDS[namespaceOf(signal) ?? ''];
  if (kind === undefined) return [];
  const { title, unit, group, warning, critical } = signal;
  const threshold = warning ?? critical;
  return [{
    subject: nameOf(subject), kind, title, unit, group, series: seriesOf(signal.metric, 'shown'),
    limit: threshold && { value: threshold.value, isFloor: FLOORS.includes(threshold.comparison) },
  }];
}

/** That of the first metric, of which a signal is measured. */
export function namespaceOf({ metric }: Signal): string | undefined {
  return partsOf(metric).flatMap(({ metricStat }) => metricStat?.namespace ?? [])[0];
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
