import type { SidecarOptions } from './sidecar-options';
import { containerBeside, type SidecarVariant } from './sidecar-variant';
import {
  CLOUD_WATCH_AGENT, OPEN_TELEMETRY, telemetrySidecar, type TelemetrySidecarOptions,
} from './telemetry-sidecars';
import { guardFactories } from '../../core';

/**
 * A container that runs beside the application in the same task and shares its network: a proxy, an agent, a collector.
 *
 * It starts before the application and stops after it.
 *
 * @example
 * const proxy = Sidecar.of({
 *   name: 'proxy', image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), memoryMiB: 128,
 * });
 */
export class Sidecar {
  /** Any container. */
  public static of(options: SidecarOptions): Sidecar {
    return new Sidecar(containerBeside(options));
  }

  /**
   * The AWS Distro for OpenTelemetry collector, called `otel-collector`. The application sends to `localhost:4317`
   * (gRPC) or `localhost:4318` (HTTP).
   *
   * @param options without a configuration it sends traces to AWS X-Ray, with the right to do so
   */
  public static openTelemetry(options: TelemetrySidecarOptions = {}): Sidecar {
    return new Sidecar(telemetrySidecar(OPEN_TELEMETRY, options));
  }

  /**
   * The CloudWatch agent, called `cloudwatch-agent`. The application sends to `localhost:8125`, by UDP.
   *
   * @param options without a configuration it takes metrics of StatsD into the namespace `CWAgent`, with the right to
   *   do so
   */
  public static cloudWatchAgent(options: TelemetrySidecarOptions = {}): Sidecar {
    return new Sidecar(telemetrySidecar(CLOUD_WATCH_AGENT, options));
  }

  /**
   * A container of the library's own.
   *
   * @internal
   */
  public static _of(variant: SidecarVariant): Sidecar {
    return new Sidecar(variant);
  }

  private constructor(
    /** @internal */
    public readonly _variant: SidecarVariant,
  ) {}
}

guardFactories(Sidecar);
