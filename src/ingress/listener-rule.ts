import {
  ApplicationListenerRule, type IApplicationListener, type ListenerAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { isKnown, type Problem } from '../core';
import type { Authentication } from './authentication';
import { canonical, defaultPriority, renderConditions, type Conditions } from './conditions';
import { allowIdentityProvider } from './login';
import { priorityProblems, rulesOn, type PlannedRule } from './priorities';
import type { PropNames } from './prop-names';
import { shadowProblems, warnOfShadow } from './shadows';

/** A rule of a listener. */
export interface RuleSpec {
  readonly conditions: Conditions;
  /** Name that clients use; a host with a wildcard may take it. */
  readonly domainName?: string;
  /** Found from the conditions unless given. */
  readonly priority?: number;
  /** Whether several services stand behind it. */
  readonly isSplit?: boolean;
  /** Log-in before anything is forwarded. */
  readonly authentication?: Authentication;
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
  const open = openRule(rule, owner);
  return [
    ...collisionsOf(at, owner, listener, rule),
    ...open ? collisionsOf(openPathsOf(at), owner, listener, open) : [],
  ];
}

function collisionsOf(
  at: PropNames, owner: Construct, listener: IApplicationListener | undefined, rule: RuleSpec,
): Problem[] {
  if (!listener) return [];
  const { hosts, paths } = rule.conditions;
  const same = rulesOn(listener).find(({ conditions }) => conditions === canonical(rule.conditions));
  if (!same) return placeProblems(at('priority'), owner, listener, rule);
  return [{
    prop: at('hosts'), must: `differ from those of ${same.path}, or "${at('paths')}" must`,
    got: [...hosts, ...paths],
    advice: 'the later of two equal rules takes no request',
  }];
}

function placeProblems(prop: string, owner: Construct, listener: IApplicationListener, rule: RuleSpec): Problem[] {
  const priority = priorityOf(rule, owner);
  const clashes = priorityProblems(prop, listener, priority);
  return clashes.length > 0
    ? clashes
    : shadowProblems(prop, owner, listener, { takes: rule.conditions, priority });
}

/** What is known of a rule before it is made. */
export function plannedRule(
  owner: Construct, listener: IApplicationListener | undefined, rule: RuleSpec,
): PlannedRule {
  return {
    path: owner.node.path, conditions: canonical(rule.conditions), priority: priorityOf(rule, owner), listener,
  };
}

/**
 * Makes a rule in the stack of the service, and notes it on the listener. Paths that need no log-in get another one,
 * which is asked first.
 */
export function createRule(
  scope: Construct, owner: Construct, listener: IApplicationListener, rule: RuleSpec, forward: ListenerAction,
): ApplicationListenerRule {
  const open = openRule(rule, owner);
  if (open) addRule(scope, 'OpenRule', owner, listener, open, forward);
  if (rule.authentication) allowIdentityProvider(listener);
  return addRule(scope, 'Rule', owner, listener, rule, rule.authentication?._variant.before(forward) ?? forward);
}

/** Names the paths that need no log-in as the user does. */
export function openPathsOf(at: PropNames): PropNames {
  return (prop) => at(prop.replace(/^paths/, 'authentication.openPaths'));
}

function addRule(
  scope: Construct, id: string, owner: Construct, listener: IApplicationListener, rule: RuleSpec,
  action: ListenerAction,
): ApplicationListenerRule {
  const { conditions } = rule;
  const priority = priorityOf(rule, owner);
  rulesOn(listener).push({ path: owner.node.path, conditions: canonical(conditions), priority });
  warnOfShadow(owner, listener, { takes: conditions, priority });
  return new ApplicationListenerRule(scope, id, {
    listener, priority, conditions: renderConditions(conditions), action,
  });
}

/** The rule of the paths that need no log-in: where its own place is not before the other one, right before that. */
function openRule(rule: RuleSpec, owner: Construct): RuleSpec | undefined {
  const { authentication, conditions: { hosts } } = rule;
  const paths = authentication?._variant.openPaths;
  if (paths === undefined) return undefined;
  const conditions = { hosts, paths };
  const [own, other] = [defaultPriority(conditions, owner.node.path, rule.isSplit), priorityOf(rule, owner)];
  return { conditions, priority: isKnown(other) ? Math.min(own, other - 1) : own, isSplit: rule.isSplit };
}

function priorityOf({ conditions, priority, isSplit }: RuleSpec, owner: Construct): number {
  return priority ?? defaultPriority(conditions, owner.node.path, isSplit);
}
