import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import {
  ListenerAction, type ApplicationListener, type ApplicationListenerRule, type ApplicationTargetGroup, type CfnListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { contradiction, duration, inWords, isKnown, rejectProblems } from '../core';
import {
  addCertificate, createRouteRecord, routeConditions, routeProblems, routeUrl, type RouteOptions,
} from './route';
import { createRule } from './rule';
import type { WebLoadBalancer } from './web-load-balancer';

/** Properties of a `TrafficSplit`. */
export interface TrafficSplitProps extends RouteOptions {
  /** The load balancer, in the same stack or in another one. */
  readonly loadBalancer: WebLoadBalancer;

  /**
   * How long a client stays with the service that answered it first, 1 second to 7 days.
   *
   * @default - not at all, unless a service has `stickiness`: then as long as the first of those says, because AWS
   *   accepts sticky
   * targets behind a split only if the split is sticky too
   */
  readonly sessionDuration?: Duration;
}

interface Member {
  readonly path: string;
  readonly targetGroup: ApplicationTargetGroup;
  readonly weight: number;
  readonly stickyFor?: Duration;
}

const MAX_SERVICES = 5;

/**
 * One rule of a load balancer behind which several services share the requests by weight: to move from EC2 instances to
 * Fargate step
 * by step, for example, and back at once if need be.
 *
 * The services, added with `Ingress.weighted`, have to stand in the stack of the split, because its rule names their
 * target groups
 * while they wait for the rule; only the load balancer may stand in another stack. The order of the steps is yours:
 * change the
 * weights, deploy, watch, repeat.
 *
 * @example
 * const edge = new WebLoadBalancer(this, 'Edge', { vpc, domainName: 'shop.example.com', hostedZone });
 * const split = new TrafficSplit(this, 'Shop', { loadBalancer: edge, paths: ['/*'] });
 * const onInstances = Ingress.weighted(split, 90);
 * const onFargate = Ingress.weighted(split, 10);
 */
export class TrafficSplit extends Construct {
  /** The load balancer. */
  public readonly loadBalancer: WebLoadBalancer;
  /** The rule that all services stand behind. */
  public readonly listenerRule: ApplicationListenerRule;
  /** Where users find the services, with scheme. */
  public readonly url: string;
  /** @internal */
  public readonly _listener: ApplicationListener;

  private readonly members: Member[] = [];

  constructor(scope: Construct, id: string, props: TrafficSplitProps) {
    super(scope, id);
    rejectProblems(this, 'TrafficSplit', [
      ...routeProblems((prop) => prop, props.loadBalancer, props),
      ...duration('sessionDuration', props.sessionDuration, { min: Duration.seconds(1), max: Duration.days(7) }),
    ]);
    this.loadBalancer = props.loadBalancer;
    this._listener = props.loadBalancer._listenerOn(props.port);
    addCertificate(this, props.loadBalancer, props);
    createRouteRecord(this, props.loadBalancer, props);
    this.listenerRule = createRule(this, this, this._listener, {
      conditions: routeConditions(props), priority: props.priority, action: this.createAction(props.sessionDuration),
      isSplit: true,
    });
    this.url = routeUrl(props.loadBalancer, props);
    this.node.addValidation({ validate: () => this.lateProblems() });
  }

  /**
   * @internal
   * @param service is named when it cannot join
   */
  public _join(service: Construct, member: Omit<Member, 'path'>): void {
    rejectProblems(service, 'Ingress', [
      ...contradiction(Stack.of(service) !== Stack.of(this), {
        prop: 'split', must: `be in the stack of the service, ${Stack.of(service).node.path}`,
        got: inWords(this.node.path),
        advice: 'its rule names the target groups of the services; only the load balancer may be in another stack',
      }),
      ...contradiction(this.members.length === MAX_SERVICES, {
        prop: 'split', must: `have at most ${MAX_SERVICES} services`, got: MAX_SERVICES + 1,
        advice: 'a rule holds five target groups',
      }),
    ]);
    this.members.push({ ...member, path: service.node.path });
    member.targetGroup.registerListener(this._listener, this.listenerRule);
  }

  private createAction(sessionDuration: Duration | undefined): ListenerAction {
    return new ForwardAction({
      type: 'forward',
      forwardConfig: {
        targetGroups: Lazy.any({
          produce: () =>
            this.members.map(({ targetGroup, weight }) => ({ targetGroupArn: targetGroup.targetGroupArn, weight })),
        }),
        targetGroupStickinessConfig: Lazy.any({
          produce: () => {
            const length = sessionDuration ?? this.members.find(({ stickyFor }) => stickyFor !== undefined)?.stickyFor;
            return length && { enabled: true, durationSeconds: length.toSeconds() };
          },
        }),
      },
    });
  }

  private lateProblems(): string[] {
    if (this.members.length === 0) {
      return ['a TrafficSplit must have at least one service: pass it to Ingress.weighted'];
    }
    const isIdle = this.members.every(({ weight }) => isKnown(weight) && weight === 0);
    return isIdle
      ? [`at least one service of a TrafficSplit must have a weight above 0, got 0 for ${this.members.map(({ path }) => path).join(', ')}`]
      : [];
  }
}

/** The CDK's own action takes a list that is complete from the start. */
class ForwardAction extends ListenerAction {
  constructor(action: CfnListener.ActionProperty) {
    super(action);
  }
}
