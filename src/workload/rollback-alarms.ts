import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { createAlarm, type Signal } from '../signal';

/** One alarm for each signal that rolls a new version back. */
export function createRollbackAlarms(scope: Construct, signals: readonly Signal[]): IAlarm[] {
  const watched = signals.filter(({ rollsBack, thresholds }) => rollsBack && thresholds.length > 0);
  if (watched.length === 0) return [];
  const parent = new Construct(scope, 'Rollback');
  return watched.map((signal) => createAlarm(parent, signal, signal.thresholds[0]));
}
