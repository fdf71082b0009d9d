import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { InstanceType, IVpc, SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { DatabaseCredentials } from './credentials';
import type {
  DatabaseBackupOptions, DatabaseEngineOptions, DatabaseStorageOptions, InitialDatabaseOptions,
} from './database-options';
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
   * Version, parameters and maintenance of PostgreSQL.
   *
   * @default - the defaults of `DatabaseEngineOptions`: PostgreSQL 17, forced TLS and logs, maintenance at night
   */
  readonly engine?: DatabaseEngineOptions;

  /**
   * Class of the instance, without the prefix `db.`.
   *
   * A change restarts the database: about a minute with a standby, several without.
   *
   * @default - db.t4g.medium; db.t4g.small in staging and db.t4g.micro in development. The same sizes of db.t3 in
   * Calgary (ca-west-1), where RDS does not offer db.t4g
   */
  readonly instanceType?: InstanceType;

  /**
   * Name of the first database, and the snapshot that a database is restored from. CloudFormation refuses a change of
   * either, because it would replace the database.
   *
   * @default - the defaults of `InitialDatabaseOptions`: an empty database called "app"
   */
  readonly initial?: InitialDatabaseOptions;

  /**
   * Port that the database listens on, from 1150 to 65535.
   *
   * CloudFormation refuses a change, because it would replace the database.
   *
   * @default - 5432; 5433 in the regulated profile, because auditors ask for a port other than the usual one
   */
  readonly port?: number;

  /**
   * Where the master password comes from. A change that gives up generated credentials removes their secret; one that
   * names another user is refused by CloudFormation, because it would replace the database.
   *
   * @default DatabaseCredentials.managedByRds() - RDS rotates the password every 7 days, and nobody has to know it
   */
  readonly credentials?: DatabaseCredentials;

  /**
   * Who keeps the connections.
   *
   * @default Pooling.none() - PostgreSQL holds the connections of the default number of tasks
   */
  readonly pooling?: Pooling;

  /**
   * How large the storage is, and may become.
   *
   * @default - the defaults of `DatabaseStorageOptions`: 20 GiB that grow to 100, to 50 in development
   */
  readonly storage?: DatabaseStorageOptions;

  /**
   * Whether a standby in a second Availability Zone takes over by itself, in one or two minutes. It doubles the price.
   *
   * @default true; false in development and staging, because a standby doubles the price
   */
  readonly multiAz?: boolean;

  /**
   * Number of read replicas, an integer from 0 to 15.
   *
   * Rejected unless `credentials` are generated or your own, because RDS makes no replica of a database whose password
   * it manages. A smaller number removes the last ones, which hold nothing of their own.
   *
   * @default 0 - a replica costs as much as the database
   */
  readonly readReplicas?: number;

  /**
   * How long backups are kept, and when they are made.
   *
   * @default - the defaults of `DatabaseBackupOptions`: a number of days by profile, made at night
   */
  readonly backup?: DatabaseBackupOptions;

  /**
   * Interval of the operating system's metrics (Enhanced Monitoring): 0 (off), 1, 5, 10, 15, 30 or 60 seconds.
   *
   * @default Duration.minutes(1); off in development, because these metrics are billed as logs
   */
  readonly monitoringInterval?: Duration;

  /**
   * Whether the database refuses to be deleted, by CloudFormation or by hand.
   *
   * @default true; false in development and staging, which go away with one command
   */
  readonly deletionProtection?: boolean;

  /**
   * What becomes of the data when the database leaves the stack.
   *
   * `DESTROY` is rejected while `deletionProtection` is on.
   *
   * @default RemovalPolicy.SNAPSHOT; RemovalPolicy.DESTROY in development, whose data is worth nothing
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
}
