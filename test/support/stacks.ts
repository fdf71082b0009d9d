import { App, Stack, type StackProps } from 'aws-cdk-lib';
import { SubnetType, Vpc, type VpcProps } from 'aws-cdk-lib/aws-ec2';
import { HostedZone, type IHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Profile } from '../../src';

/** Public, private and isolated subnets in two zones, cheaper to make than a Network. */
export const THREE_TIERS: VpcProps = {
  maxAzs: 2,
  natGateways: 1,
  subnetConfiguration: [
    { name: 'Public', subnetType: SubnetType.PUBLIC },
    { name: 'Service', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    { name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED },
  ],
};

export interface StackWithVpc {
  readonly app: App;
  readonly stack: Stack;
  readonly vpc: Vpc;
}

/** A stack with a VPC; public and private subnets if nothing else is said. */
export function stackWithVpc(options: {
  readonly app?: App; readonly id?: string; readonly profile?: Profile; readonly props?: StackProps;
  readonly vpc?: VpcProps;
} = {}): StackWithVpc {
  const { app = new App(), id = 'Stack', profile, props, vpc = { natGateways: 1 } } = options;
  profile?.applyTo(app);
  const stack = new Stack(app, id, props);
  return { app, stack, vpc: new Vpc(stack, 'Vpc', vpc) };
}

/** The zone of `example.com`. */
export function zoneIn(stack: Stack): IHostedZone {
  return HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' });
}
