import { alarmFrom, MetricAlarm, SampleBook, type AlarmDefinition, type Assumptions } from '../../src/evaluation';

export const MINUTE = 60;
export const CPU = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: 'i-1' } };

/** An alarm on the CPU above 50, with changes. */
export function cpuAlarm(changes: Record<string, unknown> = {}): AlarmDefinition {
  return alarmFrom('cpu', {
    Namespace: CPU.namespace, MetricName: CPU.name, Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
    Statistic: 'Average', Period: MINUTE, ComparisonOperator: 'GreaterThanThreshold', Threshold: 50,
    EvaluationPeriods: 3, ...changes,
  });
}

/** Samples of the CPU by minute; nothing where a minute has none. */
export function samples(byMinute: readonly (number | undefined)[]): SampleBook {
  const book = new SampleBook();
  byMinute.forEach((value, minute) => value !== undefined && book.add(CPU, minute * MINUTE, value));
  return book;
}

/** States of an alarm at the end of each minute. */
export function statesOf(
  alarm: AlarmDefinition, byMinute: readonly (number | undefined)[], assumptions?: Assumptions,
): string[] {
  const evaluated = new MetricAlarm(alarm, samples(byMinute), assumptions);
  return byMinute.map((_, minute) => evaluated.step((minute + 1) * MINUTE)!.state);
}
