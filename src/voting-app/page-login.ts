import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Problem } from '../core';
import { Ingress, type Authentication, type HttpsIngressOptions } from '../ingress';
import type { VotingLoginOptions } from './voting-ingress-options';
import { targetIn } from './voting-ingress-variant';

/** Where the pages are checked. */
interface Place {
  readonly prop: string;
  readonly scope: Construct;
  readonly vpc: IVpc;
}

/**
 * What the load balancer rejects about the log-ins, in the words of the options.
 *
 * @param resultName name of the page with the result, if it is another one
 */
export function pageLoginProblems(
  place: Place, edge: HttpsIngressOptions, options: VotingLoginOptions, resultName = edge.domainName,
): Problem[] {
  return [
    ...problemsOf(place, edge, 'voteAuthentication', options.voteAuthentication),
    ...problemsOf(place, { ...edge, domainName: resultName }, 'resultAuthentication', options.resultAuthentication),
  ];
}

function problemsOf(
  { prop, scope, vpc }: Place, edge: HttpsIngressOptions, name: string, authentication: Authentication | undefined,
): Problem[] {
  if (authentication === undefined) return [];
  const own = `${prop}.authentication`;
  return Ingress.https({ ...edge, authentication })._variant.problems(prop, scope, targetIn(vpc))
    .filter((problem) => problem.prop.startsWith(own))
    .map((problem) => ({ ...problem, prop: problem.prop.replace(own, `${prop}.${name}`) }));
}
