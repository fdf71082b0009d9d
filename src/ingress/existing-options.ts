import type { RuleOptions } from './route-options';

/** Which requests of a load balancer that the library did not make a rule takes, and what the load balancer needs. */
export interface ExistingRuleOptions extends RuleOptions {
  /**
   * Where users find the service, with scheme.
   *
   * @default - the domain name, else the first host without wildcard, else the DNS name of the load balancer; with the
   *   scheme and the port of a listener that the app makes, and `https://` for an imported one
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
