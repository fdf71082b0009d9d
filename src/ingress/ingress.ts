import type { IPeer } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationProtocol, type IApplicationListener, type IApplicationLoadBalancer,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Construct } from 'constructs';
import { integer, text, type Problem } from '../core';
import { attach, attachToSplit, listenerOf } from './attach';
import { EVERYTHING } from './conditions';
import type { ContentDelivery } from './content-delivery';
import { createDnsRecord, type DomainOptions } from './domain';
import { existingAttachment } from './existing';
import type { LoadBalancerOptions } from './load-balancer-options';
import {
  addCertificate, createRouteRecord, routeConditions, routeProblems, routeUrl, ruleProblems, type RouteOptions,
  type RuleOptions,
} from './route';
import { edgeProblems } from './rules';
import type { BoundIngress, TargetRequest } from './target';
import {
  DEFAULT_DEREGISTRATION_DELAY, effectiveHealthCheck, targetProblems, type TargetOptions,
} from './target-options';
import type { TlsOptions } from './tls';
import type { TrafficSplit } from './traffic-split';
import { WebLoadBalancer, type WebLoadBalancerProps } from './web-load-balancer';

/** A load balancer of the service's own that the internet reaches with HTTPS. */
export interface HttpsIngressOptions extends LoadBalancerOptions, TlsOptions, TargetOptions {
  /**
   * Port that clients connect to, 1 to 65535.
   *
   * @default 443
   */
  readonly port?: number;

  /**
   * A content delivery network in front; the load balancer then has private addresses only.
   *
   * Rejected together with `allowedCidrs`.
   *
   * @default - none, clients connect to the load balancer
   */
  readonly contentDelivery?: ContentDelivery;
}

/** A load balancer of the service's own that the internet reaches with plain HTTP. */
export interface HttpIngressOptions extends LoadBalancerOptions, DomainOptions, TargetOptions {
  /**
   * Port that clients connect to, 1 to 65535 but not 443.
   *
   * @default 80
   */
  readonly port?: number;

  /**
   * A content delivery network in front; the load balancer then has private addresses only.
   *
   * Rejected together with `allowedCidrs`.
   *
   * @default - none, clients connect to the load balancer
   */
  readonly contentDelivery?: ContentDelivery;
}

/** How a service stands behind a shared load balancer. */
export interface SharedIngressOptions extends RouteOptions, TargetOptions {}

/**
 * How a service stands behind a load balancer that the library did not make. At least one of `hosts`, `paths` and
 * `domainName` has to be given.
 */
export interface ExistingIngressOptions extends RuleOptions, TargetOptions {
  /**
   * Where users find the service, with scheme.
   *
   * @default - `https://` and the domain name, else the first host without wildcard, else the DNS name of the load
   *   balancer
   */
  readonly url?: string;
}

/** A load balancer of the service's own that only the VPC and named peers reach. */
export interface InternalIngressOptions extends LoadBalancerOptions, TlsOptions, TargetOptions {
  /**
   * HTTPS, or plain HTTP for those who ask for it by name.
   *
   * @default ApplicationProtocol.HTTPS
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

type Problems = (at: (prop: string) => string) => Problem[];
type Bind = (scope: Construct, request: TargetRequest) => BoundIngress | undefined;

/**
 * How requests reach a service.
 *
 * Traffic always comes through a rule of a listener, never through its default action: only so can several services
 * share a load
 * balancer, and only so can a deployment shift traffic between two versions.
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
    return Ingress.own(options, {
      ...options, protocol: ApplicationProtocol.HTTPS, internetFacing: options.contentDelivery === undefined,
    });
  }

  /**
   * Over plain HTTP from the internet, through a load balancer of its own: for trials. Whoever is on the path can read
   * and change
   * everything.
   *
   * @param options who may connect; how targets are treated
   */
  public static http(options: HttpIngressOptions = {}): Ingress {
    return Ingress.own(options, {
      ...options, protocol: ApplicationProtocol.HTTP, internetFacing: options.contentDelivery === undefined,
    });
  }

  /**
   * From inside the VPC, through a load balancer of its own with private addresses.
   *
   * @param options domain name and zone, or certificate, or plain HTTP; who may connect; how targets are treated
   */
  public static internal(options: InternalIngressOptions = {}): Ingress {
    return Ingress.own(options, { ...options, internetFacing: false });
  }

