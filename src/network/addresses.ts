import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import { contradiction, ifTold, inWords, isKnown, vpcResourceOf, type Problem } from '../core';

/** The addresses of the VPC, as a literal where possible: rule packs cannot judge a security group rule without one. */
export function addressesOf(vpc: IVpc): string {
  const literal = vpcResourceOf(vpc)?.cidrBlock;
  return isKnown(literal) ? literal : vpc.vpcCidrBlock;
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
