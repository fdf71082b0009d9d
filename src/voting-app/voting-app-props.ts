import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { ICluster } from 'aws-cdk-lib/aws-ecs';
import type { BackendAccess, IBackend } from '../backend';
import type { Poll } from './poll';
import type { VotingResultOptions, VotingWorkerOptions } from './role-options';
import type { VoteCompute } from './vote-compute';
import type { VotingImage } from './voting-image';
import type { VotingIngress } from './voting-ingress';

/** The voting application. */
export interface VotingAppProps {
  /** VPC that everything runs in: the application in private subnets, the data in isolated ones if there are some. */
  readonly vpc: IVpc;

  /**
   * How people reach the two pages. Without a load balancer of its own, what belongs to one leaves the stack: the
   * bucket of its access logs and the logs of its firewall, which stay where the profile keeps telemetry.
   */
  readonly ingress: VotingIngress;

  /**
   * What people vote on, at least one poll, each with an id of its own. All of them together take at most 8192 bytes as
   * JSON.
   *
   * @default - one poll: cats or dogs
   */
  readonly polls?: Poll[];

  /**
   * The program, and where it comes from.
   *
   * @default VotingImage.bundled()
   */
  readonly image?: VotingImage;

  /**
   * What runs the page where people vote.
   *
   * @default VoteCompute.tasks()
   */
  readonly vote?: VoteCompute;

  /**
   * Tasks of the page with the result, and whether it has an admin page. A generated token leaves the stack with it.
   *
   * @default - as for every FargateService of the profile
   */
  readonly result?: VotingResultOptions;

  /**
   * Tasks that move votes from the queue to the database.
   *
   * @default - as for every FargateService of the profile, and as many as keep the backlog at 10000 votes a task
   */
  readonly worker?: VotingWorkerOptions;

  /**
   * Cluster of all tasks.
   *
   * @default - a cluster of its own
   */
  readonly cluster?: ICluster;

  /**
   * Database that holds the votes: PostgreSQL 14 or newer, with `HOST`, `PORT`, `NAME`, `USER` and `PASSWORD`. When you
   * bring one later, the app's own leaves the stack, and its votes are not moved.
   *
   * @default - a PostgresDatabase of its own
   */
  readonly database?: IBackend;

  /**
   * How the credentials of the database arrive. With `BackendAccess.secretAtRunTime` the program reads the secret
   * itself, and a rotation needs no restart. With `BackendAccess.iam` it has no password, and the migration makes its
   * user.
   *
   * @default BackendAccess.injected()
   */
  readonly databaseAccess?: BackendAccess;

  /**
   * Queue between the page and the worker: Valkey or Redis 6.2 or newer, with `HOST`, `PORT`, `TLS` and `PASSWORD`. It
   * must evict nothing. When you bring one later, the app's own leaves the stack with the votes that no worker has
   * counted yet.
   *
   * @default - a ValkeyCache of its own
   */
  readonly cache?: IBackend;

  /**
   * Further settings of the program by variable, for example `RATE_LIMIT`. All roles get them, as SSM parameters. No
   * variable that the construct or a store sets, no secret, no value that the program would refuse, and at most 8192
   * bytes each. With the bundled image, no name that neither the program nor Node.js reads, and no file of yours.
   *
   * @default - the defaults of the program
   * @see docs/voting-app-application.md
   */
  readonly settings?: { [variable: string]: string };
}
