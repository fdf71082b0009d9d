import { Token } from 'aws-cdk-lib';
import { SubnetType, type ISubnet, type IVpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { contradiction, inWords, vpcResourceOf, type Problem } from '../core';
import { hasGroup, warnOfSeveralGroups } from './subnet-groups';
import { selectionProblems } from './subnet-selection';
import { SERVICE_SUBNETS } from './subnets';

const MIN_ZONES = 2;
const TWO_ZONES = 'a load balancer stands in two zones at least';

/** The subnets of a load balancer: one in each zone, public ones if the internet has to reach it. */
export function loadBalancerSubnets(vpc: IVpc, internetFacing: boolean, given?: SubnetSelection): SubnetSelection {
  if (given) return { ...given, onePerAz: given.subnets === undefined };
  if (internetFacing) return { subnetType: SubnetType.PUBLIC, onePerAz: true };
  return {
    subnetType: vpc.privateSubnets.length > 0 ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED,
    onePerAz: true,
  };
}

/**
 * Subnets that the user gives a load balancer: in two zones, one in each, and reachable if the internet has to reach
 * it.
 */
export function givenSubnetProblems(
  scope: IConstruct, prop: string, vpc: IVpc, given: SubnetSelection, internetFacing: boolean,
): Problem[] {
  const unselectable = selectionProblems(scope, prop, vpc, given);
  if (unselectable.length > 0) return unselectable;
  const { subnets, isPendingLookup } = vpc.selectSubnets(loadBalancerSubnets(vpc, internetFacing, given));
  if (isPendingLookup) return [];
  const zones = zonesOf(vpc, subnets);
  const inside = subnets.filter((subnet) => !isPublic(vpc, subnet));
  return [
    ...contradiction(zones !== undefined && zones < MIN_ZONES, {
      prop, must: `lie in at least ${MIN_ZONES} Availability Zones`,
      got: inWords(`${zones} ${zones === 1 ? 'zone' : 'zones'}`), advice: TWO_ZONES,
    }),
    ...contradiction(zones !== undefined && zones >= MIN_ZONES && subnets.length > zones, {
      prop, must: 'name one subnet a zone', got: inWords(`${subnets.length} subnets in ${zones} zones`),
    }),
    ...contradiction(internetFacing && inside.length > 0, {
      prop, must: 'be public subnets for a load balancer that the internet reaches', got: inWords(inside[0]?.node.path),
    }),
  ];
}

/** Not of a subnet that was imported on its own: it does not say. */
function isPublic(vpc: IVpc, subnet: ISubnet): boolean {
  return ![...vpc.privateSubnets, ...vpc.isolatedSubnets].includes(subnet);
}

/** Warns where the CDK takes the first one of several groups in each zone. In a `Network` that is the right one. */
export function warnOfLoadBalancerGroups(scope: IConstruct, prop: string, vpc: IVpc, internetFacing: boolean): void {
  const subnets = candidates(vpc, internetFacing);
  if (hasGroup(subnets, SERVICE_SUBNETS)) return;
  warnOfSeveralGroups(scope, { vpc, subnets, taken: 'the first of them is used', chosenBy: `"${prop}"` });
}

/** A load balancer needs subnets in two zones. */
export function loadBalancerSubnetProblems(prop: string, vpc: IVpc, internetFacing: boolean): Problem[] {
  const type = internetFacing ? 'public' : 'private';
  const zones = zonesOf(vpc, candidates(vpc, internetFacing));
  return zones === undefined || zones >= MIN_ZONES
    ? []
    : [{
        prop,
        must: `have ${type} subnets in at least ${MIN_ZONES} Availability Zones`,
        got: inWords(`${zones} ${zones === 1 ? 'zone' : 'zones'} with ${type} subnets`),
        advice: TWO_ZONES,
      }];
}

function candidates(vpc: IVpc, internetFacing: boolean): ISubnet[] {
  if (internetFacing) return vpc.publicSubnets;
  return vpc.privateSubnets.length > 0 ? vpc.privateSubnets : vpc.isolatedSubnets;
}

/** The number of zones; nothing if the zones of an imported VPC are only known at deployment. */
function zonesOf(vpc: IVpc, subnets: ISubnet[]): number | undefined {
  const isOpen = (zone: string) => Token.isUnresolved(zone) || Token.isUnresolved([zone]);
  const isImported = vpcResourceOf(vpc) === undefined;
  if (isImported && subnets.some(({ availabilityZone }) => isOpen(availabilityZone))) return undefined;
  return new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size;
}
