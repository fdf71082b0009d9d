import { Duration } from 'aws-cdk-lib';
import { Ec2Action, Ec2InstanceAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceIdTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2-targets';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Problem } from '../core';
import { newAlarm, Severity, withAlarmsBelow, type Signal } from '../signal';
import type { Bootstrap } from './bootstrap';
import type { BoundCompute, ComputeContext, ComputeKind, ComputeRequest, LaunchTraits } from './compute-kind';
import { DataVolume } from './data-volume';
import { grantSuccession } from './instance-role';
import { instanceCheckSignal, instanceSignals, systemCheckSignal } from './instance-signals';
import { instanceTypeProblems } from './instance-type';
import { signalTimeoutOf } from './timing';

/** One instance that stays, with its data. */
export interface SingleInstanceOptions {
  /**
   * Type of the instance. A Graviton type such as `t4g.medium` runs arm64 images.
   *
   * @default - t3.medium; t3.micro with Profile.DEVELOPMENT and t3.small with Profile.STAGING
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Where the data is that has to survive the instance. Rejected with `Bootstrap.none`, which mounts nothing.
   *
   * @default - DataVolume.sized(): 20 GiB at /data; none with Bootstrap.none
   */
  readonly dataVolume?: DataVolume;

  /**
   * Whether nobody can terminate the instance by mistake. A successor lifts the protection when it works, so that
   * deployments can replace
   * the instance; with `Bootstrap.none` nothing does. Before the stack is deleted, deploy it once with `false`.
   *
   * @default - true; false with Profile.DEVELOPMENT and Profile.STAGING
   */
  readonly terminationProtection?: boolean;
}

/** Between the request to stop the predecessor and the moment that its volume is free. */
const HANDOVER = Duration.minutes(10);

/** One instance: `Compute.singleInstance`. */
export class SingleInstanceKind implements ComputeKind {
  public readonly otherInstanceTypes = [];
  public readonly pinsImage = true;
  public readonly runsOutOfSpot = false;
  public readonly services = [];

  constructor(private readonly options: SingleInstanceOptions) {}

  public get instanceType(): ec2.InstanceType | undefined {
    return this.options.instanceType;
  }

  public problems(prop: string, { bootstrap, subnets }: ComputeContext): Problem[] {
    const { instanceType, dataVolume } = this.options;
    return [
      ...instanceTypeProblems(`${prop}.instanceType`, instanceType),
      ...dataVolume?._problems(`${prop}.dataVolume`, subnets, !bootstrap._isNone) ?? [],
    ];
  }

  public prepare(scope: Construct, context: ComputeContext): LaunchTraits {
    return {
      dataVolume: this.volume(context.bootstrap)._bind(scope, this.subnet(context)),
      isProtected: this.options.terminationProtection ?? context.defaults.deletionProtection,
    };
  }

  public grant(role: IRole, scope: Construct, traits: LaunchTraits, logicalId: string): void {
    grantSuccession(role, scope, traits, logicalId);
  }

  public bind(scope: Construct, request: ComputeRequest): BoundCompute {
    const instance = this.createInstance(scope, request);
    const dimensions = { InstanceId: instance.instanceId };
    const recovery = this.createRecovery(scope, dimensions);
    request.ingress?.targetGroup.addTarget(new InstanceIdTarget(instance.instanceId, request.port));
    request.ingress?.targetGroup.registerConnectable(instance);
    return {
      instance,
      resource: instance.instance,
      computeId: instance.instanceId,
      dimensions,
      scalingAlarms: [],
      fewest: 1,
      signals: (): Signal[] =>
        withAlarmsBelow(recovery, instanceSignals({
          dimensions, hasAgent: !request.bootstrap._isNone, hasTargets: request.ingress !== undefined,
          volumeId: request.launch.traits.dataVolume?.volume.volumeId,
        })),
    };
  }

  /**
   * Launched from the template, whose new version replaces the instance under the same logical id. The rule packs look
   * at the
   * instance itself, so what they ask for stands there too.
   */
  private createInstance(scope: Construct, request: ComputeRequest): ec2.Instance {
    const { launch, bootstrap } = request;
    const instance = new ec2.Instance(scope, 'Instance', {
      instanceName: scope.node.path,
      vpc: request.vpc,
      vpcSubnets: { subnets: [this.subnet(request)] },
      instanceType: request.instanceType,
      machineImage: launch.machineImage,
      instanceProfile: launch.instanceProfile,
      securityGroup: request.securityGroup,
      blockDevices: launch.blockDevices,
      detailedMonitoring: true,
      ebsOptimized: launch.ebsOptimized,
      disableApiTermination: launch.traits.isProtected,
      propagateTagsToVolumeOnCreation: true,
      resourceSignalTimeout: signalTimeoutOf(bootstrap)?.plus(HANDOVER),
    });
    // its subnet says the zone, and its template user data and image.
    instance.instance.availabilityZone = undefined;
    instance.instance.userData = undefined;
    instance.instance.imageId = undefined;
    instance.instance.launchTemplate = {
      launchTemplateId: launch.template.launchTemplateId, version: launch.template.latestVersionNumber,
    };
    return instance;
  }

  /** What EC2 does by itself to an instance that fails: alarms, so that a person sees it. */
  private createRecovery(scope: Construct, dimensions: Record<string, string>): Construct {
    const home = new Construct(scope, 'Recovery');
    const system = systemCheckSignal(dimensions);
    newAlarm(home, system, Severity.CRITICAL).addAlarmAction(new Ec2Action(Ec2InstanceAction.RECOVER));
    const instance = instanceCheckSignal(dimensions);
    newAlarm(home, instance, Severity.CRITICAL).addAlarmAction(new Ec2Action(Ec2InstanceAction.REBOOT));
    return home;
  }

  private volume(bootstrap: Bootstrap): DataVolume {
    return this.options.dataVolume ?? (bootstrap._isNone ? DataVolume.none() : DataVolume.sized());
  }

  private subnet({ bootstrap, subnets }: ComputeContext): ec2.ISubnet {
    return this.volume(bootstrap)._subnet(subnets);
  }
}
