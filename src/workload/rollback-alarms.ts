import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { contradiction, inWords, isSame, placeProblems, whereaboutsOf, type Problem } from '../core';
import { newAlarm, rollbackSignals, type Signal } from '../signal';

/** Where the alarms stand that roll a new version back. */
export const ROLLBACK = 'Rollback';

/** One alarm for each signal that rolls a new version back. */
export function createRollbackAlarms(scope: Construct, signals: readonly Signal[]): IAlarm[] {
  const watched = rollbackSignals(signals);
  if (watched.length === 0) return [];
  const parent = new Construct(scope, ROLLBACK);
  return watched.map((signal) => newAlarm(parent, signal, signal.rollsBackAt!));
}

/** Alarms are looked for by their names, where the workload is, and each of them once. */
export function rollbackAlarmProblems(
  scope: Construct, prop: string, alarms: readonly IAlarm[], advice: string,
): Problem[] {
  return alarms.flatMap((alarm, i) => [
    ...placeProblems(scope, {
      prop: `${prop}[${i}]`, thing: alarm, is: whereaboutsOf(alarm, alarm.alarmArn), sameAccount: true, advice,
    }),
    ...contradiction(alarms.slice(0, i).some((other) => isSameAlarm(other, alarm)), {
      prop: `${prop}[${i}]`, must: 'be given once', got: inWords(alarm.node.path),
    }),
  ]);
}

/** By the name that Amazon ECS gets; an alarm that is imported by its name knows only a part of its ARN. */
function isSameAlarm(one: IAlarm, other: IAlarm): boolean {
  return isSame(one.alarmName, other.alarmName) === true || isSame(one.alarmArn, other.alarmArn) === true;
}
