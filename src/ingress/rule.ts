import {
  ApplicationListenerRule, type IApplicationListener, type ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { rejectProblems } from '../core';
import { canonical, defaultPriority, renderConditions, type Conditions } from './conditions';
import { priorityProblems, rulesOn } from './priorities';

export interface RuleRequest {
  readonly conditions: Conditions;
  /** Found from the conditions unless given. */
  readonly priority?: number;
  readonly action: ListenerAction;
  /** Whether several services stand behind it. */
  readonly isSplit?: boolean;
}

/**
 * A rule of a listener, in the stack of the service.
 *
 * @param owner the service, which is named when its rule collides with another one
 */
export function createRule(
  scope: Construct, owner: Construct, listener: IApplicationListener,
  { conditions, priority, action, isSplit }: RuleRequest,
): ApplicationListenerRule {
  const place = priority ?? defaultPriority(conditions, owner.node.path, isSplit);
  claim(owner, listener, conditions, place);
  return new ApplicationListenerRule(scope, 'Rule', {
    listener, priority: place, conditions: renderConditions(conditions), action,
  });
}

function claim(owner: Construct, listener: IApplicationListener, conditions: Conditions, priority: number): void {
  const taken = rulesOn(listener);
  const mine = { path: owner.node.path, conditions: canonical(conditions), priority };
  const same = taken.find((other) => other.conditions === mine.conditions);
  rejectProblems(owner, 'Ingress', same
    ? [{ prop: 'hosts and paths', must: `differ from those of ${same.path}`, got: describe(conditions), advice: 'the later of two equal rules takes no request' }]
    : priorityProblems('priority', listener, priority));
  taken.push(mine);
}

function describe({ hosts, paths }: Conditions): string[] {
  return [...hosts, ...paths];
}
