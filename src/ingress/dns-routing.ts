import type { DnsRoutingOptions } from './dns-routing-options';
import { failover, latency, weighted, type DnsRoutingVariant } from './dns-routing-variants';
import { guardFactories } from '../core';

/**
 * How Route 53 chooses among several records of one name, each with a load balancer of its own: the same application
 * in two Regions, or an old one and a new one.
 *
 * All of them give the same `domainName` and the same kind of routing. A record is not answered while its load balancer
 * has no healthy target, unless no other one is healthy either.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html
 * @example
 * Ingress.https({ domainName: 'shop.example.com', hostedZone, routing: DnsRouting.latency() });
 */
export class DnsRouting {
  /** Each user gets the Region that answers fastest from where they are. One load balancer of each Region. */
  public static latency(options: DnsRoutingOptions = {}): DnsRouting {
    return new DnsRouting(latency(options));
  }

  /**
   * Each gets a share of the answers: its weight out of the sum of all weights.
   *
   * @param weight an integer from 0 (no answer) to 255
   */
  public static weighted(weight: number, options: DnsRoutingOptions = {}): DnsRouting {
    return new DnsRouting(weighted(weight, options));
  }

  /** All users, while it is healthy. The other one is `failoverSecondary`. */
  public static failoverPrimary(options: DnsRoutingOptions = {}): DnsRouting {
    return new DnsRouting(failover('PRIMARY', options));
  }

  /** Nobody, until `failoverPrimary` is unhealthy. */
  public static failoverSecondary(options: DnsRoutingOptions = {}): DnsRouting {
    return new DnsRouting(failover('SECONDARY', options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: DnsRoutingVariant,
  ) {}
}

guardFactories(DnsRouting);
