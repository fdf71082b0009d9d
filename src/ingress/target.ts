import type { Duration } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type {
  ApplicationListenerRule, ApplicationTargetGroup, HealthCheck, IApplicationListener, IApplicationLoadBalancer,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';

/** What a service tells its ingress. */
export interface TargetRequest {
  readonly vpc: IVpc;
  /** Port that the targets listen on. */
  readonly port: number;
  /** IP for tasks, INSTANCE for EC2. */
  readonly targetType: TargetType;
  /** Whether deployments shift traffic between two target groups. */
  readonly alternate: boolean;
}

/** What a service gets from its ingress: a target group behind a listener rule, never behind a default action. */
export interface BoundIngress {
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Whether other services use the load balancer too: then its own metrics say nothing about this one. */
  readonly isShared: boolean;
  readonly listener: IApplicationListener;
  readonly rule: ApplicationListenerRule;
  readonly targetGroup: ApplicationTargetGroup;
  /** Second group of blue/green, canary and linear deployments. */
  readonly alternateTargetGroup?: ApplicationTargetGroup;
  /**
   * What every weighted rule over both groups has to be given, because AWS accepts sticky targets only behind sticky
   * rules.
   */
  readonly groupStickiness?: Duration;
  /** Where users find the service, with scheme. */
  readonly url: string;
  readonly deregistrationDelay: Duration;
  readonly healthCheck: HealthCheck;
}
