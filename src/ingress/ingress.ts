import {
  ApplicationProtocol, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { existingLoadBalancer, type ExistingIngressOptions } from './existing-load-balancer';
import {
  ownLoadBalancer, type HttpIngressOptions, type HttpsIngressOptions, type InternalIngressOptions,
} from './own-load-balancer';
import { sharedLoadBalancer, type SharedIngressOptions } from './shared-load-balancer';
import type { IngressVariant } from './target';
import type { IngressOptions } from './target-options';
import type { TrafficSplit } from './traffic-split';
import type { WebLoadBalancer } from './web-load-balancer';
import { weighted } from './weighted';
import { guardFactories } from '../core';

/**
 * How requests reach a service.
 *
 * Requests always come through a rule of a listener, never through its default action. Without rules, services could
 * not share a load balancer, and a deployment could not shift traffic between two versions. A service without ingress,
 * for example a worker on a queue, leaves the prop out.
 *
 * @example
 * const ingress = Ingress.https({ domainName: 'shop.example.com', hostedZone });
 */
export class Ingress {
  /**
   * Over HTTPS from the internet, through a load balancer of its own.
   *
   * @param options domain name and zone, or certificate; who may connect; how targets are treated
   */
  public static https(options: HttpsIngressOptions): Ingress {
    return new Ingress(ownLoadBalancer(options, {
      ...options, protocol: ApplicationProtocol.HTTPS, internetFacing: options.contentDelivery === undefined,
    }));
  }

  /**
   * Over plain HTTP from the internet, through a load balancer of its own: for trials. Anybody on the way can read and
   * change everything.
   *
   * @param options who may connect; how targets are treated
   */
  public static http(options: HttpIngressOptions = {}): Ingress {
    return new Ingress(ownLoadBalancer(options, {
      ...options, protocol: ApplicationProtocol.HTTP, internetFacing: options.contentDelivery === undefined,
    }));
  }

  /**
   * From inside the VPC, through a load balancer of its own with private addresses.
   *
   * @param options domain name and zone, or certificate, or plain HTTP; who may connect; how targets are treated
   */
  public static internal(options: InternalIngressOptions = {}): Ingress {
    return new Ingress(ownLoadBalancer(
      options, { ...options, internetFacing: false }, 'Ingress.internal({ protocol: ApplicationProtocol.HTTP })',
    ));
  }

  /**
   * Through a load balancer that several services share: by host, by path, by port.
   *
   * Target group, rule, certificate and DNS record stand in the stack of the service, so the stack of the load balancer
   * depends on no service. Two services with the same requests, the same priority or the same DNS record are an error.
   *
   * @param loadBalancer in the same stack or in another one
   * @param options which requests; how targets are treated
   */
  public static route(loadBalancer: WebLoadBalancer, options: SharedIngressOptions): Ingress {
    return new Ingress(sharedLoadBalancer(loadBalancer, options));
  }

  /**
   * Through a load balancer that the library did not make: another team's, one of `aws-ecs-patterns`, one that was
   * imported.
   *
   * Target group, rule and DNS record stand in the stack of the service. Certificates, redirects, firewall and logs of
   * the load balancer stay yours. An imported listener needs its security group, so that the load balancer may connect
   * to the targets.
   *
   * @param loadBalancer imported with `loadBalancerDnsName` and `loadBalancerCanonicalHostedZoneId` where a DNS record
   *   is made
   * @param listener one of its listeners
   * @param options which requests; how targets are treated
   */
  public static existing(
    loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions,
  ): Ingress {
    return new Ingress(existingLoadBalancer(loadBalancer, listener, options));
  }

  /**
   * Through a rule that several services share by weight, for example to move from EC2 instances to Fargate step by
   * step.
   *
   * Rejected for more than five services, for a service in another stack than the split, and for deployments that shift
   * traffic between two target groups, because they would change the same weights.
   *
   * @param split the rule, in the stack of the service
   * @param weight this service's share, 0 to 999, relative to the others behind the split
   * @param options how targets are treated
   */
  public static weighted(split: TrafficSplit, weight: number, options: IngressOptions = {}): Ingress {
    return new Ingress(weighted(split, weight, options));
  }

  private constructor(/** @internal */ public readonly _variant: IngressVariant) {}
}

guardFactories(Ingress);
