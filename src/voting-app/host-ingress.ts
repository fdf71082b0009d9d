import type { Construct } from 'constructs';
import { contradiction, isKnown, type Problem } from '../core';
import { domainProblems, Ingress, recordProblems, WebLoadBalancer, type DomainOptions } from '../ingress';
import { pageLoginProblems } from './page-login';
import type { VotingHostOptions } from './voting-ingress-options';
import { targetIn, type VotingIngressVariant } from './voting-ingress-variant';

/** `VotingIngress.hosts`. */
export function hostIngress(options: VotingHostOptions): VotingIngressVariant {
  const {
    vote, result, hostedZone, certificate, resultStickiness, voteAuthentication, resultAuthentication, ...edge
  } = options;
  const own = { ...edge, domainName: vote, hostedZone, certificate };
  const target = { stickiness: resultStickiness };
  return {
    problems: (prop, scope, vpc) => [
      ...Ingress.https({ ...own, target })._variant.problems(prop, scope, targetIn(vpc))
        .map((problem) => inWordsOf(prop, problem)),
      ...pageLoginProblems({ prop, scope, vpc }, own, { voteAuthentication, resultAuthentication }, result),
      ...resultProblems(prop, scope, { domainName: result, hostedZone }),
      ...wildcardProblems(`${prop}.vote`, vote),
      ...wildcardProblems(`${prop}.result`, result),
      ...contradiction(isKnown(vote) && isKnown(result) && vote.toLowerCase() === result.toLowerCase(), {
        prop: `${prop}.result`, must: `differ from "${prop}.vote"`, got: result,
        advice: 'each page lives at the root of its name',
      }),
    ],
    bind: (scope, vpc) => {
      const loadBalancer = new WebLoadBalancer(scope, 'LoadBalancer', { ...own, ...own.loadBalancer, vpc });
      return {
        loadBalancer,
        vote: Ingress.route(loadBalancer, { domainName: vote, authentication: voteAuthentication }),
        result: Ingress.route(loadBalancer, {
          domainName: result, hostedZone, certificate, target, authentication: resultAuthentication,
        }),
        proxies: 1,
      };
    },
  };
}

/** The load balancer makes everything for the name of the voters; a rule does for the name of the result. */
function resultProblems(prop: string, scope: Construct, domain: DomainOptions): Problem[] {
  const at = (name: string) => `${prop}.${name === 'domainName' ? 'result' : name}`;
  return [
    ...domainProblems(at, domain),
    ...recordProblems(at, scope, domain, { instead: 'take another name' }).map((each) => inWordsOf(prop, each)),
  ];
}

/** The pages link to each other by these names. */
function wildcardProblems(prop: string, name: string): Problem[] {
  return contradiction(isKnown(name) && name.includes('*'), {
    prop, must: 'be a name without wildcard', got: name, advice: 'nobody can open an address with a wildcard',
  });
}

/** The load balancer has the name of the page where people vote, which users give as `vote`. */
function inWordsOf(prop: string, problem: Problem): Problem {
  const named = (words: string) => words
    .replaceAll(`${prop}.domainName`, `${prop}.vote`).replaceAll('"domainName"', '"vote"')
    .replaceAll('.target.stickiness', '.resultStickiness');
  return {
    ...problem, prop: named(problem.prop), must: named(problem.must), advice: problem.advice && named(problem.advice),
  };
}
