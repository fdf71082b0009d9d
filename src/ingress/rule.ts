import { ApplicationListenerRule, type IApplicationListener, type ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { isKnown, rejectProblems } from '../core';
import { canonical, defaultPriority, renderConditions, type Conditions } from './conditions';

interface Taken {
  readonly path: string;
  readonly conditions: string;
  readonly priority: number;
}

// by listener, because priorities count per listener and services of several stacks share one.
const RULES = new WeakMap<IApplicationListener, Taken[]>();

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
  scope: Construct, owner: Construct, listener: IApplicationListener, { conditions, priority, action, isSplit }: RuleRequest,
): ApplicationListenerRule {
  const place = priority ?? defaultPriority(conditions, owner.node.path, isSplit);
  claim(owner, listener, conditions, place);
  return new ApplicationListenerRule(scope, 'Rule', { listener, priority: place, conditions: renderConditions(conditions), action });
}

function claim(owner: Construct, listener: IApplicationListener, conditions: Conditions, priority: number): void {
  const taken = RULES.get(listener) ?? [];
  const mine = { path: owner.node.path, conditions: canonical(conditions), priority };
  const same = taken.find((other) => other.conditions === mine.conditions);
  const clash = taken.find((other) => isKnown(priority) && other.priority === priority);
  rejectProblems(owner, 'Ingress', same
    ? [{ prop: 'hosts and paths', must: `differ from those of ${same.path}`, got: describe(conditions), advice: 'the later of two equal rules takes no request' }]
    : clash
      ? [{ prop: 'priority', must: `be unique on the listener, and ${clash.path} has the same`, got: priority, advice: 'give one of the two another "priority"' }]
      : []);
  RULES.set(listener, [...taken, mine]);
}

function describe({ hosts, paths }: Conditions): string[] {
  return [...hosts, ...paths];
}
