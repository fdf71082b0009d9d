import type {
  ContainerDefinition, ContainerDefinitionOptions, CpuArchitecture, FargateTaskDefinition,
} from 'aws-cdk-lib/aws-ecs';
import type { Variables } from '../../core';
import type { ApplicationVariables } from '../../workload';
import type { ResolvedImage } from '../image/image-variant';
import type { ContainerOptions } from './container-options';

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
