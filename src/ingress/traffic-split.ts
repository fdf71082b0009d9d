import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  ListenerAction, type ApplicationListenerRule, type CfnListener, type IApplicationListener,
  type IApplicationLoadBalancer, type IApplicationTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import {
  contradiction, duration, integer, inWords, isKnown, rejectOtherKinds, rejectProblems, type Problem,
} from '../core';
import { joinedGroupProblems, letIn } from './joined-groups';
import { createRule } from './listener-rule';
import { ruleOf } from './route';
import { existingHost, existingHostProblems, sharedHost, sharedHostProblems, type SplitHost } from './split-host';
import type { TargetSpec } from './target';
import { listenerProtocolProblems, type TargetProtocol } from './target-protocol';
import type { ExistingTrafficSplitProps, TrafficSplitProps } from './traffic-split-props';

interface Member {
  readonly path: string;
  readonly targetGroup: IApplicationTargetGroup;
  readonly weight: number;
  readonly stickyFor?: Duration;
  readonly protocolVersion: string;
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
  /**
   * A split on a load balancer that the library did not make, for example to move from a service of `aws-ecs-patterns`
   * to this library. `addTargetGroup` puts the group of the old service behind the split.
   *
   * Rejected for a listener of another load balancer, and for a load balancer of another account or Region.
   */
  public static existing(scope: Construct, id: string, props: ExistingTrafficSplitProps): TrafficSplit {
    // one constructor serves both kinds, and other languages have no unions.
    return new TrafficSplit(scope, id, props as unknown as TrafficSplitProps);
  }

  /** The load balancer underneath. */
  public readonly loadBalancer: IApplicationLoadBalancer;
  /** The listener that has the rule. */
  public readonly listener: IApplicationListener;
  /** The rule that all services stand behind. */
  public readonly listenerRule: ApplicationListenerRule;
  /** Where users find the services, with scheme. */
  public readonly url: string;
  /** @internal */
  public readonly _host: SplitHost;
  /** @internal */
  public readonly _certificate?: ICertificate;

  private readonly members: Member[] = [];

  constructor(scope: Construct, id: string, props: TrafficSplitProps) {
    super(scope, id);
    rejectOtherKinds(this, 'TrafficSplit', props);
    const given: TrafficSplitProps | ExistingTrafficSplitProps = props ?? {};
    rejectProblems(this, 'TrafficSplit', [
      ...isExisting(given)
        ? existingHostProblems(this, given.loadBalancer, given.listener, given)
        : sharedHostProblems(this, given.loadBalancer, given),
      ...duration('sessionDuration', given.sessionDuration, { min: Duration.seconds(1), max: Duration.days(7) }),
    ]);
    this._host = isExisting(given)
      ? existingHost(given.loadBalancer, given.listener, given)
      : sharedHost(given.loadBalancer, given);
    this.loadBalancer = this._host.loadBalancer;
    this.listener = this._host.listener;
    this.url = this._host.url;
    this._certificate = this._host.prepare(this);
    const rule = { ...ruleOf(given), isSplit: true };
    this.listenerRule = createRule(this, this, this.listener, rule, this.createAction(given.sessionDuration));
    this.node.addValidation({ validate: () => this.lateProblems() });
  }

  /**
   * Puts a target group that the library did not make behind the split, for example that of a service of
   * `aws-ecs-patterns`. Rejected for more than five services and target groups, and for a group of another VPC, Region
   * or account.
   *
   * @param targetGroup in the VPC of the load balancer, with targets that speak HTTP/1.1; those of an imported one
   *   have to admit the load balancer already
   * @param weight its share, 0 to 999, relative to the others behind the split
   */
  public addTargetGroup(targetGroup: IApplicationTargetGroup, weight: number): void {
    const groups = this.members.map((member) => member.targetGroup);
    rejectProblems(this, 'TrafficSplit.addTargetGroup', [
      ...integer('weight', weight, { min: 0, max: 999 }),
      ...joinedGroupProblems(this, targetGroup, this.loadBalancer, groups),
      ...this.sizeProblems('targetGroup'),
    ]);
    this.members.push({ path: targetGroup.node.path, targetGroup, weight, protocolVersion: 'HTTP1' });
    letIn(targetGroup, this.listener, this.listenerRule);
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
      ...this.sizeProblems(prop),
    ];
  }

  /**
   * Requests go to either service, so both have to speak what clients speak.
   *
   * @internal
   */
  public _protocolProblems(
    prop: string, protocol: TargetProtocol | undefined, { targetType }: TargetSpec,
  ): Problem[] {
    const own = protocol?._variant.protocolVersion ?? 'HTTP1';
    const other = this.members.find(({ protocolVersion }) => protocolVersion !== own);
    return [
      ...listenerProtocolProblems(prop, protocol, targetType, this._host),
      ...contradiction(other !== undefined, {
        prop, must: `be that of ${other?.path}, ${other?.protocolVersion}`, got: own,
        advice: 'a client that one of them answers would get errors of the other one',
      }),
    ];
  }

  /** @internal */
  public _join(service: Construct, member: Omit<Member, 'path'>): void {
    this.members.push({ ...member, path: service.node.path });
    member.targetGroup.registerListener(this.listener, this.listenerRule);
  }

  private sizeProblems(prop: string): Problem[] {
    return contradiction(this.members.length >= MAX_SERVICES, {
      prop, must: `have at most ${MAX_SERVICES} services`, got: this.members.length + 1,
      advice: 'a rule holds five target groups',
    });
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

function isExisting(props: TrafficSplitProps | ExistingTrafficSplitProps): props is ExistingTrafficSplitProps {
  return 'listener' in props;
}

/** The CDK's own action needs all target groups when the rule is made; here services join later. */
class ForwardAction extends ListenerAction {
  constructor(action: CfnListener.ActionProperty) {
    super(action);
  }
}
