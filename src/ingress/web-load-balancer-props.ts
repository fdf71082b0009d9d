import type { IPeer, IVpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol, IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { ContentDelivery } from './content-delivery';
import type { ClientOptions, LoadBalancerOptions } from './load-balancer-options';
import type { HttpsOptions } from './tls';

/** Properties of a `WebLoadBalancer`. */
export interface WebLoadBalancerProps extends LoadBalancerOptions, ClientOptions, HttpsOptions {
  /** VPC of the load balancer; it needs subnets in at least 2 Availability Zones. */
  readonly vpc: IVpc;

  /**
   * Whether the internet can reach it. An internal load balancer stands in private subnets and has private addresses.
   *
   * A change makes a new load balancer, with a new DNS name.
   *
   * @default - true, and false behind `contentDelivery`
   */
  readonly internetFacing?: boolean;

  /**
   * HTTPS or plain HTTP. HTTPS needs `certificate`, or `domainName` and `hostedZone`.
   *
   * @default ApplicationProtocol.HTTPS - anybody on the way can read and change plain HTTP
   */
  readonly protocol?: ApplicationProtocol;

  /**
   * Port that clients connect to, 1 to 65535.
   *
   * @default - 443 with HTTPS, 80 with HTTP
   */
  readonly port?: number;

  /**
   * Who may connect besides `allowedCidrs`: security groups, prefix lists.
   *
   * @default - nobody else
   */
  readonly allowedPeers?: IPeer[];

  /**
   * A content delivery network in front of the load balancer, which then has private addresses only. One that is given
   * up leaves the stack, with the bucket of its logs.
   *
   * Rejected together with `allowedCidrs`, `allowedPeers` and `internetFacing: true`.
   *
   * @default - none, clients connect to the load balancer
   */
  readonly contentDelivery?: ContentDelivery;
}

/** Props of a load balancer whose VPC comes from elsewhere: from the service that it is made for. */
export type EdgeProps = Omit<WebLoadBalancerProps, 'vpc'>;

export const HTTPS_PORT = 443;
export const HTTP_PORT = 80;

export function isHttps({ protocol }: EdgeProps): boolean {
  return (protocol ?? ApplicationProtocol.HTTPS) === ApplicationProtocol.HTTPS;
}

export function isInternetFacing({ internetFacing, contentDelivery }: EdgeProps): boolean {
  return internetFacing ?? contentDelivery === undefined;
}

/** The port that a protocol has where nobody gives another one. */
export function standardPort(props: EdgeProps): number {
  return isHttps(props) ? HTTPS_PORT : HTTP_PORT;
}

/** Whether clients reach it over IPv6 too, and not over IPv4 alone. */
export function hasIpv6({ contentDelivery, placement }: EdgeProps): boolean {
  return contentDelivery !== undefined || isDualStack(placement?.ipAddressType);
}

/** Whether the load balancer itself has IPv6 addresses. */
export function isDualStack(ipAddressType: IpAddressType | undefined): boolean {
  return ipAddressType !== undefined && ipAddressType !== IpAddressType.IPV4;
}
