import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { DomainOptions } from './domain';
import type { LoginOptions } from './login-options';

/** Which requests of a listener a service takes. */
export interface RuleOptions extends DomainOptions, LoginOptions {
  /**
   * Host names, in which `*` stands for any characters and `?` for one. Hosts and paths together have at most 5 values,
   * and at most 6 of `*` and `?`.
   *
   * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
   * @default - `domainName` if that is given, else every host
   */
  readonly hosts?: string[];

  /**
   * Paths, in which `*` stands for any characters and `?` for one: `/orders/*` does not take `/orders` itself. The
   * limits of `hosts` count for both together.
   *
   * @default - every path
   */
  readonly paths?: string[];

  /**
   * Priority of the rule on its listener, 1 to 50000; the lowest number is asked first. Two services with the same
   * priority are an error.
   *
   * @default - found from hosts and paths alone: more specific rules come first, hosts before paths and deep paths
   *   before shallow ones
   */
  readonly priority?: number;
}

/**
 * Which requests of a load balancer a service takes. Give at least one of `hosts`, `paths`, `domainName` and `port`.
 *
 * Behind CloudFront the domain name of the load balancer has to cover `domainName`. Only one service can have the DNS
 * record of a name; a second one is rejected. If the load balancer has the name itself, no further record is made.
 */
export interface RouteOptions extends RuleOptions {
  /**
   * Port of the load balancer, 1 to 65535. If it does not listen on the port yet, it gets another listener with the
   * same protocol and certificate.
   *
   * @default - the port that the load balancer was made with
   */
  readonly port?: number;

  /**
   * Further certificate for the listener, in the Region of the load balancer.
   *
   * @default - made if `domainName` and `hostedZone` are given, unless the domain name of the load balancer covers the
   *   name
   */
  readonly certificate?: ICertificate;
}
