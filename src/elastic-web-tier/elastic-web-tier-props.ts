import type { Size } from 'aws-cdk-lib';
import type { IMachineImage, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Ingress } from '../ingress';
import type { Bootstrap } from './bootstrap/bootstrap';
import type { Compute } from './compute/compute';

/** A web application on EC2 instances. */
export interface ElasticWebTierProps {
  /** VPC whose private subnets the instances run in; they never get a public address. */
  readonly vpc: IVpc;

  /** How an instance comes from a plain machine image to a running application. */
  readonly bootstrap: Bootstrap;

  /**
   * A group that follows the load, or a single instance.
   *
   * @default Compute.autoScaling()
   */
  readonly compute?: Compute;

  /**
   * How requests reach the application.
   *
   * @default - none: a worker that takes its jobs from somewhere else
   */
  readonly ingress?: Ingress;

  /**
   * Port that the application answers on, from 1 to 65535.
   *
   * @default 8080 - needs no root, unlike 80
   */
  readonly port?: number;

  /**
   * Settings that are not secret. A name that looks like a secret (`…_PASSWORD`, `…_TOKEN`, `…_SECRET`, `…_KEY`) is
   * rejected, and so is
   * one that stands in `secrets` as well, one that bash keeps for itself (`UID`, `EUID`, `PPID`, …), and any with
   * `Bootstrap.none`. They
   * stand in an SSM parameter, never in the user data.
   *
   * @default - no settings besides those of connected backends
   */
  readonly environment?: { [name: string]: string };

  /**
   * Settings that the instances fetch from Secrets Manager or from the SSM Parameter Store whenever the application
   * starts. When one
   * changes, the application is started again within ten minutes. Rejected with `Bootstrap.none`.
   *
   * @default - no secrets besides those of connected backends
   */
  readonly secrets?: { [name: string]: Secret };

  /**
   * Machine image. All bootstraps but `Bootstrap.none` need Amazon Linux 2023.
   *
   * @default - Amazon Linux 2023 for the architecture of the instance type: the newest at each deployment for a group,
   *   the one that
   * `cdk.context.json` keeps for a single instance
   */
  readonly machineImage?: IMachineImage;

  /**
   * Size of the root volume, 8 to 65536 GiB. It is encrypted gp3, and goes with its instance.
   *
   * @default Size.gibibytes(20)
   */
  readonly rootVolumeSize?: Size;

  /**
   * Who looks after the application: the tag `owner` of instances and volumes, 1 to 256 characters.
   *
   * @default - no such tag, unless you add it to the stack
   */
  readonly owner?: string;

  /**
   * How long the logs of the instances are kept.
   *
   * @default - 1 month; 1 week with Profile.DEVELOPMENT and 1 year with Profile.REGULATED
   */
  readonly logRetention?: RetentionDays;
}
