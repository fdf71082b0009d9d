import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Severity, ValkeyCache, type Signal } from '../../src';
import { createAlarm, severitiesOf, signalProblems } from '../../src/signal';
import { missingDataOf } from '../signal/support';
import { cacheWith, stackWithVpc, type Overrides } from './support';

function signalsOf(overrides: Overrides = {}): { [id: string]: Signal } {
  return Object.fromEntries(cacheWith(overrides).cache.signals().map((signal) => [signal.id, signal]));
}

describe('signals', () => {
  const signals = signalsOf();

  // R-MON-1
  test.each<[string, number]>([
    ['EngineCpu', 80], ['Memory', 90], ['Evictions', 0], ['Connections', 52000], ['ReplicationLag', 10],
    ['CpuCredits', 20],
  ])('%s has its limit at %d', (id, value) => expect((signals[id].critical ?? signals[id].warning)!.value).toBe(value));

  test('there are no others', () => expect(Object.keys(signals)).toHaveLength(6));

  test('memory warns before it is critical', () => {
    expect([signals.Memory.critical!.value, signals.Memory.warning!.value]).toEqual([90, 80]);
  });

  test('a cache that is down is noticed by the CPU that it no longer reports', () => {
    expect(missingDataOf(Object.values(signals))).toEqual([
      'EngineCpu warning breaching', 'Memory critical notBreaching', 'Memory warning notBreaching',
      'Evictions warning notBreaching', 'Connections warning notBreaching', 'ReplicationLag warning notBreaching',
      'CpuCredits warning notBreaching',
    ]);
  });

  test('each gives a reason, and can become an alarm', () => {
    for (const signal of Object.values(signals)) expect(signalProblems(signal)).toEqual([]);
  });

  test('an alarm looks at the worst of all nodes, because roles move between them', () => {
    const { stack, cache } = cacheWith();
    const [cpu] = cache.signals();

    createAlarm(stack, cpu, Severity.WARNING, []);

    const node = (name: string) => Match.objectLike({
      MetricStat: Match.objectLike({
        Metric: {
          Namespace: 'AWS/ElastiCache', MetricName: 'EngineCPUUtilization',
          Dimensions: [
            {
              Name: 'CacheClusterId',
              Value: { 'Fn::Join': ['', [{ Ref: Match.stringLikeRegexp('^CacheReplicationGroup') }, name]] },
            },
          ],
        },
      }),
    });
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: 80,
      Metrics: Match.arrayWith([Match.objectLike({ Expression: 'MAX([node1, node2])' }), node('-001'), node('-002')]),
    });
  });

  test('credits are judged by the poorest node', () => {
    expect((signals.CpuCredits.metric as MathExpression).expression).toBe('MIN([node1, node2])');
  });

  test('one node has no lag and needs no expression', () => {
    const single = signalsOf({ nodes: 1 });

    expect(single).not.toHaveProperty('ReplicationLag');
    expect(single.EngineCpu.metric).toBeInstanceOf(Metric);
    expect(single.EngineCpu.metric).toMatchObject({ period: Duration.minutes(1), statistic: 'Average' });
    expect(single.CpuCredits.metric).toMatchObject({ period: Duration.minutes(5), statistic: 'Minimum' });
  });

  test('evictions are fine where they were asked for', () => {
    const cache = signalsOf({ parameters: { 'maxmemory-policy': 'allkeys-lru' } });

    expect(severitiesOf(cache.Evictions)).toEqual([]);
    expect(cache.Memory.reason).toContain('forget');
  });

  test('credits are for burstable nodes only', () => {
    expect(signalsOf({ nodeType: 'cache.m7g.large' })).not.toHaveProperty('CpuCredits');
  });

  test('a node type that is known at deployment only has none', () => {
    const { stack, vpc } = stackWithVpc();
    const cache = new ValkeyCache(stack, 'Cache', { vpc, nodeType: new CfnParameter(stack, 'Type').valueAsString });

    expect(cache.signals().map(({ id }) => id)).not.toContain('CpuCredits');
  });

  test('any metric is found by name', () => {
    const { cache, stack } = cacheWith({ nodes: 1 });

    const metric = cache.metric('CacheHits', { statistic: 'Sum' }) as Metric;

    expect(metric).toMatchObject({ metricName: 'CacheHits', statistic: 'Sum' });
    expect(Stack.of(cache)).toBe(stack);
  });
});
