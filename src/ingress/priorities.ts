import type { IApplicationListener, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, isKnown, isSame, Mark, type Problem } from '../core';
import { foreignRulesOn } from './foreign-rules';

/** A rule that a listener has. */
export interface TakenRule {
  /** Path of the service behind it. */
  readonly path: string;
  /** Equal for rules that take the same requests: see `canonical`. Nothing where they are not known. */
  readonly conditions?: string;
  readonly priority: number;
}

/** A rule that a listener is going to have. */
export interface PlannedRule extends TakenRule {
  /** Nothing where the listener is not open yet. */
  readonly listener?: IApplicationListener;
  /** Port of the listener, where one load balancer opens several; nothing for its first one. */
  readonly port?: number;
  readonly loadBalancer?: IApplicationLoadBalancer;
  /** Whether its targets speak HTTP/2 or gRPC. */
  readonly isHttp2?: boolean;
}

/** On the listener, because priorities count per listener and services of several stacks share one. */
const RULES = new Mark<TakenRule[]>('listener-rules');

/** The rules that the library gave to a listener so far. */
export function rulesOn(listener: IApplicationListener): TakenRule[] {
  const rules = RULES.get(listener) ?? [];
  RULES.set(listener, rules);
  return rules;
}

/**
 * Two rules with one priority are a failed deployment.
 *
 * @param planned the rule that is made before this one
 */
export function priorityProblems(
  prop: string, listener: IApplicationListener, priority: number, planned?: PlannedRule,
): Problem[] {
  const own = rulesOn(listener);
  const isHere = isSame(planned?.listener?.listenerArn, listener.listenerArn) === true;
  const taken = [...own, ...foreignRulesOn(listener, own), ...planned && isHere ? [planned] : []];
  const clash = taken.find((other) => isKnown(priority) && other.priority === priority);
  return contradiction(clash !== undefined, {
    prop, must: `be unique on the listener, and ${clash?.path} has the same`, got: priority,
    advice: 'give one of the two another "priority"',
  });
}
