import type { IPeer, IVpc } from 'aws-cdk-lib/aws-ec2';
import { IpAddressType, type ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ifTold } from '../core';
import { hasInternetEgress, loadBalancerSubnets } from '../network';
import { attach, listenerOf } from './attach';
import { EVERYTHING } from './conditions';
import type { ContentDelivery } from './content-delivery';
import type { DomainOptions } from './domain';
import type { ClientOptions, LoadBalancerOptions } from './load-balancer-options';
import type { LoginOptions } from './login-options';
import { loginProblems } from './login-problems';
import { edgeOf, propsOf } from './prop-names';
import type { IngressVariant } from './target';
import { targetFacts, targetProblems, type IngressOptions } from './target-options';
import { listenerProtocolProblems } from './target-protocol';
import type { HttpsOptions } from './tls';
import { zoneProblems } from './vpc-problems';
import { WebLoadBalancer } from './web-load-balancer';
import { webLoadBalancerProblems } from './web-load-balancer-problems';
import { isHttps, isInternetFacing, type EdgeProps } from './web-load-balancer-props';

/** A load balancer of the service's own. */
export interface OwnLoadBalancerOptions extends IngressOptions, ClientOptions {
  /**
   * How the load balancer is placed, protected and observed.
   *
   * @default - the defaults of `LoadBalancerOptions`: access logs, firewall and protection by profile
   */
  readonly loadBalancer?: LoadBalancerOptions;
}

/** A load balancer of the service's own that the internet reaches with HTTPS. */
export interface HttpsIngressOptions extends OwnLoadBalancerOptions, HttpsOptions, LoginOptions {
  /**
   * Port that clients connect to, 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * A content delivery network in front of the load balancer, which then has private addresses only. One that is given
   * up leaves the stack, with the bucket of its logs.
   *
   * Rejected together with `allowedCidrs`.
   *
   * @default - none, clients connect to the load balancer
   */
  readonly contentDelivery?: ContentDelivery;
}

/** A load balancer of the service's own that the internet reaches with plain HTTP. */
export interface HttpIngressOptions extends OwnLoadBalancerOptions, DomainOptions {
  /**
   * Port that clients connect to, 1 to 65535 but not 443.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * A content delivery network in front of the load balancer, which then has private addresses only. One that is given
   * up leaves the stack, with the bucket of its logs.
   *
   * Rejected together with `allowedCidrs`.
   *
   * @default - none, clients connect to the load balancer
   */
  readonly contentDelivery?: ContentDelivery;
}

/** A load balancer of the service's own that only the VPC and named peers reach. */
export interface InternalIngressOptions extends OwnLoadBalancerOptions, HttpsOptions, LoginOptions {
  /**
   * HTTPS or plain HTTP.
   *
   * @default ApplicationProtocol.HTTPS - anybody in the VPC could read plain HTTP
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
}

/**
 * Through a load balancer that is made for the service alone.
 *
 * @param plain how to get plain HTTP
 */
export function ownLoadBalancer(
  options: OwnLoadBalancerOptions & LoginOptions, how: EdgeProps, plain?: string,
): IngressVariant {
  const { authentication, loadBalancer: given } = options;
  const edge = { ...how, ...given };
  return {
    ...targetFacts(options),
    problems: (prop, service, { vpc, shiftsTraffic, targetType, zones }) => [
      ...webLoadBalancerProblems(edgeOf(prop), service, { ...edge, vpc }, plain),
      ...zoneProblems(prop, 'a load balancer', standingIn(vpc, edge), zones),
      ...targetProblems(propsOf(prop), options),
      ...listenerProtocolProblems(`${prop}.target.protocol`, options.target?.protocol, targetType, {
        isPlain: !isHttps(edge), isBehindCloudFront: edge.contentDelivery !== undefined,
      }),
      ...loginProblems(propsOf(prop), service, { conditions: EVERYTHING, authentication }, {
        isPlain: !isHttps(edge), shiftsTraffic, isCutOff: !isInternetFacing(edge) && !hasInternetEgress(vpc),
        lacksIpv4: edge.placement?.ipAddressType === IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4,
        domainName: edge.domainName,
      }),
    ],
    record: () => edge,
    bind: (service, target) => {
      const loadBalancer = new WebLoadBalancer(service, 'LoadBalancer', { ...edge, vpc: target.vpc });
      return attach(service, target, options, {
        ...listenerOf(loadBalancer, false), rule: { conditions: EVERYTHING, authentication }, url: loadBalancer.url,
        certificate: loadBalancer.certificate,
      });
    },
  };
}

/** Zones of the load balancer; nothing while its subnets cannot be selected, which is a problem of its own. */
function standingIn(vpc: IVpc, edge: EdgeProps): string[] | undefined {
  const subnets = loadBalancerSubnets(vpc, isInternetFacing(edge), edge.placement?.vpcSubnets);
  return ifTold(() => vpc.selectSubnets(subnets).availabilityZones);
}
