import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import { ifTold, isKnown } from '../core';
import { workloadSubnets } from './subnets';

/** Zones of subnets; nothing where one of them is known at deployment only, or is not of the VPC. */
export function zonesOfSubnets(vpc: IVpc, ids: readonly string[]): string[] | undefined {
  const all: readonly ISubnet[] = [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets];
  const zones = ids.map((id) => all.find(({ subnetId }) => subnetId === id)?.availabilityZone);
  return isKnown(zones) ? zones as string[] : undefined;
}

/** Zones where workloads run unless the user says otherwise; nothing where the VPC has no subnets for them. */
export function workloadZones(vpc: IVpc): string[] | undefined {
  return ifTold(() => vpc.selectSubnets(workloadSubnets(vpc)).availabilityZones);
}
