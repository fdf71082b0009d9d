import { attach, listenerOf } from './attach';
import { plannedRule } from './listener-rule';
import { loginProblems } from './login-problems';
import { propsOf } from './prop-names';
import { makesRecord, prepareRoute, routeUrl, ruleOf } from './route';
import type { RouteOptions } from './route-options';
import { routeProblems, webLoadBalancerShapeProblems } from './route-problems';
import type { IngressVariant } from './target';
import { targetFacts, targetProblems, type IngressOptions } from './target-options';
import { listenerProtocolProblems } from './target-protocol';
import { loadBalancerPlaceProblems, madeZoneProblems, vpcProblems } from './vpc-problems';
import type { WebLoadBalancer } from './web-load-balancer';

/** How a service stands behind a shared load balancer. */
export interface SharedIngressOptions extends RouteOptions, IngressOptions {}

/** Through a rule of a `WebLoadBalancer` that several services share. */
export function sharedLoadBalancer(loadBalancer: WebLoadBalancer, options: SharedIngressOptions): IngressVariant {
  return {
    ...targetFacts(options),
    problems: (prop, service, target) => {
      const { vpc, shiftsTraffic, targetType } = target;
      const shape = webLoadBalancerShapeProblems(`${prop}.loadBalancer`, loadBalancer);
      if (shape.length > 0) return shape;
      return [
        ...vpcProblems(prop, loadBalancer.loadBalancer, vpc),
        ...madeZoneProblems(prop, loadBalancer.loadBalancer, target),
        ...loadBalancerPlaceProblems(`${prop}.loadBalancer`, service, loadBalancer.loadBalancer),
        ...routeProblems(propsOf(prop), service, loadBalancer, options),
        ...targetProblems(propsOf(prop), options),
        ...listenerProtocolProblems(`${prop}.target.protocol`, options.target?.protocol, targetType, {
          isPlain: !loadBalancer._isHttps, isBehindCloudFront: loadBalancer.distribution !== undefined,
        }),
        ...loginProblems(propsOf(prop), service, ruleOf(options), { ...loadBalancer._loginFacts, shiftsTraffic }),
      ];
    },
    rule: (service) => ({
      ...plannedRule(service, loadBalancer._findListener(options.port), ruleOf(options)),
      loadBalancer: loadBalancer.loadBalancer,
      port: options.port,
      isHttp2: options.target?.protocol?._variant.isHttp2,
    }),
    record: () => makesRecord(loadBalancer, options) ? options : undefined,
    bind: (service, target) => {
      const certificate = prepareRoute(service, loadBalancer, options);
      return attach(service, target, options, {
        ...listenerOf(loadBalancer, true, options.port),
        rule: ruleOf(options),
        url: routeUrl(loadBalancer, options),
        certificate,
      });
    },
  };
}
