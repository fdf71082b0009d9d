import type { IAlarm, IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { Threshold } from './threshold';
import type { SignalUnit } from './unit';

/** How bad it is when a threshold is crossed. */
export enum Severity {
  /** Users are affected now: wake somebody. */
  CRITICAL = 'critical',
  /** Users will be affected if nobody acts: look at it in working hours. */
  WARNING = 'warning',
}

/** What a signal tells about. Signals of one group and one unit can share a panel of a dashboard. */
export enum SignalGroup {
  /** How much is asked of it. */
  TRAFFIC = 'traffic',
  /** What fails. */
  ERRORS = 'errors',
  /** How long an answer takes. */
  LATENCY = 'latency',
  /** Whether it is there and works: health checks, status checks. */
  HEALTH = 'health',
  /** How full it is: processor, memory, disks, queues. */
  SATURATION = 'saturation',
  /** How many clients are connected. */
  CONNECTIONS = 'connections',
  /** How much of it there is: tasks, instances, storage. */
  CAPACITY = 'capacity',
  /** What is left of an allowance that a burst uses up. */
  CREDITS = 'credits',
  /** How far copies are behind. */
  REPLICATION = 'replication',
  /** What has to be looked after from time to time. */
  UPKEEP = 'upkeep',
}

/**
 * Something worth watching about a construct: what is measured, when it is bad, and why.
 *
 * Alarms, dashboards and the rollback of deployments are all made from the same signals, so a threshold stands once. A
 * signal without `critical` and `warning` is only shown.
 */
export interface Signal {
  /** Stable name in PascalCase, unique in its construct; the id of the alarms that are made from it. */
  readonly id: string;
  /** Title for people, for example `Errors of the targets`. */
  readonly title: string;
  /** What is measured, of at most 10 metrics; its period and statistic count. */
  readonly metric: IMetric;
  /** Unit of the metric and of its thresholds. */
  readonly unit: SignalUnit;
  /** What it tells about. */
  readonly group: SignalGroup;
  /** Why the limits are where they are, and what to look at first, in 1 to 800 characters. */
  readonly reason: string;
  /**
   * Where users are affected.
   *
   * @default - it never wakes anybody
   */
  readonly critical?: Threshold;
  /**
   * Where users will be affected if nobody acts. It is crossed before `critical` is.
   *
   * @default - there is no early sign
   */
  readonly warning?: Threshold;
  /**
   * The threshold at which a new version is rolled back.
   *
   * @default - it rolls nothing back
   */
  readonly rollsBackAt?: Severity;
  /**
   * Alarms on the same metric that exist for another purpose, for example scaling. They are shown beside it.
   *
   * @default - no other alarm is known
   */
  readonly relatedAlarms?: IAlarm[];
}

/** Anything that can be monitored. */
export interface IMonitored extends IConstruct {
  /** What is worth watching about it. */
  signals(): Signal[];
}

/** The threshold of a severity, if the signal has it. */
export function thresholdOf(signal: Signal, severity: Severity): Threshold | undefined {
  return severity === Severity.CRITICAL ? signal.critical : signal.warning;
}

/** The signals that roll a new version back. */
export function rollbackSignals(signals: readonly Signal[]): Signal[] {
  return signals.filter((signal) => signal.rollsBackAt && thresholdOf(signal, signal.rollsBackAt));
}

/** The severities that a signal has a threshold for, the worst first. */
export function severitiesOf(signal: Signal): Severity[] {
  return Object.values(Severity).filter((severity) => thresholdOf(signal, severity));
}
