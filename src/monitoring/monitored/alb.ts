import type { IApplicationLoadBalancer, IApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, integer, rejectProblems } from '../../core';
import { loadBalancerRequests, loadBalancerSignals, targetRequests, targetSignals } from '../../ingress';
import type { IServesRequests } from '../../signal';
import { speakFor } from './plain-subject';

/** What is behind a load balancer. */
export interface MonitoredAlbOptions {
  /**
   * The target groups of one service, 1 or 2 where deployments shift traffic between them.
   *
   * @default - only what the load balancer itself counts is watched
   */
  readonly targetGroups?: IApplicationTargetGroup[];

  /**
   * Healthy targets below this number are critical, an integer of at least 0; 0 means that there may be none.
   *
   * @default 1 - without any target the service is down
   */
  readonly minHealthyTargetCount?: number;
}

/** A load balancer, and the service behind it if its target groups are given. */
export function watchAlb(
  loadBalancer: IApplicationLoadBalancer, options: MonitoredAlbOptions,
): IServesRequests {
  const { targetGroups, minHealthyTargetCount = 1 } = options;
  rejectProblems(loadBalancer, 'Monitored.alb', [
    ...contradiction(targetGroups !== undefined && ![1, 2].includes(targetGroups.length), {
      prop: 'targetGroups', must: 'hold 1 or 2 target groups', got: targetGroups?.length,
      advice: 'watch other services as subjects of their own',
    }),
    ...integer('minHealthyTargetCount', minHealthyTargetCount, { min: 0 }),
  ]);
  const service = targetGroups && {
    loadBalancer, targetGroups, minHealthyTargets: minHealthyTargetCount, isShared: false,
  };
  return speakFor(
    loadBalancer, options,
    () => service ? targetSignals(service) : loadBalancerSignals(loadBalancer),
    service ? targetRequests(service) : loadBalancerRequests(loadBalancer),
  );
}
