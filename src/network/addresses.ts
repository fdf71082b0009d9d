import { CfnResource } from 'aws-cdk-lib';
import type { CfnVPC, IVpc } from 'aws-cdk-lib/aws-ec2';
import { isKnown } from '../core';

/** The addresses of the VPC, as a literal where possible: rule packs cannot judge a security group rule without one. */
export function addressesOf(vpc: IVpc): string {
  const literal = vpcResourceOf(vpc)?.cidrBlock;
  return isKnown(literal) ? literal : vpc.vpcCidrBlock;
}

/** The resource of a VPC that the app makes; nothing for an imported one. */
export function vpcResourceOf(vpc: IVpc): CfnVPC | undefined {
  const resource = vpc.node.defaultChild;
  return resource && CfnResource.isCfnResource(resource) ? resource as CfnVPC : undefined;
}
