import type { Duration } from 'aws-cdk-lib';
import type { IApplicationListener, IApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ExistingRuleOptions } from './existing-options';
import type { RouteOptions } from './route-options';
import type { WebLoadBalancer } from './web-load-balancer';

/** How the services behind a split share its sessions. */
export interface SplitOptions {
  /**
   * How long a client stays with the service that answered it first, 1 second to 7 days.
   *
   * @default - not at all, or as long as the `target.stickiness` of the first service that has one: AWS accepts sticky
   *   targets behind a split only if the split is sticky too
   */
  readonly sessionDuration?: Duration;
}

/** Properties of a `TrafficSplit`. */
export interface TrafficSplitProps extends RouteOptions, SplitOptions {
  /** The load balancer, in the same stack or in another one. */
  readonly loadBalancer: WebLoadBalancer;
}

/** Properties of a `TrafficSplit` on a load balancer that the library did not make. */
export interface ExistingTrafficSplitProps extends ExistingRuleOptions, SplitOptions {
  /** The load balancer, of the account and Region of the split. */
  readonly loadBalancer: IApplicationLoadBalancer;
  /** One of its listeners. */
  readonly listener: IApplicationListener;
}
