import {
  CfnSecurityGroup, CfnSubnet, CfnVPC, type ISecurityGroup, type ISubnet, type IVpc, type SubnetSelection,
} from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { Directory } from './directory';
import { inWords, type Problem } from './problem';
import { isSame, resourceOf } from './resources';
import { isKnown } from './tokens';
import { contradiction } from './validation';
import { placeProblems, whereaboutsOf } from './whereabouts';

/** VPCs that the app makes, by their ids. */
const VPCS = new Directory<IVpc>('vpcs', (construct) => {
  const vpc = construct as Partial<IVpc> & IConstruct;
  return vpc.selectSubnets && vpcResourceOf(vpc as IVpc) ? { name: vpc.vpcId!, value: vpc as IVpc } : undefined;
});

/** The resource of a VPC that the app makes; nothing for an imported one. */
export function vpcResourceOf(vpc: IVpc): CfnVPC | undefined {
  return resourceOf<CfnVPC>(vpc, CfnVPC.CFN_RESOURCE_TYPE_NAME);
}

/**
 * Whether two VPCs are one. Two that the app makes are not; an imported one is compared by its id and Region, as far as
 * both are known.
 */
export function isSameVpc(one: IVpc, other: IVpc): boolean | undefined {
  if (one === other) return true;
  if (vpcResourceOf(one) && vpcResourceOf(other)) return false;
  if (isSame(whereaboutsOf(one).region, whereaboutsOf(other).region) === false) return false;
  return isSame(one.vpcId, other.vpcId);
}

/** Something that knows its VPC has to be in that of the construct. */
export function sameVpcProblems(prop: string, vpc: IVpc, theirs: IVpc | undefined, of: string): Problem[] {
  return contradiction(theirs !== undefined && isSameVpc(vpc, theirs) === false, {
    prop, must: `be in the VPC of the ${of}`, got: inWords(`one in ${theirs?.node.path}`),
    advice: `the ${of} is in ${vpc.node.path}`,
  });
}

/** An import takes any text for an id; tests of users write short ones, so only the kind of the id counts. */
export function idProblems(prop: string, id: string | undefined, prefix: string): Problem[] {
  return contradiction(id !== undefined && isKnown(id) && !id.startsWith(prefix), {
    prop, must: `have an id that begins with "${prefix}"`, got: id,
  });
}

/** Subnets that the user names one by one have to be of the VPC. */
export function subnetsOfVpcProblems(
  scope: IConstruct, prop: string, vpc: IVpc, { subnets = [] }: SubnetSelection,
): Problem[] {
  const ids = subnets.map(({ subnetId }) => subnetId);
  return subnets.flatMap((subnet, i) => [
    ...contradiction(ids.indexOf(ids[i]) < i, {
      prop: `${prop}.subnets[${i}]`, must: `differ from "${prop}.subnets[${ids.indexOf(ids[i])}]"`,
      got: inWords('the same subnet'),
    }),
    ...isIn(vpc, subnet) === false
      ? [{ prop: `${prop}.subnets[${i}]`, must: `be a subnet of ${vpc.node.path}`, got: inWords(subnet.node.path) }]
      : placeProblems(scope, {
          prop: `${prop}.subnets[${i}]`, is: whereaboutsOf(subnet, subnet.subnetId), advice: 'no VPC spans two Regions',
        }),
  ]);
}

/** A network interface has 16 security groups at most, and one of them is the library's. */
const MAX_GROUPS = 15;

/** A security group works only in its own VPC, and is attached once; a network interface takes few of them. */
export function groupsOfVpcProblems(
  scope: IConstruct, prop: string, vpc: IVpc, groups: readonly ISecurityGroup[] = [],
): Problem[] {
  const ids = groups.map(({ securityGroupId }) => securityGroupId);
  const elsewhere = groups.flatMap((group, i) => {
    const isElsewhere = isGroupOfVpc(vpc, group) === false
      || isSame(whereaboutsOf(vpc).region, whereaboutsOf(group).region) === false;
    return isElsewhere
      ? [{ prop: `${prop}[${i}]`, must: `be a security group of ${vpc.node.path}`, got: inWords(group.node.path) }]
      : placeProblems(scope, {
          prop: `${prop}[${i}]`, is: whereaboutsOf(group, group.securityGroupId), advice: 'no VPC spans two Regions',
        });
  });
  return [
    ...contradiction(groups.length > MAX_GROUPS, {
      prop, must: `have at most ${MAX_GROUPS} groups`, got: groups.length,
      advice: 'a network interface has 16 at most, and one of them is made by the library',
    }),
    ...ids.flatMap((id, i) => idProblems(`${prop}[${i}]`, id, 'sg-')),
    ...elsewhere,
    ...ids.flatMap((id, i) => contradiction(ids.indexOf(id) < i, {
      prop: `${prop}[${i}]`, must: `differ from "${prop}[${ids.indexOf(id)}]"`, got: inWords('the same group'),
    })),
  ];
}

/** Whether a security group is one of a VPC; nothing where that is not known, as for an import. */
export function isGroupOfVpc(vpc: IVpc, group: ISecurityGroup): boolean | undefined {
  return isOfVpc(vpc, resourceOf<CfnSecurityGroup>(group, CfnSecurityGroup.CFN_RESOURCE_TYPE_NAME)?.vpcId);
}

/** A subnet stands below its VPC, unless the user has made it on its own. */
function isIn(vpc: IVpc, subnet: ISubnet): boolean | undefined {
  const parent = subnet.node.scope as Partial<IVpc> | undefined;
  if (parent !== undefined && 'selectSubnets' in parent) return isSameVpc(vpc, parent as IVpc);
  return isOfVpc(vpc, resourceOf<CfnSubnet>(subnet, CfnSubnet.CFN_RESOURCE_TYPE_NAME)?.vpcId);
}

/**
 * Whether an id is that of a VPC: certain in both directions, or nothing where one is known at deployment only. The id
 * of another VPC of the app is a reference, which differs from ours for certain if ours is one too.
 */
function isOfVpc(vpc: IVpc, id: string | undefined): boolean | undefined {
  // the id of a VPC that the app makes is known at deployment only.
  const [other] = id === undefined || isKnown(id) ? [] : VPCS.named(vpc, id);
  return other ? isSameVpc(vpc, other.value) : isSame(vpc.vpcId, id);
}
