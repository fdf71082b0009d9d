import {
  FirelensConfigFileType, FirelensLogRouter, FirelensLogRouterType, LogDrivers,
  type LogDriver, type Secret,
} from 'aws-cdk-lib/aws-ecs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct, IConstruct } from 'constructs';
import { contradiction, integer, readableSecrets, text, type Problem } from '../../core';
import type { AwsService } from '../../network';
import { ServiceImage } from '../image/service-image';
import type { RoutedTask } from './containers';
import { outputProblems, type LogOutput } from './log-output';

/** How FireLens routes logs. */
export interface FireLensOptions {
  /** Where the lines go. */
  readonly output: LogOutput;
  /**
   * Image of the router. An image of yours can hold files of configuration.
   *
   * @default - Fluent Bit as AWS builds it, in a pinned version
   */
  readonly image?: ServiceImage;
  /**
   * Path of a configuration file in the image, which is added to what ECS generates. Fargate takes none from a bucket.
   *
   * @default - only what ECS generates
   */
  readonly configFile?: string;
  /**
   * Memory of the router in MiB, at least 32. It is taken from that of the task. A router that reaches it is killed,
   * and the task with it.
   *
   * @default 128 - twice what it needs for the lines of a busy application
   */
  readonly memoryMiB?: number;
  /**
   * How long the log group of the service keeps what the router writes about itself.
   *
   * @default - 1 month; 1 week with Profile.DEVELOPMENT and 1 year with Profile.REGULATED
   */
  readonly retention?: RetentionDays;
}

/** The container that takes the logs of all others. */
export interface LogRouter {
  readonly image: ServiceImage;
  readonly memoryMiB: number;
  readonly secrets?: { readonly [name: string]: Secret };
  readonly services: readonly AwsService[];
  problems(prop: string, scope: IConstruct): Problem[];
  /** Adds the router, and returns the log driver of the other containers. */
  bind(scope: Construct, task: RoutedTask): RoutedLogs;
}

/** What the other containers of a task do with their logs. */
export interface RoutedLogs {
  readonly driver: LogDriver;
  /** They start after it. */
  readonly router: FirelensLogRouter;
}

/** Name of its container. */
export const LOG_ROUTER = 'log-router';
/** Fluent Bit listens on it in each task. */
export const LOG_ROUTER_PORT = 24224;
const IMAGE = ServiceImage.fromRegistry('public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0');
const MEMORY = 128;
const LEAST_MEMORY = 32;

/** Fluent Bit, by FireLens. */
export function fireLensRouter(options: FireLensOptions): LogRouter {
  const { output, image = IMAGE, memoryMiB = MEMORY, configFile } = options;
  return {
    image,
    memoryMiB,
    secrets: output?._options?.secrets,
    services: output?._options?.services ?? [],
    problems: (prop, scope) => [
      ...outputProblems(`${prop}.output`, output, scope),
      ...image._variant.problems(`${prop}.image`),
      ...text(`${prop}.configFile`, configFile, /\/.+/, 'be an absolute path in the image of the router'),
      ...contradiction(configFile !== undefined && options.image === undefined, {
        prop: `${prop}.configFile`, must: 'be left out without an "image" of yours, which holds it', got: configFile,
      }),
      ...integer(`${prop}.memoryMiB`, memoryMiB, { min: LEAST_MEMORY, unit: 'MiB' }),
    ],
    bind: (scope, task) => {
      for (const statement of output._rights()) task.role.addToPolicy(statement);
      const { name, options: given, secrets } = output._options;
      return {
        router: addRouter(scope, { ...options, image, memoryMiB }, task),
        driver: LogDrivers.firelens({
          options: { Name: name, ...output._further(scope), ...given }, secretOptions: readableSecrets(scope, secrets),
        }),
      };
    },
  };
}

function addRouter(
  scope: Construct, { image, memoryMiB, configFile }: FireLensOptions, { definition, architecture, logs }: RoutedTask,
): FirelensLogRouter {
  return new FirelensLogRouter(scope, 'LogRouter', {
    taskDefinition: definition,
    containerName: LOG_ROUTER,
    essential: true,
    image: image!._variant.bind(scope, architecture).image,
    memoryLimitMiB: memoryMiB,
    logging: logs,
    // the socket that the other containers log to belongs to root.
    user: '0',
    firelensConfig: {
      type: FirelensLogRouterType.FLUENTBIT,
      options: {
        enableECSLogMetadata: true,
        ...configFile !== undefined && { configFileType: FirelensConfigFileType.FILE, configFileValue: configFile },
      },
    },
  });
}
