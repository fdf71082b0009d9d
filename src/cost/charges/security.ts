import type { Rules } from './context';
import { always } from './ranges';
import { charge, note, SECONDS } from './item';
import { usage } from './usage';

export const SECURITY_RULES: Rules = {
  'AWS::SecretsManager::Secret': () => [charge('secret', 'secretsManager.secretMonth', always(1))],
  'AWS::KMS::Key': () => [charge('key', 'kms.keyMonth', always(1))],
  'AWS::KMS::ReplicaKey': () => [charge('key', 'kms.keyMonth', always(1))],
  'AWS::WAFv2::WebACL': (acl, { traffic, share }) => [
    charge('web ACL', 'waf.webAclMonth', always(1)),
    charge('rules', 'waf.ruleMonth', always(acl.get('Rules').items.length)),
    ...usage('requests', 'waf.requestMillion', traffic.requestsPerSecond * SECONDS * share(acl.type) / 1e6,
      'requests are billed by the million: "requestsPerSecond"'),
  ],
  'AWS::SSM::Parameter': (parameter) => parameter.get('Tier').text === 'Advanced'
    ? [note('unpriced', 'advanced parameters are not in the price book')]
    : [],
};
