import {
  ApplicationListenerRule, type IApplicationListener, type ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { Problem } from '../core';
import { canonical, defaultPriority, renderConditions, type Conditions } from './conditions';
import { priorityProblems, rulesOn, type PlannedRule } from './priorities';
import type { PropNames } from './prop-names';

/** A rule of a listener. */
export interface RuleSpec {
  readonly conditions: Conditions;
  /** Found from the conditions unless given. */
  readonly priority?: number;
  /** Whether several services stand behind it. */
  readonly isSplit?: boolean;
}

/**
 * What a rule shares with another one on the same listener, although it must not.
 *
 * @param owner the service, or the split
 * @param listener nothing if it is not open yet: then it has no rules
 */
export function ruleCollisions(
  at: PropNames, owner: Construct, listener: IApplicationListener | undefined, rule: RuleSpec,
): Problem[] {
  if (!listener) return [];
  const { hosts, paths } = rule.conditions;
  const same = rulesOn(listener).find(({ conditions }) => conditions === canonical(rule.conditions));
  if (!same) return priorityProblems(at('priority'), listener, priorityOf(rule, owner));
  return [{
    prop: at('hosts'), must: `differ from those of ${same.path}, or "${at('paths')}" must`,
    got: [...hosts, ...paths],
    advice: 'the later of two equal rules takes no request',
  }];
}

/** What is known of a rule before it is made. */
export function plannedRule(
  owner: Construct, listener: IApplicationListener | undefined, rule: RuleSpec,
): PlannedRule {
  return { path: owner.node.path, priority: priorityOf(rule, owner), listener };
}

/** Makes a rule in the stack of the service, and notes it on the listener. */
export function createRule(
  scope: Construct, owner: Construct, listener: IApplicationListener, rule: RuleSpec, action: ListenerAction,
): ApplicationListenerRule {
  const { conditions } = rule;
  const priority = priorityOf(rule, owner);
  rulesOn(listener).push({ path: owner.node.path, conditions: canonical(conditions), priority });
  return new ApplicationListenerRule(scope, 'Rule', {
    listener, priority, conditions: renderConditions(conditions), action,
  });
}

function priorityOf({ conditions, priority, isSplit }: RuleSpec, owner: Construct): number {
  return priority ?? defaultPriority(conditions, owner.node.path, isSplit);
}
