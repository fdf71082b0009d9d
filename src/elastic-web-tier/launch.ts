import { Lazy, Size, Stack, Tags, type CfnResource } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Protocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { InstanceProfile } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct, IDependable } from 'constructs';
import { createLogGroup, rejectProblems, type LeastPrivilegeRole } from '../core';
import type { AttachedIngress } from '../ingress';
import type { ComputeContext, ComputeKind, LaunchTraits } from './compute-kind';
import type { ElasticWebTierProps } from './elastic-web-tier-props';
import { createInstanceRole, grantTelemetry } from './instance-role';
import { architectureOf, canBeEbsOptimized } from './instance-type';
import { amazonLinux } from './machine-image';
import { launchProblems } from './rules';
import { Settings } from './settings';
import { renderUserData } from './user-data';
import { ebsKeyOf } from './volume-key';

/** What a tier knows before its instances are launched. */
export interface LaunchRequest {
  readonly kind: ComputeKind;
  readonly context: ComputeContext;
  readonly instanceType: ec2.InstanceType;
  readonly port: number;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly ingress?: AttachedIngress;
  /** What CloudFormation waits for; it is made later. */
  readonly resource: () => CfnResource;
}

/** Of Amazon Linux. */
const ROOT_DEVICE = '/dev/xvda';
const ROOT_SIZE = Size.gibibytes(20);
/** A container is one hop further away than the instance, and needs the role as well. */
const HOPS = { host: 1, container: 2 };
const HEALTH_PATH = '/health';
/** Where no load balancer says it. */
const HEALTHY_CODES = '200-399';

/** Everything that an instance is launched with, whichever way instances are run. */
export class Launch {
  public readonly role: LeastPrivilegeRole;
  public readonly logGroup: ILogGroup;
  /** Nothing where the machine image brings everything. */
  public readonly settings?: Settings;
  public readonly traits: LaunchTraits;
  public readonly machineImage: ec2.IMachineImage;
  public readonly instanceProfile: InstanceProfile;
  public readonly blockDevices: ec2.BlockDevice[];
  /** Only where every type that may run can be. */
  public readonly ebsOptimized?: boolean;
  public readonly template: ec2.LaunchTemplate;

  constructor(private readonly scope: Construct, props: ElasticWebTierProps, private readonly request: LaunchRequest) {
    const { kind, context, instanceType, ingress } = request;
    this.role = createInstanceRole(scope);
    this.logGroup = createLogGroup(scope, 'LogGroup', { retention: props.logRetention });
    grantTelemetry(this.role, this.logGroup);
    if (!props.bootstrap._isNone) {
      this.settings = new Settings(scope, 'Settings', this.role);
      this.settings.variables.add(props);
    }
    this.traits = kind.prepare(scope, context, ingress?.deregistrationDelay);
    this.machineImage = props.machineImage ?? amazonLinux(scope, architectureOf(instanceType)!, kind.pinsImage);
    this.instanceProfile = new InstanceProfile(scope, 'InstanceProfile', { role: this.role });
    this.blockDevices = this.createBlockDevices(props.rootVolumeSize ?? ROOT_SIZE);
    this.ebsOptimized = [instanceType, ...kind.otherInstanceTypes].every(canBeEbsOptimized) || undefined;
    const userData = this.settings && this.createUserData(props, this.settings);
    this.template = this.createTemplate(props, userData);
    rejectProblems(scope, 'ElasticWebTier', launchProblems(props, userData, this.template.osType));
  }

  /** What an instance needs before it starts. */
  public get dependencies(): IDependable[] {
    return [this.role, ...(this.settings ? [this.settings] : [])];
  }

  private createBlockDevices(size: Size): ec2.BlockDevice[] {
    return [{
      deviceName: ROOT_DEVICE,
      volume: ec2.BlockDeviceVolume.ebs(size.toGibibytes(), {
        encrypted: true, kmsKey: ebsKeyOf(this.scope), volumeType: ec2.EbsDeviceVolumeType.GP3,
        deleteOnTermination: true,
      }),
    }];
  }

  private createUserData({ bootstrap }: ElasticWebTierProps, settings: Settings): string | undefined {
    const { kind, ingress, port } = this.request;
    const { stackId, region } = Stack.of(this.scope);
    const { path, port: checked, protocol, healthyHttpCodes } = ingress?.healthCheck ?? {};
    const logicalId = Lazy.string({ produce: () => Stack.of(this.scope).getLogicalId(this.request.resource()) });
    kind.grant(this.role, this.scope, this.traits, logicalId);
    const rendered = renderUserData(this.scope, bootstrap, {
      region,
      port,
      healthPort: checked === undefined || checked === 'traffic-port' ? undefined : checked,
      healthPath: path ?? HEALTH_PATH,
      healthScheme: protocol === Protocol.HTTPS ? 'https' : 'http',
      healthCodes: healthyHttpCodes ?? HEALTHY_CODES,
      architecture: architectureOf(this.request.instanceType) ?? ec2.InstanceArchitecture.X86_64,
      signal: { stack: stackId, resource: logicalId },
      logGroupName: this.logGroup.logGroupName,
      settingsParameter: settings.parameterName,
      settingsFingerprint: settings.fingerprint,
      drainSeconds: this.traits.drainSeconds,
      dataVolume: this.traits.dataVolume
        && { volumeId: this.traits.dataVolume.volume.volumeId, mountPath: this.traits.dataVolume.mountPath },
      isProtected: this.traits.isProtected,
    });
    for (const repository of rendered?.repositories ?? []) repository.grantPull(this.role);
    return rendered?.script;
  }

  private createTemplate({ bootstrap }: ElasticWebTierProps, userData: string | undefined): ec2.LaunchTemplate {
    const template = new ec2.LaunchTemplate(this.scope, 'LaunchTemplate', {
      instanceType: this.request.instanceType,
      machineImage: this.machineImage,
      userData: userData === undefined ? undefined : ec2.UserData.custom(userData),
      instanceProfile: this.instanceProfile,
      securityGroup: this.request.securityGroup,
      blockDevices: this.blockDevices,
      detailedMonitoring: true,
      ebsOptimized: this.ebsOptimized,
      requireImdsv2: true,
      httpEndpoint: true,
      httpPutResponseHopLimit: bootstrap._usesDocker ? HOPS.container : HOPS.host,
    });
    Tags.of(template).add('Name', this.scope.node.path);
    return template;
  }
}
