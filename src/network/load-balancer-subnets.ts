import { Token } from 'aws-cdk-lib';
import { SubnetType, type ISubnet, type IVpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { inWords, vpcResourceOf, type Problem } from '../core';

const MIN_ZONES = 2;

/** The subnets of a load balancer: one in each zone, public ones if the internet has to reach it. */
export function loadBalancerSubnets(vpc: IVpc, internetFacing: boolean): SubnetSelection {
  if (internetFacing) return { subnetType: SubnetType.PUBLIC, onePerAz: true };
  return {
    subnetType: vpc.privateSubnets.length > 0 ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED,
    onePerAz: true,
  };
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
        advice: 'a load balancer stands in two zones at least',
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
