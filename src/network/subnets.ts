import { Token } from 'aws-cdk-lib';
import { SubnetType, type IVpc, type SelectedSubnets, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, type Problem } from '../core';
import { hasGroup, warnOfSeveralGroups } from './subnet-groups';

/** Subnet groups of a `Network`; their names are part of logical ids and survive in the tags that a lookup reads. */
export const PUBLIC_SUBNETS = 'Public';
export const SERVICE_SUBNETS = 'Service';
export const DATA_SUBNETS = 'Data';

/** Whether workloads reach the internet, through NAT gateways or whatever the user has put in their place. */
export function hasInternetEgress(vpc: IVpc): boolean {
  return vpc.privateSubnets.length > 0;
}

/** Where tasks and instances run. */
export function workloadSubnets(vpc: IVpc): SubnetSelection {
  if (hasInternetEgress(vpc)) return { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  return hasGroup(vpc.isolatedSubnets, SERVICE_SUBNETS)
    ? { subnetGroupName: SERVICE_SUBNETS }
    : { subnetType: SubnetType.PRIVATE_ISOLATED };
}

/**
 * Where databases and caches live.
 *
 * The answer depends on the VPC alone, never on the NAT strategy of a `Network`: a database whose subnet group changes
 * is replaced.
 */
export function dataSubnets(vpc: IVpc): SubnetSelection {
  if (hasGroup(vpc.isolatedSubnets, DATA_SUBNETS)) return { subnetGroupName: DATA_SUBNETS };
  return { subnetType: vpc.isolatedSubnets.length > 0 ? SubnetType.PRIVATE_ISOLATED : SubnetType.PRIVATE_WITH_EGRESS };
}

/**
 * A VPC has to offer subnets that the internet cannot reach into: nothing of this library runs in a public one,
 * except load balancers.
 */
export function privateSubnetProblems(prop: string, vpc: IVpc): Problem[] {
  return contradiction(vpc.privateSubnets.length + vpc.isolatedSubnets.length === 0, {
    prop, must: 'have private or isolated subnets', got: inWords('public ones only'),
    advice: 'the default VPC of an account has none: make a Network, or pass another VPC',
  });
}

/**
 * The subnets of a data store: out of reach of the internet, and in as many zones as the store needs.
 *
 * Subnets whose VPC is looked up later, or that are known at deployment only, pass.
 */
export function dataSubnetProblems(
  prop: string, subnets: SelectedSubnets, minZones: number, advice: string,
): Problem[] {
  const { availabilityZones, isPendingLookup, hasPublic } = subnets;
  if (isPendingLookup) return [];
  const zones = [...new Set(availabilityZones)];
  return [
    ...contradiction(!Token.isUnresolved(availabilityZones) && zones.length < minZones, {
      prop, must: `lie in at least ${minZones} Availability Zones`, got: zones, advice,
    }),
    ...contradiction(hasPublic, {
      prop, must: 'be subnets without a route to the internet gateway', got: 'public subnets',
    }),
  ];
}

/** Warns where a data store gets the subnets of several groups, because the user chose none. */
export function warnOfDataGroups(scope: IConstruct, prop: string, vpc: IVpc): void {
  const { subnets } = vpc.selectSubnets(dataSubnets(vpc));
  warnOfSeveralGroups(scope, { vpc, subnets, taken: 'all of them are used', chosenBy: `"${prop}"` });
}
