import type { MetricMath } from './metric-math';
import type { MetricName } from './series';
import type { Statistic } from './statistic';

/** State of an alarm. */
export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** What a gap means. */
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

/** When a point breaches, by the names of CloudWatch. */
export const COMPARISONS = {
  GreaterThanThreshold: (point: number, threshold: number) => point > threshold,
  GreaterThanOrEqualToThreshold: (point: number, threshold: number) => point >= threshold,
  LessThanThreshold: (point: number, threshold: number) => point < threshold,
  LessThanOrEqualToThreshold: (point: number, threshold: number) => point <= threshold,
} as const;

export type Comparison = keyof typeof COMPARISONS;

/** A metric with its statistic. */
export interface MeasuredMetric {
  readonly metric: MetricName;
  readonly statistic: Statistic;
}

/** A metric or an expression of an alarm. */
export type Query = MeasuredMetric | MetricMath;

/** When points become an alarm. */
export interface Condition {
  readonly comparison: Comparison;
  readonly threshold: number;
  /** Number of periods that are looked at, N. */
  readonly evaluationPeriods: number;
  /** Number of those periods that have to breach, M. */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
}

/** An alarm on a metric or on an expression. */
export interface AlarmDefinition extends Condition {
  /** Name by which composite alarms and messages know it. */
  readonly name: string;
  readonly periodSeconds: number;
  /** Metrics and expressions by their ids. */
  readonly queries: Readonly<Record<string, Query>>;
  /** Id of the query that is compared with the threshold. */
  readonly returned: string;
}
