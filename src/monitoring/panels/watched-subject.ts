import type { Rule } from 'aws-cdk-lib/aws-events';
import type { IMonitored } from '../../signal';
import type { HealthAlarms, SignalAlarm, TunedSignal } from '../alarms';
import type { Section } from './section';

/** A subject with everything that was made to watch it. */
export interface WatchedSubject {
  readonly subject: IMonitored;
  /** What people call it: its path inside of its stack. */
  readonly name: string;
  /** Its signals with the limits that hold; those that were silenced have none. */
  readonly signals: readonly TunedSignal[];
  readonly alarms: readonly SignalAlarm[];
  readonly health: HealthAlarms;
  readonly eventRules: readonly Rule[];
  /** What is drawn of it besides its signals, from the top to the bottom. Metrics in it are of its own stack. */
  readonly sections: readonly Section[];
}
