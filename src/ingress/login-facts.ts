/** What a load balancer and a deployment say about a log-in. */
export interface LoginFacts {
  /** Whether the listener speaks plain HTTP, for certain. */
  readonly isPlain: boolean;
  /** Whether deployments shift traffic between two target groups. */
  readonly shiftsTraffic?: boolean;
  /** Whether the load balancer cannot reach the internet. */
  readonly isCutOff?: boolean;
  /** Whether the load balancer has no public IPv4 address although the internet reaches it. */
  readonly lacksIpv4?: boolean;
  /** Name of the load balancer, which a rule without hosts serves. */
  readonly domainName?: string;
}
