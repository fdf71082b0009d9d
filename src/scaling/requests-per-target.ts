import { Fn } from 'aws-cdk-lib';
import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import type { CfnScalingPolicy as Cfn } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { contradiction, integer, inWords, type Problem } from '../core';
import type { ScalableGroup, ScalableService, ScalableTargets } from './scalable';
import type { ScalingVariant } from './scaling-variant';
import { cooldownProblems, cooldowns, warnAboutCooldowns, type TargetTrackingOptions } from './target-tracking';

/** Options of `ScalingPolicy.requestsPerTarget`. */
export interface RequestsPerTargetOptions extends TargetTrackingOptions {
  /**
   * How many requests one task or instance serves in a minute, an integer of at least 1: measure it in a load test, and
   * leave room.
   */
  readonly requestsPerTargetPerMinute: number;
}

/** Keeps the number of requests that each target gets near a target value. */
export class RequestsPerTarget implements ScalingVariant {
  public readonly name = 'requestsPerTarget';
  public readonly id = 'RequestsPerTarget';

  constructor(private readonly options: RequestsPerTargetOptions) {}

  public problems(prop: string, hasTargets: boolean): Problem[] {
    return [
      ...contradiction(!hasTargets, {
        prop, must: 'be used with an ingress', got: inWords('none'),
        advice: `${this.name} has no requests to count without one`,
      }),
      ...integer(`${prop}.requestsPerTargetPerMinute`, this.options.requestsPerTargetPerMinute, { min: 1 }),
      ...cooldownProblems(prop, this.options),
    ];
  }

  public bindService(scope: Construct, target: ScalableService): Alarm[] {
    const [first, second] = target.targetGroups;
    const policy = new appscaling.TargetTrackingScalingPolicy(new Construct(scope, this.id), 'Policy', {
      scalingTarget: target.taskCount,
      predefinedMetric: appscaling.PredefinedMetric.ALB_REQUEST_COUNT_PER_TARGET,
      resourceLabel: labelOf(target, first),
      targetValue: this.options.requestsPerTargetPerMinute,
      ...cooldowns(this.options),
    });
    if (second) trackSum(policy, [requestsOf('first', target, first), requestsOf('second', target, second)]);
    policy.node.addDependency(...target.targetGroups.map((group) => group.loadBalancerAttached));
    return [];
  }

  public bindGroup(scope: Construct, target: ScalableGroup): Alarm[] {
    const parent = new Construct(scope, this.id);
    warnAboutCooldowns(parent, this.name, this.options);
    const [group] = target.targetGroups;
    const policy = new autoscaling.TargetTrackingScalingPolicy(parent, 'Policy', {
      autoScalingGroup: target.group,
      predefinedMetric: autoscaling.PredefinedMetric.ALB_REQUEST_COUNT_PER_TARGET,
      resourceLabel: labelOf(target, group),
      targetValue: this.options.requestsPerTargetPerMinute,
      estimatedInstanceWarmup: target.defaultInstanceWarmup,
    });
    policy.node.addDependency(group.loadBalancerAttached);
    return [];
  }
}

/**
 * Tracks the sum over both groups. AWS's own metric looks at one group, and sees nothing after a deployment has moved
 * the traffic to the other.
 *
 * The sum is what each task serves: outside of a deployment the idle group counts nothing, and during one each side has
 * all its tasks and its share of the requests. The L2 construct takes no formula, so the resource below it gets one.
 *
 * @see
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking-metric-math.html
 */
function trackSum(
  policy: appscaling.TargetTrackingScalingPolicy, requests: readonly Cfn.TargetTrackingMetricDataQueryProperty[],
): void {
  const resource = policy.node.defaultChild as Cfn;
  type Configuration = Cfn.TargetTrackingScalingPolicyConfigurationProperty;
  const configuration = resource.targetTrackingScalingPolicyConfiguration as Configuration;
  const terms = requests.map(({ id }) => `FILL(${id}, 0)`).join(', ');
  resource.targetTrackingScalingPolicyConfiguration = {
    ...configuration,
    predefinedMetricSpecification: undefined,
    customizedMetricSpecification: {
      metrics: [
        { id: 'requests', expression: `SUM([${terms}])`, label: 'Requests per target', returnData: true }, ...requests,
      ],
    },
  };
}

function requestsOf(
  id: string, target: ScalableTargets, group: ApplicationTargetGroup,
): Cfn.TargetTrackingMetricDataQueryProperty {
  return {
    id,
    returnData: false,
    metricStat: {
      stat: 'Sum',
      metric: {
        namespace: 'AWS/ApplicationELB',
        metricName: 'RequestCountPerTarget',
        dimensions: [
          { name: 'LoadBalancer', value: fullNameOf(target) },
          { name: 'TargetGroup', value: group.targetGroupFullName },
        ],
      },
    },
  };
}

function labelOf(target: ScalableTargets, group: ApplicationTargetGroup): string {
  return `${fullNameOf(target)}/${group.targetGroupFullName}`;
}

/** `app/<name>/<id>`: the end of the ARN, because an imported load balancer has no attribute with it. */
function fullNameOf({ loadBalancer }: ScalableTargets): string {
  return Fn.select(1, Fn.split(':loadbalancer/', loadBalancer!.loadBalancerArn));
}
