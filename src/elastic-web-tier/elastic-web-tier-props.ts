import type { Size } from 'aws-cdk-lib';
import type { IMachineImage, IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Ingress } from '../ingress';
import type { Placement } from '../workload';
import type { Bootstrap } from './bootstrap/bootstrap';
import type { Compute } from './compute/compute';

/** A web application on EC2 instances. */
export interface ElasticWebTierProps {
  /** VPC that the instances run in. They run in its private subnets, and never get a public address. */
  readonly vpc: IVpc;

  /**
   * What turns a plain machine image into a running application.
   *
   * With a later change to `Bootstrap.none()` the data volume of a single instance leaves the stack.
   */
  readonly bootstrap: Bootstrap;

  /**
   * How the instances are run: as a group that follows the load, or as a single instance. A group has no data volume,
   * so that of a single instance leaves the stack when it becomes a group.
   *
   * @default Compute.autoScaling() - it follows the load, and replaces instances that are lost
   */
  readonly compute?: Compute;

  /**
   * How requests reach the application. Without a load balancer of its own, what belongs to one leaves the stack: the
   * bucket of its access logs and the logs of its firewall, which stay where the profile keeps telemetry.
   *
   * @default - no ingress: a worker, for example on a queue
   */
  readonly ingress?: Ingress;

  /**
   * Port that the application listens on, 1 to 65535.
   *
   * @default 8080 - needs no root, unlike 80
   */
  readonly port?: number;

  /**
   * Settings that are not secret. They stand in an SSM parameter, never in the user data.
   *
   * These names are errors: one that looks like a secret (`…_PASSWORD`, `…_TOKEN`, `…_SECRET`, `…_KEY`), one that
   * stands in `secrets` too, and one that bash keeps for itself (`UID`, `EUID`, `PPID`, …). With `Bootstrap.none` any
   * setting is an error.
   *
   * @default - no settings besides those of connected backends
   */
  readonly environment?: { [name: string]: string };

  /**
   * Settings that the instances fetch from Secrets Manager or from the SSM Parameter Store whenever the application
   * starts. When a secret changes, the application starts again within ten minutes. With `Bootstrap.none` any secret is
   * an error.
   *
   * @default - no secrets besides those of connected backends
   */
  readonly secrets?: { [name: string]: Secret };

  /**
   * Machine image. All bootstraps but `Bootstrap.none` need Amazon Linux 2023.
   *
   * @default - Amazon Linux 2023 for the architecture of the instance type. A group takes the newest release at each
   *   deployment, a single instance the one in `cdk.context.json`
   */
  readonly machineImage?: IMachineImage;

  /**
   * Size of the root volume, 8 to 65536 GiB. The volume is encrypted gp3, and is deleted with its instance.
   *
   * @default Size.gibibytes(20) - room for the system, a container runtime and a few images
   */
  readonly rootVolumeSize?: Size;

  /**
   * Subnets of the instances, and security groups beside that of the tier. Public subnets are rejected.
   *
   * @default Placement.inPrivateSubnets() - the internet reaches the load balancer only
   */
  readonly placement?: Placement;

  /**
   * Who is responsible for the application, 1 to 256 characters. It becomes the tag `owner` of instances and volumes.
   *
   * @default - no such tag, unless you add it to the stack
   */
  readonly owner?: string;

  /**
   * How long CloudWatch keeps the logs of the instances.
   *
   * @default - 1 month; 1 week with Profile.DEVELOPMENT and 1 year with Profile.REGULATED
   */
  readonly logRetention?: RetentionDays;
}
