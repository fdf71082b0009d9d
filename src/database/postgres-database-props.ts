import type { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import type { InstanceType, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import type { DatabaseCredentials } from './credentials';
import type { Pooling } from './pooling';

/** Settings of a `PostgresDatabase`. Only `vpc` is required. */
export interface PostgresDatabaseProps {
  /** Network that the database lives in. */
  readonly vpc: IVpc;

  /**
   * Subnets of the database, in at least two Availability Zones; public ones are rejected.
   *
   * @default - the isolated subnets of the VPC, else its private ones
   */
  readonly vpcSubnets?: SubnetSelection;

  /**
   * Version of PostgreSQL, 13 or newer. A major version alone lets RDS choose and keep up the minor one.
   *
   * A newer major version needs `allowMajorVersionUpgrade`.
   *
   * @default rds.PostgresEngineVersion.VER_17
   */
  readonly version?: PostgresEngineVersion;

  /**
   * Whether a newer major `version` is taken: an upgrade in place, with the database away for minutes, and no way back.
   *
   * Rejected unless `version` is given, so that no default of a later release of this library can upgrade the data.
   * Take a snapshot and read the notes of the version first; leave it out again afterwards.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html
   * @default false - RDS refuses another major version, and nothing has happened
   */
  readonly allowMajorVersionUpgrade?: boolean;

  /**
   * Class of the instance, without the prefix `db.`.
   *
   * A change restarts the database: about a minute with a standby, several without.
   *
   * @default - db.t4g.medium; db.t4g.small in staging and db.t4g.micro in development
   */
  readonly instanceType?: InstanceType;

  /**
   * Name of the first database: 1 to 63 letters, digits and underscores, a letter first; rejected if PostgreSQL or RDS
   * uses it itself.
   *
   * CloudFormation refuses a change, because it would replace the database.
   *
   * @default 'app'
   */
  readonly databaseName?: string;

  /**
   * Port that the database listens on, from 1150 to 65535.
   *
   * CloudFormation refuses a change, because it would replace the database.
   *
   * @default - 5432; 5433 in the regulated profile, because auditors ask for a port other than the usual one
   */
  readonly port?: number;

  /**
   * Where the master password comes from.
   *
   * @default DatabaseCredentials.managedByRds()
   */
  readonly credentials?: DatabaseCredentials;

  /**
   * Who keeps the connections.
   *
   * @default Pooling.none()
   */
  readonly pooling?: Pooling;

  /**
   * Size of the storage at first, in whole GiB, from 20 to 65536. It can grow, never shrink.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
   * @default Size.gibibytes(20)
   */
  readonly allocatedStorage?: Size;

  /**
   * Size that storage grows to by itself, in whole GiB, from 20 to 65536: at least 10 percent more than
   * `allocatedStorage`.
   *
   * The same size as `allocatedStorage` turns growth off.
   *
   * @default - 100 GiB, 50 GiB in development; twice `allocatedStorage` where that is more
   */
  readonly maxAllocatedStorage?: Size;

  /**
   * Whether a standby in a second Availability Zone takes over by itself, in one or two minutes. It doubles the price.
   *
   * @default true; false in development and staging
   */
  readonly multiAz?: boolean;

  /**
   * Number of read replicas, an integer from 0 to 15.
   *
   * Rejected unless `credentials` are generated or your own, because RDS makes no replica of a database whose password
   * it manages.
   *
   * @default 0
   */
  readonly readReplicas?: number;

  /**
   * How far point-in-time recovery reaches back, in whole days, from 1 to 35; 0 turns backups off in development and
   * staging only.
   *
   * @default Duration.days(14); 35 days in the regulated profile, 7 in staging, 1 in development
   */
  readonly backupRetention?: Duration;

  /**
   * Daily time of the backup in UTC, at least 30 minutes: `hh:mm-hh:mm`.
   *
   * @default - RDS chooses half an hour at night of the region
   */
  readonly backupWindow?: string;

  /**
   * Weekly time of maintenance in UTC, at least 30 minutes, apart from `backupWindow`: `ddd:hh:mm-ddd:hh:mm`.
   *
   * @default - RDS chooses half an hour at night of the region
   */
  readonly maintenanceWindow?: string;

  /**
   * Interval of the operating system's metrics (Enhanced Monitoring): 0 (off), 1, 5, 10, 15, 30 or 60 seconds.
   *
   * @default Duration.minutes(1); off in development
   */
  readonly monitoringInterval?: Duration;

  /**
   * Whether the database refuses to be deleted, by CloudFormation or by hand.
   *
   * @default true; false in development and staging
   */
  readonly deletionProtection?: boolean;

  /**
   * What becomes of the data when the database leaves the stack.
   *
   * `DESTROY` is rejected while `deletionProtection` is on.
   *
   * @default RemovalPolicy.SNAPSHOT; RemovalPolicy.DESTROY in development
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * Key that encrypts storage, backups, Performance Insights and the secret. Storage is always encrypted.
   *
   * CloudFormation refuses a change, because it would replace the database.
   *
   * @default - the stack's key in the regulated profile, else the AWS managed keys
   */
  readonly encryptionKey?: IKey;

  /**
   * Parameters of PostgreSQL beside the library's own; one of the same name replaces the library's.
   *
   * @default - TLS is forced, connections, lock waits and statements slower than a second are logged
   */
  readonly parameters?: { [name: string]: string };

  /**
   * Snapshot to restore a new database from, by name or, if it is shared, by ARN.
   *
   * Give it when the construct is added and keep it for good. CloudFormation refuses to add, change or remove it later,
   * because each would replace the database. The user name and `databaseName` have to be those of the snapshot, and
   * `allocatedStorage` has to be at least its size. Rejected together with `DatabaseCredentials.managedByRds`.
   *
   * @default - an empty database
   */
  readonly snapshotIdentifier?: string;
}
