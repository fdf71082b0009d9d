import type { CfnResource } from 'aws-cdk-lib';
import type { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm, IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { Instance, InstanceType, ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Problem } from '../../core';
import type { AwsService } from '../../network';
import type { Signal } from '../../signal';
import type { Entrance } from '../../workload';
import type { BootLifecycle } from '../boot/lifecycle';
import type { InstancePlan } from '../launch/instance-plan';
import type { Launch } from '../launch/launch';
import type { ResolvedTier } from '../launch/resolved-tier';

/** What exists when the instances are made. */
export interface ComputeSpec {
  readonly tier: ResolvedTier;
  readonly plan: InstancePlan;
  readonly launch: Launch;
  readonly securityGroup: ISecurityGroup;
  readonly entrance: Entrance;
}

/** The instances of a tier. */
export interface RunningInstances {
  readonly group?: AutoScalingGroup;
  readonly instance?: Instance;
  /** The resource that CloudFormation waits for. */
  readonly resource: CfnResource;
  /** Name of the group, or id of the instance. */
  readonly computeId: string;
  /** Dimension of the metrics that EC2 and the CloudWatch agent report for these instances. */
  readonly dimensions: { readonly [name: string]: string };
  readonly scalingAlarms: readonly Alarm[];
  signals(): Signal[];
}

/** What a group and a single instance differ in. */
export interface ComputeVariant {
  /** Instance type, if the user chose one. */
  readonly instanceType?: InstanceType;
  /** Instance types that may run besides it. */
  readonly otherInstanceTypes: readonly InstanceType[];
  /** Whether AWS may often have no instance to give. */
  readonly runsOutOfSpot: boolean;
  /** Alarms of the user that roll a new version back. */
  readonly rollbackAlarms: readonly IAlarm[];
  /** AWS services that the instances call because of the way they are run. */
  readonly services: readonly AwsService[];
  /** Zones that an instance may be started in; none where no subnet can be selected. */
  zonesOf(tier: ResolvedTier): string[];
  problems(prop: string, tier: ResolvedTier, scope: Construct): Problem[];
  /** The first boot, with placeholders for what is not made yet. It makes nothing. */
  draft(scope: Construct, tier: ResolvedTier): BootLifecycle;
  /** Makes what outlives the instances, and says what their launch depends on. */
  plan(scope: Construct, tier: ResolvedTier): InstancePlan;
  /** Makes the instances. */
  bind(scope: Construct, spec: ComputeSpec): RunningInstances;
}
