import { attach, listenerOf } from './attach';
import { propsOf } from './prop-names';
import { prepareRoute, routeConditions, routeUrl } from './route';
import type { RouteOptions } from './route-options';
import { routeProblems } from './route-problems';
import type { IngressVariant } from './target';
import { targetFacts, targetProblems, type TargetOptions } from './target-options';
import type { WebLoadBalancer } from './web-load-balancer';

/** How a service stands behind a shared load balancer. */
export interface SharedIngressOptions extends RouteOptions, TargetOptions {}

/** Through a rule of a `WebLoadBalancer` that several services share. */
export function sharedLoadBalancer(loadBalancer: WebLoadBalancer, options: SharedIngressOptions): IngressVariant {
  return {
    ...targetFacts(options),
    problems: (prop, service) => [
      ...routeProblems(propsOf(prop), service, loadBalancer, options),
      ...targetProblems(propsOf(prop), options),
    ],
    bind: (service, target) => {
      prepareRoute(service, loadBalancer, options);
      return attach(service, target, options, {
        ...listenerOf(loadBalancer, true, options.port),
        rule: { conditions: routeConditions(options), priority: options.priority },
        url: routeUrl(loadBalancer, options),
      });
    },
  };
}
