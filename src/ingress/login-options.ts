import type { Authentication } from './authentication';

/** Who has to log in before requests reach a service. */
export interface LoginOptions {
  /**
   * Log-in at the load balancer. Health checks do not pass it, so they need no exception.
   *
   * Rejected for plain HTTP, and for deployments that shift traffic between two target groups: ECS rewrites rules that
   * forward only.
   *
   * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/alb-resources-for-blue-green.html
   * @default - none: every request reaches the service
   */
  readonly authentication?: Authentication;
}
