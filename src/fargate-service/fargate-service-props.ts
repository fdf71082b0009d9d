import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { CpuArchitecture, ICluster, Secret } from 'aws-cdk-lib/aws-ecs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CapacityRange } from '../core';
import type { Ingress } from '../ingress';
import type { ScalingPolicy } from '../scaling';
import type { Placement } from '../workload';
import type { ContainerOptions } from './task/container-options';
import type { Deployment } from './rollout/deployment';
import type { LogRouter } from './task/log-router';
import type { Migration } from './task/migration';
import type { ServiceConnect } from './task/service-connect';
import type { ServiceImage } from './image/service-image';
import type { Sidecar } from './task/sidecar';
import type { Spot } from './spot';
import type { TaskSize } from './task/task-size';

/** A containerised service on AWS Fargate. */
export interface FargateServiceProps {
  /** VPC that the tasks run in, in private subnets unless `placement` says otherwise. */
  readonly vpc: IVpc;

  /** The container image and where it comes from. */
  readonly image: ServiceImage;

  /**
   * How requests reach the service.
   *
   * @default - no ingress: a worker, for example on a queue
   */
  readonly ingress?: Ingress;

  /**
   * Port that the application listens on, from 1 to 65535.
   *
   * @default 8080 - needs no root, unlike 80
   */
  readonly port?: number;

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
   * Settings that are not secret. A name that looks like a secret (`…_PASSWORD`, `…_TOKEN`, `…_SECRET`, `…_KEY`) is
   * rejected, and so is a name that is also in `secrets`. AwsSolutions-ECS2 reports every plain setting; SSM parameters
   * in `secrets` pass.
   *
   * @default - no settings
   */
  readonly environment?: { [name: string]: string };

  /**
   * Settings that ECS injects from Secrets Manager or from the SSM Parameter Store when a task starts.
   *
   * @default - no secrets, until `connectTo` brings some
   */
  readonly secrets?: { [name: string]: Secret };

  /**
   * Command, health check, stop timeout, user and file system of the application's container.
   *
   * @default - the image's own, and 30 seconds to stop
   */
  readonly container?: ContainerOptions;

  /**
   * How many tasks may run. A fixed number is written into the service. Inside a range, scaling chooses the number, and
   * no deployment resets it.
   *
   * @default - 2 to 10 tasks; 1 to 2 with Profile.DEVELOPMENT and 1 to 4 with Profile.STAGING
   */
  readonly capacity?: CapacityRange;

  /**
   * How the number of tasks follows the load. At least one policy with a range, none with a fixed number.
   *
   * @default - CPU at 70 % on average
   */
  readonly scaling?: ScalingPolicy[];

  /**
   * How a new version takes over.
   *
   * @default Deployment.rolling()
   */
  readonly deployment?: Deployment;

  /**
   * Brings the database up to the version of the image before the application starts.
   *
   * @default - no migration
   */
  readonly migration?: Migration;

  /**
   * Containers beside the application, each with a name and a port of its own. Together they must leave memory for the
   * application.
   *
   * @default - the application runs alone
   */
  readonly sidecars?: Sidecar[];

  /**
   * Sends the logs of all containers elsewhere than to CloudWatch Logs. The memory of the router is taken from that of
   * the task.
   *
   * @default - CloudWatch Logs
   */
  readonly logRouter?: LogRouter;

  /**
   * Calls between services by name.
   *
   * @default - others find the service through its ingress only
   */
  readonly serviceConnect?: ServiceConnect;

  /**
   * Spare capacity at a discount. A `cluster` of yours needs the capacity providers FARGATE and FARGATE_SPOT for it,
   * and switching it on later replaces the service.
   *
   * @default - everything on demand
   */
  readonly spot?: Spot;

  /**
   * Subnets of the tasks, and security groups beside that of the service.
   *
   * @default Placement.inPrivateSubnets()
   */
  readonly placement?: Placement;

  /**
   * Cluster that the service runs in; rejected if it is in another VPC.
   *
   * @default - a cluster of its own, with both capacity providers of Fargate and, in production, Container Insights
   */
  readonly cluster?: ICluster;

  /**
   * Whether a person with the right to `ecs:ExecuteCommand` can open a shell in a running container. In a cluster that
   * the service makes, a log group records the sessions.
   *
   * @default false - a shell in production is an incident, not a tool
   */
  readonly enableExecuteCommand?: boolean;

  /**
   * How long the logs of the tasks are kept.
   *
   * @default - 1 month; 1 week with Profile.DEVELOPMENT and 1 year with Profile.REGULATED
   */
  readonly logRetention?: RetentionDays;
}
