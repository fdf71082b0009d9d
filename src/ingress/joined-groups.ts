import { Stack } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import {
  type ApplicationListenerRule, CfnTargetGroup, type IApplicationListener, type IApplicationLoadBalancer,
  type IApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import {
  contradiction, inWords, isKnown, isSame, isSameVpc, otherKindProblems, placeProblems, resourceOf, whereaboutsOfArn,
  type Problem,
} from '../core';
import { isListenerOf } from './existing-relations';

const PROP = 'targetGroup';

/**
 * A target group that the library did not make, behind a split: of the load balancer's VPC, Region and account, and
 * with targets that answer what the others answer. An import says its ARN alone.
 *
 * @param members that are behind the split already
 */
export function joinedGroupProblems(
  split: IConstruct, group: IApplicationTargetGroup, loadBalancer: IApplicationLoadBalancer,
  members: readonly IApplicationTargetGroup[],
): Problem[] {
  const kind = otherKindProblems(PROP, 'IApplicationTargetGroup', group);
  // the other rules look into it.
  if (kind.length > 0) return kind;
  const resource = resourceOf<CfnTargetGroup>(group, CfnTargetGroup.CFN_RESOURCE_TYPE_NAME);
  const said = whereaboutsOfArn(group.targetGroupArn);
  // the CDK gives a target group no environment, but a stack.
  const { region, account } = resource ? Stack.of(group) : said;
  // the CDK keeps the VPC of a target group to itself, and its resource knows it late.
  const { vpc } = group as { readonly vpc?: IVpc };
  const isElsewhere = loadBalancer.vpc !== undefined && vpc !== undefined
    && isSameVpc(loadBalancer.vpc, vpc) === false;
  const version = resource?.protocolVersion ?? 'HTTP1';
  return [
    ...holderProblems(group, loadBalancer),
    ...contradiction(members.some((other) => other === group
      || isSame(other.targetGroupArn, group.targetGroupArn) === true), {
      prop: PROP, must: 'be added once', got: inWords(group.node.path), advice: 'a rule names each target group once',
    }),
    ...placeProblems(split, {
      prop: PROP, is: { partition: said.partition, region, account }, sameAccount: true,
      advice: 'a load balancer forwards to target groups of its own Region and account only',
    }),
    ...contradiction(isElsewhere, {
      prop: PROP, must: 'be in the VPC of the load balancer', got: inWords(group.node.path),
      advice: `the load balancer is in ${loadBalancer.vpc?.node.path}`,
    }),
    ...contradiction(isKnown(version) && version !== 'HTTP1', {
      prop: PROP, must: 'have targets that speak HTTP/1.1', got: version,
      advice: 'a client that one of the services answers would get errors of the other one',
    }),
  ];
}

/** Opens the targets to the load balancer. An imported group knows no targets: the CDK would only warn of that. */
export function letIn(
  group: IApplicationTargetGroup, listener: IApplicationListener, rule: ApplicationListenerRule,
): void {
  if (resourceOf(group, CfnTargetGroup.CFN_RESOURCE_TYPE_NAME)) group.registerListener(listener, rule);
}

/**
 * A target group stands behind one load balancer. The CDK keeps its listeners to itself.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
 */
function holderProblems(group: IApplicationTargetGroup, loadBalancer: IApplicationLoadBalancer): Problem[] {
  const { listeners = [] } = group as { readonly listeners?: readonly IApplicationListener[] };
  const holder = listeners.find((listener) => isListenerOf(listener, loadBalancer) === false);
  return contradiction(holder !== undefined, {
    prop: PROP, must: `be of no other load balancer than ${loadBalancer.node.path}`,
    got: inWords(`${group.node.path}, which ${holder?.node.path} has`),
    advice: 'a target group stands behind one load balancer only: make the split on that one with '
      + 'TrafficSplit.existing',
  });
}
