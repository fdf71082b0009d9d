import { Annotations, Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ListenerAction, type ApplicationTargetGroup, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { holderIdOf } from './holders';
import { createRule, type RuleSpec } from './listener-rule';
import type { AttachedIngress, TargetSpec } from './target';
import { createTargetGroup } from './target-group';
import { targetFacts, type IngressOptions, type TargetOptions } from './target-options';
import type { TrafficSplit } from './traffic-split';
import type { WebLoadBalancer } from './web-load-balancer';

/** Where a service is attached to a load balancer. */
export interface Attachment {
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly listener: IApplicationListener;
  /** Id of the construct that holds target groups and rule: see `holderIdOf`. */
  readonly holderId: string;
  readonly isShared: boolean;
  readonly rule: RuleSpec;
  readonly url: string;
  /** Certificate for the name of the service, which nobody else watches. */
  readonly certificate?: ICertificate;
  /** The listener of an imported load balancer that has to be let out to the targets. */
  readonly outboundOf?: IApplicationListener;
}

/** A listener of a load balancer of the library; a port that it does not listen on yet is opened. */
export function listenerOf(
  loadBalancer: WebLoadBalancer, isShared: boolean, port?: number,
): Pick<Attachment, 'loadBalancer' | 'listener' | 'holderId' | 'isShared'> {
  return {
    loadBalancer: loadBalancer.loadBalancer,
    listener: loadBalancer._listenerOn(port),
    holderId: holderIdOf(loadBalancer, isShared),
    isShared,
  };
}

/**
 * The shortest stickiness that AWS allows. AWS demands sticky groups where targets are sticky, but they would hold
 * clients at the old version during a deployment.
 */
const BRIEF = Duration.seconds(1);

/** Puts target groups and a rule into the stack of the service. */
export function attach(
  service: Construct, target: TargetSpec, options: IngressOptions, to: Attachment,
): AttachedIngress {
  const { loadBalancer, listener, isShared, url, certificate } = to;
  warnOfGrpcSessions(service, options.target);
  const scope = new Construct(service, to.holderId);
  const targetGroup = createTargetGroup(scope, 'TargetGroup', target, options, to.outboundOf);
  const alternateTargetGroup = target.shiftsTraffic
    ? createTargetGroup(scope, 'AlternateTargetGroup', target, options, to.outboundOf)
    : undefined;
  if (alternateTargetGroup) warnOfSessions(service, options.target);
  const groupStickiness = alternateTargetGroup && options.target?.stickiness?._variant.lifetime && BRIEF;
  const action = forwardTo(targetGroup, alternateTargetGroup, groupStickiness);
  const rule = createRule(scope, service, listener, to.rule, action);
  return {
    ...targetFacts(options), loadBalancer, isShared, listener, rule, targetGroup, alternateTargetGroup, groupStickiness,
    url, certificate,
  };
}

/** Clients of gRPC keep no cookies. */
function warnOfGrpcSessions(service: Construct, target: TargetOptions | undefined): void {
  const { stickiness, protocol } = target ?? {};
  if (stickiness?._variant.lifetime === undefined || protocol?._variant.protocolVersion !== 'GRPC') return;
  Annotations.of(service).addWarningV2('cdk-elastic-web:stickyGrpc',
    'Clients of gRPC return no cookies, so "target.stickiness" keeps none of them at a target: leave it out, or make '
    + 'sure that your clients do.');
}

/** ECS keeps the weights of a rule that it shifts, and CloudFormation does not know them. */
function warnOfSessions(service: Construct, target: TargetOptions | undefined): void {
  if (target?.stickiness?._variant.lifetime === undefined) return;
  Annotations.of(service).addWarningV2('cdk-elastic-web:stickyTrafficShift',
    'Clients with a session stay with the old version while traffic shifts, so alarms see fewer requests of the new '
    + 'one than its percentage. Switching "target.stickiness" on or off later writes the rule anew and resets the '
    + 'weights that Amazon ECS has set: deploy such a change on its own, and a new version right after it.');
}

/** Puts a target group behind the rule of a split. */
export function attachToSplit(
  service: Construct, target: TargetSpec, options: IngressOptions, split: TrafficSplit, weight: number,
): AttachedIngress {
  const { loadBalancer, holderId, outboundOf } = split._host;
  const scope = new Construct(service, holderId);
  const targetGroup = createTargetGroup(scope, 'TargetGroup', target, options, outboundOf);
  split._join(service, {
    targetGroup, weight, stickyFor: options.target?.stickiness?._variant.lifetime,
    protocolVersion: options.target?.protocol?._variant.protocolVersion ?? 'HTTP1',
  });
  return {
    ...targetFacts(options), loadBalancer, isShared: true, listener: split.listener, rule: split.listenerRule,
    targetGroup, url: split.url, certificate: split._certificate,
  };
}

/** Weighted from the start if a deployment is going to shift weights. */
function forwardTo(
  blue: ApplicationTargetGroup, green?: ApplicationTargetGroup, stickinessDuration?: Duration,
): ListenerAction {
  if (green === undefined) return ListenerAction.forward([blue]);
  return ListenerAction.weightedForward(
    [{ targetGroup: blue, weight: 100 }, { targetGroup: green, weight: 0 }], { stickinessDuration },
  );
}
