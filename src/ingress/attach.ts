import { Duration } from 'aws-cdk-lib';
import {
  ListenerAction, type ApplicationTargetGroup, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { contradiction, inWords, rejectProblems } from '../core';
import type { Conditions } from './conditions';
import { createRule } from './rule';
import type { BoundIngress, TargetRequest } from './target';
import { createTargetGroup } from './target-group';
import { DEFAULT_DEREGISTRATION_DELAY, effectiveHealthCheck, type TargetOptions } from './target-options';
import type { TrafficSplit } from './traffic-split';
import type { WebLoadBalancer } from './web-load-balancer';

/** Where a service is attached to a load balancer. */
export interface Attachment {
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly listener: IApplicationListener;
  /** Part of the logical id of the target group that changes with the load balancer: see `placeOf`. */
  readonly place: string;
  readonly conditions: Conditions;
  readonly priority?: number;
  readonly isShared: boolean;
  readonly url: string;
}

/** A listener of a load balancer of the library; a port that it does not listen on yet is opened. */
export function listenerOf(loadBalancer: WebLoadBalancer, isShared: boolean, port?: number): Pick<Attachment,
  'loadBalancer'
  | 'listener'
  | 'place'
  | 'isShared'> {
  return {
    loadBalancer: loadBalancer.loadBalancer, listener: loadBalancer._listenerOn(port),
    place: placeOf(loadBalancer, isShared), isShared,
  };
}

/**
 * Shortest that AWS allows: with sticky targets it demands sticky groups, which would hold clients at the old version
 * of a deployment.
 */
const BRIEF = Duration.seconds(1);

/** Puts target groups and a rule into the stack of the service. */
export function attach(
  service: Construct, request: TargetRequest, options: TargetOptions, to: Attachment,
): BoundIngress {
  const { listener } = to;
  const scope = new Construct(service, to.place);
  const targetGroup = createTargetGroup(scope, 'TargetGroup', request, options);
  const alternateTargetGroup = request.alternate
    ? createTargetGroup(scope, 'AlternateTargetGroup', request, options)
    : undefined;
  const groupStickiness = alternateTargetGroup && options.stickiness?.lifetime && BRIEF;
  const action = forwardTo(targetGroup, alternateTargetGroup, groupStickiness);
  const rule = createRule(scope, service, listener, { conditions: to.conditions, priority: to.priority, action });
  const groups = { targetGroup, alternateTargetGroup, groupStickiness };
  return { ...bound(to.loadBalancer, options), ...groups, isShared: to.isShared, listener, rule, url: to.url };
}

/** Puts a target group behind the rule of a split. */
export function attachToSplit(
  service: Construct, request: TargetRequest, options: TargetOptions, split: TrafficSplit, weight: number,
): BoundIngress {
  rejectProblems(service, 'Ingress', contradiction(request.alternate, {
    prop: 'split', must: 'be without deployments that shift traffic', got: inWords(split.node.path),
    advice: 'both would change the same weights: use Deployment.rolling, or Ingress.route',
  }));
  const scope = new Construct(service, placeOf(split.loadBalancer, true));
  const targetGroup = createTargetGroup(scope, 'TargetGroup', request, options);
  split._join(service, { targetGroup, weight, stickyFor: options.stickiness?.lifetime });
  const place = { isShared: true, listener: split._listener, rule: split.listenerRule, targetGroup, url: split.url };
  return { ...bound(split.loadBalancer.loadBalancer, options), ...place };
}

function bound(loadBalancer: IApplicationLoadBalancer, options: TargetOptions): Pick<BoundIngress,
  'loadBalancer'
  | 'deregistrationDelay'
  | 'healthCheck'> {
  return {
    loadBalancer,
    deregistrationDelay: options.deregistrationDelay ?? DEFAULT_DEREGISTRATION_DELAY,
    healthCheck: effectiveHealthCheck(options),
  };
}

/**
 * The part of the logical id of a target group that changes with its load balancer.
 *
 * A target group cannot move to another load balancer while the old rule still names it, and CloudFormation removes old
 * things last:
 * so whatever replaces the load balancer has to replace the target group too.
 */
function placeOf(loadBalancer: WebLoadBalancer, isShared: boolean): string {
  const scheme = loadBalancer.internetFacing ? 'InternetFacing' : 'Internal';
  return isShared ? `${scheme}${loadBalancer.node.addr.slice(-8).toUpperCase()}` : scheme;
}

/** Weighted from the start where a deployment is going to shift weights. */
function forwardTo(
  blue: ApplicationTargetGroup, green?: ApplicationTargetGroup, stickinessDuration?: Duration,
): ListenerAction {
  if (green === undefined) return ListenerAction.forward([blue]);
  return ListenerAction.weightedForward(
    [{ targetGroup: blue, weight: 100 }, { targetGroup: green, weight: 0 }], { stickinessDuration },
  );
}
