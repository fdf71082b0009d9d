// R-MON-1: no alarm on a metric that AWS does not publish.
import type { MetricStatConfig } from 'aws-cdk-lib/aws-cloudwatch';
import { metricsOf } from '../../scripts/alarm-table';
import { everySubject } from '../../scripts/every-subject';
import { synthesizeExamples } from '../support/examples';
import { KNOWN_METRICS } from './known-metrics';
import type { Resource } from './support';

interface Measured {
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly dimensions: readonly string[];
}

/** What is wrong with a metric; nothing if it is published like that. */
function unknown({ namespace, metricName, statistic, dimensions }: Measured): string[] {
  const metric = KNOWN_METRICS[namespace]?.[metricName];
  if (!metric) return [`${namespace} ${metricName} is not published`];
  const names = [...dimensions].sort().join();
  return [
    ...metric.dimensions.some((set) => [...set].sort().join() === names)
      ? []
      : [`${namespace} ${metricName} by ${names}`],
    ...metric.statistics.includes(statistic) ? [] : [`${statistic} of ${namespace} ${metricName}`],
  ];
}

function measured({ namespace, metricName, statistic, dimensions = [] }: MetricStatConfig): Measured {
  return { namespace, metricName, statistic, dimensions: dimensions.map(({ name }) => name) };
}

/** The metrics of an alarm in a template. */
function metricsIn({ Properties: p }: Resource): Measured[] {
  const stats = p.Metrics
    ? (p.Metrics as { MetricStat?: { Metric: Record<string, unknown>; Stat: string } }[])
        .flatMap(({ MetricStat }) => MetricStat ? [{ ...MetricStat.Metric, Statistic: MetricStat.Stat }] : [])
    : [p];
  return (stats as Record<string, unknown>[]).map((stat) => ({
    namespace: stat.Namespace as string, metricName: stat.MetricName as string,
    statistic: (stat.Statistic ?? stat.ExtendedStatistic) as string,
    dimensions: ((stat.Dimensions ?? []) as { Name: string }[]).map(({ Name }) => Name),
  }));
}

describe('every metric is published by AWS', () => {
  test.each(Object.entries(everySubject()))('in the signals of %s', (_, subject) => {
    const metrics = subject.signals().flatMap(({ metric }) => metricsOf(metric)).map(measured);

    expect(metrics.length).toBeGreaterThan(0);
    expect([...new Set(metrics.flatMap(unknown))]).toEqual([]);
  });

  test('in the alarms of every example', async () => {
    const resources = (await synthesizeExamples()).flatMap(({ assembly }) => assembly.stacksRecursively)
      .flatMap(({ template }) => Object.values((template as { Resources: Record<string, Resource> }).Resources));
    const ofType = (type: string) => resources.filter(({ Type }) => Type === type);
    const counted = ofType('AWS::Logs::MetricFilter').flatMap(({ Properties: { MetricTransformations: all } }) =>
      (all as Record<string, string>[]).map((one) => `${one.MetricNamespace} ${one.MetricName}`));
    // metrics of the user's own application, and what a filter makes of its logs.
    const metrics = ofType('AWS::CloudWatch::Alarm').flatMap(metricsIn).filter(({ namespace, metricName }) =>
      namespace !== 'Shop' && !counted.includes(`${namespace} ${metricName}`));

    expect(metrics.length).toBeGreaterThan(100);
    expect([...new Set(metrics.flatMap(unknown))]).toEqual([]);
  });

  test('and no metric stands in the list that nothing uses', () => {
    const used = new Set(Object.values(everySubject()).flatMap((subject) => subject.signals())
      .flatMap(({ metric }) => metricsOf(metric)).map(({ namespace, metricName }) => `${namespace} ${metricName}`));
    const listed = Object.entries(KNOWN_METRICS).flatMap(([namespace, names]) =>
      Object.keys(names).map((name) => `${namespace} ${name}`));
    // of larger nodes, of a VPC without NAT, of the alarm of a deployment, of topics, of jobs, and of Prometheus.
    const elsewhere = [
      'AWS/ElastiCache EngineCPUUtilization', 'AWS/PrivateLinkEndpoints PacketsDropped', 'AWS/Events TriggeredRules',
      'AWS/SNS NumberOfNotificationsFailed', 'AWS/Scheduler InvocationAttemptCount',
      'AWS/SNS NumberOfMessagesPublished',
    ];

    expect(listed.filter((metric) => !used.has(metric) && !elsewhere.includes(metric))).toEqual([]);
  });

  test.each<[string, Measured, string[]]>([
    [
      'a name',
      { namespace: 'AWS/RDS', metricName: 'FreeStorage', statistic: 'Minimum', dimensions: ['DBInstanceIdentifier'] },
      ['AWS/RDS FreeStorage is not published'],
    ],
    [
      'a dimension',
      { namespace: 'AWS/RDS', metricName: 'DBLoad', statistic: 'Average', dimensions: ['DBClusterIdentifier'] },
      ['AWS/RDS DBLoad by DBClusterIdentifier'],
    ],
    [
      'a statistic',
      { namespace: 'AWS/Lambda', metricName: 'Errors', statistic: 'Average', dimensions: ['FunctionName'] },
      ['Average of AWS/Lambda Errors'],
    ],
  ])('the check itself sees %s that does not exist', (_, metric, problems) => {
    expect(unknown(metric)).toEqual(problems);
  });
});
