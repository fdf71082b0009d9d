import { integer } from '../core';
import { Ingress, type WebLoadBalancer } from '../ingress';
import type { VotingPagesOptions, VotingSharedOptions } from './voting-ingress-options';
import { targetIn, type VotingIngressVariant } from './voting-ingress-variant';

const MAX_PROXIES = 10;

/** `VotingIngress.shared`. */
export function sharedIngress(
  loadBalancer: WebLoadBalancer, { vote, result }: VotingSharedOptions,
): VotingIngressVariant {
  return pagesIngress({
    vote: Ingress.route(loadBalancer, vote),
    result: Ingress.route(loadBalancer, result),
    proxies: loadBalancer.distribution ? 2 : 1,
  });
}

/** `VotingIngress.pages`. */
export function pagesIngress({ vote, result, proxies = 1 }: VotingPagesOptions): VotingIngressVariant {
  return {
    problems: (prop, scope, vpc) => [
      ...vote._variant.problems(`${prop}.vote`, scope, targetIn(vpc)),
      ...result._variant.problems(`${prop}.result`, scope, targetIn(vpc)),
      ...integer(`${prop}.proxies`, proxies, { min: 0, max: MAX_PROXIES }),
    ],
    bind: () => ({ vote, result, proxies }),
  };
}
