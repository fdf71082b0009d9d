import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { isKnown, vpcResourceOf } from '../core';

/** The addresses of the VPC, as a literal where possible: rule packs cannot judge a security group rule without one. */
export function addressesOf(vpc: IVpc): string {
  const literal = vpcResourceOf(vpc)?.cidrBlock;
  return isKnown(literal) ? literal : vpc.vpcCidrBlock;
}
