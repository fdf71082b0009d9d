import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { createAlarm, rollbackSignals, type Signal } from '../signal';

/** Where the alarms stand that roll a new version back. */
export const ROLLBACK = 'Rollback';

/** One alarm for each signal that rolls a new version back. */
export function createRollbackAlarms(scope: Construct, signals: readonly Signal[]): IAlarm[] {
  const watched = rollbackSignals(signals);
  if (watched.length === 0) return [];
  const parent = new Construct(scope, ROLLBACK);
  return watched.map((signal) => createAlarm(parent, signal, signal.rollsBackAt!));
}
