import {
  CfnListener, CfnLoadBalancer, type ApplicationListener, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import {
  contradiction, inWords, isKnown, isSame, placeProblems, resourceOf, whereaboutsOfArn, type Problem,
} from '../core';
import type { PropNames } from './prop-names';
import { loadBalancerPlaceProblems } from './vpc-problems';

/** The ARN of every load balancer that `ApplicationLoadBalancer.fromLookup` has not looked up yet. */
const NOT_LOOKED_UP = /^arn:aws:elasticloadbalancing:us-west-2:123456789012:[a-z]+\/application\/my-load-balancer\//;

/** What synthesis knows of a load balancer and a listener that the library did not make. */
export function existingProblems(
  at: PropNames, scope: IConstruct, loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener,
): Problem[] {
  const shape = shapeProblems(at, loadBalancer, listener);
  if (shape.length > 0 || isPending(loadBalancer)) return shape;
  const { loadBalancerArn } = loadBalancer;
  return [
    ...contradiction(/:loadbalancer\/(?:net|gwy)\//.test(loadBalancerArn), {
      prop: at('loadBalancer'), must: 'be an Application Load Balancer', got: loadBalancerArn,
    }),
    ...loadBalancerPlaceProblems(at('loadBalancer'), scope, loadBalancer),
    ...listenerProblems(at('listener'), listener, loadBalancer),
  ];
}

/** Whether the load balancer stands in for one that is looked up before the deployment. */
export function isPending({ loadBalancerArn }: IApplicationLoadBalancer): boolean {
  return NOT_LOOKED_UP.test(loadBalancerArn);
}

/** A listener belongs to one load balancer. */
export function listenerProblems(
  prop: string, listener: IApplicationListener, loadBalancer: IApplicationLoadBalancer,
): Problem[] {
  const { listenerArn } = listener;
  const advice = 'targets stand behind one load balancer only';
  const isTheirs = isListenerOf(listener, loadBalancer);
  if (isTheirs === false) {
    return [{
      prop, must: `be a listener of ${loadBalancer.node.path}`, got: inWords(nameOf(listener)), advice,
    }];
  }
  return isTheirs || NOT_LOOKED_UP.test(listenerArn)
    ? []
    : placeProblems(loadBalancer, { prop, is: whereaboutsOfArn(listenerArn), sameAccount: true, advice });
}

function shapeProblems(at: PropNames, loadBalancer: unknown, listener: unknown): Problem[] {
  const { loadBalancerArn, metrics } = (loadBalancer ?? {}) as Partial<IApplicationLoadBalancer>;
  const isOther = loadBalancerArn !== undefined && metrics?.httpCodeElb === undefined;
  const { listenerArn } = (listener ?? {}) as Partial<IApplicationListener>;
  return [
    ...contradiction(loadBalancerArn === undefined, {
      prop: at('loadBalancer'), must: 'be a load balancer', got: nameOf(loadBalancer),
      advice: 'a WebLoadBalancer is shared with Ingress.route',
    }),
    ...contradiction(isOther, {
      prop: at('loadBalancer'), must: 'be an Application Load Balancer', got: inWords(nameOf(loadBalancer)),
    }),
    ...contradiction(listenerArn === undefined, {
      prop: at('listener'), must: 'be a listener of the load balancer', got: nameOf(listener),
    }),
  ];
}

/** Whether a listener is of a load balancer; nothing where that is known at deployment only. */
export function isListenerOf(
  listener: IApplicationListener, loadBalancer: IApplicationLoadBalancer,
): boolean | undefined {
  if (resourceOf<CfnListener>(listener, CfnListener.CFN_RESOURCE_TYPE_NAME)) {
    const own = (listener as ApplicationListener).loadBalancer;
    if (own === loadBalancer) return true;
    return isMadeHere(own) && isMadeHere(loadBalancer)
      ? false
      : isSame(own.loadBalancerArn, loadBalancer.loadBalancerArn);
  }
  const { listenerArn } = listener;
  if (!isKnown(listenerArn) || NOT_LOOKED_UP.test(listenerArn)) return undefined;
  return isSame(
    listenerArn.replace(/:listener\//, ':loadbalancer/').replace(/\/[^/]*$/, ''), loadBalancer.loadBalancerArn,
  );
}

function isMadeHere(loadBalancer: IApplicationLoadBalancer): boolean {
  return resourceOf(loadBalancer, CfnLoadBalancer.CFN_RESOURCE_TYPE_NAME) !== undefined;
}

function nameOf(thing: unknown): string {
  const { node } = (thing ?? {}) as Partial<IConstruct>;
  return node?.path ?? String(thing);
}
