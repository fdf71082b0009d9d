import {
  ContainerDefinition, ContainerDependencyCondition, type HealthCheck, type Secret,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { command, contradiction, integer, port, text, type Problem, variableProblems } from '../../core';
import type { AwsService } from '../../network';
import type { ServiceImage } from '../image/service-image';
import { healthCheckProblems } from './container-options';
import type { TaskParts } from './containers';
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
   * Volumes of the task at their places in the container.
   *
   * @default - only the container's own file system
   */
  readonly mounts?: VolumeMount[];
}

/** What a sidecar is and does; users see it as `Sidecar`. */
export interface SidecarVariant {
  readonly name: string;
  readonly image: ServiceImage;
  readonly memoryMiB: number;
  readonly cpu?: number;
  readonly port?: number;
  readonly secrets?: { readonly [name: string]: Secret };
  readonly receivesRequests?: boolean;
  readonly mounts?: readonly VolumeMount[];
  /** AWS services that it calls. */
  readonly services: readonly AwsService[];
  problems(prop: string): Problem[];
  bind(scope: Construct, task: TaskParts): void;
}

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

  private constructor(
    /** @internal */
    public readonly _variant: SidecarVariant,
  ) {}
}

/** `Sidecar.of`. */
function containerBeside(options: SidecarOptions): SidecarVariant {
  const { name, image, memoryMiB, cpu, secrets } = options;
  return {
    name,
    image,
    memoryMiB,
    cpu,
    port: options.port,
    secrets,
    receivesRequests: options.receivesRequests,
    mounts: options.mounts,
    services: [],
    problems: (prop) => [
      ...text(`${prop}.name`, name, /[A-Za-z0-9][A-Za-z0-9_-]{0,63}/, 'be 1 to 64 letters, digits, "-" and "_"'),
      ...image._variant.problems(`${prop}.image`),
      ...integer(`${prop}.memoryMiB`, memoryMiB, { min: 6, unit: 'MiB' }),
      ...integer(`${prop}.cpu`, cpu, { min: 1 }),
      ...command(`${prop}.command`, options.command),
      ...port(`${prop}.port`, options.port),
      ...variableProblems(`${prop}.`, options),
      ...options.healthCheck ? healthCheckProblems(`${prop}.healthCheck`, options.healthCheck) : [],
      ...targetProblems(prop, options),
    ],
    bind: (scope, task) => void addSidecar(scope, options, task),
  };
}

/** ECS takes a task with a target that may end as healthy. */
function targetProblems(prop: string, { receivesRequests, port: given, essential }: SidecarOptions): Problem[] {
  if (receivesRequests !== true) return [];
  return [
    ...contradiction(given === undefined, {
      prop: `${prop}.port`, must: 'be given where the container receives the requests', got: undefined,
    }),
    ...contradiction(essential === false, {
      prop: `${prop}.essential`, must: 'be true where the container receives the requests', got: false,
      advice: 'without it nobody would answer, so the task has to end with it',
    }),
  ];
}

export function addSidecar(scope: Construct, options: SidecarOptions, task: TaskParts): void {
  const container = new ContainerDefinition(scope, 'Container', {
    ...task.common,
    taskDefinition: task.definition,
    containerName: options.name,
    essential: options.essential ?? options.receivesRequests ?? false,
    image: options.image._variant.bind(scope, task.architecture).image,
    command: options.command,
    cpu: options.cpu,
    memoryLimitMiB: options.memoryMiB,
    environment: options.environment,
    secrets: options.secrets,
    healthCheck: options.healthCheck,
    portMappings: options.port === undefined ? undefined : [{ containerPort: options.port }],
  });
  task.volumes.mount(container, options.mounts);
  task.startAfterLogs(container);
  const condition = options.healthCheck ? ContainerDependencyCondition.HEALTHY : ContainerDependencyCondition.START;
  task.app.addContainerDependencies({ container, condition });
}
