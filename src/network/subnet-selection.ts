import { SubnetType, type ISubnet, type IVpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { idProblems, inWords, subnetsOfVpcProblems, type Problem } from '../core';
import { groupOf } from './subnet-groups';

const WAYS = ['subnets', 'subnetType', 'subnetGroupName'] as const;

/**
 * Subnets that the user selects: the VPC has to offer them. The CDK would fail for most of this while it selects, with
 * an error that names no prop.
 *
 * A VPC that is looked up later passes.
 */
export function selectionProblems(
  scope: IConstruct, prop: string, vpc: IVpc, selection: SubnetSelection,
): Problem[] {
  const given = WAYS.filter((way) => selection[way] !== undefined);
  if (given.length > 1) {
    return [{ prop, must: `have one of ${WAYS.map((way) => `"${way}"`).join(', ')}`, got: given }];
  }
  if (vpc.selectSubnets({ subnets: [] }).isPendingLookup) return [];
  const problems = [...groupProblems(prop, vpc, selection), ...typeProblems(prop, vpc, selection)];
  if (problems.length > 0) return problems;
  return vpc.selectSubnets(selection).subnets.length === 0
    ? [{ prop, must: 'select at least one subnet', got: inWords('a selection of none') }]
    : [
        ...(selection.subnets ?? []).flatMap(({ subnetId }, i) =>
          idProblems(`${prop}.subnets[${i}]`, subnetId, 'subnet-')),
        ...subnetsOfVpcProblems(scope, prop, vpc, selection),
      ];
}

function groupProblems(prop: string, vpc: IVpc, { subnetGroupName }: SubnetSelection): Problem[] {
  const names = [...new Set(allSubnets(vpc).map((subnet) => groupOf(subnet)))];
  return subnetGroupName === undefined || names.includes(subnetGroupName)
    ? []
    : [{ prop: `${prop}.subnetGroupName`, must: `be one of ${names.join(', ')}`, got: subnetGroupName }];
}

function typeProblems(prop: string, vpc: IVpc, { subnetType }: SubnetSelection): Problem[] {
  const types = [
    ...vpc.publicSubnets.length > 0 ? [SubnetType.PUBLIC] : [],
    ...vpc.privateSubnets.length > 0 ? [SubnetType.PRIVATE_WITH_EGRESS] : [],
    ...vpc.isolatedSubnets.length > 0 ? [SubnetType.PRIVATE_ISOLATED] : [],
  ];
  return subnetType === undefined || types.includes(subnetType)
    ? []
    : [{ prop: `${prop}.subnetType`, must: `be one that ${vpc.node.path} has: ${types.join(', ')}`, got: subnetType }];
}

function allSubnets(vpc: IVpc): ISubnet[] {
  return [...vpc.publicSubnets, ...vpc.privateSubnets, ...vpc.isolatedSubnets];
}
