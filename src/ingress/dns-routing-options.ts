import type { IHealthCheck } from 'aws-cdk-lib/aws-route53';

/** Options of every `DnsRouting`. */
export interface DnsRoutingOptions {
  /**
   * Health check of Route 53, for example one from several places of the world, or one on an alarm. A record whose
   * check fails is not answered while another one is healthy.
   *
   * @default - the load balancer is healthy while it has a healthy target, which costs nothing
   */
  readonly healthCheck?: IHealthCheck;
}
