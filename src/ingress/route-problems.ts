import type { Construct } from 'constructs';
import { contradiction, inWords, integer, isKnown, known, port, type Problem } from '../core';
import { conditionProblems, takesHost } from './conditions';
import { recordProblems } from './dns-records';
import { domainProblems, edgeRoutingProblems, zonePlaceProblems } from './domain';
import { entriesOf } from './lists';
import { ruleCollisions } from './listener-rule';
import type { PropNames } from './prop-names';
import { makesCertificate, makesRecord, ruleOf } from './route';
import type { RouteOptions, RuleOptions } from './route-options';
import { certifiableProblems, certificatePlaceProblems } from './tls';
import type { WebLoadBalancer } from './web-load-balancer';

/**
 * @param owner the service, or the split
 * @param isSplit whether several services stand behind the rule
 */
export function routeProblems(
  at: PropNames, owner: Construct, loadBalancer: WebLoadBalancer, options: RouteOptions, isSplit = false,
): Problem[] {
  const own = [
    ...ruleProblems(at, owner, options, { '"port"': options.port }),
    ...loadBalancer._domainProblems(at('domainName'), options.domainName),
    ...options.domainName === undefined
      ? entriesOf(options.hosts).flatMap((host, i) => loadBalancer._domainProblems(at(`hosts[${i}]`), host))
      : [],
    ...makesCertificate(loadBalancer, options) ? certifiableProblems(at, options) : [],
    ...port(at('port'), options.port),
    ...known(at('port'), options.port),
    ...loadBalancer._portProblems(at('port'), options.port),
    ...loadBalancer.distribution ? edgeRoutingProblems(at, options) : [],
    ...certificateProblems(at, loadBalancer, options),
  ];
  // a rule with mistakes of its own cannot be compared with those of others.
  return own.length > 0 ? own : collisions(at, owner, loadBalancer, options, isSplit);
}

/** Another construct in the place of a shared load balancer, most of all a load balancer of the CDK. */
export function webLoadBalancerShapeProblems(
  prop: string, loadBalancer: WebLoadBalancer, instead = 'Ingress.existing',
): Problem[] {
  return contradiction(!('_listenerOn' in loadBalancer), {
    prop, must: 'be a WebLoadBalancer', got: inWords(loadBalancer.node.path),
    advice: `${instead} takes load balancers of other kinds`,
  });
}

/** @param others further props that say which requests are taken, by name */
export function ruleProblems(
  at: PropNames, owner: Construct, options: RuleOptions, others: Readonly<Record<string, unknown>> = {},
): Problem[] {
  const { hosts, paths, domainName } = options;
  const instead = ['"paths"', '"domainName"', ...Object.keys(others)];
  return [
    ...contradiction([hosts, paths, domainName, ...Object.values(others)].every((given) => given === undefined), {
      prop: at('hosts'), must: `be given, or ${instead.slice(0, -1).join(', ')} or ${instead[instead.length - 1]}`,
      got: hosts,
      advice: 'to take every request of the load balancer say paths: ["/*"]',
    }),
    ...conditionProblems(at, options),
    ...contradiction(
      isKnown(domainName) && isKnown(hosts) && !entriesOf(hosts).some((host) => takesHost(host, domainName)),
      {
        prop: at('domainName'), must: 'be one of "hosts"', got: domainName, advice: 'requests to it would find no rule',
      },
    ),
    ...domainProblems(at, options),
    ...zonePlaceProblems(at, owner, options),
    ...integer(at('priority'), options.priority, { min: 1, max: 50_000 }),
  ];
}

function certificateProblems(at: PropNames, loadBalancer: WebLoadBalancer, { certificate }: RouteOptions): Problem[] {
  return [
    ...contradiction(certificate !== undefined && !loadBalancer._isHttps, {
      prop: at('certificate'), must: 'not be given for a load balancer with plain HTTP', got: inWords('a certificate'),
    }),
    ...certificatePlaceProblems(at('certificate'), certificate, loadBalancer),
  ];
}

function collisions(
  at: PropNames, owner: Construct, loadBalancer: WebLoadBalancer, options: RouteOptions, isSplit: boolean,
): Problem[] {
  const rule = { ...ruleOf(options), isSplit };
  return [
    ...ruleCollisions(at, owner, loadBalancer._findListener(options.port), rule),
    ...makesRecord(loadBalancer, options) ? recordProblems(at, owner, options, { hasIpv6: loadBalancer._hasIpv6 }) : [],
  ];
}
