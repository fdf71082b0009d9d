import type { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { Logging } from './logging';
import type { Sidecar } from './sidecar';
import type { TaskSize } from './task-size';

/** What a task is made of beside the container of the application. */
export interface TaskOptions {
  /**
   * CPU, memory and disk of a task.
   *
   * @default - 0.5 vCPU and 1 GiB; 0.25 vCPU and 512 MiB with Profile.DEVELOPMENT and Profile.STAGING
   */
  readonly size?: TaskSize;

  /**
   * Processor of the tasks, X86_64 or ARM64. Images from a directory are built for it. ARM64 costs about 20 % less.
   *
   * @default ecs.CpuArchitecture.X86_64 - most build machines produce images for no other
   */
  readonly architecture?: CpuArchitecture;

  /**
   * Containers beside the application, each with a name and a port of its own. Together they must leave memory for the
   * application.
   *
   * @default - the application runs alone
   */
  readonly sidecars?: Sidecar[];

  /**
   * Where all containers send their logs, and how long those are kept.
   *
   * @default Logging.cloudWatch() - no agent is needed, and alarms and queries find the logs
   */
  readonly logging?: Logging;

  /**
   * Whether a person with the right to `ecs:ExecuteCommand` can open a shell in a running container. In a cluster that
   * the service makes, a log group records the sessions.
   *
   * @default false - a shell in production is an incident, not a tool
   */
  readonly enableExecuteCommand?: boolean;
}
