import { alarmFrom, type AlarmDefinition, type MetricName } from '../evaluation';

const HIGH_MINUTES = 3;
const LOW_MINUTES = 15;
const LOW_SHARE = 0.9;

/** The alarms that target tracking makes for itself. */
export function targetAlarms(
  metric: MetricName, statistic: string, target: number,
): { high: AlarmDefinition; low: AlarmDefinition } {
  const { namespace: Namespace, name: MetricName, dimensions } = metric;
  const common = {
    Namespace, MetricName, Statistic: statistic, Period: 60,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
  return {
    high: alarmFrom('AlarmHigh', {
      ...common, ComparisonOperator: 'GreaterThanThreshold', Threshold: target, EvaluationPeriods: HIGH_MINUTES,
    }),
    low: alarmFrom('AlarmLow', {
      ...common, ComparisonOperator: 'LessThanThreshold', Threshold: target * LOW_SHARE, EvaluationPeriods: LOW_MINUTES,
    }),
  };
}
