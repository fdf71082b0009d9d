import { createHash } from 'node:crypto';
import { Lazy } from 'aws-cdk-lib';
import type { IApplicationListener, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isKnown } from '../core';
import type { Attachment } from './attach';
import type { ExistingIngressOptions } from './ingress';
import { addressOf, routeConditions } from './route';

/** A listener that the library did not make. */
export function existingAttachment(
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions,
): Attachment {
  return {
    loadBalancer,
    listener,
    place: `Existing${addressPart(loadBalancer)}`,
    conditions: routeConditions(options),
    priority: options.priority,
    isShared: true,
    url: options.url ?? urlOf(loadBalancer, options),
  };
}

/**
 * Another load balancer has to mean other target groups; one that is imported may change under the same construct id.
 */
function addressPart(loadBalancer: IApplicationLoadBalancer): string {
  const { loadBalancerArn } = loadBalancer;
  const address = isKnown(loadBalancerArn)
    ? createHash('sha256').update(loadBalancerArn).digest('hex')
    : loadBalancer.node.addr;
  return address.slice(-8).toUpperCase();
}

function urlOf(loadBalancer: IApplicationLoadBalancer, options: ExistingIngressOptions): string {
  const { host, path } = addressOf(options);
  // asked for late, because an imported load balancer may not know it, and not everybody wants it.
  return `https://${host ?? Lazy.string({ produce: () => loadBalancer.loadBalancerDnsName })}${path}`;
}
