import type { FargateService, ScalableTaskCount } from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** An ECS service as a scaling policy sees it. */
export interface ScalableService {
  readonly service: FargateService;
  readonly taskCount: ScalableTaskCount;
  readonly loadBalancer?: IApplicationLoadBalancer;
  /** One group, or two where deployments shift traffic; empty without ingress. */
  readonly targetGroups: readonly ApplicationTargetGroup[];
}
