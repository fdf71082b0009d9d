import type { Construct } from 'constructs';
import { choiceProblems, contradiction, integer, isKnown, type Problem } from '../core';
import { Ingress, type SharedIngressOptions, type WebLoadBalancer } from '../ingress';
import type { VotingPagesOptions, VotingSharedOptions } from './voting-ingress-options';
import { targetIn, type VotingIngressVariant } from './voting-ingress-variant';

const MAX_PROXIES = 10;
const ALL_PATHS: readonly string[] = ['/*', '*'];

/** `VotingIngress.shared`. */
export function sharedIngress(
  loadBalancer: WebLoadBalancer, { vote, result }: VotingSharedOptions,
): VotingIngressVariant {
  const pages = pagesIngress({
    vote: Ingress.route(loadBalancer, vote),
    result: Ingress.route(loadBalancer, result),
    proxies: loadBalancer.distribution ? 2 : 1,
  });
  return {
    ...pages,
    problems: (prop, scope, vpc) => [
      ...ruleProblems(`${prop}.vote`, vote ?? {}),
      ...ruleProblems(`${prop}.result`, result ?? {}),
      ...pages.problems(prop, scope, vpc),
    ],
  };
}

/** `VotingIngress.pages`. */
export function pagesIngress({ vote, result, proxies = 1 }: VotingPagesOptions): VotingIngressVariant {
  return {
    problems: (prop, scope, vpc) => {
      const shape = [
        ...choiceProblems(`${prop}.vote`, vote, 'Ingress', { required: true }),
        ...choiceProblems(`${prop}.result`, result, 'Ingress', { required: true }),
      ];
      if (shape.length > 0) return shape;
      const own = [
        ...vote._variant.problems(`${prop}.vote`, scope, targetIn(vpc)),
        ...result._variant.problems(`${prop}.result`, scope, targetIn(vpc)),
      ];
      return [
        ...own,
        // rules with mistakes of their own cannot be compared.
        ...own.length > 0 ? [] : collisionProblems(prop, scope, vote, result),
        ...integer(`${prop}.proxies`, proxies, { min: 0, max: MAX_PROXIES }),
      ];
    },
    bind: () => ({ vote, result, proxies }),
    given: [vote, result],
  };
}

/** A page is one host or port, with everything under it; the pages link to each other by these names. */
function ruleProblems(prop: string, { paths, hosts, domainName }: SharedIngressOptions): Problem[] {
  const names = [...isKnown(hosts) ? hosts : [], ...domainName === undefined ? [] : [domainName]];
  return [
    ...contradiction(isKnown(paths) && paths.length > 0 && !paths.some((path) => ALL_PATHS.includes(path)), {
      prop: `${prop}.paths`, must: 'be left out, or take every path', got: paths,
      advice: 'the page lives at the root of its name or port: give "hosts", "domainName" or "port"',
    }),
    ...contradiction(names.length > 0 && names.every((name) => isKnown(name) && name.includes('*')), {
      prop: `${prop}.hosts`, must: 'have a name without wildcard', got: names,
      advice: 'nobody can open an address with a wildcard',
    }),
  ];
}

/** Both rules are new, so neither of them meets the other on the listener yet. */
function collisionProblems(prop: string, scope: Construct, vote: Ingress, result: Ingress): Problem[] {
  const [first, second] = [vote, result].map(({ _variant }) => _variant.rule?.(scope));
  if (!first?.listener || first.listener !== second?.listener) return [];
  if (first.conditions === second.conditions) {
    return [{
      prop: `${prop}.result.hosts`, must: `differ from "${prop}.vote.hosts", or the ports must`,
      got: (JSON.parse(second.conditions ?? '[]') as unknown[]).flat(),
      advice: 'the later of two equal rules takes no request',
    }];
  }
  return contradiction(isKnown(first.priority) && first.priority === second.priority, {
    prop: `${prop}.result.priority`, must: `differ from "${prop}.vote.priority"`, got: second.priority,
    advice: 'two rules with one priority are a failed deployment',
  });
}
