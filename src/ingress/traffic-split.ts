import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ListenerAction, type ApplicationListener, type ApplicationListenerRule, type ApplicationTargetGroup, type CfnListener,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import { contradiction, duration, inWords, isKnown, rejectOtherKinds, rejectProblems, type Problem } from '../core';
import { createRule } from './listener-rule';
import { loginProblems } from './login-problems';
import { ownProps } from './prop-names';
import { prepareRoute, routeUrl, ruleOf } from './route';
import type { RouteOptions } from './route-options';
import { routeProblems, webLoadBalancerShapeProblems } from './route-problems';
import type { TargetSpec } from './target';
import type { WebLoadBalancer } from './web-load-balancer';

/** Properties of a `TrafficSplit`. */
export interface TrafficSplitProps extends RouteOptions {
  /** The load balancer, in the same stack or in another one. */
  readonly loadBalancer: WebLoadBalancer;

  /**
   * How long a client stays with the service that answered it first, 1 second to 7 days.
   *
   * @default - not at all, or as long as the `stickiness` of the first service that has one: AWS accepts sticky targets
   *   behind a split only if the split is sticky too
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
 * One rule of a load balancer behind which several services share the requests by weight, for example to move from EC2
 * instances to Fargate step by step, and back at once if need be.
 *
 * `Ingress.weighted` adds a service. Services and split have to be in one stack: the rule names their target groups,
 * and the services wait for the rule. The load balancer may be in another stack. To move, change the weights, deploy,
 * watch, repeat.
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
  /** @internal */
  public readonly _certificate?: ICertificate;

  private readonly members: Member[] = [];

  constructor(scope: Construct, id: string, props: TrafficSplitProps) {
    super(scope, id);
    rejectProblems(this, 'TrafficSplit', webLoadBalancerShapeProblems('loadBalancer', props?.loadBalancer));
    rejectOtherKinds(this, 'TrafficSplit', props);
    rejectProblems(this, 'TrafficSplit', [
      ...routeProblems(ownProps, this, props.loadBalancer, props, true),
      ...loginProblems(ownProps, this, ruleOf(props), props.loadBalancer._loginFacts),
      ...duration('sessionDuration', props.sessionDuration, { min: Duration.seconds(1), max: Duration.days(7) }),
    ]);
    this.loadBalancer = props.loadBalancer;
    this._listener = props.loadBalancer._listenerOn(props.port);
    this._certificate = prepareRoute(this, props.loadBalancer, props);
    const rule = { ...ruleOf(props), isSplit: true };
    this.listenerRule = createRule(this, this, this._listener, rule, this.createAction(props.sessionDuration));
    this.url = routeUrl(props.loadBalancer, props);
    this.node.addValidation({ validate: () => this.lateProblems() });
  }

  /** @internal */
  public _memberProblems(prop: string, service: Construct, { shiftsTraffic }: TargetSpec): Problem[] {
    return [
      ...contradiction(shiftsTraffic, {
        prop, must: 'be without deployments that shift traffic', got: inWords(this.node.path),
        advice: 'both would change the same weights: use Deployment.rolling, or Ingress.route',
      }),
      ...contradiction(Stack.of(service) !== Stack.of(this), {
        prop, must: `be in the stack of the service, ${Stack.of(service).node.path}`, got: inWords(this.node.path),
        advice: 'its rule names the target groups of the services; only the load balancer may be in another stack',
      }),
      ...contradiction(this.members.length >= MAX_SERVICES, {
        prop, must: `have at most ${MAX_SERVICES} services`, got: this.members.length + 1,
        advice: 'a rule holds five target groups',
      }),
    ];
  }

  /** @internal */
  public _join(service: Construct, member: Omit<Member, 'path'>): void {
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
      ? ['at least one service of a TrafficSplit must have a weight above 0, got 0 for '
        + this.members.map(({ path }) => path).join(', ')]
      : [];
  }
}

/** The CDK's own action needs all target groups when the rule is made; here services join later. */
class ForwardAction extends ListenerAction {
  constructor(action: CfnListener.ActionProperty) {
    super(action);
  }
}
