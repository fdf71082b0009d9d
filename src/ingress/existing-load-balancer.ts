import type { IApplicationListener, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import type { Problem } from '../core';
import { attach } from './attach';
import type { ExistingRuleOptions } from './existing-options';
import { existingProblems, isPending } from './existing-relations';
import {
  aliasProblems, existingRuleProblems, existingUrl, isPlainHttp, outboundOf, prepareExisting,
} from './existing-rule';
import { existingHolderIdOf } from './holders';
import { plannedRule } from './listener-rule';
import { loginProblems } from './login-problems';
import { propsOf } from './prop-names';
import { ruleOf } from './route';
import type { IngressVariant, TargetSpec } from './target';
import { targetFacts, targetProblems, type IngressOptions } from './target-options';
import { listenerProtocolProblems } from './target-protocol';
import { madeZoneProblems, vpcProblems } from './vpc-problems';

/**
 * How a service stands behind a load balancer that the library did not make. Give at least one of `hosts`, `paths` and
 * `domainName`.
 */
export interface ExistingIngressOptions extends ExistingRuleOptions, IngressOptions {}

/** Through a rule of a load balancer that the library did not make. */
export function existingLoadBalancer(
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions,
): IngressVariant {
  return {
    ...targetFacts(options),
    problems: (prop, service, target) => {
      const relations = existingProblems(propsOf(prop), service, loadBalancer, listener);
      // the rules below look into both.
      if (relations.length > 0) return relations;
      return ownProblems(prop, service, target, loadBalancer, listener, options);
    },
    rule: (service) => ({
      ...plannedRule(service, listener, ruleOf(options)), loadBalancer,
      isHttp2: options.target?.protocol?._variant.isHttp2,
    }),
    record: () => options,
    bind: (service, target) => {
      prepareExisting(service, loadBalancer, options);
      return attach(service, target, options, {
        loadBalancer,
        listener,
        holderId: existingHolderIdOf(loadBalancer),
        rule: ruleOf(options),
        isShared: true,
        url: existingUrl(loadBalancer, listener, options),
        outboundOf: outboundOf(listener, options),
      });
    },
  };
}

function ownProblems(
  prop: string, service: Construct, target: TargetSpec,
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions,
): Problem[] {
  const { vpc, shiftsTraffic, targetType } = target;
  const at = propsOf(prop);
  return [
    ...isPending(loadBalancer) ? [] : vpcProblems(prop, loadBalancer, vpc),
    ...madeZoneProblems(prop, loadBalancer, target),
    ...existingRuleProblems(at, service, listener, options),
    ...aliasProblems(at, loadBalancer, options),
    ...targetProblems(at, options),
    ...listenerProtocolProblems(at('target.protocol'), options.target?.protocol, targetType, {
      isPlain: isPlainHttp(listener),
    }),
    ...loginProblems(at, service, ruleOf(options), { isPlain: isPlainHttp(listener), shiftsTraffic }),
  ];
}
