import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ICluster, Secret } from 'aws-cdk-lib/aws-ecs';
import type { CapacityRange } from '../core';
import type { Ingress } from '../ingress';
import type { ScalingPolicy } from '../scaling';
import type { Placement } from '../workload';
import type { ContainerOptions } from './task/container-options';
import type { Deployment } from './rollout/deployment';
import type { Migration } from './task/migration';
import type { ServiceConnect } from './task/service-connect';
import type { ServiceImage } from './image/service-image';
import type { Spot } from './spot';
import type { TaskOptions } from './task/task-options';

/** A containerised service on AWS Fargate. */
export interface FargateServiceProps {
  /** VPC that the tasks run in, in private subnets unless `placement` says otherwise. */
  readonly vpc: IVpc;

  /**
   * The container image and where it comes from. A managed repository that is given up leaves the stack as its
   * `removalPolicy` says.
   */
  readonly image: ServiceImage;

  /**
   * How requests reach the service. Without a load balancer of its own, what belongs to one leaves the stack: the
   * bucket of its access logs and the logs of its firewall, which stay where the profile keeps telemetry.
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
   * Size, processor, sidecars and logs of the tasks, and whether people can open a shell in them.
   *
   * @default - the defaults of `TaskOptions`: size by profile, X86_64, no sidecars, CloudWatch Logs, no shell
   */
  readonly task?: TaskOptions;

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
   * @default Deployment.rolling() - needs no second target group, and rolls back as well
   */
  readonly deployment?: Deployment;

  /**
   * Brings the database up to the version of the image before the application starts.
   *
   * @default - no migration
   */
  readonly migration?: Migration;

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
   * @default Placement.inPrivateSubnets() - the internet reaches the load balancer only
   */
  readonly placement?: Placement;

  /**
   * Cluster that the service runs in; rejected if it is in another VPC.
   *
   * @default - a cluster of its own, with both capacity providers of Fargate and, in production, Container Insights
   */
  readonly cluster?: ICluster;
}
