import type { HealthCheck, Secret } from 'aws-cdk-lib/aws-ecs';
import { command, integer, port, text, type Problem, variableProblems } from '../core';
import { healthCheckProblems } from './container-options';
import type { ServiceImage } from './service-image';

/** A container beside the application. */
export interface SidecarOptions {
  /** Name in the task: up to 64 letters, digits, "-" and "_", unique, and neither `app` nor `migration`. */
  readonly name: string;
  /** Image that it runs. */
  readonly image: ServiceImage;
  /** Memory in MiB that it gets of the task's, at least 6; the application keeps the rest. */
  readonly memoryMiB: number;
  /**
   * CPU units that it gets at least of the task's, at least 1.
   *
   * @default - it shares the CPU of the task
   */
  readonly cpu?: number;
  /**
   * Command, in place of the image's own.
   *
   * @default - the image's own
   */
  readonly command?: string[];
  /**
   * Port that it listens on, from 1 to 65535. The application reaches it on `localhost` without; naming it lets others
   * reach it.
   *
   * @default - it is reached from inside the task only
   */
  readonly port?: number;
  /**
   * Settings that are not secret.
   *
   * @default - no settings
   */
  readonly environment?: { [name: string]: string };
  /**
   * Settings that ECS injects from Secrets Manager or from the SSM Parameter Store.
   *
   * @default - no secrets
   */
  readonly secrets?: { [name: string]: Secret };
  /**
   * Check inside the container; with one the application starts only when it is healthy. Limits as for
   * `container.healthCheck`.
   *
   * @default - none: the application starts as soon as the sidecar has started
   */
  readonly healthCheck?: HealthCheck;
  /**
   * Whether the task ends when this container does.
   *
   * @default false - telemetry that fails must not take the application down
   */
  readonly essential?: boolean;
}

/**
 * A container that runs beside the application in the same task and shares its network: a proxy, an agent, a collector.
 *
 * It starts before the application and stops after it.
 *
 * @example
 * const proxy = Sidecar.of({ name: 'proxy', image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'),
 * memoryMiB: 128 });
 */
export class Sidecar {
  /** Any container. */
  public static of(options: SidecarOptions): Sidecar {
    return new Sidecar(options);
  }

  private constructor(
    /** @internal */
    public readonly _options: SidecarOptions,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    const options = this._options;
    return [
      ...text(
        `${prop}.name`, options.name, /[A-Za-z0-9][A-Za-z0-9_-]{0,63}/, 'be 1 to 64 letters, digits, "-" and "_"',
      ),
      ...options.image._problems(`${prop}.image`),
      ...integer(`${prop}.memoryMiB`, options.memoryMiB, { min: 6, unit: 'MiB' }),
      ...integer(`${prop}.cpu`, options.cpu, { min: 1 }),
      ...command(`${prop}.command`, options.command),
      ...port(`${prop}.port`, options.port),
      ...variableProblems(`${prop}.`, options),
      ...options.healthCheck ? healthCheckProblems(`${prop}.healthCheck`, options.healthCheck) : [],
    ];
  }
}
