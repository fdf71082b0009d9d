import { Duration } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { alarmWindow, contradiction, decimal, integer, relation, text, type Problem } from '../core';
import type { Signal, SignalThreshold } from './signal';

/**
 * What CloudWatch would reject at deployment, or never raise an alarm for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function signalProblems(signal: Signal): Problem[] {
  const name = `signal ${signal.id}`;
  const severities = signal.thresholds.map((threshold) => threshold.severity);
  return [
    ...text('signal.id', signal.id, /[A-Z][A-Za-z0-9]*/, 'be a name in PascalCase'),
    ...text(
      `${name}.reason`, signal.reason, /\S[^]{0,799}/, 'be a text of 1 to 800 characters',
      'it becomes the description of the alarm',
    ),
    ...contradiction(new Set(severities).size < severities.length, {
      prop: `${name}.thresholds`, must: 'have at most one threshold of each severity', got: severities,
    }),
    ...signal.thresholds.flatMap((threshold, index) =>
      thresholdProblems(`${name}.thresholds[${index}]`, threshold, signal.metric)),
  ];
}

function thresholdProblems(prop: string, threshold: SignalThreshold, metric: IMetric): Problem[] {
  const { evaluationPeriods, datapointsToAlarm } = threshold;
  return [
    ...decimal(`${prop}.value`, threshold.value),
    ...integer(`${prop}.evaluationPeriods`, evaluationPeriods, { min: 1 }),
    ...integer(`${prop}.datapointsToAlarm`, datapointsToAlarm, { min: 1 }),
    ...relation(
      {
        prop: `${prop}.datapointsToAlarm`, must: `be at most "evaluationPeriods" (${evaluationPeriods})`,
        got: datapointsToAlarm,
      },
      [datapointsToAlarm, evaluationPeriods], () => datapointsToAlarm! <= evaluationPeriods,
    ),
    ...alarmWindow(`${prop}.evaluationPeriods`, evaluationPeriods, periodOf(metric)),
  ];
}

function periodOf(metric: IMetric): Duration {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat?.period ?? Duration.seconds(mathExpression?.period ?? 300);
}