  /**
   * Through a load balancer that several services share: by host, by path, by port.
   *
   * Target group, rule, certificate and DNS record stand in the stack of the service, so the stack of the load balancer
   * depends on no
   * service.
   *
   * @param loadBalancer in the same stack or in another one
   * @param options which requests; how targets are treated
   */
  public static route(loadBalancer: WebLoadBalancer, options: SharedIngressOptions): Ingress {
    return new Ingress(
      (at) => [...routeProblems(at, loadBalancer, options), ...targetProblems(at, options)],
      (scope, request) => {
        addCertificate(scope, loadBalancer, options);
        createRouteRecord(scope, loadBalancer, options);
        return attach(scope, request, options, {
          ...listenerOf(loadBalancer, true, options.port),
          conditions: routeConditions(options),
          priority: options.priority,
          url: routeUrl(loadBalancer, options),
        });
      },
      options,
    );
  }

  /**
   * Through a load balancer that the library did not make: another team's, one of `aws-ecs-patterns`, one that was
   * imported.
   *
   * Target group, rule and DNS record stand in the stack of the service. Certificates, redirects, firewall and logs of
   * the load balancer
   * stay yours. An imported listener needs its security group, so that the load balancer may connect to the targets.
   *
   * @param loadBalancer imported with `loadBalancerDnsName` and `loadBalancerCanonicalHostedZoneId` where a DNS record
   *   is made
   * @param listener one of its listeners
   * @param options which requests; how targets are treated
   */
  public static existing(
    loadBalancer: IApplicationLoadBalancer, listener: IApplicationListener, options: ExistingIngressOptions,
  ): Ingress {
    return new Ingress(
      (at) => [
        ...ruleProblems(at, options),
        ...text(at('url'), options.url, /https?:\/\/\S+/, 'begin with "https://" or "http://"'),
        ...targetProblems(at, options),
      ],
      (scope, request) => {
        createDnsRecord(scope, options, new LoadBalancerTarget(loadBalancer));
        return attach(scope, request, options, existingAttachment(loadBalancer, listener, options));
      },
      options,
    );
  }

  /**
   * Through a rule that several services share by weight, for example to move from EC2 instances to Fargate step by
   * step.
   *
   * Rejected with deployments that shift traffic between two target groups: they would change the same weights.
   *
   * @param split the rule, in the stack of the service
   * @param weight this service's share, 0 to 999, relative to the others behind the split
   * @param options how targets are treated
   */
  public static weighted(split: TrafficSplit, weight: number, options: TargetOptions = {}): Ingress {
    return new Ingress(
      (at) => [...integer(at('weight'), weight, { min: 0, max: 999 }), ...targetProblems(at, options)],
      (scope, request) => attachToSplit(scope, request, options, split, weight),
      options,
    );
  }

  /** None: a worker that takes its jobs from somewhere else. */
  public static none(): Ingress {
    return new Ingress(() => [], () => undefined, {}, true);
  }

  private static own(
    options: TargetOptions,
    edge:
      LoadBalancerOptions
      & TlsOptions
      & Pick<WebLoadBalancerProps, 'protocol' | 'port' | 'allowedPeers' | 'contentDelivery' | 'internetFacing'>,
  ): Ingress {
    return new Ingress(
      (at) => [...edgeProblems(at, edge), ...targetProblems(at, options)],
      (scope, request) => {
        const loadBalancer = new WebLoadBalancer(scope, 'LoadBalancer', { ...edge, vpc: request.vpc });
        return attach(scope, request, options, {
          ...listenerOf(loadBalancer, false), conditions: EVERYTHING, url: loadBalancer.url,
        });
      },
      options,
    );
  }

  private constructor(
    private readonly problems: Problems,
    private readonly bind: Bind,
    private readonly options: TargetOptions,
    /** @internal */
    public readonly _isNone = false,
  ) {}

  /**
   * What is known before the ingress is made.
   *
   * @internal
   */
  public get _variant(): Pick<BoundIngress, 'deregistrationDelay' | 'healthCheck'> {
    return {
      deregistrationDelay: this.options.deregistrationDelay ?? DEFAULT_DEREGISTRATION_DELAY,
      healthCheck: effectiveHealthCheck(this.options),
    };
  }

  /**
   * @internal
   * @param prop name of the prop that holds the ingress
   */
  public _problems(prop: string): Problem[] {
    return this.problems((name) => `${prop}.${name}`);
  }

  /** @internal */
  public _bind(scope: Construct, request: TargetRequest): BoundIngress | undefined {
    return this.bind(scope, request);
  }
}
