import { createHash } from 'node:crypto';
import { Lazy } from 'aws-cdk-lib';
import {
  ApplicationProtocol, CfnListener, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { isKnown, resourceOf, text, type Problem } from '../core';
import { attach } from './attach';
import { createDnsRecord, recordProblems } from './dns-records';
import { existingProblems, isPending } from './existing-relations';
import { plannedRule, ruleCollisions } from './listener-rule';
import { loginProblems } from './login-problems';
import { propsOf, type PropNames } from './prop-names';
import { addressOf, ruleOf } from './route';
import type { RuleOptions } from './route-options';
import { ruleProblems } from './route-problems';
import type { IngressVariant, TargetSpec } from './target';
import { targetFacts, targetProblems, type TargetOptions } from './target-options';
import { vpcProblems } from './vpc-problems';

/**
 * How a service stands behind a load balancer that the library did not make. Give at least one of `hosts`, `paths` and
 * `domainName`.
 */
export interface ExistingIngressOptions extends RuleOptions, TargetOptions {
  /**
   * Where users find the service, with scheme.
   *
   * @default - `https://` and the domain name, else the first host without wildcard, else the DNS name of the load
   *   balancer
   */
  readonly url?: string;

  /**
   * Whether the security group of an imported load balancer gets rules that let it connect to the targets, on the port
   * of requests and on that of health checks. A load balancer that was made with the CDK or with this library lets
   * nothing out otherwise. No rule is made for a group that was imported with `mutable: false`.
   *
   * Set it to false if the group lets the load balancer out already, and its rules are not yours to add to.
   *
   * @default true - a rule more than needed does no harm, but one that is missing makes every target unhealthy
   */
  readonly allowLoadBalancerOutbound?: boolean;
}

/** Through a rule of a load balancer that the library did not make. */
export function existingLoadBalancer(
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions,
): IngressVariant {
  return {
    ...targetFacts(options),
    problems: (prop, service, target) => {
      const relations = existingProblems(prop, service, loadBalancer, listener);
      // the rules below look into both.
      if (relations.length > 0) return relations;
      return ownProblems(prop, service, target, loadBalancer, listener, options);
    },
    rule: (service) => ({ ...plannedRule(service, listener, ruleOf(options)), loadBalancer }),
    bind: (service, target) => {
      createDnsRecord(service, options, new LoadBalancerTarget(loadBalancer));
      return attach(service, target, options, {
        loadBalancer,
        listener,
        holderId: `Existing${addressPart(loadBalancer)}`,
        rule: ruleOf(options),
        isShared: true,
        url: options.url ?? urlOf(loadBalancer, options),
        outboundOf: options.allowLoadBalancerOutbound === false ? undefined : listener,
      });
    },
  };
}

function ownProblems(
  prop: string, service: Construct, { vpc, shiftsTraffic }: TargetSpec, loadBalancer: IApplicationLoadBalancer,
  listener: IApplicationListener, options: ExistingIngressOptions,
): Problem[] {
  const at = propsOf(prop);
  return [
    ...isPending(loadBalancer) ? [] : vpcProblems(prop, loadBalancer, vpc),
    ...existingRuleProblems(at, service, listener, options),
    ...text(at('url'), options.url, /https?:\/\/\S+/, 'begin with "https://" or "http://"'),
    ...targetProblems(at, options),
    ...loginProblems(at, service, ruleOf(options), { isPlain: isPlainHttp(listener), shiftsTraffic }),
  ];
}

function existingRuleProblems(
  at: PropNames, service: Construct, listener: IApplicationListener, options: ExistingIngressOptions,
): Problem[] {
  const own = ruleProblems(at, service, options);
  // a rule with mistakes of its own cannot be compared with those of others.
  return own.length > 0
    ? own
    : [...ruleCollisions(at, service, listener, ruleOf(options)), ...recordProblems(at, service, options)];
}

/** An imported listener does not say. */
function isPlainHttp(listener: IApplicationListener): boolean {
  const resource = resourceOf<CfnListener>(listener, CfnListener.CFN_RESOURCE_TYPE_NAME);
  return resource?.protocol === ApplicationProtocol.HTTP;
}

/**
 * Another load balancer has to mean other target groups; one that is imported may change under the same construct id.
 */
function addressPart(loadBalancer: IApplicationLoadBalancer): string {
  const { loadBalancerArn } = loadBalancer;
  const address = isKnown(loadBalancerArn)
    ? createHash('sha256').update(loadBalancerArn).digest('hex')
    : loadBalancer.node.addr;
  return address.slice(-8).toUpperCase();
}

function urlOf(loadBalancer: IApplicationLoadBalancer, options: ExistingIngressOptions): string {
  const { host, path } = addressOf(options);
  // resolved late: an imported load balancer may not know its DNS name, and the URL may never be used.
  return `https://${host ?? Lazy.string({ produce: () => loadBalancer.loadBalancerDnsName })}${path}`;
}
