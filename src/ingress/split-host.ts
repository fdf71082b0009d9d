import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IApplicationListener, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';
import { type Problem, stageProblems } from '../core';
import type { ExistingRuleOptions } from './existing-options';
import { existingProblems } from './existing-relations';
import {
  aliasProblems, existingRuleProblems, existingUrl, isPlainHttp, outboundOf, prepareExisting,
} from './existing-rule';
import { existingHolderIdOf, holderIdOf } from './holders';
import { loginProblems } from './login-problems';
import { ownProps } from './prop-names';
import { prepareRoute, routeUrl, ruleOf } from './route';
import type { RouteOptions } from './route-options';
import { routeProblems, webLoadBalancerShapeProblems } from './route-problems';
import type { WebLoadBalancer } from './web-load-balancer';

/** What a split has to know of the load balancer that its rule stands on. */
export interface SplitHost {
  readonly loadBalancer: IApplicationLoadBalancer;
  readonly listener: IApplicationListener;
  /** Whether the listener speaks plain HTTP, for certain. */
  readonly isPlain: boolean;
  readonly isBehindCloudFront?: boolean;
  /** Id of the constructs that hold target groups. */
  readonly holderId: string;
  /** The listener of an imported load balancer that has to be let out to the targets. */
  readonly outboundOf?: IApplicationListener;
  readonly url: string;
  /** Makes the record and the certificate of the name. */
  prepare(split: Construct): ICertificate | undefined;
}

/** A load balancer of the library. */
export function sharedHost(loadBalancer: WebLoadBalancer, options: RouteOptions): SplitHost {
  return {
    loadBalancer: loadBalancer.loadBalancer,
    listener: loadBalancer._listenerOn(options.port),
    isPlain: !loadBalancer._isHttps,
    isBehindCloudFront: loadBalancer.distribution !== undefined,
    holderId: holderIdOf(loadBalancer, true),
    url: routeUrl(loadBalancer, options),
    prepare: (split) => prepareRoute(split, loadBalancer, options),
  };
}

/** What is wrong with a split on a load balancer of the library. */
export function sharedHostProblems(split: Construct, loadBalancer: WebLoadBalancer, options: RouteOptions): Problem[] {
  const shape = webLoadBalancerShapeProblems('loadBalancer', loadBalancer, 'TrafficSplit.existing');
  return shape.length > 0
    ? shape
    : [
        ...stageProblems(split, 'loadBalancer', loadBalancer),
        ...routeProblems(ownProps, split, loadBalancer, options, true),
        ...loginProblems(ownProps, split, ruleOf(options), loadBalancer._loginFacts),
      ];
}

/** A load balancer that the library did not make. */
export function existingHost(
  loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingRuleOptions,
): SplitHost {
  return {
    loadBalancer,
    listener,
    isPlain: isPlainHttp(listener),
    holderId: existingHolderIdOf(loadBalancer),
    outboundOf: outboundOf(listener, options),
    url: existingUrl(loadBalancer, listener, options),
    prepare: (split) => {
      prepareExisting(split, loadBalancer, options);
      return undefined;
    },
  };
}

/** What is wrong with a split on a load balancer that the library did not make. */
export function existingHostProblems(
  split: Construct, loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener,
  options: ExistingRuleOptions,
): Problem[] {
  const relations = existingProblems(ownProps, split, loadBalancer, listener);
  return relations.length > 0
    ? relations
    : [
        ...existingRuleProblems(ownProps, split, listener, options, true),
        ...aliasProblems(ownProps, loadBalancer, options),
        ...loginProblems(ownProps, split, ruleOf(options), { isPlain: isPlainHttp(listener) }),
      ];
}
