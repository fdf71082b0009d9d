import { alarmFrom, type AlarmDefinition, type AlarmProperties, type MetricName } from '../../evaluation';

const HIGH_MINUTES = 3;
const LOW_MINUTES = 15;
const LOW_SHARE = 0.9;

/** The two alarms of one target. */
export interface TargetAlarms {
  readonly high: AlarmDefinition;
  readonly low: AlarmDefinition;
}

/** The alarms that target tracking makes for itself. */
export function targetAlarms(metric: MetricName, statistic: string, target: number): TargetAlarms {
  const { namespace: Namespace, name: MetricName, dimensions } = metric;
  return targetAlarmsOn({
    Namespace, MetricName, Statistic: statistic, Period: 60,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  }, target);
}

/**
 * The same for a metric or an expression, as the properties of an alarm name it.
 *
 * @param name of the policy, for alarms that people see beside others
 */
export function targetAlarmsOn(measured: AlarmProperties, target: number, name = ''): TargetAlarms {
  return {
    high: alarmFrom(`${name}AlarmHigh`, {
      ...measured, ComparisonOperator: 'GreaterThanThreshold', Threshold: target, EvaluationPeriods: HIGH_MINUTES,
    }),
    low: alarmFrom(`${name}AlarmLow`, {
      ...measured, ComparisonOperator: 'LessThanThreshold', Threshold: target * LOW_SHARE,
      EvaluationPeriods: LOW_MINUTES,
    }),
  };
}
