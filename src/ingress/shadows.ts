import { Annotations } from 'aws-cdk-lib';
import type { IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { isKnown, type Problem } from '../core';
import { fromCanonical, includes, type Conditions } from './conditions';
import { foreignRulesOn } from './foreign-rules';
import { rulesOn, type PlannedRule, type TakenRule } from './priorities';

/** A rule and its place among the others; the lowest number is asked first. */
export interface PlacedRule {
  readonly takes: Conditions;
  readonly priority: number;
}

/** Of two rules the later one never matches if the first takes every request of it. */
export function shadowProblems(
  prop: string, owner: Construct, listener: IApplicationListener, rule: PlacedRule,
): Problem[] {
  return rulesOn(listener).filter(({ path }) => path !== owner.node.path)
    .flatMap((other) => shadowOf(prop, rule, other)).slice(0, 1);
}

/** The same for two rules that are not made yet. */
export function plannedShadowProblems(prop: string, rule: PlannedRule, other: PlannedRule): Problem[] {
  const { conditions, priority } = rule;
  return conditions === undefined ? [] : shadowOf(prop, { takes: fromCanonical(conditions), priority }, other);
}

function shadowOf(
  prop: string, { takes, priority }: PlacedRule, { path, conditions, priority: theirs }: TakenRule,
): Problem[] {
  if (conditions === undefined || !isKnown([priority, theirs])) return [];
  const other = fromCanonical(conditions);
  if (theirs < priority && includes(other, takes)) return [shadow(prop, 'below', path, theirs, priority)];
  if (theirs > priority && includes(takes, other)) return [shadow(prop, 'above', path, theirs, priority)];
  return [];
}

function shadow(prop: string, side: 'below' | 'above', path: string, theirs: number, got: number): Problem {
  return {
    prop, got, must: `be ${side} ${theirs}, the priority of ${path}`,
    advice: side === 'below'
      ? 'its rule takes every request of this one, and the lowest number is asked first'
      : 'this rule takes every request of that one, and the lowest number is asked first',
  };
}

/** Rules that the user made stand before this one perhaps for good reason, for example during maintenance. */
export function warnOfShadow(owner: Construct, listener: IApplicationListener, rule: PlacedRule): void {
  const before = foreignRulesOn(listener, rulesOn(listener)).filter(({ priority }) =>
    isKnown([priority, rule.priority]) && priority < rule.priority);
  const whole = before.find(({ takes }) => takes && includes(takes, rule.takes));
  const regex = before.find(({ hasRegex }) => hasRegex);
  if (whole) {
    Annotations.of(owner).addWarningV2('cdk-elastic-web:ruleInShadow',
      `The rule ${whole.path} with priority ${whole.priority} takes every request of this service, whose rule has `
      + `priority ${rule.priority}: the lowest number is asked first.`);
  } else if (regex) {
    Annotations.of(owner).addWarningV2('cdk-elastic-web:ruleMayBeInShadow',
      `The rule ${regex.path} with priority ${regex.priority} has regular expressions and is asked before the rule of `
      + `this service with priority ${rule.priority}: make sure that it leaves the requests of the service alone.`);
  }
}
