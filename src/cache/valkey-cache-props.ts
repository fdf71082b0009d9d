import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { CacheLogin } from './cache-login';
import type { ClusterMode } from './cluster-mode';

/** Settings of a `ValkeyCache`. Only `vpc` is required. */
export interface ValkeyCacheProps {
  /** Network that the cache lives in. */
  readonly vpc: IVpc;

  /**
   * Subnets of the nodes, in at least two Availability Zones if there are two nodes or more; public ones are rejected.
   *
   * @default - the isolated subnets of the VPC, else its private ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Version of Valkey, 7.2 or newer, as major and minor number. It can be raised, never lowered.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
   * @default '8.0'
   */
  readonly version?: string;

  /**
   * Type of every node, with the prefix `cache.`, of a family without data tiering.
   *
   * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html
   * @default - cache.t4g.small; cache.t4g.micro in staging and development
   */
  readonly nodeType?: string;

  /**
   * Number of nodes, an integer from 1 to 6: a primary and up to five replicas. In cluster mode each shard has as many,
   * at least 2.
   *
   * With two or more, the nodes stand in several zones, and a replica takes over by itself when the primary is lost.
   * One node loses its content with a failure.
   *
   * @default 2; 1 in development and staging, but 2 in cluster mode
   */
  readonly nodes?: number;

  /**
   * Whether the keys are spread over several primaries. It is decided once: a cache cannot change its mode with a
   * deployment, and CloudFormation would replace it.
   *
   * @default ClusterMode.disabled() - every client can use it, and commands may touch any keys together
   */
  readonly clusterMode?: ClusterMode;

  /**
   * Port of all nodes, from 1024 to 65535. A later change replaces the cache.
   *
   * @default 6379 - the usual port of Valkey and Redis, which clients expect
   */
  readonly port?: number;

  /**
   * How clients log in. It is decided once: a later change replaces the cache.
   *
   * @default CacheLogin.token() - one secret, which every client can use; `CacheLogin.users()` gives monitoring a user
   *   with few rights
   */
  readonly login?: CacheLogin;

  /**
   * Secret whose field `password` holds the token or password that applications authenticate with: 16 to 128 letters,
   * digits and characters of `!&#$^<>-`.
   *
   * A rotation function of yours has to set the new one at the cache as well. Services are restarted after it. Another
   * secret in its place may replace the cache.
   *
   * @default - a random token of 64 letters and digits, in a secret that is encrypted with the `encryptionKey` or the
   *   key of the stack
   */
  readonly secret?: ISecret;

  /**
   * Key that encrypts the data at rest, the snapshots and the generated secret. Data is always encrypted. A later
   * change replaces the cache.
   *
   * @default - the stack's key in the regulated profile, else the AWS managed key
   */
  readonly encryptionKey?: IKey;

  /**
   * How long daily snapshots are kept, in whole days, from 0 (no snapshots) to 35.
   *
   * @default Duration.days(7); 15 days in the regulated profile, 1 in staging, none in development
   */
  readonly snapshotRetention?: Duration;

  /**
   * Daily time of the snapshot in UTC, at least an hour: `hh:mm-hh:mm`.
   *
   * @default - ElastiCache chooses an hour at night of the region
   */
  readonly snapshotWindow?: string;

  /**
   * Weekly time of maintenance in UTC, an hour to a day, apart from `snapshotWindow`: `ddd:hh:mm-ddd:hh:mm`.
   *
   * @default - ElastiCache chooses an hour at night of the region
   */
  readonly maintenanceWindow?: string;

  /**
   * What becomes of the data when the cache leaves the stack or is replaced.
   *
   * @default RemovalPolicy.SNAPSHOT, because a queue may hold what is stored nowhere else; RemovalPolicy.DESTROY in
   *   development
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Parameters of Valkey beside the library's own; one of the same name replaces the library's.
   *
   * @default - `maxmemory-policy` is `noeviction`: a full cache refuses writes and loses nothing, as a queue needs it
   */
  readonly parameters?: { [name: string]: string };
}
