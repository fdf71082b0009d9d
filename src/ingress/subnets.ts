import { Token } from 'aws-cdk-lib';
import { SubnetType, type CfnVPC, type ISubnet, type IVpc, type SubnetSelection, Vpc } from 'aws-cdk-lib/aws-ec2';
import { isKnown, type Problem } from '../core';

const MIN_ZONES = 2;

/** Where a load balancer stands: one subnet a zone, public ones if the internet has to reach it. */
export function loadBalancerSubnets(vpc: IVpc, internetFacing: boolean): SubnetSelection {
  if (internetFacing) return { subnetType: SubnetType.PUBLIC, onePerAz: true };
  return { subnetType: vpc.privateSubnets.length > 0 ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED, onePerAz: true };
}

/** The addresses of the VPC, as a literal where possible: rule packs cannot judge a security group rule without one. */
export function addressesOf(vpc: IVpc): string {
  const literal = vpc instanceof Vpc ? (vpc.node.defaultChild as CfnVPC).cidrBlock : undefined;
  return isKnown(literal) ? literal : vpc.vpcCidrBlock;
}

export function subnetProblems(prop: string, vpc: IVpc, internetFacing: boolean): Problem[] {
  const kind = internetFacing ? 'public' : 'private';
  const zones = zonesOf(candidates(vpc, internetFacing));
  return zones === undefined || zones >= MIN_ZONES
    ? []
    : [{
        prop,
        must: `have ${kind} subnets in at least ${MIN_ZONES} Availability Zones`,
        got: `${zones} ${zones === 1 ? 'zone' : 'zones'} with ${kind} subnets`,
        advice: 'a load balancer stands in two zones at least',
      }];
}

function candidates(vpc: IVpc, internetFacing: boolean): ISubnet[] {
  if (internetFacing) return vpc.publicSubnets;
  return vpc.privateSubnets.length > 0 ? vpc.privateSubnets : vpc.isolatedSubnets;
}

/** Number of zones, or nothing where the zones of an imported VPC are only known at deployment. */
function zonesOf(subnets: ISubnet[]): number | undefined {
  const zones = new Set(subnets.map((subnet) => subnet.availabilityZone));
  const isOpen = subnets.length === 1 && Token.isUnresolved(subnets[0].availabilityZone);
  return isOpen ? undefined : zones.size;
}
