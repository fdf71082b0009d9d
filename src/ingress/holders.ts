import { createHash } from 'node:crypto';
import { Stage } from 'aws-cdk-lib';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { isKnown } from '../core';
import type { WebLoadBalancer } from './web-load-balancer';

/**
 * The part of the logical id of a target group that changes with its load balancer.
 *
 * A target group cannot move to another load balancer while the old rule still names it, and CloudFormation removes old
 * resources last. So whatever replaces the load balancer has to replace the target group too.
 */
export function holderIdOf(loadBalancer: WebLoadBalancer, isShared: boolean): string {
  const scheme = loadBalancer.internetFacing ? 'InternetFacing' : 'Internal';
  return isShared ? `${scheme}${addressOf(loadBalancer).slice(-8).toUpperCase()}` : scheme;
}

/**
 * Another load balancer has to mean other target groups; one that is imported may change under the same construct id.
 */
export function existingHolderIdOf(loadBalancer: IApplicationLoadBalancer): string {
  const { loadBalancerArn } = loadBalancer;
  const address = isKnown(loadBalancerArn)
    ? createHash('sha256').update(loadBalancerArn).digest('hex')
    : addressOf(loadBalancer);
  return `Existing${address.slice(-8).toUpperCase()}`;
}

/**
 * The address of a construct in its stage. Outside of stages it is `node.addr`, which says the stage too: an app that
 * moves into a stage of a pipeline keeps its logical ids.
 */
function addressOf(construct: IConstruct): string {
  const stage = Stage.of(construct);
  if (stage === undefined) return construct.node.addr;
  const { scopes } = construct.node;
  const ids = ['', ...scopes.slice(scopes.indexOf(stage) + 1).map(({ node }) => node.id)];
  const hash = createHash('sha1');
  for (const id of ids.filter((one) => one !== 'Default')) hash.update(`${id}\n`);
  return hash.digest('hex');
}
