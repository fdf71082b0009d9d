import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ApplicationListenerCertificate } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { noteCertificate, warnOfUncertifiedHosts } from './certificate-names';
import { EVERYTHING, type Conditions } from './conditions';
import { createDnsRecord } from './dns-records';
import { covers } from './domain';
import type { RuleSpec } from './listener-rule';
import type { RouteOptions, RuleOptions } from './route-options';
import { certificateFor } from './tls';
import type { WebLoadBalancer } from './web-load-balancer';

function routeConditions(options: RuleOptions): Conditions {
  const hosts = options.hosts ?? (options.domainName === undefined ? [] : [options.domainName]);
  return hosts.length === 0 && options.paths === undefined ? EVERYTHING : { hosts, paths: options.paths ?? [] };
}

/** The rule of a route. */
export function ruleOf(options: RuleOptions): RuleSpec {
  return {
    conditions: routeConditions(options), domainName: options.domainName, priority: options.priority,
    authentication: options.authentication,
  };
}

/** Whether a route gets a certificate of its own, because that of the load balancer is not for its name. */
export function makesCertificate(
  loadBalancer: WebLoadBalancer, { certificate, domainName, hostedZone }: RouteOptions,
): boolean {
  return loadBalancer._isHttps && certificate === undefined && domainName !== undefined && hostedZone !== undefined
    && !covers(loadBalancer._domainName, domainName);
}

/** Whether a route gets a DNS record: the load balancer may have the name itself, and its record serves all. */
export function makesRecord(loadBalancer: WebLoadBalancer, { domainName, hostedZone }: RouteOptions): boolean {
  return domainName !== undefined && hostedZone !== undefined && !loadBalancer._hasRecord(domainName, hostedZone);
}

/**
 * The certificate and the DNS record of a route, in the stack of the service.
 *
 * @returns the certificate; nothing where that of the load balancer serves
 */
export function prepareRoute(
  service: Construct, loadBalancer: WebLoadBalancer, options: RouteOptions,
): ICertificate | undefined {
  const needsCertificate = options.certificate !== undefined || makesCertificate(loadBalancer, options);
  const certificate = loadBalancer._isHttps && needsCertificate ? certificateFor(service, options) : undefined;
  const listener = loadBalancer._listenerOn(options.port);
  if (certificate) {
    new ApplicationListenerCertificate(service, 'ListenerCertificate', { listener, certificates: [certificate] });
    noteCertificate(listener, certificate);
  }
  if (loadBalancer._isHttps) warnOfUncertifiedHosts(service, listener, routeConditions(options).hosts);
  if (makesRecord(loadBalancer, options)) {
    createDnsRecord(service, options, () => loadBalancer._aliasTarget, loadBalancer._hasIpv6);
  }
  return certificate;
}

/** Where users find the service: the first host without wildcard, and the path as far as it is fixed. */
export function routeUrl(loadBalancer: WebLoadBalancer, options: RouteOptions): string {
  const { host, path } = addressOf(options);
  return `${loadBalancer._urlFor(host, options.port)}${path}`;
}

export function addressOf(options: RuleOptions): { readonly host?: string; readonly path: string } {
  const { hosts, paths } = routeConditions(options);
  return {
    host: [...options.domainName === undefined ? [] : [options.domainName], ...hosts]
      .find((name) => !/[*?]/.test(name)),
    path: paths.length > 0 ? paths[0].split(/[*?]/, 1)[0].replace(/\/$/, '') : '',
  };
}
