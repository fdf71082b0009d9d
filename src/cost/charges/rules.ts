import type { Resource } from '../../template';
import { CONTAINER_RULES } from './containers';
import type { Context, Rules } from './context';
import { DATA_RULES } from './data';
import { billedBy, freeBecause } from './free';
import { INSTANCE_RULES } from './instances';
import { note, type Item } from './item';
import { NETWORK_RULES } from './network';
import { OBSERVABILITY_RULES } from './observability';
import { SECURITY_RULES } from './security';

const RULES: Rules = {
  'AWS::CloudFormation::Stack': (stack, { isRead }) =>
    isRead(stack) ? [] : [note('unpriced', 'the template of this nested stack is not at hand')],
  ...CONTAINER_RULES, ...DATA_RULES, ...INSTANCE_RULES, ...NETWORK_RULES, ...OBSERVABILITY_RULES, ...SECURITY_RULES,
};

/** Everything that is known about the price of a resource; nothing at all if it costs nothing. */
export function itemsOf(resource: Resource, context: Context): Item[] {
  const rule = RULES[resource.type];
  if (rule) return rule(resource, context);
  if (freeBecause(resource.type) !== undefined) return [];
  const use = billedBy(resource.type);
  return [use === undefined
    ? note('unpriced', 'the library has no rule for resources of this type')
    : note('byUse', `billed by ${use}`)];
}

/** Every type with a price of its own, in the order of the alphabet. */
export function pricedTypes(): string[] {
  return Object.keys(RULES).sort();
}
