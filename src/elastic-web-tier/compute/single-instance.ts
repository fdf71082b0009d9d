import { Duration, Stack } from 'aws-cdk-lib';
import { Ec2Action, Ec2InstanceAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceIdTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import { Construct } from 'constructs';
import type { Problem } from '../../core';
import { newAlarm, Severity, withAlarmsBelow } from '../../signal';
import { singleLifecycle, type BootLifecycle } from '../boot/lifecycle';
import type { DataVolumeMount } from '../boot/volume-programs';
import { signalTimeoutOf } from '../bootstrap/timeouts';
import type { InstancePlan } from '../launch/instance-plan';
import { instanceTypeProblems, recoveryProblems } from '../launch/instance-type';
import { groupIdsOf } from '../launch/launch';
import { logicalIdOf } from '../launch/logical-id';
import type { ResolvedTier } from '../launch/resolved-tier';
import type { ComputeSpec, ComputeVariant, RunningInstances } from './compute-variant';
import { DataVolume } from './data-volume';
import type { DataVolumeVariant } from './data-volume-variant';
import { instanceCheckSignal, instanceSignals, systemCheckSignal } from './instance-signals';
import { successionStatements } from './statements';

/** One instance that stays, with its data. */
export interface SingleInstanceOptions {
  /**
   * Type of the instance. A Graviton type such as `t4g.medium` runs arm64 images.
   *
   * @default - t3.medium; t3.micro with Profile.DEVELOPMENT and t3.small with Profile.STAGING
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Volume for data that has to survive the instance. With `Bootstrap.none` a volume is an error, because nothing would
   * mount it.
   *
   * @default - DataVolume.sized(): 20 GiB at /data; none with Bootstrap.none
   */
  readonly dataVolume?: DataVolume;

  /**
   * Whether nobody can terminate the instance by mistake. A successor that works lifts the protection of its
   * predecessor, so that deployments can replace the instance. With `Bootstrap.none` nothing lifts it. Before you
   * delete the stack, deploy it once with `false`.
   *
   * @default - true; false with Profile.DEVELOPMENT and Profile.STAGING
   */
  readonly terminationProtection?: boolean;
}

const INSTANCE = 'Instance';
/** From the request to stop the predecessor to the moment that its volume is free. */
const HANDOVER = Duration.minutes(10);

/** `Compute.singleInstance`. */
export class SingleInstanceCompute implements ComputeVariant {
  public readonly otherInstanceTypes = [];
  public readonly runsOutOfSpot = false;
  public readonly services = [];
  public readonly rollbackAlarms = [];

  constructor(private readonly options: SingleInstanceOptions) {}

  public get instanceType(): ec2.InstanceType | undefined {
    return this.options.instanceType;
  }

  public zonesOf(tier: ResolvedTier): string[] {
    return tier.subnets.length === 0 ? [] : [this.subnetOf(tier).availabilityZone];
  }

  public problems(prop: string, { bootstrap, subnets }: ResolvedTier, scope: Construct): Problem[] {
    const { instanceType, dataVolume } = this.options;
    return [
      ...instanceTypeProblems(`${prop}.instanceType`, instanceType),
      ...recoveryProblems(`${prop}.instanceType`, instanceType),
      ...dataVolume?._variant.problems(`${prop}.dataVolume`, scope, subnets, !bootstrap.isNone) ?? [],
    ];
  }

  public draft(scope: Construct, tier: ResolvedTier): BootLifecycle {
    return this.lifecycleOf(scope, tier, this.volumeOf(tier).draft());
  }

  public plan(scope: Construct, tier: ResolvedTier): InstancePlan {
    const data = this.volumeOf(tier).bind(scope, this.subnetOf(tier));
    const lifecycle = this.lifecycleOf(scope, tier, data?.mount);
    return {
      dataVolume: data?.volume,
      lifecycle,
      statements: successionStatements(scope, {
        logicalId: lifecycle.signal.resource, volume: data?.volume, isProtected: this.isProtected(tier),
      }),
      otherInstanceTypes: [],
      pinsImage: true,
      fewest: 1,
    };
  }

  public bind(scope: Construct, spec: ComputeSpec): RunningInstances {
    const { tier: { bootstrap, port }, entrance: { targetGroup }, plan } = spec;
    const instance = this.createInstance(scope, spec);
    const dimensions = { InstanceId: instance.instanceId };
    const recovery = createRecovery(scope, dimensions);
    targetGroup?.addTarget(new InstanceIdTarget(instance.instanceId, port));
    targetGroup?.registerConnectable(instance);
    return {
      instance,
      resource: instance.instance,
      computeId: instance.instanceId,
      dimensions,
      scalingAlarms: [],
      signals: () => withAlarmsBelow(recovery, instanceSignals({
        dimensions, hasAgent: !bootstrap.isNone, hasTargets: targetGroup !== undefined,
        volumeId: plan.dataVolume?.volumeId,
      })),
    };
  }

  private lifecycleOf(scope: Construct, tier: ResolvedTier, dataVolume: DataVolumeMount | undefined): BootLifecycle {
    const { stackId, region } = Stack.of(scope);
    return singleLifecycle({
      region,
      signal: { stack: stackId, resource: logicalIdOf(scope, INSTANCE) },
      dataVolume,
      isProtected: this.isProtected(tier),
      usesDocker: tier.bootstrap.usesDocker,
    });
  }

  /**
   * The launch template replaces the instance under the same logical id when it has a new version. Rule packs look at
   * the instance itself, so it repeats what they ask for.
   */
  private createInstance(scope: Construct, { tier, launch, securityGroup }: ComputeSpec): ec2.Instance {
    const instance = new ec2.Instance(scope, INSTANCE, {
      instanceName: scope.node.path,
      vpc: tier.vpc,
      vpcSubnets: { subnets: [this.subnetOf(tier)] },
      instanceType: tier.instanceType,
      machineImage: launch.machineImage,
      instanceProfile: launch.instanceProfile,
      securityGroup,
      blockDevices: launch.blockDevices,
      detailedMonitoring: true,
      ebsOptimized: launch.ebsOptimized,
      disableApiTermination: this.isProtected(tier),
      propagateTagsToVolumeOnCreation: true,
      resourceSignalTimeout: signalTimeoutOf(tier.bootstrap)?.plus(HANDOVER),
    });
    if (tier.placed.securityGroups.length > 0) instance.instance.securityGroupIds = groupIdsOf(tier, securityGroup);
    // the subnet says the zone, the launch template says user data and image.
    instance.instance.availabilityZone = undefined;
    instance.instance.userData = undefined;
    instance.instance.imageId = undefined;
    instance.instance.launchTemplate = {
      launchTemplateId: launch.template.launchTemplateId, version: launch.template.latestVersionNumber,
    };
    return instance;
  }

  private isProtected({ defaults }: ResolvedTier): boolean {
    return this.options.terminationProtection ?? defaults.deletionProtection;
  }

  private volumeOf({ bootstrap }: ResolvedTier): DataVolumeVariant {
    return (this.options.dataVolume ?? (bootstrap.isNone ? DataVolume.none() : DataVolume.sized()))._variant;
  }

  private subnetOf(tier: ResolvedTier): ec2.ISubnet {
    return this.volumeOf(tier).subnetOf(tier.subnets);
  }
}

/** Alarms that let EC2 recover an instance that fails, and tell people about it. */
function createRecovery(scope: Construct, dimensions: Record<string, string>): Construct {
  const parent = new Construct(scope, 'Recovery');
  const system = systemCheckSignal(dimensions);
  newAlarm(parent, system, Severity.CRITICAL).addAlarmAction(new Ec2Action(Ec2InstanceAction.RECOVER));
  const instance = instanceCheckSignal(dimensions);
  newAlarm(parent, instance, Severity.CRITICAL).addAlarmAction(new Ec2Action(Ec2InstanceAction.REBOOT));
  return parent;
}
