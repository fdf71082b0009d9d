// the described tier under 10,000 users, without its template.
import { alarmFrom } from '../../src/evaluation';
import type { Policy } from '../../src/simulation/engine/policy';
import { LoadKind } from '../../src/simulation/engine/readings';
import type { Scenario } from '../../src/simulation/engine/simulate';

export const CPU = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { AutoScalingGroupName: 'tier' } };
export const JUMP = 600;

const cpuAlarm = (ComparisonOperator: string, Threshold: number, EvaluationPeriods: number) => alarmFrom('Cpu', {
  Namespace: CPU.namespace, MetricName: CPU.name, Dimensions: [{ Name: 'AutoScalingGroupName', Value: 'tier' }],
  Statistic: 'Average', Period: 120, ComparisonOperator, Threshold, EvaluationPeriods,
});
export const HIGH = cpuAlarm('GreaterThanThreshold', 70, 2);
export const LOW = cpuAlarm('LessThanThreshold', 30, 5);
export const TWO_MORE = { type: 'ChangeInCapacity', value: 2 } as const;

/** 1,000 users, then 10,000; an instance bears 1,000. */
export function scenario(policies: Policy[], changes: Partial<Scenario> = {}): Scenario {
  return {
    bounds: { min: 2, max: 10 }, initial: 2, policies, unitCapacity: 1000, seconds: 3600,
    metrics: [{ metric: CPU, kind: LoadKind.UTILIZATION }],
    load: (seconds) => seconds < JUMP ? 1000 : 10_000,
    launchSeconds: 33, healthySeconds: 60, drainSeconds: 300, warmupSeconds: 300, ...changes,
  };
}
