import type { MetricsBackendVariant } from './backend-variant';
import { selfHosted } from './self-hosted';
import type { SelfHostedOptions } from './self-hosted-options';

/**
 * What asks for metrics and keeps them.
 *
 * @example
 * new PrometheusGrafana(this, 'Metrics', {
 *   vpc,
 *   subjects: [shop],
 *   backend: MetricsBackend.selfHosted({ retention: Duration.days(3) }),
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

  private constructor(
    /** @internal */
    public readonly _variant: MetricsBackendVariant,
  ) {}
}
