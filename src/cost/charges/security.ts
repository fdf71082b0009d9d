import type { Value } from '../../template';
import type { Rules } from './context';
import { always } from './ranges';
import { charge, note, SECONDS, type Item } from './item';
import { usage } from './usage';

/**
 * Groups of rules by AWS that cost a fee beside that of a rule.
 *
 * @see https://aws.amazon.com/waf/pricing/
 */
const PAID_GROUP = /^AWSManagedRules(BotControl|ATP|ACFP|AntiDDoS)RuleSet$/;

export const SECURITY_RULES: Rules = {
  'AWS::SecretsManager::Secret': () => [charge('secret', 'secretsManager.secretMonth', always(1))],
  'AWS::KMS::Key': () => [charge('key', 'kms.keyMonth', always(1))],
  'AWS::KMS::ReplicaKey': () => [charge('key', 'kms.keyMonth', always(1))],
  'AWS::WAFv2::WebACL': (acl, { traffic, share }) => [
    charge('web ACL', 'waf.webAclMonth', always(1)),
    ...acl.get('Rules').items.map((rule) => rule.at('Statement', 'ManagedRuleGroupStatement')).flatMap(feesOf),
    charge('rules', 'waf.ruleMonth', always(acl.get('Rules').items.length)),
    ...usage('requests', 'waf.requestMillion', traffic.requestsPerSecond * SECONDS * share(acl.type) / 1e6,
      'requests are billed by the million: "requestsPerSecond"'),
  ],
  'AWS::SSM::Parameter': (parameter) => parameter.get('Tier').text === 'Advanced'
    ? [note('unpriced', 'advanced parameters are not in the price book')]
    : [],
};

/** Fees of a group of rules, if it has some: those of the AWS Marketplace all do. */
function feesOf(group: Value): Item[] {
  const name = group.at('Name').text;
  const isFree = group.at('VendorName').text === 'AWS' && !PAID_GROUP.test(name ?? '');
  return name === undefined || isFree
    ? []
    : [note('unpriced', `fees of the rule group ${name} are not in the price book`)];
}
