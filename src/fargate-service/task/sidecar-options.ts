import type { HealthCheck, Secret } from 'aws-cdk-lib/aws-ecs';
import type { ServiceImage } from '../image/service-image';
import type { VolumeMount } from './volume';

/** A container beside the application. */
export interface SidecarOptions {
  /** Name in the task: up to 64 letters, digits, "-" and "_", unique, and neither `app` nor `migration`. */
  readonly name: string;
  /** Image that it runs. */
  readonly image: ServiceImage;
  /** Share of the memory of the task, in MiB, at least 6. The application keeps the rest. */
  readonly memoryMiB: number;
  /**
   * Share of the CPU of the task that is reserved for it, in CPU units, at least 1.
   *
   * @default - it shares the CPU of the task
   */
  readonly cpu?: number;
  /**
   * Command that runs in place of the image's own.
   *
   * @default - the image's own
   */
  readonly command?: string[];
  /**
   * Port that others reach it on, from 1 to 65535. The application reaches every port of it on `localhost`, with or
   * without this.
   *
   * @default - only the other containers of the task reach it
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
   * Check inside the container. With one the application starts only when the sidecar is healthy. Limits as for
   * `container.healthCheck`.
   *
   * @default - none: the application starts as soon as the sidecar has started
   */
  readonly healthCheck?: HealthCheck;
  /**
   * Whether the task ends when this container does.
   *
   * @default - only where it receives requests: telemetry that fails must not take the application down
   */
  readonly essential?: boolean;
  /**
   * Whether the load balancer sends its requests and health checks to this container: a proxy in front of the
   * application. It needs a `port` and an ingress, is essential, and one sidecar can be it. The path of the health
   * check should lead to the application, which the proxy reaches on `localhost`.
   *
   * @default false - the application receives them
   */
  readonly receivesRequests?: boolean;
  /**
   * User that the process runs as, for example `1000:1000`.
   *
   * @default - the image's own
   */
  readonly user?: string;
  /**
   * Whether the container's own file system is read-only. The program must then write to a mounted volume.
   *
   * @default false - many images write temporary files
   */
  readonly readonlyRootFilesystem?: boolean;
  /**
   * Volumes of the task at their places in the container.
   *
   * @default - only the container's own file system
   */
  readonly mounts?: VolumeMount[];
}
