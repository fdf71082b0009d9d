import { HttpCodeElb, HttpCodeTarget, type IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { RequestMetrics } from '../signal';
import { MINUTE } from './load-balancer-signals';
import type { TargetSignalsOptions } from './signals';

/** What a service behind a load balancer answers: of both target groups, where deployments shift traffic. */
export function targetRequests(
  { loadBalancer, targetGroups, isShared }: Pick<TargetSignalsOptions, 'loadBalancer' | 'targetGroups' | 'isShared'>,
): RequestMetrics {
  const measured = { period: MINUTE };
  // the errors of a shared load balancer name no service.
  const ownErrors = isShared ? [] : [loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, measured)];
  return {
    // the load balancer counts no request that found no target, only its own error.
    requests: [...targetGroups.map((group) => group.metrics.requestCount(measured)), ...ownErrors],
    failures: [
      ...targetGroups.map((group) => group.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, measured)),
      ...ownErrors,
    ],
    responseTimes: targetGroups.map((group) => group.metrics.targetResponseTime(measured)),
  };
}

/** What all services behind a load balancer answer. */
export function loadBalancerRequests({ metrics }: IApplicationLoadBalancer): RequestMetrics {
  const measured = { period: MINUTE };
  const ownErrors = metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, measured);
  return {
    requests: [metrics.requestCount(measured), ownErrors],
    failures: [metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, measured), ownErrors],
    responseTimes: [metrics.targetResponseTime(measured)],
  };
}
