import { Token } from 'aws-cdk-lib';
import { SubnetType, type CfnVPC, type ISubnet, type IVpc, type SubnetSelection, Vpc } from 'aws-cdk-lib/aws-ec2';
import { inWords, isKnown, type Problem } from '../core';

const MIN_ZONES = 2;

/** Where a load balancer stands: one subnet a zone, public ones if the internet has to reach it. */
export function loadBalancerSubnets(vpc: IVpc, internetFacing: boolean): SubnetSelection {
  if (internetFacing) return { subnetType: SubnetType.PUBLIC, onePerAz: true };
  return {
    subnetType: vpc.privateSubnets.length > 0 ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED,
    onePerAz: true,
  };
}

/** The addresses of the VPC, as a literal where possible: rule packs cannot judge a security group rule without one. */
export function addressesOf(vpc: IVpc): string {
  const literal = vpc instanceof Vpc ? (vpc.node.defaultChild as CfnVPC).cidrBlock : undefined;
  return isKnown(literal) ? literal : vpc.vpcCidrBlock;
}

export function subnetProblems(prop: string, vpc: IVpc, internetFacing: boolean): Problem[] {
  const kind = internetFacing ? 'public' : 'private';
  const zones = zonesOf(vpc, candidates(vpc, internetFacing));
  return zones === undefined || zones >= MIN_ZONES
    ? []
    : [{
        prop,
        must: `have ${kind} subnets in at least ${MIN_ZONES} Availability Zones`,
        got: inWords(`${zones} ${zones === 1 ? 'zone' : 'zones'} with ${kind} subnets`),
        advice: 'a load balancer stands in two zones at least',
      }];
}

function candidates(vpc: IVpc, internetFacing: boolean): ISubnet[] {
  if (internetFacing) return vpc.publicSubnets;
  return vpc.privateSubnets.length > 0 ? vpc.privateSubnets : vpc.isolatedSubnets;
}

/** Number of zones, or nothing where the zones of an imported VPC are only known at deployment. */
function zonesOf(vpc: IVpc, subnets: ISubnet[]): number | undefined {
  const isOpen = (zone: string) => Token.isUnresolved(zone) || Token.isUnresolved([zone]);
  if (!(vpc instanceof Vpc) && subnets.some(({ availabilityZone }) => isOpen(availabilityZone))) return undefined;
  return new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size;
}
