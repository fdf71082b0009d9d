import type { ComparisonOperator, IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';

/** How bad it is when a threshold is crossed. */
export enum Severity {
  /** Users are affected now: wake somebody. */
  CRITICAL = 'critical',
  /** Users will be affected if nobody acts: look at it in working hours. */
  WARNING = 'warning',
}

/** The value at which a signal becomes an alarm. */
export interface SignalThreshold {
  /** How bad it is. */
  readonly severity: Severity;
  /** The limit, in the unit of the signal. */
  readonly value: number;
  /** Direction of the comparison. */
  readonly comparison: ComparisonOperator;
  /** Number of periods that are looked at, at least 1. */
  readonly evaluationPeriods: number;
  /**
   * Number of those periods that have to cross the limit, from 1 to `evaluationPeriods`.
   *
   * @default - all of them
   */
  readonly datapointsToAlarm?: number;
}

/**
 * Something worth watching about a construct: what is measured, when it is bad, and why.
 *
 * Alarms, dashboards and the rollback of deployments are all made from the same signals, so a threshold stands once.
 */
export interface Signal {
  /** Stable name in PascalCase, unique in its construct; the id of the alarm that is made from it. */
  readonly id: string;
  /** Title for people, for example `Errors of the targets`. */
  readonly title: string;
  /** What is measured; its period and statistic count. */
  readonly metric: IMetric;
  /** Unit of the metric for people, for example `%`, `s` or `requests`. */
  readonly unit: string;
  /** When it becomes an alarm; empty for something that is only shown. */
  readonly thresholds: SignalThreshold[];
  /** What an absent data point means. */
  readonly missingData: TreatMissingData;
  /** Why the limit is where it is, and what to look at first. */
  readonly reason: string;
  /**
   * Whether a new version that crosses the first threshold is rolled back.
   *
   * @default false
   */
  readonly rollsBack?: boolean;
}

/** Anything that can be monitored. */
export interface IMonitored extends IConstruct {
  /** What is worth watching about it. */
  signals(): Signal[];
}
