// what every alarm of the library is, and what it costs at list price in most Regions.
import type { IMetric, MetricStatConfig } from 'aws-cdk-lib/aws-cloudwatch';
import { everySubject } from './every-subject';
import { SignalUnit, type Severity, type Signal, type Threshold } from '../src';
import { severitiesOf, thresholdOf } from '../src/signal';

/** US dollars a month. @see https://aws.amazon.com/cloudwatch/pricing/ */
export const PRICES = { metricOfAlarm: 0.10, compositeAlarm: 0.50, dashboard: 3 };

const SIGNS: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'above', GreaterThanOrEqualToThreshold: 'at least', LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at most',
};
const UNITS: Readonly<Record<SignalUnit, string>> = {
  [SignalUnit.PERCENT]: ' %', [SignalUnit.SECONDS]: ' s', [SignalUnit.MILLISECONDS]: ' ms', [SignalUnit.DAYS]: ' days',
  [SignalUnit.BYTES]: ' bytes', [SignalUnit.BYTES_PER_SECOND]: ' bytes/s', [SignalUnit.COUNT]: '',
  [SignalUnit.COUNT_PER_SECOND]: '/s',
};

/** Every metric that a signal is made of. */
export function metricsOf(metric: IMetric): MetricStatConfig[] {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat ? [metricStat] : Object.values(mathExpression?.usingMetrics ?? {}).flatMap(metricsOf);
}

/** The rows of docs/monitoring.md: every alarm of a subject of each kind. */
export function alarmRows(): string[][] {
  return Object.entries(everySubject()).flatMap(([name, subject]) => subject.signals().flatMap((signal) =>
    severitiesOf(signal).map((severity) => rowOf(name, signal, severity, thresholdOf(signal, severity)!))));
}

function rowOf(name: string, signal: Signal, severity: Severity, threshold: Threshold): string[] {
  const { metricStat, mathExpression } = signal.metric.toMetricConfig();
  const seconds = metricStat?.period.toSeconds() ?? mathExpression!.period;
  const { value, comparison, evaluationPeriods: periods, datapointsToAlarm: datapoints = periods } = threshold;
  return [
    name, `\`${signal.id}\``, severity, `${SIGNS[comparison]} ${show(value, signal.unit)}`,
    `${datapoints} of ${periods} × ${seconds} s`, threshold.missingData, signal.reason,
    (metricsOf(signal.metric).length * PRICES.metricOfAlarm).toFixed(2),
  ];
}

function show(value: number, unit: SignalUnit): string {
  if (unit === SignalUnit.BYTES) return `${Math.round(value / 1024 ** 2)} MiB`;
  return `${Number(value.toFixed(3))}${UNITS[unit]}`;
}
