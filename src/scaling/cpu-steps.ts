import { Annotations, Duration, Tokenization } from 'aws-cdk-lib';
import { AdjustmentType, MetricAggregationType, StepScalingAction } from 'aws-cdk-lib/aws-applicationautoscaling';
import { CfnScalingPolicy } from 'aws-cdk-lib/aws-autoscaling';
import {
  Alarm, ComparisonOperator, Metric, Stats, TreatMissingData, type IAlarmAction,
} from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationScalingAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Construct } from 'constructs';
import {
  alarmWindow, areKnown, decimal, duration, integer, isQuantity, known, relation, type Problem,
} from '../core';
import type { ScalableGroup, ScalableService } from './scalable';
import type { ScalingVariant } from './scaling-variant';

/** One direction of a step policy. */
export interface CpuStep {
  /**
   * CPU utilization in percent, a number from 1 to 99, that the average of a period has to be above (out) or below
   * (in).
   *
   * @default - 70 to scale out, 30 to scale in: requests queue up well before 100 %, and a gap of 40 keeps the two from
   *   chasing each other
   */
  readonly thresholdPercent?: number;

  /**
   * Length of a period, a multiple of 1 minute up to 1 day, because CPU is measured once a minute.
   *
   * @default Duration.minutes(2)
   */
  readonly period?: Duration;

  /**
   * Number of consecutive periods, an integer of at least 1; all of them together may not exceed 1 day.
   *
   * @default - 2 to scale out, 5 to scale in: missing capacity hurts users, spare capacity only costs
   */
  readonly periods?: number;

  /**
   * How many tasks or instances are added (out) or removed (in), an integer of at least 1.
   *
   * @default - 2 to scale out, 1 to scale in
   */
  readonly adjustment?: number;

  /**
   * Pause after a change before the next one, in whole seconds of at least 1: the effect of the first has to show in
   * the metric.
   *
   * @default Duration.minutes(5)
   */
  readonly cooldown?: Duration;
}

/** Both directions of `ScalingPolicy.cpuSteps`. */
export interface CpuStepsOptions {
  /**
   * When and how far to scale out.
   *
   * @default - above 70 % in 2 periods of 2 minutes: 2 more, then 5 minutes pause
   */
  readonly scaleOut?: CpuStep;

  /**
   * When and how far to scale in. Its threshold must be below that of `scaleOut`; less than 20 points apart gives a
   * warning.
   *
   * @default - below 30 % in 5 periods of 2 minutes: 1 less, then 5 minutes pause
   */
  readonly scaleIn?: CpuStep;
}

const SCALE_OUT = {
  thresholdPercent: 70, period: Duration.minutes(2), periods: 2, adjustment: 2, cooldown: Duration.minutes(5),
};
const SCALE_IN = {
  thresholdPercent: 30, period: Duration.minutes(2), periods: 5, adjustment: 1, cooldown: Duration.minutes(5),
};
/** With fewer points between the thresholds, removing one of a few tasks can push the others over the upper one. */
const MIN_GAP = 20;
const SMALL_GAP = 'cdk-elastic-web:smallThresholdGap';

type Step = Required<CpuStep>;
interface Direction {
  readonly id: string;
  readonly step: Step;
  readonly change: number;
  readonly comparison: ComparisonOperator;
  readonly description: string;
}

/** Adds and removes a fixed number when a CPU alarm fires; anybody can see the alarms in CloudWatch. */
export class CpuSteps implements ScalingVariant {
  public readonly name = 'cpuSteps';
  public readonly id = 'CpuSteps';
  private readonly out: Step;
  private readonly in: Step;

  constructor({ scaleOut, scaleIn }: CpuStepsOptions) {
    this.out = withDefaults(scaleOut, SCALE_OUT);
    this.in = withDefaults(scaleIn, SCALE_IN);
  }

  public problems(prop: string): Problem[] {
    const [high, low] = [this.out.thresholdPercent, this.in.thresholdPercent];
    return [
      ...stepProblems(`${prop}.scaleOut`, this.out),
      ...stepProblems(`${prop}.scaleIn`, this.in),
      ...relation(
        { prop: `${prop}.scaleIn.thresholdPercent`, must: `be below "scaleOut.thresholdPercent" (${high})`, got: low },
        [high, low], () => low < high,
      ),
    ];
  }

  public bindService(scope: Construct, { service, taskCount }: ScalableService): Alarm[] {
    return this.bind(
      scope, (period) => service.metricCpuUtilization({ period, statistic: Stats.AVERAGE }),
      (parent, { step, change }) => {
        const action = new StepScalingAction(parent, 'Policy', {
          scalingTarget: taskCount,
          adjustmentType: AdjustmentType.CHANGE_IN_CAPACITY,
          cooldown: step.cooldown,
          metricAggregationType: MetricAggregationType.AVERAGE,
        });
        action.addAdjustment(
          change > 0 ? { adjustment: change, lowerBound: 0 } : { adjustment: change, upperBound: 0 },
        );
        return new ApplicationScalingAction(action);
      },
    );
  }

