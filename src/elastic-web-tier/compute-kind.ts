import type { CfnResource, Duration } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Defaults, Problem } from '../core';
import type { AwsService } from '../network';
import type { Signal } from '../signal';
import type { Entrance } from '../workload';
import type { Bootstrap } from './bootstrap';
import type { BoundDataVolume } from './data-volume';
import type { Launch } from './launch';

/** What the rules of a compute look at besides its own options. */
export interface ComputeContext {
  readonly defaults: Defaults;
  readonly bootstrap: Bootstrap;
  readonly hasIngress: boolean;
  /** Where instances can run. */
  readonly subnets: readonly ec2.ISubnet[];
}

/** What the launch of an instance differs in. */
export interface LaunchTraits {
  readonly dataVolume?: BoundDataVolume;
  /** Set where a load balancer drains an instance before it goes, in seconds. */
  readonly drainSeconds?: string;
  readonly isProtected: boolean;
}

/** Everything that is there when the instances are made. */
export interface ComputeRequest extends ComputeContext {
  readonly vpc: ec2.IVpc;
  readonly instanceType: ec2.InstanceType;
  readonly launch: Launch;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly port: number;
  readonly entrance: Entrance;
}

/** The instances of a tier, however they are run. */
export interface BoundCompute {
  readonly group?: AutoScalingGroup;
  readonly instance?: ec2.Instance;
  /** What CloudFormation waits for. */
  readonly resource: CfnResource;
  /** Name of the group, or id of the instance. */
  readonly computeId: string;
  /** Dimension that EC2 and the CloudWatch agent report the metrics of these instances under. */
  readonly dimensions: { readonly [name: string]: string };
  readonly scalingAlarms: readonly Alarm[];
  signals(): Signal[];
}

/** What the two ways to run instances differ in; `Compute` is its public face. */
export interface ComputeKind {
  readonly instanceType?: ec2.InstanceType;
  /** Types that may run besides it. */
  readonly otherInstanceTypes: readonly ec2.InstanceType[];
  /** Whether the machine image must not change by itself, because a new one replaces the instance. */
  readonly pinsImage: boolean;
  /** Whether AWS may often have no instance to give. */
  readonly runsOutOfSpot: boolean;
  /** What instances call because of it. */
  readonly services: readonly AwsService[];
  problems(prop: string, context: ComputeContext): Problem[];
  /** How many instances always run. */
  fewest(defaults: Defaults): number;
  /** Makes what an instance finds when it starts. */
  prepare(scope: Construct, context: ComputeContext, deregistrationDelay: Duration | undefined): LaunchTraits;
  grant(role: IRole, scope: Construct, traits: LaunchTraits, logicalId: string): void;
  bind(scope: Construct, request: ComputeRequest): BoundCompute;
}
