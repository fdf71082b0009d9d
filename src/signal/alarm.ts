import { Alarm, type IAlarm, type IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct, type IConstruct } from 'constructs';
import { contradiction, rejectProblems } from '../core';
import { OperationsTopic } from './operations-topic';
import { signalProblems } from './problems';
import { Severity, thresholdOf, type Signal } from './signal';
import type { Threshold } from './threshold';

const IDS: Readonly<Record<Severity, string>> = { [Severity.CRITICAL]: 'Critical', [Severity.WARNING]: 'Warning' };

/**
 * The alarm of one threshold of a signal: the one that exists already, or else a new one. A signal that CloudWatch
 * would refuse is an error.
 *
 * Its id is `<id of the signal>/<Critical or Warning>`, so it stays when another threshold is added.
 *
 * @param actions what a new alarm does on ALARM and again on OK; by default it sends a message to the operations topic
 *   of the scope
 */
export function createAlarm(
  scope: Construct, signal: Signal, severity: Severity, actions?: readonly IAlarmAction[],
): IAlarm {
  const existing = thresholdOf(signal, severity)?.alarm ?? alarmBelow(scope, signal, severity);
  if (existing) return existing;
  rejectProblems(scope, 'createAlarm', [
    ...signalProblems(signal),
    ...contradiction(!thresholdOf(signal, severity), {
      prop: `signal ${signal.id}.${severity}`, must: 'be given to make an alarm of it', got: undefined,
    }),
  ]);
  return newAlarm(scope, signal, severity, actions);
}

/** As `createAlarm`, for the first and only maker of the alarm, who has written the signal with its threshold. */
export function newAlarm(
  scope: Construct, signal: Signal, severity: Severity, actions?: readonly IAlarmAction[],
): Alarm {
  const threshold = thresholdOf(signal, severity)!;
  const parent = scope.node.tryFindChild(signal.id) ?? new Construct(scope, signal.id);
  const alarm = new Alarm(parent as Construct, IDS[severity], {
    alarmDescription: `${signal.title}: ${signal.reason}`,
    metric: signal.metric,
    threshold: threshold.value,
    comparisonOperator: threshold.comparison,
    evaluationPeriods: threshold.evaluationPeriods,
    datapointsToAlarm: threshold.datapointsToAlarm,
    treatMissingData: threshold.missingData,
  });
  const all = actions ?? [new SnsAction(OperationsTopic.of(scope))];
  alarm.addAlarmAction(...all);
  alarm.addOkAction(...all);
  return alarm;
}

/**
 * The signals, with the alarms that were made of them in a scope handed over, so that nobody makes them twice.
 *
 * @param scope where `createAlarm` or `newAlarm` made them; nothing where none were made
 */
export function withAlarmsBelow(scope: IConstruct | undefined, signals: readonly Signal[]): Signal[] {
  const handOver = (signal: Signal, severity: Severity): Threshold | undefined => {
    const [threshold, alarm] = [thresholdOf(signal, severity), scope && alarmBelow(scope, signal, severity)];
    return alarm ? threshold?.withAlarm(alarm) : threshold;
  };
  return signals.map((signal) => ({
    ...signal, critical: handOver(signal, Severity.CRITICAL), warning: handOver(signal, Severity.WARNING),
  }));
}

/** Every alarm in a scope, however deep; nothing where the scope was never made. */
export function alarmsIn(scope: IConstruct | undefined): Alarm[] {
  return scope?.node.findAll().filter((child): child is Alarm => child instanceof Alarm) ?? [];
}

function alarmBelow(scope: IConstruct, signal: Signal, severity: Severity): Alarm | undefined {
  return scope.node.tryFindChild(signal.id)?.node.tryFindChild(IDS[severity]) as Alarm | undefined;
}
