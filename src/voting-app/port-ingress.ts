import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { contradiction, known, port } from '../core';
import { Ingress, WebLoadBalancer } from '../ingress';
import { pageLoginProblems } from './page-login';
import type { VotingHttpOptions, VotingLoginOptions, VotingPortOptions } from './voting-ingress-options';
import { targetIn, type VotingIngressVariant } from './voting-ingress-variant';

/** Port of the page with the result, as in the original example. */
const RESULT_PORT = 5001;
const EVERYTHING = ['/*'];

/** Only HTTPS has log-ins and certificates. */
type PortOptions = (VotingPortOptions | (VotingHttpOptions & VotingLoginOptions)) & {
  readonly protocol: ApplicationProtocol;
};

/** `VotingIngress.ports` and `VotingIngress.httpPorts`. */
export function portIngress(options: PortOptions): VotingIngressVariant {
  const { resultPort = RESULT_PORT, resultStickiness, voteAuthentication, resultAuthentication, ...edge } = options;
  const isHttps = options.protocol === ApplicationProtocol.HTTPS;
  const taken = isHttps ? [80, 443] : [80];
  const target = { stickiness: resultStickiness };
  const own = { ...edge, target };
  return {
    problems: (prop, scope, vpc) => [
      ...(isHttps ? Ingress.https(own) : Ingress.http(own))._variant.problems(prop, scope, targetIn(vpc))
        .map((problem) => ({ ...problem, prop: problem.prop.replace('.target.stickiness', '.resultStickiness') })),
      ...pageLoginProblems({ prop, scope, vpc }, edge, { voteAuthentication, resultAuthentication }),
      ...port(`${prop}.resultPort`, resultPort),
      ...known(`${prop}.resultPort`, resultPort),
      ...contradiction(taken.includes(resultPort), {
        prop: `${prop}.resultPort`, must: `not be ${taken.join(' or ')}`, got: resultPort,
        advice: 'the page where people vote has it',
      }),
    ],
    bind: (scope, vpc) => {
      const loadBalancer = new WebLoadBalancer(scope, 'LoadBalancer', { ...edge, ...edge.loadBalancer, vpc });
      return {
        loadBalancer,
        vote: Ingress.route(loadBalancer, { paths: EVERYTHING, authentication: voteAuthentication }),
        result: Ingress.route(loadBalancer, {
          port: resultPort, paths: EVERYTHING, target, authentication: resultAuthentication,
        }),
        proxies: 1,
      };
    },
  };
}
