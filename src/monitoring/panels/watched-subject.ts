import type { Rule } from 'aws-cdk-lib/aws-events';
import type { IConstruct } from 'constructs';
import type { IMonitored } from '../../signal';
import type { HealthAlarms, SignalAlarm, TunedSignal } from '../alarms';
import type { Section } from './section';

/** What watches a subject and need not stand beside it. It changes when it has to move out of a full stack. */
export interface RaisedAlarms {
  /** The subject, or what stands for it in a nested stack. */
  readonly scope: IConstruct;
  readonly alarms: readonly SignalAlarm[];
  readonly health: HealthAlarms;
  /** What is drawn of it besides its signals, from the top to the bottom. Metrics in it are of its own stack. */
  readonly sections: readonly Section[];
}

/** A subject with everything that was made to watch it. */
export interface WatchedSubject extends RaisedAlarms {
  readonly subject: IMonitored;
  /** What people call it: its path inside of its stack. */
  readonly name: string;
  /** Its signals with the limits that hold; those that were silenced have none. */
  readonly signals: readonly TunedSignal[];
  readonly eventRules: readonly Rule[];
}
