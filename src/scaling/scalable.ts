import type { Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { FargateService, ScalableTaskCount } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** What a scaling policy sees of the thing that it scales, whatever it is. */
export interface ScalableTargets {
  readonly loadBalancer?: IApplicationLoadBalancer;
  /** One group, or two where deployments shift traffic; empty without ingress. */
  readonly targetGroups: readonly ApplicationTargetGroup[];
}

/** An ECS service as a scaling policy sees it. */
export interface ScalableService extends ScalableTargets {
  readonly service: FargateService;
  readonly taskCount: ScalableTaskCount;
}

/** An Auto Scaling group as a scaling policy sees it. */
export interface ScalableGroup extends ScalableTargets {
  readonly group: AutoScalingGroup;
  /** Time that a new instance is left out of the average. */
  readonly defaultInstanceWarmup: Duration;
}