  /** Simple scaling: the only type of policy of an Auto Scaling group that keeps a cooldown. */
  public bindGroup(scope: Construct, { group }: ScalableGroup): Alarm[] {
    const metric = (period: Duration) => new Metric({
      namespace: 'AWS/EC2', metricName: 'CPUUtilization', statistic: Stats.AVERAGE, period,
      dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
    });
    return this.bind(scope, metric, (parent, { step, change }) => {
      const policy = new CfnScalingPolicy(parent, 'Policy', {
        autoScalingGroupName: group.autoScalingGroupName,
        policyType: 'SimpleScaling',
        adjustmentType: 'ChangeInCapacity',
        scalingAdjustment: change,
        cooldown: Tokenization.stringifyNumber(step.cooldown.toSeconds()),
      });
      return { bind: () => ({ alarmActionArn: policy.attrArn }) };
    });
  }

  private bind(
    scope: Construct, metric: (period: Duration) => Metric,
    action: (parent: Construct, direction: Direction) => IAlarmAction,
  ): Alarm[] {
    const parent = new Construct(scope, this.id);
    this.warnAboutGap(parent);
    return this.directions().map((direction) => {
      const inner = new Construct(parent, direction.id);
      const alarm = new Alarm(inner, 'Alarm', {
        alarmDescription: direction.description,
        metric: metric(direction.step.period),
        threshold: direction.step.thresholdPercent,
        comparisonOperator: direction.comparison,
        evaluationPeriods: direction.step.periods,
        // a gap in the metric says nothing about the load, so it must not move the capacity.
        treatMissingData: TreatMissingData.IGNORE,
      });
      alarm.addAlarmAction(action(inner, direction));
      return alarm;
    });
  }

  private directions(): Direction[] {
    return [{
      id: 'ScaleOut', step: this.out, change: this.out.adjustment,
      comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
      description: `Adds ${this.out.adjustment} when CPU is above ${conditionOf(this.out)}: `
        + 'requests queue up well before 100 %',
    }, {
      id: 'ScaleIn', step: this.in, change: -this.in.adjustment, comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
      description: `Removes ${this.in.adjustment} when CPU is below ${conditionOf(this.in)}: spare capacity only costs`,
    }];
  }

  private warnAboutGap(parent: Construct): void {
    const [high, low] = [this.out.thresholdPercent, this.in.thresholdPercent];
    if (!areKnown(high, low) || high - low >= MIN_GAP) return;
    Annotations.of(parent).addWarningV2(SMALL_GAP, `cpuSteps scales out above ${high} % and in below ${low} %: `
    + `less than ${MIN_GAP} points apart, removing a task or an instance can push the others over the upper threshold`);
  }
}

function withDefaults(given: CpuStep | undefined, defaults: Step): Step {
  return {
    thresholdPercent: given?.thresholdPercent ?? defaults.thresholdPercent,
    period: given?.period ?? defaults.period,
    periods: given?.periods ?? defaults.periods,
    adjustment: given?.adjustment ?? defaults.adjustment,
    cooldown: given?.cooldown ?? defaults.cooldown,
  };
}

function stepProblems(prop: string, { thresholdPercent, period, periods, adjustment, cooldown }: Step): Problem[] {
  return [
    ...decimal(`${prop}.thresholdPercent`, thresholdPercent, { min: 1, max: 99 }),
    ...known(`${prop}.period`, period),
    ...relation(
      {
        prop: `${prop}.period`, must: 'be a multiple of 1 minute up to 1 day', got: period,
        advice: 'CPU is measured once a minute',
      },
      [period], () => isWholeMinutes(period),
    ),
    ...integer(`${prop}.periods`, periods, { min: 1 }),
    ...alarmWindow(`${prop}.periods`, periods, period),
    ...known(`${prop}.adjustment`, adjustment),
    ...integer(`${prop}.adjustment`, adjustment, { min: 1 }),
    ...duration(`${prop}.cooldown`, cooldown, { min: Duration.seconds(1) }),
  ];
}

function isWholeMinutes(period: Duration): boolean {
  if (!isQuantity(period)) return false;
  const minutes = period.toMinutes({ integral: false });
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= 24 * 60;
}

function conditionOf({ thresholdPercent, periods, period }: Step): string {
  return `${Tokenization.stringifyNumber(thresholdPercent)} % for ${Tokenization.stringifyNumber(periods)} x `
    + `${period.toSeconds()} s`;
}
