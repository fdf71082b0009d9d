import { Duration } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { choiceProblems, cidr, duration, type Problem } from '../core';
import type { AccessLogs } from './access-logs';
import type { Firewall } from './firewall';
import { entriesOf, listProblems } from './lists';
import type { PropNames } from './prop-names';

/** How a load balancer is protected and observed. */
export interface LoadBalancerOptions {
  /**
   * IPv4 networks that may connect, in CIDR notation without host bits.
   *
   * @default - everybody, or the VPC for an internal load balancer; nobody besides `allowedPeers` if those are given
   */
  readonly allowedCidrs?: string[];

  /**
   * Web application firewall.
   *
   * @default - by profile: Firewall.managed() for public load balancers in production and regulated, else none
   */
  readonly firewall?: Firewall;

  /**
   * Where a line for each request is written.
   *
   * @default AccessLogs.toNewBucket()
   */
  readonly accessLogs?: AccessLogs;

  /**
   * How long a connection may be silent before it is closed, 1 to 4000 seconds.
   *
   * Applications have to keep their connections open longer than this, or clients see status 502 now and then: Node,
   * for example, closes after 5 seconds by default. Raise it for WebSocket connections without a heartbeat.
   *
   * @default Duration.seconds(60)
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a client may keep one connection at most, 60 seconds to 7 days.
   *
   * @default Duration.hours(1)
   */
  readonly clientKeepAlive?: Duration;

  /**
   * Whether AWS refuses to delete the load balancer until you switch this off.
   *
   * @default - by profile: true in production and regulated, else false
   */
  readonly deletionProtection?: boolean;
}

export const DEFAULT_IDLE_TIMEOUT = Duration.seconds(60);
export const DEFAULT_CLIENT_KEEP_ALIVE = Duration.hours(1);

/** Something else in the place of a choice, which other languages can pass. */
export function loadBalancerShapeProblems(at: PropNames, options: LoadBalancerOptions): Problem[] {
  return [
    ...choiceProblems(at('firewall'), options.firewall, 'Firewall'),
    ...choiceProblems(at('accessLogs'), options.accessLogs, 'AccessLogs'),
  ];
}

export function loadBalancerProblems(at: PropNames, scope: IConstruct, options: LoadBalancerOptions): Problem[] {
  return [
    ...listProblems(at('allowedCidrs'), options.allowedCidrs, 'name at least one network', 'nobody could connect'),
    ...entriesOf(options.allowedCidrs).flatMap((network, i) => cidr(at(`allowedCidrs[${i}]`), network)),
    ...options.firewall?._variant.problems(at('firewall'), scope) ?? [],
    ...options.accessLogs?._variant.problems(at('accessLogs'), scope) ?? [],
    ...duration(at('idleTimeout'), options.idleTimeout, { min: Duration.seconds(1), max: Duration.seconds(4000) }),
    ...duration(at('clientKeepAlive'), options.clientKeepAlive, { min: Duration.seconds(60), max: Duration.days(7) }),
  ];
}
