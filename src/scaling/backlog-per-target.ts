import { Duration } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import { Metric, Stats, type Alarm, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct, type IConstruct } from 'constructs';
import { decimal, relation, type CapacityRange, type Problem } from '../core';
import { backlogMetricProblems, perTargetQueries } from './backlog-queries';
import { wakeGroup, wakeService } from './backlog-wake-up';
import type { ScalableGroup, ScalableService } from './scalable';
import type { ScalingVariant } from './scaling-variant';
import { cooldownProblems, cooldowns, warnAboutCooldowns, type TargetTrackingOptions } from './target-tracking';

/** Options of `ScalingPolicy.backlogPerTarget`. */
export interface BacklogPerTargetOptions extends TargetTrackingOptions {
  /**
   * How much work waits: messages of a queue, entries of a stream, files in a folder. A metric, or a formula of at most
   * 8 metrics, in the account and the Region of what is scaled.
   *
   * While nothing is reported, the policy removes nothing. With a lower bound of 0 something other than the workers has
   * to report it, as Amazon SQS does: workers that do not run report nothing.
   */
  readonly metric: IMetric;

  /**
   * How much work may wait for each task or instance, a number above 0: what one of them gets done in the time that a
   * piece of work may wait.
   */
  readonly backlogPerTarget: number;
}

const MINUTE = Duration.minutes(1);

/** Keeps the work that waits for each target near a target value. */
export class BacklogPerTarget implements ScalingVariant {
  public readonly name = 'backlogPerTarget';
  public readonly startsFromZero = true;
  public readonly id = 'BacklogPerTarget';

  constructor(private readonly options: BacklogPerTargetOptions) {}

  public problems(prop: string, _hasTargets?: boolean, _capacity?: CapacityRange, scope?: IConstruct): Problem[] {
    const { metric, backlogPerTarget } = this.options;
    return [
      ...backlogMetricProblems(`${prop}.metric`, metric, scope),
      ...decimal(`${prop}.backlogPerTarget`, backlogPerTarget),
      ...relation(
        { prop: `${prop}.backlogPerTarget`, must: 'be above 0', got: backlogPerTarget },
        [backlogPerTarget], () => !(backlogPerTarget <= 0),
      ),
      ...cooldownProblems(prop, this.options),
    ];
  }

  /**
   * The L2 construct takes no formula, so the resource is made here.
   *
   * Each running task reports its CPU once a minute, so the number of reports is the number of tasks, and no Container
   * Insights are needed.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cloudwatch-metrics.html#cw_running_task_count
   */
  public bindService(scope: Construct, { service, taskCount }: ScalableService): Alarm[] {
    const { metric, backlogPerTarget } = this.options;
    const parent = new Construct(scope, this.id);
    const running = service.metricCpuUtilization({ statistic: Stats.SAMPLE_COUNT, period: MINUTE });
    const { scaleInCooldown, scaleOutCooldown } = cooldowns(this.options);
    const policy = new appscaling.TargetTrackingScalingPolicy(parent, 'Policy', {
      scalingTarget: taskCount, targetValue: backlogPerTarget, customMetric: running, scaleInCooldown, scaleOutCooldown,
    });
    const resource = policy.node.defaultChild as appscaling.CfnScalingPolicy;
    type Configuration = appscaling.CfnScalingPolicy.TargetTrackingScalingPolicyConfigurationProperty;
    resource.targetTrackingScalingPolicyConfiguration = {
      ...resource.targetTrackingScalingPolicyConfiguration as Configuration,
      customizedMetricSpecification: { metrics: perTargetQueries(metric, running) },
    };
    return wakeService(parent, metric, running, taskCount);
  }

  public bindGroup(scope: Construct, { group, defaultInstanceWarmup }: ScalableGroup): Alarm[] {
    const { metric, backlogPerTarget } = this.options;
    const parent = new Construct(scope, this.id);
    warnAboutCooldowns(parent, this.name, this.options);
    const running = new Metric({
      namespace: 'AWS/AutoScaling', metricName: 'GroupInServiceInstances', statistic: Stats.AVERAGE, period: MINUTE,
      dimensionsMap: { AutoScalingGroupName: group.autoScalingGroupName },
    });
    new autoscaling.CfnScalingPolicy(parent, 'Policy', {
      autoScalingGroupName: group.autoScalingGroupName,
      policyType: 'TargetTrackingScaling',
      estimatedInstanceWarmup: defaultInstanceWarmup.toSeconds(),
      targetTrackingConfiguration: {
        targetValue: backlogPerTarget,
        customizedMetricSpecification: { metrics: perTargetQueries(metric, running) },
      },
    });
    return wakeGroup(parent, metric, running, group);
  }
}
