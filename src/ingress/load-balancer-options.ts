import { Duration } from 'aws-cdk-lib';
import type { ISecurityGroup, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IConstruct } from 'constructs';
import { cidr, duration, oneOf, type Problem } from '../core';
import type { AccessLogs } from './access-logs';
import type { Firewall } from './firewall';
import { entriesOf, listProblems } from './lists';
import type { PropNames } from './prop-names';

/** Attributes of a load balancer: how long connections live, and whether it can be deleted. */
export interface LoadBalancerAttributeOptions {
  /**
   * How long a connection may be silent before it is closed, 1 to 4000 seconds.
   *
   * Applications have to keep their connections open longer than this, or clients see status 502 now and then: Node,
   * for example, closes after 5 seconds by default. Raise it for WebSocket connections without a heartbeat.
   *
   * @default Duration.seconds(60) - the default of AWS
   */
  readonly idleTimeout?: Duration;

  /**
   * How long a client may keep one connection at most, 60 seconds to 7 days.
   *
   * @default Duration.hours(1) - the default of AWS
   */
  readonly clientKeepAlive?: Duration;

  /**
   * Whether AWS refuses to delete the load balancer until you switch this off.
   *
   * @default - by profile: true in production and regulated, else false
   */
  readonly deletionProtection?: boolean;
}

/** Where a load balancer stands: subnets, security groups, IP versions. */
export interface LoadBalancerPlacementOptions {
  /**
   * Subnets of the load balancer, one a zone in at least 2 Availability Zones; public ones where the internet reaches
   * it. A change is made in place.
   *
   * @default - the public subnets of the VPC, or the private ones of an internal load balancer. Of several groups the
   *   first one, with a warning
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Security groups of yours that the load balancer gets beside its own, at most 15. The library adds no rule to them.
   *
   * AWS takes 5 groups for each network interface unless you have a quota raised.
   *
   * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
   * @default - its own one alone
   */
  readonly securityGroups?: ISecurityGroup[];

  /**
   * IPv4 alone, or IPv6 beside it. Targets are reached over IPv4 either way.
   *
   * `DUAL_STACK` needs a VPC with IPv6 addresses, such as a `Network` with `ipProtocol: IpProtocol.DUAL_STACK`; names
   * get an `AAAA` record, and everybody may connect over IPv6 too, unless somebody is named. Admit IPv6 networks with
   * `allowedPeers`. `DUAL_STACK_WITHOUT_PUBLIC_IPV4` saves the public IPv4 addresses of a load balancer in the
   * internet, and is rejected for an internal one and with a log-in. A change is made in place.
   *
   * @see
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#ip-address-type
   * @default IpAddressType.IPV4 - clients with IPv6 alone are few, and every client of IPv4 is served
   */
  readonly ipAddressType?: IpAddressType;
}

/** How a load balancer is placed, protected and observed. */
export interface LoadBalancerOptions {
  /**
   * Web application firewall. One that is given up leaves the stack with its logs, which stay where the profile keeps
   * telemetry.
   *
   * @default - by profile: Firewall.managed() for public load balancers in production and regulated, else none
   */
  readonly firewall?: Firewall;

  /**
   * Where a line for each request is written. A new bucket that is given up leaves the stack, and stays where the
   * profile keeps telemetry.
   *
   * @default AccessLogs.toNewBucket() - they alone know of requests that reached no target
   */
  readonly accessLogs?: AccessLogs;

  /**
   * How long connections live, and whether AWS refuses to delete the load balancer.
   *
   * @default - the defaults of `LoadBalancerAttributeOptions`: 60 seconds of silence, an hour at most, protection by
   *   profile
   */
  readonly attributes?: LoadBalancerAttributeOptions;

  /**
   * Subnets, security groups and IP versions.
   *
   * @default - the defaults of `LoadBalancerPlacementOptions`: public subnets, or private ones of an internal load
   *   balancer; a security group of its own; IPv4
   */
  readonly placement?: LoadBalancerPlacementOptions;
}

/** Who may connect to a load balancer. */
export interface ClientOptions {
  /**
   * IPv4 networks that may connect, in CIDR notation without host bits.
   *
   * @default - everybody, or the VPC for an internal load balancer; nobody besides `allowedPeers` if those are given
   */
  readonly allowedCidrs?: string[];
}

export const DEFAULT_IDLE_TIMEOUT = Duration.seconds(60);
export const DEFAULT_CLIENT_KEEP_ALIVE = Duration.hours(1);

export function loadBalancerProblems(at: PropNames, scope: IConstruct, options: LoadBalancerOptions): Problem[] {
  const { firewall, accessLogs } = options;
  const [attributes, placement] = [options.attributes ?? {}, options.placement ?? {}];
  return [
    ...firewall?._variant.problems(at('firewall'), scope) ?? [],
    ...accessLogs?._variant.problems(at('accessLogs'), scope) ?? [],
    ...oneOf(at('placement.ipAddressType'), placement.ipAddressType, Object.values(IpAddressType)),
    ...duration(at('attributes.idleTimeout'), attributes.idleTimeout, {
      min: Duration.seconds(1), max: Duration.seconds(4000),
    }),
    ...duration(at('attributes.clientKeepAlive'), attributes.clientKeepAlive, {
      min: Duration.seconds(60), max: Duration.days(7),
    }),
  ];
}

export function clientProblems(at: PropNames, { allowedCidrs }: ClientOptions): Problem[] {
  return [
    ...listProblems(at('allowedCidrs'), allowedCidrs, 'name at least one network', 'nobody could connect'),
    ...entriesOf(allowedCidrs).flatMap((network, i) => cidr(at(`allowedCidrs[${i}]`), network)),
  ];
}
