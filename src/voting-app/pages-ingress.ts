import type { Construct } from 'constructs';
import { choiceProblems, contradiction, integer, isKnown, type Problem } from '../core';
import {
  Ingress, plannedShadowProblems, type PlannedRule, type SharedIngressOptions, type WebLoadBalancer,
} from '../ingress';
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
      ...nameProblems(`${prop}.vote`, vote ?? {}),
      ...nameProblems(`${prop}.result`, result ?? {}),
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
        ...own.length > 0 ? [] : pairProblems(prop, scope, vote, result),
        ...integer(`${prop}.proxies`, proxies, { min: 0, max: MAX_PROXIES }),
      ];
    },
    bind: () => ({ vote, result, proxies }),
    given: [vote, result],
  };
}

/** What each page, and both together, ask of the ways in. */
function pairProblems(prop: string, scope: Construct, vote: Ingress, result: Ingress): Problem[] {
  const [first, second] = [vote, result].map(({ _variant }) => _variant.rule?.(scope));
  return [
    ...rootProblems(`${prop}.vote`, first),
    ...rootProblems(`${prop}.result`, second),
    ...first && second && areOnOneListener(first, second) ? collisionProblems(prop, first, second) : [],
    ...sameRecordProblems(prop, vote, result),
  ];
}

/** A page is one host or port, with everything under it. */
function rootProblems(prop: string, rule: PlannedRule | undefined): Problem[] {
  const [, paths] = conditionsOf(rule);
  return contradiction(isKnown(paths) && paths.length > 0 && !paths.some((path) => ALL_PATHS.includes(path)), {
    prop: `${prop}.paths`, must: 'be left out, or take every path', got: paths,
    advice: 'the page lives at the root of its name or port: give "hosts", "domainName" or "port"',
  });
}

/** The pages link to each other by these names. */
function nameProblems(prop: string, { hosts, domainName }: SharedIngressOptions): Problem[] {
  const names = [...isKnown(hosts) ? hosts : [], ...domainName === undefined ? [] : [domainName]];
  return contradiction(names.length > 0 && names.every((name) => isKnown(name) && name.includes('*')), {
    prop: `${prop}.hosts`, must: 'have a name without wildcard', got: names,
    advice: 'nobody can open an address with a wildcard',
  });
}

/** A listener that is not open yet is known by its load balancer and port. */
function areOnOneListener(first: PlannedRule, second: PlannedRule): boolean {
  return first.listener
    ? first.listener === second.listener
    : second.listener === undefined && first.port === second.port && first.loadBalancer === second.loadBalancer;
}

/** Both rules are new, so neither of them meets the other on the listener yet. */
function collisionProblems(prop: string, first: PlannedRule, second: PlannedRule): Problem[] {
  if (first.conditions === second.conditions) {
    return [{
      prop: `${prop}.result.hosts`, must: `differ from "${prop}.vote.hosts", or the ports must`,
      got: conditionsOf(second).flat(), advice: 'the later of two equal rules takes no request',
    }];
  }
  if (isKnown(first.priority) && first.priority === second.priority) {
    return [{
      prop: `${prop}.result.priority`, must: `differ from "${prop}.vote.priority"`, got: second.priority,
      advice: 'two rules with one priority are a failed deployment',
    }];
  }
  return plannedShadowProblems(`${prop}.vote.priority`, first, { ...second, path: `"${prop}.result"` });
}

/** Hosts and paths of a rule. */
function conditionsOf(rule: PlannedRule | undefined): string[][] {
  return JSON.parse(rule?.conditions ?? '[[], []]') as string[][];
}

/** The same name in the same zone, without a "routing" that lets several records stand beside each other. */
function sameRecordProblems(prop: string, vote: Ingress, result: Ingress): Problem[] {
  const [first, second] = [vote, result].map(({ _variant }) => _variant.record?.());
  const isSame = first?.domainName !== undefined && first.hostedZone !== undefined && !first.routing && !second?.routing
    && first.domainName.toLowerCase() === second?.domainName?.toLowerCase()
    && first.hostedZone.hostedZoneId === second.hostedZone?.hostedZoneId;
  return contradiction(isSame, {
    prop: `${prop}.result.domainName`, must: `differ from "${prop}.vote.domainName"`, got: second?.domainName,
    advice: 'a zone has one DNS record of a name: give another name, or leave "hostedZone" of one page out',
  });
}
