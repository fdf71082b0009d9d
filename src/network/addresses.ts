import { Fn } from 'aws-cdk-lib';
import { CfnVPCCidrBlock, type IVpc, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { contradiction, ifTold, inWords, isKnown, resourcesOfType, vpcResourceOf, type Problem } from '../core';

/** The addresses of the VPC, as a literal where possible: rule packs cannot judge a security group rule without one. */
export function addressesOf(vpc: IVpc): string {
  const literal = vpcResourceOf(vpc)?.cidrBlock;
  return isKnown(literal) ? literal : vpc.vpcCidrBlock;
}

/** Whether a VPC has IPv6 addresses; nothing of an imported one. */
export function hasIpv6Addresses(vpc: IVpc): boolean | undefined {
  if (vpcResourceOf(vpc) === undefined) return undefined;
  return resourcesOfType<CfnVPCCidrBlock>(vpc, CfnVPCCidrBlock.CFN_RESOURCE_TYPE_NAME, (block) => addsIpv6(block, vpc))
    .length > 0;
}

/** The IPv6 addresses of a VPC that the app makes. */
export function ipv6AddressesOf(vpc: IVpc): string | undefined {
  return hasIpv6Addresses(vpc) ? Fn.select(0, (vpc as Vpc).vpcIpv6CidrBlocks) : undefined;
}

function addsIpv6(block: CfnVPCCidrBlock, { vpcId }: IVpc): boolean {
  return block.vpcId === vpcId && block.cidrBlock === undefined && block.ipv4IpamPoolId === undefined;
}

/**
 * An imported VPC may not say its addresses, and nobody could be admitted by them.
 *
 * @param otherwise what else helps
 */
export function addressProblems(prop: string, vpc: IVpc, otherwise: string): Problem[] {
  return contradiction(ifTold(() => addressesOf(vpc)) === undefined, {
    prop, must: 'be a VPC that knows its addresses', got: inWords(vpc.node.path),
    advice: `import it with "vpcCidrBlock", or with Vpc.fromLookup, ${otherwise}`,
  });
}
