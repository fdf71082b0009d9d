import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { FargateService } from './fargate-service';
import type { ServiceImage } from './image/service-image';
import type { JobSchedule } from './job/job-schedule';
import type { TaskSize } from './task/task-size';

/** A job of a service that starts by the clock. */
export interface ScheduledJobProps {
  /**
   * Service whose image, settings, connections, rights, cluster and network the job has. It may be in another stack.
   */
  readonly service: FargateService;

  /** When the job starts. */
  readonly schedule: JobSchedule;

  /** What the job runs, one word in each item, for example `['npm', 'run', 'invoices']`. */
  readonly command: string[];

  /**
   * Image that holds the command.
   *
   * @default - the image of the service
   */
  readonly image?: ServiceImage;

  /**
   * Settings of the job alone. It gets those of the service, and of its connections, as well. Rules as for a service.
   *
   * @default - only those of the service
   */
  readonly environment?: { [name: string]: string };

  /**
   * Secrets of the job alone.
   *
   * @default - only those of the service
   */
  readonly secrets?: { [name: string]: Secret };

  /**
   * CPU, memory and disk of the job.
   *
   * @default - those of the tasks of the service
   */
  readonly size?: TaskSize;

  /**
   * How often EventBridge tries again to start the job, within one hour, from 0 to 185. A job that has started and then
   * fails is not started again: it knows best what it has done already.
   *
   * @default 2 - enough for a moment without capacity; later the run is missed, and an alarm says so
   */
  readonly retries?: number;

  /**
   * Whether the job starts by itself. Without it the job is only started by hand.
   *
   * @default - true; false as long as the placeholder of an empty repository runs in place of the service
   */
  readonly enabled?: boolean;

  /**
   * How long the logs of the job are kept.
   *
   * @default - 1 month; 1 week with Profile.DEVELOPMENT and 1 year with Profile.REGULATED
   */
  readonly logRetention?: RetentionDays;
}
