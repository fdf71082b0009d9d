import { Size, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { InstanceProfile } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Application } from './application';
import type { InstancePlan } from './instance-plan';
import { architectureOf, canBeEbsOptimized } from './instance-type';
import { amazonLinux } from './machine-image';
import type { ResolvedTier } from './resolved-tier';
import { createUserData } from './user-data';
import { ebsKeyOf } from './volume-key';

/** What instances are launched with. */
export interface LaunchProps {
  readonly tier: ResolvedTier;
  readonly application: Application;
  readonly plan: InstancePlan;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly machineImage?: ec2.IMachineImage;
  readonly rootVolumeSize?: Size;
}

/** Root device of Amazon Linux. */
const ROOT_DEVICE = '/dev/xvda';
const ROOT_SIZE = Size.gibibytes(20);
/** Network hops to the metadata service. A container is one hop further away, and needs the role of the instance. */
const HOPS = { host: 1, container: 2 };

/** The launch template, and its parts that a single instance repeats. */
export class Launch {
  public readonly machineImage: ec2.IMachineImage;
  public readonly instanceProfile: InstanceProfile;
  public readonly blockDevices: ec2.BlockDevice[];
  /** True if every type that may run can be EBS optimised, else undefined. */
  public readonly ebsOptimized?: boolean;
  public readonly template: ec2.LaunchTemplate;

  constructor(scope: Construct, props: LaunchProps) {
    const { tier: { instanceType }, application: { role }, plan } = props;
    this.machineImage = props.machineImage ?? amazonLinux(scope, architectureOf(instanceType)!, plan.pinsImage);
    this.instanceProfile = new InstanceProfile(scope, 'InstanceProfile', { role });
    this.blockDevices = createBlockDevices(scope, props.rootVolumeSize ?? ROOT_SIZE);
    this.ebsOptimized = [instanceType, ...plan.otherInstanceTypes].every(canBeEbsOptimized) || undefined;
    this.template = this.createTemplate(scope, props);
  }

  private createTemplate(
    scope: Construct, { tier, application, plan, securityGroup }: LaunchProps,
  ): ec2.LaunchTemplate {
    // without a bootstrap there is no boot script of ours that could use these rights.
    if (!tier.bootstrap.isNone) plan.statements.forEach((rights) => application.role.addToPrincipalPolicy(rights));
    const userData = createUserData(scope, tier, plan.lifecycle, application);
    const template = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
      instanceType: tier.instanceType,
      machineImage: this.machineImage,
      userData: userData === undefined ? undefined : ec2.UserData.custom(userData),
      instanceProfile: this.instanceProfile,
      securityGroup,
      blockDevices: this.blockDevices,
      detailedMonitoring: true,
      ebsOptimized: this.ebsOptimized,
      requireImdsv2: true,
      httpEndpoint: true,
      httpPutResponseHopLimit: tier.bootstrap.usesDocker ? HOPS.container : HOPS.host,
    });
    if (tier.placed.securityGroups.length > 0) attachGroups(template, groupIdsOf(tier, securityGroup));
    Tags.of(template).add('Name', scope.node.path);
    return template;
  }
}

/** Below the L2, which would add the rules for the load balancer to every group. */
function attachGroups(template: ec2.LaunchTemplate, securityGroupIds: string[]): void {
  const resource = template.node.defaultChild as ec2.CfnLaunchTemplate;
  const data = resource.launchTemplateData as ec2.CfnLaunchTemplate.LaunchTemplateDataProperty;
  resource.launchTemplateData = { ...data, securityGroupIds };
}

/** The group of the tier, and those that the user adds. */
export function groupIdsOf({ placed }: ResolvedTier, own: ec2.ISecurityGroup): string[] {
  return [own, ...placed.securityGroups].map(({ securityGroupId }) => securityGroupId);
}

function createBlockDevices(scope: Construct, size: Size): ec2.BlockDevice[] {
  return [{
    deviceName: ROOT_DEVICE,
    volume: ec2.BlockDeviceVolume.ebs(size.toGibibytes(), {
      encrypted: true, kmsKey: ebsKeyOf(scope), volumeType: ec2.EbsDeviceVolumeType.GP3, deleteOnTermination: true,
    }),
  }];
}
