import { ContainerDefinition, ContainerDependencyCondition, type Secret } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import {
  command, contradiction, integer, port, readableSecrets, text, type Problem, variableProblems,
} from '../../core';
import type { AwsService } from '../../network';
import type { ServiceImage } from '../image/service-image';
import { healthCheckProblems, userProblems } from './container-options';
import type { TaskParts } from './containers';
import type { SidecarOptions } from './sidecar-options';
import type { VolumeMount } from './volume';

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

/** `Sidecar.of`. */
export function containerBeside(options: SidecarOptions): SidecarVariant {
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
      ...userProblems(`${prop}.user`, options.user),
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
    secrets: readableSecrets(scope, options.secrets),
    healthCheck: options.healthCheck,
    user: options.user,
    readonlyRootFilesystem: options.readonlyRootFilesystem,
    portMappings: options.port === undefined ? undefined : [{ containerPort: options.port }],
  });
  task.volumes.mount(container, options.mounts);
  task.startAfterLogs(container);
  const condition = options.healthCheck ? ContainerDependencyCondition.HEALTHY : ContainerDependencyCondition.START;
  task.app.addContainerDependencies({ container, condition });
}
