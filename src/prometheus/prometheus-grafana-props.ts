import type { Duration } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import type { Objective } from '../monitoring';
import type { MetricsBackend } from './backend';
import type { Exporter } from './exporters';
import type { Grafana } from './grafana';
import type { RuleTuning } from './rule-tuning';

/** What is asked for metrics, who keeps them, and where people look at them. */
export interface PrometheusGrafanaProps {
  /** VPC of the subjects. Prometheus and Grafana run in its private subnets. */
  readonly vpc: IVpc;

  /**
   * Where people look at the metrics. Another kind of Grafana is a new one: the old one leaves the stack, with what
   * people changed in it.
   */
  readonly grafana: Grafana;

  /**
   * What is asked for metrics, each with everything inside of it. At least one answers by the end of synthesis.
   *
   * @default - everything in the stack of the construct, also what is added later
   */
  readonly subjects?: IConstruct[];

  /**
   * What asks for metrics and keeps them. A workspace that is given up leaves the stack with its metrics.
   *
   * @default MetricsBackend.selfHosted()
   */
  readonly backend?: MetricsBackend;

  /**
   * Programs that ask stores and answer Prometheus, at most one for each store. One that you take out leaves the stack
   * with the password that was made for it.
   *
   * @default - stores are seen through CloudWatch and the applications
   */
  readonly exporters?: Exporter[];

  /**
   * Public addresses that are asked from outside of the application, as `https://…`. One that does not answer with a
   * status of 2xx raises an alert.
   *
   * @default - none: what the applications report is all that is known
   */
  readonly probes?: string[];

  /**
   * What services promise over 30 days, as in `Monitoring`. Alerts tell when they fail more than they may.
   *
   * @default - nothing is promised
   */
  readonly objectives?: Objective[];

  /**
   * Other limits for alert rules by their names, and rules that are left out. A name that no rule has is rejected.
   *
   * @default - the limits of the subjects where `Monitoring` has them too, the lowest of each kind, and else those of
   *   the page of rules
   */
  readonly tuning?: RuleTuning[];

  /**
   * How often everything is asked, from 5 seconds to 5 minutes, in whole seconds; by a collector of AWS from 30 seconds
   * on.
   *
   * @default Duration.seconds(30) - a workspace costs by the number of samples, and alerts need minutes anyway
   */
  readonly scrapeInterval?: Duration;

  /**
   * Address of your runbooks, starting with `https://`. Every alert links to `<runbooks>#<name of the rule>`.
   *
   * @default - no link; the description says what to look at first
   */
  readonly runbooks?: string;

  /**
   * Cluster that the tasks run in; rejected if it is in another VPC.
   *
   * @default - a cluster of its own
   */
  readonly cluster?: ICluster;
}
