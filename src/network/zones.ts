import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { isKnown } from '../core';

/** Zones of subnets; nothing where one of them is known at deployment only, or is not of the VPC. */
export function zonesOfSubnets(vpc: IVpc, ids: readonly string[]): string[] | undefined {
  const all: readonly ISubnet[] = [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets];
  const zones = ids.map((id) => all.find(({ subnetId }) => subnetId === id)?.availabilityZone);
  return isKnown(zones) ? zones as string[] : undefined;
}
