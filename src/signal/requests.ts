import type { IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';
import type { IMonitored } from './signal';

/** What is counted of the requests to one service. The metrics of a list are added up. */
export interface RequestMetrics {
  /**
   * Stable name of the service in PascalCase, unique in its construct.
   *
   * @default - the construct is one service, and needs no name
   */
  readonly name?: string;
  /** All requests, as sums. */
  readonly requests: IMetric[];
  /** Those that failed, as sums. A metric that counts here alone, and not as a request, stands in both lists. */
  readonly failures: IMetric[];
  /** Response times in seconds, with one sample for each request; the statistic does not matter. */
  readonly responseTimes: Metric[];
}

/** Anything that answers requests, so that an objective can be set for it. */
export interface IServesRequests extends IMonitored {
  /** What is counted of its requests, for each service; nothing where there is no ingress. */
  requestMetrics(): RequestMetrics[];
}

/** The services of a construct; nothing for one that answers no requests. */
export function requestMetricsOf(construct: IConstruct): RequestMetrics[] {
  return (construct as Partial<IServesRequests>).requestMetrics?.() ?? [];
}
