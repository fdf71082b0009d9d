import { Alarm, type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import { rejectProblems } from '../core';
import { OperationsTopic } from './operations-topic';
import { signalProblems } from './rules';
import { Severity, type Signal, type SignalThreshold } from './signal';

const IDS: Record<Severity, string> = { [Severity.CRITICAL]: 'Critical', [Severity.WARNING]: 'Warning' };

/**
 * The alarm of one threshold of a signal; its id is the signal's with the severity below it, so it stays when another
 * is added.
 *
 * @param actions what happens on ALARM and again on OK; by default a message to the operations topic of the scope
 */
export function createAlarm(
  scope: Construct, signal: Signal, threshold: SignalThreshold, actions?: readonly IAlarmAction[],
): Alarm {
  rejectProblems(scope, 'Signal', signalProblems(signal));
  const home = scope.node.tryFindChild(signal.id) ?? new Construct(scope, signal.id);
  const alarm = new Alarm(home as Construct, IDS[threshold.severity], {
    alarmDescription: `${signal.title}: ${signal.reason}`,
    metric: signal.metric,
    threshold: threshold.value,
    comparisonOperator: threshold.comparison,
    evaluationPeriods: threshold.evaluationPeriods,
    datapointsToAlarm: threshold.datapointsToAlarm,
    treatMissingData: signal.missingData,
  });
  const all = actions ?? [new SnsAction(OperationsTopic.of(scope))];
  alarm.addAlarmAction(...all);
  alarm.addOkAction(...all);
  return alarm;
}
