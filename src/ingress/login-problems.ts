import type { IConstruct } from 'constructs';
import { contradiction, inWords, isKnown, type Problem } from '../core';
import { conditionProblems, takesPath } from './conditions';
import { entriesOf } from './lists';
import { openPathsOf, type RuleSpec } from './listener-rule';
import type { LoginFacts } from './login-facts';
import type { PropNames } from './prop-names';

const GOT = inWords('an Authentication');

/** What is wrong with the log-in of a rule. */
export function loginProblems(at: PropNames, scope: IConstruct, rule: RuleSpec, facts: LoginFacts): Problem[] {
  if (rule.authentication === undefined) return [];
  const prop = at('authentication');
  const variant = rule.authentication._variant;
  const own = variant.problems(prop, scope);
  return [
    ...own,
    ...contradiction(facts.isPlain, {
      prop, must: 'not be given for a listener with plain HTTP', got: GOT,
      advice: 'anybody on the way could read the session: use HTTPS',
    }),
    ...contradiction(facts.shiftsTraffic === true, {
      prop, must: 'not be given with a deployment that shifts traffic', got: GOT,
      advice: 'Amazon ECS rewrites rules that forward only: use Deployment.rolling',
    }),
    ...contradiction(facts.isCutOff === true && variant.needsInternet, {
      prop, must: 'be of a provider that the load balancer can reach', got: inWords('Authentication.cognito'),
      advice: 'Amazon Cognito needs the internet: give the VPC a NAT gateway, or the load balancer a public address',
    }),
    ...contradiction(facts.lacksIpv4 === true, {
      prop, must: 'not be given for a load balancer without public IPv4 addresses', got: GOT,
      advice: 'it asks identity providers over IPv4: use IpAddressType.DUAL_STACK',
    }),
    ...own.length > 0 ? [] : variant.callbackProblems(prop, namesOf(rule, facts)),
    ...own.length > 0 ? [] : openPathProblems(at, rule),
  ];
}

/** The names under which people log in, as far as they are known. */
function namesOf({ conditions: { hosts }, domainName }: RuleSpec, facts: LoginFacts): string[] {
  const own = [...domainName === undefined ? [] : [domainName], ...entriesOf(hosts)];
  const names = own.length > 0 || facts.domainName === undefined ? own : [facts.domainName];
  const plain = names.filter((name) => typeof name === 'string' && isKnown(name) && !/[*?]/.test(name));
  return [...new Set(plain.map((name) => name.toLowerCase()))];
}

function openPathProblems(at: PropNames, rule: RuleSpec): Problem[] {
  const { authentication, conditions: { hosts, paths: taken }, priority } = rule;
  const paths = authentication?._variant.openPaths;
  if (paths === undefined) return [];
  const prop = at('authentication.openPaths');
  // the rule reports its own mistakes itself.
  if (conditionProblems(at, { hosts: given(hosts), paths: given(taken) }).length > 0) return [];
  const shape = conditionProblems(openPathsOf(at), { hosts: given(hosts), paths });
  if (shape.length > 0) return shape;
  return [
    ...entriesOf(paths).flatMap((path, i) => contradiction(
      areTexts(path, taken) && taken.length > 0 && !taken.some((pattern) => takesPath(pattern, path)), {
        prop: `${prop}[${i}]`, must: 'be among the paths that the service takes', got: path,
        advice: `these are ${taken.join(', ')}`,
      },
    )),
    ...contradiction(isKnown(priority) && priority === 1, {
      prop: at('priority'), must: `be at least 2 with "${prop}"`, got: priority,
      advice: 'the rule of the open paths comes right before it',
    }),
  ];
}

function given(values: readonly string[]): string[] | undefined {
  return values.length > 0 ? [...values] : undefined;
}

function areTexts(path: unknown, paths: readonly unknown[]): boolean {
  return [path, ...paths].every((each) => isKnown(each) && typeof each === 'string');
}
