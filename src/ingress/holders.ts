import { createHash } from 'node:crypto';
import type { IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
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
  return isShared ? `${scheme}${loadBalancer.node.addr.slice(-8).toUpperCase()}` : scheme;
}

/**
 * Another load balancer has to mean other target groups; one that is imported may change under the same construct id.
 */
export function existingHolderIdOf(loadBalancer: IApplicationLoadBalancer): string {
  const { loadBalancerArn } = loadBalancer;
  const address = isKnown(loadBalancerArn)
    ? createHash('sha256').update(loadBalancerArn).digest('hex')
    : loadBalancer.node.addr;
  return `Existing${address.slice(-8).toUpperCase()}`;
}
