import type { Duration } from 'aws-cdk-lib';
import type { ServiceImage, TaskSize } from '../../fargate-service';
import type { MetricsHistory } from './metrics-history';

/** Prometheus on Fargate. */
export interface SelfHostedOptions {
  /**
   * CPU, memory and disk of the task.
   *
   * @default - 0.5 vCPU, 2 GiB and 50 GiB of disk: enough for about 100,000 series
   */
  readonly size?: TaskSize;

  /**
   * How long the disk of the task keeps metrics, from 2 hours to 365 days. What does not fit into four fifths of the
   * disk goes earlier.
   *
   * @default Duration.days(15) - the default of Prometheus
   */
  readonly retention?: Duration;

  /**
   * Where metrics are kept for longer than the task runs. A workspace that is given up leaves the stack.
   *
   * @default MetricsHistory.newWorkspace() - the disk of a task goes with the task
   */
  readonly history?: MetricsHistory;

  /**
   * Images of the programs, for example from a repository of yours or by digest.
   *
   * @default - public ones, each in an exact version
   */
  readonly images?: PrometheusImages;
}

/** Images of the programs that run with Prometheus. */
export interface PrometheusImages {
  /**
   * Prometheus, 3.8 or newer, with `wget`.
   *
   * @default - that of the project, in a pinned version
   */
  readonly prometheus?: ServiceImage;
  /**
   * Alertmanager.
   *
   * @default - that of the project, in a pinned version
   */
  readonly alertmanager?: ServiceImage;
  /**
   * The blackbox exporter, which probes addresses. It runs only with `probes`.
   *
   * @default - that of the project, in a pinned version
   */
  readonly blackboxExporter?: ServiceImage;
  /**
   * The AWS CLI with bash, which fetches the configuration.
   *
   * @default - that of AWS, in a pinned version
   */
  readonly configuration?: ServiceImage;
}

/** The options with every default filled in. */
export interface ResolvedSelfHosted {
  readonly size: TaskSize;
  readonly retention: Duration;
  readonly history: MetricsHistory;
  readonly images: Required<PrometheusImages>;
}
