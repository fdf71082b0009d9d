import type { MetricsBackendVariant } from './backend-variant';
import { agentless } from './agentless';
import { managed, type ManagedOptions } from './managed';
import { selfHosted } from './self-hosted';
import type { SelfHostedOptions } from './self-hosted-options';
import { guardFactories } from '../../core';

/**
 * What asks for metrics and keeps them.
 *
 * @example
 * new PrometheusGrafana(this, 'Metrics', {
 *   vpc,
 *   subjects: [shop],
 *   backend: MetricsBackend.selfHosted({ retention: Duration.days(3) }),
 *   grafana: Grafana.none(),
 * });
 */
export class MetricsBackend {
  /**
   * Prometheus on Fargate, with Alertmanager beside it. It finds tasks and instances by itself, and writes everything
   * to a workspace of Amazon Managed Service for Prometheus as well.
   *
   * Exactly one task runs, because two would send everything twice. While it is replaced, for a minute or two, nothing
   * is measured and no alert is sent.
   */
  public static selfHosted(options: SelfHostedOptions = {}): MetricsBackend {
    return new MetricsBackend(selfHosted(options));
  }

  /**
   * At AWS alone: a workspace of Amazon Managed Service for Prometheus with rules and alert manager, and a collector of
   * AWS that asks for metrics. There is no server of yours.
   *
   * The collector asks neither ECS nor EC2. It finds what has a `dnsName`, for example of AWS Cloud Map, or addresses.
   */
  public static managed(options: ManagedOptions = {}): MetricsBackend {
    return new MetricsBackend(managed(options));
  }

  /**
   * In CloudWatch: a collector of AWS asks for metrics and sends them there, where PromQL asks them. There are no
   * alerts of the library, and no Grafana.
   *
   * The collector asks neither ECS nor EC2. It finds what has a `dnsName`, for example of AWS Cloud Map, or addresses.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/managed-prometheus-collectors.html
   */
  public static agentless(): MetricsBackend {
    return new MetricsBackend(agentless());
  }

  private constructor(
    /** @internal */
    public readonly _variant: MetricsBackendVariant,
  ) {}
}

guardFactories(MetricsBackend);
