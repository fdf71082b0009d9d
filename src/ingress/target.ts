import type { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type {
  ApplicationListenerRule, ApplicationTargetGroup, HealthCheck, IApplicationListener, IApplicationLoadBalancer,
  TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { Problem } from '../core';
import type { DomainOptions } from './domain';
import type { PlannedRule } from './priorities';

/** What a service tells its ingress. */
export interface TargetSpec {
  readonly vpc: IVpc;
  /** Port that the targets listen on. */
  readonly port: number;
  /** IP for tasks, INSTANCE for EC2. */
  readonly targetType: TargetType;
  /** Whether deployments shift traffic between two target groups. */
  readonly shiftsTraffic: boolean;
  /** Zones where the targets run; nothing while the subnets cannot be selected. */
  readonly zones?: readonly string[];
}

/** What is known about the targets before anything is made. */
export interface TargetFacts {
  readonly deregistrationDelay: Duration;
  /** With the defaults filled in. */
  readonly healthCheck: HealthCheck;
}

/** What the variants of an ingress differ in. */
export interface IngressVariant extends TargetFacts {
  /**
   * Everything that is wrong, collisions with the rules and DNS names of other services included.
   *
   * @param prop name of the prop that holds the ingress
   * @param service the construct that is going to have the ingress
   */
  problems(prop: string, service: Construct, target: TargetSpec): Problem[];
  /** The rule that `bind` makes on a listener of others; left out where the listener is the service's own. */
  rule?(service: Construct): PlannedRule;
  /** The name whose DNS record `bind` makes, with its zone; without both there is no record. */
  record?(): DomainOptions | undefined;
  /** Builds, and rejects nothing: the service has asked for the problems before. */
  bind(service: Construct, target: TargetSpec): AttachedIngress;
}

/** What a service gets from its ingress: a target group behind a listener rule, never behind a default action. */
export interface AttachedIngress extends TargetFacts {
  readonly loadBalancer: IApplicationLoadBalancer;
  /** Whether other services use the load balancer too: then its own metrics say nothing about this one. */
  readonly isShared: boolean;
  readonly listener: IApplicationListener;
  readonly rule: ApplicationListenerRule;
  readonly targetGroup: ApplicationTargetGroup;
  /** Second group of blue/green, canary and linear deployments. */
  readonly alternateTargetGroup?: ApplicationTargetGroup;
  /**
   * Stickiness that every weighted rule over both groups needs, because AWS accepts sticky targets only behind sticky
   * rules.
   */
  readonly groupStickiness?: Duration;
  /** Where users find the service, with scheme. */
  readonly url: string;
  /** Certificate for the name of the service; nothing where the load balancer has one that others share. */
  readonly certificate?: ICertificate;
}
