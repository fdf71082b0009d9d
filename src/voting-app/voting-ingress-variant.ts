import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { Problem } from '../core';
import type { Ingress, TargetSpec, WebLoadBalancer } from '../ingress';
import { workloadZones } from '../network';
import { PORT } from './program';

/** The ways in, once the load balancer is there. */
export interface AttachedPages {
  /** The load balancer that was made for the application. */
  readonly loadBalancer?: WebLoadBalancer;
  readonly vote: Ingress;
  readonly result: Ingress;
  /** Proxies whose entries of `X-Forwarded-For` are believed. */
  readonly proxies: number;
}

/** What the ways in differ in. */
export interface VotingIngressVariant {
  problems(prop: string, scope: Construct, vpc: IVpc): Problem[];
  bind(scope: Construct, vpc: IVpc): AttachedPages;
  /** Ways in that the user made, and may have given a shorter time to drain. */
  readonly given?: readonly Ingress[];
}

/** What an ingress is told about the pages. */
export function targetIn(vpc: IVpc): TargetSpec {
  return { vpc, port: PORT, targetType: TargetType.IP, shiftsTraffic: false, zones: workloadZones(vpc) };
}
