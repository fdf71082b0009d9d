import { ComparisonOperator, TreatMissingData, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { guardFactories } from '../core';

/** When a limit counts as crossed, and what a gap in the metric means. */
export interface ThresholdOptions {
  /** Number of periods of the metric that are looked at, an integer of at least 1. */
  readonly periods: number;

  /**
   * Number of those periods that have to cross the limit, an integer from 1 to `periods`.
   *
   * @default - all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * What a period without data means.
   *
   * `BREACHING` is for a metric that a dead resource no longer reports, and for one threshold of it, because one alarm
   * is enough.
   *
   * @default TreatMissingData.NOT_BREACHING - a gap says nothing bad, so that an idle system is not in alarm
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
   */
  readonly missingData?: TreatMissingData;

  /**
   * The alarm of this threshold, where it exists already: it is used and no second one is made.
   *
   * @default - none exists
   */
  readonly alarm?: IAlarm;
}

/**
 * The limit at which a signal becomes an alarm.
 *
 * @example
 * const slow = Threshold.above(0.5, { periods: 5, datapointsToAlarm: 3 });
 * const dead = Threshold.below(1, { periods: 3, missingData: cloudwatch.TreatMissingData.BREACHING });
 */
export class Threshold {
  /** Crossed by more than the value. */
  public static above(value: number, options: ThresholdOptions): Threshold {
    return new Threshold(value, ComparisonOperator.GREATER_THAN_THRESHOLD, options);
  }

  /** Crossed by the value or more. */
  public static atLeast(value: number, options: ThresholdOptions): Threshold {
    return new Threshold(value, ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD, options);
  }

  /** Crossed by less than the value. */
  public static below(value: number, options: ThresholdOptions): Threshold {
    return new Threshold(value, ComparisonOperator.LESS_THAN_THRESHOLD, options);
  }

  /** Crossed by the value or less. */
  public static atMost(value: number, options: ThresholdOptions): Threshold {
    return new Threshold(value, ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD, options);
  }

  /** The limit, in the unit of the signal. */
  public readonly value: number;
  /** Direction of the comparison. */
  public readonly comparison: ComparisonOperator;
  /** Number of periods that are looked at. */
  public readonly evaluationPeriods: number;
  /** Number of those periods that have to cross the limit; nothing means all. */
  public readonly datapointsToAlarm?: number;
  /** What a period without data means. */
  public readonly missingData: TreatMissingData;
  /** The alarm of this threshold, where it exists already. */
  public readonly alarm?: IAlarm;

  private constructor(value: number, comparison: ComparisonOperator, options: ThresholdOptions) {
    this.value = value;
    this.comparison = comparison;
    this.evaluationPeriods = options.periods;
    this.datapointsToAlarm = options.datapointsToAlarm;
    this.missingData = options.missingData ?? TreatMissingData.NOT_BREACHING;
    this.alarm = options.alarm;
  }

  /**
   * The same threshold, with an alarm that exists already.
   *
   * @param alarm for example the one that rolls a deployment back
   */
  public withAlarm(alarm: IAlarm): Threshold {
    return new Threshold(this.value, this.comparison, {
      periods: this.evaluationPeriods, datapointsToAlarm: this.datapointsToAlarm, missingData: this.missingData, alarm,
    });
  }
}

guardFactories(Threshold);
