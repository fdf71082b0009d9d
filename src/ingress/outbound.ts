import { CfnSecurityGroupEgress, type IConnectable, type ISecurityGroup, type Port } from 'aws-cdk-lib/aws-ec2';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct, type IConstruct } from 'constructs';
import { isMade } from '../core';

/** What `SecurityGroup.fromSecurityGroupId` makes with `mutable: false`. */
const IMMUTABLE = 'ImmutableImport';

/** What a load balancer connects to targets for. */
export type Purpose = 'Requests' | 'HealthChecks';

/**
 * Lets an imported load balancer out to targets, in the stack of their service.
 *
 * The CDK believes that an imported group lets everything out unless it is told otherwise, and adds no rule. Yet the
 * group of a load balancer that was made with the CDK lets nothing out.
 *
 * @param scope below it the rules are made, once for all target groups of a service
 */
export function letImportedOut(
  scope: IConstruct, listener: IApplicationListener, targets: IConnectable, purpose: Purpose, port: Port,
): void {
  const pairs = listener.connections.securityGroups.filter(isBelieved)
    .flatMap((from) => targets.connections.securityGroups.map((to) => [from, to] as const));
  const parent = scope.node.tryFindChild('Outbound') ?? new Construct(scope as Construct, 'Outbound');
  for (const [i, [from, to]] of pairs.entries()) {
    const id = i === 0 ? purpose : `${purpose}${i + 1}`;
    if (parent.node.tryFindChild(id)) continue;
    new CfnSecurityGroupEgress(parent as Construct, id, {
      groupId: from.securityGroupId, destinationSecurityGroupId: to.securityGroupId, ...port.toRuleJson(),
      description: 'Load balancer to target',
    });
  }
}

function isBelieved(group: ISecurityGroup): boolean {
  return !isMade(group) && group.allowAllOutbound && group.constructor.name !== IMMUTABLE;
}
