import { Lazy } from 'aws-cdk-lib';
import {
  ApplicationProtocol, CfnListener, type ApplicationLoadBalancer, type IApplicationListener,
  type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { contradiction, ifTold, inWords, resourceOf, text, type Problem } from '../core';
import { createDnsRecord, recordProblems } from './dns-records';
import type { ExistingRuleOptions } from './existing-options';
import { ruleCollisions } from './listener-rule';
import type { PropNames } from './prop-names';
import { addressOf, ruleOf } from './route';
import { ruleProblems } from './route-problems';
import { isDualStack } from './web-load-balancer-props';

/** What is wrong with the rule of a load balancer that the library did not make. */
export function existingRuleProblems(
  at: PropNames, owner: Construct, listener: IApplicationListener, options: ExistingRuleOptions, isSplit = false,
): Problem[] {
  const own = [
    ...ruleProblems(at, owner, options),
    ...text(at('url'), options.url, /https?:\/\/\S+/, 'begin with "https://" or "http://"'),
  ];
  // a rule with mistakes of its own cannot be compared with those of others.
  return own.length > 0
    ? own
    : [
        ...ruleCollisions(at, owner, listener, { ...ruleOf(options), isSplit }),
        ...recordProblems(at, owner, options),
      ];
}

/** The record of a name points at what an imported load balancer may not have been told. */
export function aliasProblems(
  at: PropNames, loadBalancer: IApplicationLoadBalancer, { domainName, hostedZone }: ExistingRuleOptions,
): Problem[] {
  const needsAlias = domainName !== undefined && hostedZone !== undefined;
  const missing = (['loadBalancerDnsName', 'loadBalancerCanonicalHostedZoneId'] as const)
    .filter((name) => needsAlias && ifTold(() => loadBalancer[name]) === undefined);
  return contradiction(missing.length > 0, {
    prop: at('loadBalancer'), must: `know its ${missing.map((name) => `"${name}"`).join(' and its ')}`,
    got: inWords(loadBalancer.node.path),
    advice: `give them where it is imported, or leave "${at('hostedZone')}" out`,
  });
}

/** An imported listener does not say. */
export function isPlainHttp(listener: IApplicationListener): boolean {
  const resource = resourceOf<CfnListener>(listener, CfnListener.CFN_RESOURCE_TYPE_NAME);
  return resource?.protocol === ApplicationProtocol.HTTP;
}

/** Makes the record of a name in the stack of its owner. */
export function prepareExisting(
  owner: Construct, loadBalancer: IApplicationLoadBalancer, options: ExistingRuleOptions,
): void {
  const { ipAddressType } = loadBalancer as Partial<ApplicationLoadBalancer>;
  createDnsRecord(owner, options, () => new LoadBalancerTarget(loadBalancer), isDualStack(ipAddressType));
}

/** The listener whose load balancer has to be let out to the targets. */
export function outboundOf(
  listener: IApplicationListener, { allowLoadBalancerOutbound = true }: ExistingRuleOptions,
): IApplicationListener | undefined {
  return allowLoadBalancerOutbound ? listener : undefined;
}

/** Where users find a service, with scheme. */
export function existingUrl(
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingRuleOptions,
): string {
  if (options.url !== undefined) return options.url;
  const { host, path } = addressOf(options);
  // resolved late: an imported load balancer may not know its DNS name, and the URL may never be used.
  const name = host ?? Lazy.string({ produce: () => loadBalancer.loadBalancerDnsName });
  const [scheme, usual] = isPlainHttp(listener) ? ['http', 80] : ['https', 443];
  const { port = usual } = resourceOf<CfnListener>(listener, CfnListener.CFN_RESOURCE_TYPE_NAME) ?? {};
  return `${scheme}://${name}${port === usual ? '' : `:${port}`}${path}`;
}
