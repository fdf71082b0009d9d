import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { CapacityRange, FargateService, ScalingPolicy, type FargateServiceProps, type Signal } from '../../src';
import { signalsProblems } from '../../src/signal';
import { missingDataOf } from '../signal/support';
import { HTTP, IMAGE, serviceTemplate } from './support';
import { stackWithVpc } from '../support/stacks';

const byId = (signals: Signal[]) => new Map(signals.map((signal) => [signal.id, signal]));

/** A service in a cluster that reports no Container Insights. */
function withoutInsights(props: Partial<FargateServiceProps> = {}): Map<string, Signal> {
  const { stack, vpc } = stackWithVpc();
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc });
  return byId(new FargateService(stack, 'Shop', { vpc, image: IMAGE, cluster, ...props }).signals());
}

// R-MON-1
describe('signals of tasks', () => {
  test('are all sound, with ids that differ', () => {
    expect(signalsProblems(serviceTemplate({ ingress: HTTP }).service.signals())).toEqual([]);
    expect(signalsProblems([...withoutInsights().values()])).toEqual([]);
  });

  test('the disk of the tasks is full above 80 percent of what is reserved', () => {
    const { metric, warning } = byId(serviceTemplate().service.signals()).get('EphemeralStorage')!;
    const { mathExpression } = metric.toMetricConfig();

    expect(mathExpression!.expression).toBe('100 * used / reserved');
    expect(Object.values(mathExpression!.usingMetrics).map((used) => used.toMetricConfig().metricStat)).toEqual([
      expect.objectContaining({ namespace: 'ECS/ContainerInsights', metricName: 'EphemeralStorageUtilized' }),
      expect.objectContaining({ namespace: 'ECS/ContainerInsights', metricName: 'EphemeralStorageReserved' }),
    ]);
    expect(warning).toMatchObject({ value: 80, evaluationPeriods: 5, comparison: 'GreaterThanThreshold' });
  });

  test('what only Container Insights knows is left out without it', () => {
    expect([...withoutInsights({ ingress: HTTP }).keys()].slice(-2)).toEqual(['Cpu', 'Memory']);
  });

  test('a worker without Container Insights is missed by the samples that it no longer sends', () => {
    const reporting = withoutInsights().get('ReportingTasks')!;

    expect(reporting.metric.toMetricConfig().metricStat)
      .toMatchObject({ namespace: 'AWS/ECS', metricName: 'CPUUtilization', statistic: 'SampleCount' });
    expect(reporting.critical).toMatchObject({ value: 1, evaluationPeriods: 5, comparison: 'LessThanThreshold' });
  });

  test('a service that may be empty is not missed', () => {
    const scaling = [ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 1 })];
    const capacity = CapacityRange.between(0, 3);
    expect(withoutInsights({ capacity, scaling }).has('ReportingTasks')).toBe(false);
    expect(byId(serviceTemplate({ capacity, scaling }).service.signals()).has('RunningTasks'))
      .toBe(false);
  });

  test('a worker that crashes again and again misses tasks, also where it may be empty', () => {
    const scaling = [ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 1 })];
    const missing = byId(serviceTemplate({ capacity: CapacityRange.between(0, 3), scaling }).service.signals())
      .get('MissingTasks')!;

    expect(missing.metric.toMetricConfig().mathExpression!.expression).toBe('desired - running');
    expect(missing.warning).toMatchObject({ value: 1, evaluationPeriods: 10, datapointsToAlarm: 5 });
    expect(byId(serviceTemplate({ ingress: HTTP }).service.signals()).has('MissingTasks')).toBe(false);
  });

  test('only the number of tasks takes a gap for bad', () => {
    const breaching = (signals: Iterable<Signal>) =>
      missingDataOf([...signals]).filter((line) => !line.endsWith(' notBreaching'));

    expect(breaching(serviceTemplate().service.signals())).toEqual(['RunningTasks critical breaching']);
    expect(breaching(withoutInsights().values())).toEqual(['ReportingTasks critical breaching']);
  });
});
