import { Stack } from 'aws-cdk-lib';
import { CfnListenerRule, type IApplicationListener } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { isKnown, resourcesByOwner } from '../core';
import type { Conditions } from './conditions';

/** The rules of the app by their listeners, because each service has one. */
const RULES = resourcesByOwner<CfnListenerRule>(
  'listener-rules', [CfnListenerRule.CFN_RESOURCE_TYPE_NAME], ({ listenerArn }) => listenerArn,
);

/** A rule of a listener that the user made in the app. */
export interface ForeignRule {
  readonly path: string;
  readonly priority: number;
  /** Nothing where it looks at more than hosts and paths, so that it may leave requests to others. */
  readonly takes?: Conditions;
  /** Whether regular expressions say which requests it takes. */
  readonly hasRegex: boolean;
}

/**
 * The rules that the user has made so far, with the CDK or below it.
 *
 * @param own the rules of the library, which are in the app too
 */
export function foreignRulesOn(
  listener: IApplicationListener, own: readonly { readonly priority: number }[],
): ForeignRule[] {
  const ours = new Set(own.map(({ priority }) => priority));
  return RULES.named(listener, listener.listenerArn, ({ value }) => !ours.has(value.priority))
    .map(({ value }) => readRule(value));
}

type Condition = CfnListenerRule.RuleConditionProperty & { readonly regexValues?: string[] };

function readRule(rule: CfnListenerRule): ForeignRule {
  const conditions = Stack.of(rule).resolve(rule.conditions) as Condition[];
  const known = Array.isArray(conditions) ? conditions : [];
  const valuesOf = (condition: Condition, config: 'hostHeaderConfig' | 'pathPatternConfig') =>
    (condition[config] as { values?: string[]; regexValues?: string[] } | undefined) ?? {};
  const values = (field: string, config: 'hostHeaderConfig' | 'pathPatternConfig') =>
    known.filter((condition) => condition.field === field)
      .flatMap((condition) => condition.values ?? valuesOf(condition, config).values ?? []);
  const hasRegex = known.some((condition) => condition.regexValues !== undefined
    || valuesOf(condition, 'hostHeaderConfig').regexValues !== undefined
    || valuesOf(condition, 'pathPatternConfig').regexValues !== undefined);
  const isPlain = Array.isArray(conditions) && !hasRegex
    && known.every(({ field }) => field === 'host-header' || field === 'path-pattern');
  const takes = {
    hosts: values('host-header', 'hostHeaderConfig'), paths: values('path-pattern', 'pathPatternConfig'),
  };
  return {
    path: rule.node.path.replace(/\/Resource$/, ''), priority: rule.priority, hasRegex,
    takes: isPlain && isKnown([...takes.hosts, ...takes.paths]) ? takes : undefined,
  };
}
