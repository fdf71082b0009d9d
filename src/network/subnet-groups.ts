import { Annotations } from 'aws-cdk-lib';
import type { ISubnet, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';

/** A choice among groups of subnets that the user did not make. */
export interface UnclearGroups {
  readonly vpc: IVpc;
  /** What the library chooses from. */
  readonly subnets: readonly ISubnet[];
  /** What it takes, for example `all of them are used`. */
  readonly taken: string;
  /** What to write to choose one, for example `"vpcSubnets"`. */
  readonly chosenBy: string;
}

/**
 * The group of a subnet. The CDK offers no list of groups: their names begin the ids of subnets, also of those that are
 * imported.
 */
export function groupOf(subnet: ISubnet): string {
  return subnet.node.id.replace(/Subnet\d+$/, '');
}

/** Whether a group has one of the subnets. */
export function hasGroup(subnets: readonly ISubnet[], name: string): boolean {
  return subnets.some((subnet) => groupOf(subnet) === name);
}

/** Warns where the library has to choose among several groups of subnets. */
export function warnOfSeveralGroups(scope: IConstruct, { vpc, subnets, taken, chosenBy }: UnclearGroups): void {
  const groups = [...new Set(subnets.map((subnet) => groupOf(subnet)))];
  if (groups.length < 2) return;
  Annotations.of(scope).addWarningV2('cdk-elastic-web:severalSubnetGroups',
    `${vpc.node.path} has several groups of such subnets (${groups.join(', ')}), and ${taken}: say with ${chosenBy} `
    + 'which you mean');
}
