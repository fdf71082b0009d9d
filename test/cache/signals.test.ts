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
    ['Cpu', 45], ['Memory', 90], ['Evictions', 0], ['Connections', 52000], ['ReplicationLag', 10],
    ['Failover', 0], ['CpuCredits', 20],
  ])('%s has its limit at %d', (id, value) => expect((signals[id].critical ?? signals[id].warning)!.value).toBe(value));

  test('there are no others', () => expect(Object.keys(signals)).toHaveLength(7));

  test('memory and CPU warn before they are critical', () => {
    expect([signals.Memory.critical!.value, signals.Memory.warning!.value]).toEqual([90, 80]);
    expect([signals.Cpu.critical!.value, signals.Cpu.warning!.value]).toEqual([45, 40]);
  });

  test('a cache that is down is noticed by the CPU that it no longer reports', () => {
    expect(missingDataOf(Object.values(signals))).toEqual([
      'Cpu critical breaching', 'Cpu warning notBreaching', 'Memory critical notBreaching',
      'Memory warning notBreaching',
      'Evictions warning notBreaching', 'Connections warning notBreaching', 'ReplicationLag warning notBreaching',
      'Failover warning notBreaching', 'CpuCredits warning notBreaching',
    ]);
  });

  test('each gives a reason, and can become an alarm', () => {
    for (const signal of Object.values(signals)) expect(signalProblems(signal)).toEqual([]);
  });

  test('an alarm looks at the worst of all nodes, because roles move between them', () => {
    const { stack, cache } = cacheWith({ nodeType: 'cache.m7g.xlarge' });
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
    const large = signalsOf({ nodes: 1, nodeType: 'cache.m7g.xlarge' });

    expect(single).not.toHaveProperty('ReplicationLag');
    expect(single).not.toHaveProperty('Failover');
    expect(large.EngineCpu.metric).toBeInstanceOf(Metric);
    expect(large.EngineCpu.metric).toMatchObject({ period: Duration.minutes(1), statistic: 'Average' });
    expect(single.CpuCredits.metric).toMatchObject({ period: Duration.minutes(5), statistic: 'Minimum' });
  });

  // with up to 2 vCPUs the engine shares its core, so that AWS says to watch the node.
  test.each([
    ['cache.t2.micro', 90], ['cache.t4g.micro', 45], ['cache.m7g.large', 45], ['cache.m3.medium', 90],
  ])('the whole node %s is watched, at 90 percent of one vCPU', (nodeType, percent) => {
    const small = signalsOf({ nodeType, nodes: 1 });

    expect(small).not.toHaveProperty('EngineCpu');
    expect(small.Cpu.critical!.value).toBe(percent);
    expect(small.Cpu.metric).toMatchObject({
      metricName: 'CPUUtilization', dimensions: { CacheNodeId: '0001', CacheClusterId: expect.stringMatching(/-001$/) },
    });
  });

  test.each(['cache.m7g.xlarge', 'cache.r7g.16xlarge'])('the engine of %s is watched, at 90 percent', (nodeType) => {
    const large = signalsOf({ nodeType });

    expect(large).not.toHaveProperty('Cpu');
    expect([large.EngineCpu.critical!.value, large.EngineCpu.warning!.value]).toEqual([90, 80]);
    expect(missingDataOf([large.EngineCpu]))
      .toEqual(['EngineCpu critical breaching', 'EngineCpu warning notBreaching']);
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
