import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IHostedZone } from 'aws-cdk-lib/aws-route53';
import type {
  Authentication, ClientOptions, DomainOptions, HttpsOptions, Ingress, LoadBalancerOptions, SharedIngressOptions,
  Stickiness, TlsOptions,
} from '../ingress';

/** What is common to the load balancers that the application makes. */
export interface VotingLoadBalancerOptions extends ClientOptions {
  /**
   * How the load balancer is placed, protected and observed.
   *
   * @default - the defaults of `LoadBalancerOptions`: access logs, firewall and protection by profile
   */
  readonly loadBalancer?: LoadBalancerOptions;

  /**
   * Whether the browser of a viewer stays with the task that answered it first. The page itself does not need it.
   *
   * @default Stickiness.none()
   */
  readonly resultStickiness?: Stickiness;
}

/** Who has to log in at the load balancer before requests reach a page. */
export interface VotingLoginOptions {
  /**
   * Log-in before the page where people vote. A voter is known by a cookie all the same, so the log-in says who may
   * vote, not who voted for what.
   *
   * @default - none: everybody may vote
   */
  readonly voteAuthentication?: Authentication;

  /**
   * Log-in before the page with the result, and before its admin page.
   *
   * @default - none: everybody sees the result
   */
  readonly resultAuthentication?: Authentication;
}

/** Two names on one load balancer. */
export interface VotingHostOptions extends VotingLoadBalancerOptions, VotingLoginOptions {
  /** Name of the page where people vote, for example `vote.example.com`. */
  readonly vote: string;

  /** Name of the page with the result, for example `result.example.com`; another one than `vote`. */
  readonly result: string;

  /**
   * Zone in Route 53 that holds both names. It gets the DNS records, and the records that prove the certificates.
   *
   * @default - no DNS record is made; an error without `certificate`
   */
  readonly hostedZone?: IHostedZone;

  /**
   * Certificate for both names, in the Region of the load balancer.
   *
   * @default - one for each name, proved through `hostedZone`
   */
  readonly certificate?: ICertificate;

  /**
   * Ciphers, certificates of clients, and what port 80 answers.
   *
   * @default - the defaults of `TlsOptions`: TLS 1.2 and 1.3, no certificates of clients, a redirect by profile
   */
  readonly tls?: TlsOptions;
}

/** Two ports of one load balancer, over HTTPS. */
export interface VotingPortOptions extends VotingLoadBalancerOptions, VotingLoginOptions, HttpsOptions {
  /**
   * Port of the page with the result, 1 to 65535 but not that of the page where people vote, nor 80.
   *
   * @default 5001
   */
  readonly resultPort?: number;
}

/** Two ports of one load balancer, over plain HTTP. */
export interface VotingHttpOptions extends VotingLoadBalancerOptions, DomainOptions {
  /**
   * Port of the page with the result, 1 to 65535 but not that of the page where people vote.
   *
   * @default 5001
   */
  readonly resultPort?: number;
}

/** How both pages stand behind a load balancer that others use too. */
export interface VotingSharedOptions {
  /** Requests to the page where people vote: a host or a port of its own, because the page lives at the root. */
  readonly vote: SharedIngressOptions;
  /** Requests to the page with the result: another host or another port. */
  readonly result: SharedIngressOptions;
}

/** Any two ways in. */
export interface VotingPagesOptions {
  /**
   * Way to the page where people vote. With another way, a load balancer of its own leaves the stack, with the bucket
   * of its access logs.
   */
  readonly vote: Ingress;
  /** Way to the page with the result. Another one does the same as with `vote`: the former leaves the stack. */
  readonly result: Ingress;
  /**
   * How many proxies stand between a browser and the application, 0 to 10: so many entries of `X-Forwarded-For` are
   * believed.
   *
   * @default 1 - the load balancer; 2 is a load balancer behind CloudFront
   */
  readonly proxies?: number;
}
