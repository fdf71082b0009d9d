import { Duration } from 'aws-cdk-lib';
import { ComparisonOperator, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  alarmWindow, contradiction, decimal, integer, kindProblems, relation, text, unique, type Problem,
} from '../core';
import { metricProblems } from './metric-problems';
import { severitiesOf, thresholdOf, type Signal } from './signal';
import type { Threshold } from './threshold';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html */
const MAX_METRICS = 10;
/** In seconds. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const SHORTEST_PERIOD = 10;
const UPWARD: readonly ComparisonOperator[] = [
  ComparisonOperator.GREATER_THAN_THRESHOLD, ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
];

/**
 * What CloudWatch would reject at deployment, or never raise an alarm for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function signalProblems(signal: Signal): Problem[] {
  const name = `signal ${signal.id}`;
  const otherKinds = kindProblems('Signal', signal, `${name}.`);
  if (otherKinds.length > 0) return otherKinds;
  const metrics = countOf(signal.metric);
  return [
    ...text('signal.id', signal.id, /[A-Z][A-Za-z0-9]*/, 'be a name in PascalCase'),
    ...text(`${name}.title`, signal.title, /\S[^]{0,199}/, 'be a text of 1 to 200 characters'),
    ...text(
      `${name}.reason`, signal.reason, /\S[^]{0,799}/, 'be a text of 1 to 800 characters',
      'it becomes the description of the alarm',
    ),
    ...metricProblems(`${name}.metric`, signal.metric),
    ...contradiction(metrics > MAX_METRICS, {
      prop: `${name}.metric`, must: `be made of at most ${MAX_METRICS} metrics`, got: metrics,
      advice: 'CloudWatch refuses an alarm on more',
    }),
    ...contradiction(severitiesOf(signal).length > 0 && periodOf(signal.metric).toSeconds() < SHORTEST_PERIOD, {
      prop: `${name}.metric.period`, must: `be at least ${SHORTEST_PERIOD} seconds where there is a threshold`,
      got: periodOf(signal.metric), advice: 'CloudWatch raises no alarm on a shorter one',
    }),
    ...severitiesOf(signal).flatMap((severity) =>
      thresholdProblems(`${name}.${severity}`, thresholdOf(signal, severity)!, signal.metric)),
    ...orderProblems(name, signal),
    ...contradiction(signal.rollsBackAt !== undefined && !thresholdOf(signal, signal.rollsBackAt), {
      prop: `${name}.rollsBackAt`, must: 'be the severity of a threshold that the signal has', got: signal.rollsBackAt,
    }),
  ];
}

/** The problems of all signals of a construct, and ids that stand there twice. */
export function signalsProblems(signals: readonly Signal[]): Problem[] {
  return [...signals.flatMap((signal) => signalProblems(signal)), ...unique('signals', signals.map(({ id }) => id))];
}

function thresholdProblems(prop: string, threshold: Threshold, metric: IMetric): Problem[] {
  const { evaluationPeriods: periods, datapointsToAlarm } = threshold;
  return [
    ...decimal(`${prop}.value`, threshold.value),
    ...integer(`${prop}.periods`, periods, { min: 1 }),
    ...integer(`${prop}.datapointsToAlarm`, datapointsToAlarm, { min: 1 }),
    ...relation(
      { prop: `${prop}.datapointsToAlarm`, must: `be at most "periods" (${periods})`, got: datapointsToAlarm },
      [datapointsToAlarm, periods], () => datapointsToAlarm! <= periods,
    ),
    ...alarmWindow(`${prop}.periods`, periods, periodOf(metric)),
  ];
}

/** A warning comes before it is critical. */
function orderProblems(name: string, { critical, warning }: Signal): Problem[] {
  if (!critical || !warning) return [];
  const isUpward = UPWARD.includes(critical.comparison);
  if (isUpward !== UPWARD.includes(warning.comparison)) {
    return [{
      prop: `${name}.warning`, must: `look in the direction of "critical" (${critical.comparison})`,
      got: warning.comparison,
    }];
  }
  return relation(
    {
      prop: `${name}.warning.value`, must: `be crossed before "critical.value" (${critical.value})`,
      got: warning.value,
    },
    [critical.value, warning.value],
    // a limit that is no number is a problem of its own.
    () => !(isUpward ? warning.value > critical.value : warning.value < critical.value),
  );
}

function countOf(metric: IMetric): number {
  const { mathExpression } = metric.toMetricConfig();
  return mathExpression
    ? Object.values(mathExpression.usingMetrics).reduce((sum, used) => sum + countOf(used), 0)
    : 1;
}

function periodOf(metric: IMetric): Duration {
  const { metricStat, mathExpression } = metric.toMetricConfig();
  return metricStat?.period ?? Duration.seconds(mathExpression?.period ?? 300);
}
