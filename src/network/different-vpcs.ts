import { Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { areKnown } from '../core';

/**
 * Whether two VPCs differ for certain. Two VPCs that one app makes always do. An imported one is compared by its id,
 * where that is known.
 */
export function areDifferentVpcs(one: IVpc, other: IVpc): boolean {
  if (one === other) return false;
  if (areKnown(one.vpcId, other.vpcId)) return one.vpcId !== other.vpcId;
  return one instanceof Vpc && other instanceof Vpc && one.node.root === other.node.root;
}
