import { createHash } from 'node:crypto';
import { Lazy } from 'aws-cdk-lib';
import {
  ApplicationProtocol, CfnListener, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { isKnown, text, type Problem } from '../core';
import { attach } from './attach';
import { createSharedRecord, recordProblems } from './dns-records';
import { plannedRule, ruleCollisions } from './listener-rule';
import { loginProblems } from './login-problems';
import { propsOf, type PropNames } from './prop-names';
import { addressOf, ruleOf } from './route';
import type { RuleOptions } from './route-options';
import { ruleProblems } from './route-problems';
import type { IngressVariant } from './target';
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
}

/** Through a rule of a load balancer that the library did not make. */
export function existingLoadBalancer(
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions,
): IngressVariant {
  return {
    ...targetFacts(options),
    problems: (prop, service, { vpc, shiftsTraffic }) => [
      ...vpcProblems(prop, loadBalancer, vpc),
      ...existingRuleProblems(propsOf(prop), service, loadBalancer, listener, options),
      ...text(`${prop}.url`, options.url, /https?:\/\/\S+/, 'begin with "https://" or "http://"'),
      ...targetProblems(propsOf(prop), options),
      ...loginProblems(propsOf(prop), ruleOf(options), { isPlain: isPlainHttp(listener), shiftsTraffic }),
    ],
    rule: (service) => plannedRule(service, listener, ruleOf(options)),
    bind: (service, target) => {
      createSharedRecord(service, loadBalancer, options, new LoadBalancerTarget(loadBalancer));
      return attach(service, target, options, {
        loadBalancer,
        listener,
        holderId: `Existing${addressPart(loadBalancer)}`,
        rule: ruleOf(options),
        isShared: true,
        url: options.url ?? urlOf(loadBalancer, options),
      });
    },
  };
}

function existingRuleProblems(
  at: PropNames, service: Construct, loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener,
  options: ExistingIngressOptions,
): Problem[] {
  const own = ruleProblems(at, options);
  // a rule with mistakes of its own cannot be compared with those of others.
  return own.length > 0
    ? own
    : [...ruleCollisions(at, service, listener, ruleOf(options)), ...recordProblems(at, loadBalancer, options)];
}

/** An imported listener does not say. */
function isPlainHttp(listener: IApplicationListener): boolean {
  const resource = listener.node.defaultChild;
  return resource instanceof CfnListener && resource.protocol === ApplicationProtocol.HTTP;
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
