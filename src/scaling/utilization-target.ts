import { Annotations } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { Metric, Stats, type Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { decimal, isKnown, type Problem } from '../core';
import type { ScalableGroup, ScalableService } from './scalable';
import type { ScalingVariant } from './scaling-variant';
import { cooldownProblems, cooldowns, warnAboutCooldowns, type TargetTrackingOptions } from './target-tracking';

/** Options of `ScalingPolicy.cpuTarget` and `ScalingPolicy.memoryTarget`. */
export interface UtilizationTargetOptions extends TargetTrackingOptions {
  /**
   * Average utilization in percent that the policy aims at, a number from 1 to 100; outside of 10 to 90 it gives a
   * warning.
   *
   * @default - 70 for CPU, 80 for memory: room for what arrives while new capacity starts
   */
  readonly targetUtilizationPercent?: number;
}

type GroupMetric = Pick<autoscaling.TargetTrackingScalingPolicyProps, 'predefinedMetric' | 'customMetric'>;

/** What differs between CPU and memory. */
interface Resource {
  readonly name: string;
  readonly id: string;
  readonly defaultPercent: number;
  readonly serviceMetric: appscaling.PredefinedMetric;
  readonly groupMetric: (group: autoscaling.AutoScalingGroup) => GroupMetric;
}

export const CPU: Resource = {
  name: 'cpuTarget', id: 'CpuTarget', defaultPercent: 70,
  serviceMetric: appscaling.PredefinedMetric.ECS_SERVICE_AVERAGE_CPU_UTILIZATION,
  groupMetric: () => ({ predefinedMetric: autoscaling.PredefinedMetric.ASG_AVERAGE_CPU_UTILIZATION }),
};

export const MEMORY: Resource = {
  name: 'memoryTarget', id: 'MemoryTarget', defaultPercent: 80,
  serviceMetric: appscaling.PredefinedMetric.ECS_SERVICE_AVERAGE_MEMORY_UTILIZATION,
  // EC2 does not measure memory. The CloudWatch agent does, and has to aggregate by group.
  groupMetric: (group) => ({ customMetric: new Metric({
    namespace: 'CWAgent', metricName: 'mem_used_percent', statistic: Stats.AVERAGE,
    dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
  }) }),
};

const USEFUL_PERCENT = { min: 10, max: 90 };
const EXTREME_TARGET = 'cdk-elastic-web:extremeTarget';

/** Keeps the average utilization of a resource near a target. */
export class UtilizationTarget implements ScalingVariant {
  public readonly name: string;
  public readonly id: string;
  private readonly percent: number;

  constructor(private readonly resource: Resource, private readonly options: UtilizationTargetOptions) {
    this.name = resource.name;
    this.id = resource.id;
    this.percent = options.targetUtilizationPercent ?? resource.defaultPercent;
  }

  public problems(prop: string): Problem[] {
    return [
      ...decimal(`${prop}.targetUtilizationPercent`, this.percent, { min: 1, max: 100 }),
      ...cooldownProblems(prop, this.options),
    ];
  }

  public bindService(scope: Construct, { taskCount }: ScalableService): Alarm[] {
    new appscaling.TargetTrackingScalingPolicy(this.createParent(scope), 'Policy', {
      scalingTarget: taskCount, predefinedMetric: this.resource.serviceMetric, targetValue: this.percent,
      ...cooldowns(this.options),
    });
    return [];
  }

  public bindGroup(scope: Construct, { group, defaultInstanceWarmup }: ScalableGroup): Alarm[] {
    const parent = this.createParent(scope);
    warnAboutCooldowns(parent, this.name, this.options);
    new autoscaling.TargetTrackingScalingPolicy(parent, 'Policy', {
      autoScalingGroup: group, targetValue: this.percent, estimatedInstanceWarmup: defaultInstanceWarmup,
      ...this.resource.groupMetric(group),
    });
    return [];
  }

  private createParent(scope: Construct): Construct {
    const parent = new Construct(scope, this.id);
    if (isKnown(this.percent) && (this.percent < USEFUL_PERCENT.min || this.percent > USEFUL_PERCENT.max)) {
      Annotations.of(parent).addWarningV2(
        EXTREME_TARGET,
        `${this.name} aims at ${this.percent} %: below ${USEFUL_PERCENT.min} % most of the capacity is idle, `
        + `above ${USEFUL_PERCENT.max} % nothing is left while new capacity starts`,
      );
    }
    return parent;
  }
}
