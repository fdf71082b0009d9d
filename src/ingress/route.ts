import { Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ApplicationListenerCertificate } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { contradiction, integer, inWords, isKnown, known, port, rejectProblems, type Problem } from '../core';
import { conditionProblems, EVERYTHING, type Conditions } from './conditions';
import { covers, createDnsRecord, domainProblems, type DomainOptions } from './domain';
import { entriesOf } from './lists';
import { certifiableProblems, certificateFor, certificateRegionProblems } from './tls';
import type { WebLoadBalancer } from './web-load-balancer';

/** Which requests of a listener are taken. */
export interface RuleOptions extends DomainOptions {
  /**
   * Host names, in which `*` stands for any characters and `?` for one. Together with `paths` at most 5, and at most 6
   * of `*` and `?`.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
   * @default - `domainName` if that is given, else every host
   */
  readonly hosts?: string[];

  /**
   * Paths, in which `*` stands for any characters and `?` for one: `/orders/*` does not take `/orders` itself. Together
   * with `hosts`
   * at most 5.
   *
   * @default - every path
   */
  readonly paths?: string[];

  /**
   * Place of the rule among the rules of its listener, 1 to 50000, lowest first; rejected if it is taken.
   *
   * @default - found from hosts and paths alone, the more specific the earlier: hosts before paths, deep paths before
   *   shallow ones
   */
  readonly priority?: number;
}

/**
 * Which requests of a load balancer are taken. At least one of `hosts`, `paths`, `domainName` and `port` has to be
 * given.
 *
 * Behind CloudFront `domainName` has to be covered by that of the load balancer. A second service that asks for the DNS
 * record of the
 * same name is rejected; where the load balancer has the name itself, its record serves.
 */
export interface RouteOptions extends RuleOptions {
  /**
   * Port of the load balancer, 1 to 65535; one that it does not listen on yet is opened, with its protocol and
   * certificate.
   *
   * @default - the port that the load balancer was made with
   */
  readonly port?: number;

  /**
   * Further certificate for the listener, in the Region of the load balancer.
   *
   * @default - one is made if `domainName` and `hostedZone` are given and the certificate that the load balancer made
   *   for its own
   * domain name does not cover the name
   */
  readonly certificate?: ICertificate;
}

export function routeConditions(options: RuleOptions): Conditions {
  const hosts = options.hosts ?? (options.domainName === undefined ? [] : [options.domainName]);
  return hosts.length === 0 && options.paths === undefined ? EVERYTHING : { hosts, paths: options.paths ?? [] };
}

export function routeProblems(
  at: (prop: string) => string, loadBalancer: WebLoadBalancer, options: RouteOptions,
): Problem[] {
  const { certificate } = options;
  return [
    ...ruleProblems(at, options, { '"port"': options.port }),
    ...loadBalancer._domainProblems(at('domainName'), options.domainName),
    ...makesCertificate(loadBalancer, options) ? certifiableProblems(at, options) : [],
    ...port(at('port'), options.port),
    ...known(at('port'), options.port),
    ...loadBalancer._portProblems(at('port'), options.port),
    ...contradiction(certificate !== undefined && !loadBalancer._isHttps, {
      prop: at('certificate'), must: 'not be given for a load balancer with plain HTTP', got: inWords('a certificate'),
    }),
    ...certificateRegionProblems(
      at('certificate'), certificate, Stack.of(loadBalancer).region,
      'the certificate has to be in the Region of the load balancer',
    ),
  ];
}

/** @param others further props that say which requests are taken, by name */
export function ruleProblems(
  at: (prop: string) => string, options: RuleOptions, others: Readonly<Record<string, unknown>> = {},
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
      isKnown(domainName) && isKnown(hosts) && !entriesOf(hosts).some((host) => sameHost(host, domainName)),
      {
        prop: at('domainName'), must: 'be one of "hosts"', got: domainName, advice: 'requests to it would find no rule',
      },
    ),
    ...domainProblems(at, options),
    ...integer(at('priority'), options.priority, { min: 1, max: 50_000 }),
  ];
}

/** Lets the listener speak for a name that its own certificate does not cover. */
export function addCertificate(scope: Construct, loadBalancer: WebLoadBalancer, options: RouteOptions): void {
  if (!loadBalancer._isHttps || (options.certificate === undefined && !makesCertificate(loadBalancer, options))) return;
  new ApplicationListenerCertificate(scope, 'ListenerCertificate', {
    listener: loadBalancer._listenerOn(options.port),
    certificates: [certificateFor(scope, options)],
  });
}

// by load balancer, because services of several stacks share one.
const RECORDS = new WeakMap<WebLoadBalancer, Map<string, string>>();

/** Points the name at the load balancer, unless its own record does so already: Route 53 takes one record of a name. */
export function createRouteRecord(scope: Construct, loadBalancer: WebLoadBalancer, options: RouteOptions): void {
  const { domainName, hostedZone } = options;
  if (domainName === undefined || hostedZone === undefined || loadBalancer._hasRecord(domainName, hostedZone)) return;
  const records = RECORDS.get(loadBalancer) ?? new Map<string, string>();
  const key = `${hostedZone.hostedZoneId} ${domainName.toLowerCase()}`;
  const other = records.get(key);
  rejectProblems(scope, 'Ingress', contradiction(other !== undefined, {
    prop: 'domainName', must: `have one DNS record, and ${other} makes it`, got: domainName,
    advice: 'give "hosts" in place of "domainName", or leave "hostedZone" out',
  }));
  RECORDS.set(loadBalancer, records.set(key, scope.node.path));
  createDnsRecord(scope, options, loadBalancer._aliasTarget);
}

function sameHost(one: string, other: string): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}

function makesCertificate(
  loadBalancer: WebLoadBalancer, { certificate, domainName, hostedZone }: RouteOptions,
): boolean {
  return loadBalancer._isHttps && certificate === undefined && domainName !== undefined && hostedZone !== undefined
    && !covers(loadBalancer._domainName, domainName);
}

/** Where users find the service: the first host without wildcard, and the path as far as it is fixed. */
export function routeUrl(loadBalancer: WebLoadBalancer, options: RouteOptions): string {
  const { host, path } = addressOf(options);
  return `${loadBalancer._urlFor(host, options.port)}${path}`;
}

export function addressOf(options: RuleOptions): { readonly host?: string; readonly path: string } {
  const { hosts, paths } = routeConditions(options);
  return {
    host: options.domainName ?? hosts.find((name) => !/[*?]/.test(name)),
    path: paths.length > 0 ? paths[0].split(/[*?]/, 1)[0].replace(/\/$/, '') : '',
  };
}
