import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, inWords, isSame, type Problem } from '../core';
import { listenerProblems } from './existing-relations';
import { isPlainHttp } from './existing-rule';
import type { PlannedRule } from './priorities';

/**
 * The listener on which testers see a new version: one of the load balancer that users come through.
 *
 * @param hasConditions whether the test rule takes some requests only
 * @param users the rule of the users; left out where the load balancer is the service's own
 */
export function testListenerProblems(
  prop: string, listener: IApplicationListener, hasConditions: boolean, users?: PlannedRule,
): Problem[] {
  if (users?.loadBalancer === undefined) {
    return [{
      prop, must: 'be a listener of the load balancer of the service', got: inWords(listener.node.path),
      advice: 'one that the service makes for itself has none before: make a WebLoadBalancer, and use Ingress.route',
    }];
  }
  return [
    ...listenerProblems(prop, listener, users.loadBalancer),
    ...contradiction(users.isHttp2 === true && isPlainHttp(listener), {
      prop, must: 'speak HTTPS where targets speak HTTP/2 or gRPC', got: inWords(listener.node.path),
      advice: 'load balancers speak HTTP/2 with clients over TLS only',
    }),
    ...contradiction(isSame(listener.listenerArn, users.listener?.listenerArn) === true && !hasConditions, {
      prop, must: 'be another listener than that of the users, unless "conditions" are given',
      got: inWords(listener.node.path), advice: 'the test rule would take the requests of users',
    }),
  ];
}
