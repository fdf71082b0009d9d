import type {
  ContainerDefinition, ContainerDefinitionOptions, CpuArchitecture, FargateTaskDefinition, LogDriver,
} from 'aws-cdk-lib/aws-ecs';
import type { LeastPrivilegeRole, Variables } from '../../core';
import type { ApplicationVariables } from '../../workload';
import type { ResolvedImage } from '../image/image-variant';
import type { ContainerOptions } from './container-options';
import type { TaskVolumes } from './volumes';

/** Names of the containers that the library makes itself. */
export const APP = 'app';
export const MIGRATION = 'migration';

/** What the containers beside the application get from their task. */
export interface TaskParts {
  readonly definition: FargateTaskDefinition;
  readonly architecture: CpuArchitecture;
  /** Log driver and init process, the same for every container. */
  readonly common: Pick<ContainerDefinitionOptions, 'logging' | 'linuxParameters'>;
  readonly app: ContainerDefinition;
  readonly volumes: TaskVolumes;
  readonly role: LeastPrivilegeRole;
  /** Lets a container start after what takes its logs. */
  startAfterLogs(container: ContainerDefinition): void;
}

/** What a log router is told about its task. */
export interface RoutedTask {
  readonly definition: FargateTaskDefinition;
  readonly architecture: CpuArchitecture;
  readonly role: LeastPrivilegeRole;
  /** Where the router logs itself. */
  readonly logs: LogDriver;
}

/** What a migration takes over from the application. */
export interface ApplicationParts extends TaskParts {
  readonly image: ResolvedImage;
  readonly container: ContainerOptions;
  /** Settings and secrets from the props. */
  readonly given: Variables;
  /** Settings and secrets that `connectTo` adds. */
  readonly variables: ApplicationVariables;
}
