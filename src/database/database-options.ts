import type { Duration, Size } from 'aws-cdk-lib';
import type { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';

/** Version, parameters and maintenance of PostgreSQL. */
export interface DatabaseEngineOptions {
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
   * Parameters of PostgreSQL beside the library's own; one of the same name replaces the library's.
   *
   * @default - TLS is forced, connections, lock waits and statements slower than a second are logged
   */
  readonly parameters?: { [name: string]: string };

  /**
   * Weekly time of maintenance in UTC, 30 minutes to 23 hours and a half, apart from `backup.window`:
   * `ddd:hh:mm-ddd:hh:mm`.
   *
   * @default - RDS chooses half an hour at night of the region
   */
  readonly maintenanceWindow?: string;
}

/** How large the storage of a database is, and may become. */
export interface DatabaseStorageOptions {
  /**
   * Size of the storage at first, in whole GiB, from 20 to 65536. It can grow, never shrink.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html
   * @default Size.gibibytes(20) - the smallest size that RDS sells; it grows by itself
   */
  readonly allocated?: Size;

  /**
   * Size that storage grows to by itself, in whole GiB, from 20 to 65536: at least 10 percent more than
   * `allocated`.
   *
   * The same size as `allocated` turns growth off.
   *
   * @default - 100 GiB, 50 GiB in development; twice `allocated` where that is more
   */
  readonly maxAllocated?: Size;
}

/** How long backups are kept, and when they are made. */
export interface DatabaseBackupOptions {
  /**
   * How far point-in-time recovery reaches back, in whole days, from 1 to 35; 0 turns backups off in development and
   * staging only.
   *
   * @default Duration.days(14); 35 days in the regulated profile, the most that RDS keeps, 7 in staging, 1 in
   *   development
   */
  readonly retention?: Duration;

  /**
   * Daily time of the backup in UTC, at least 30 minutes: `hh:mm-hh:mm`.
   *
   * @default - RDS chooses half an hour at night of the region
   */
  readonly window?: string;
}

/** What a database begins with. CloudFormation refuses a change, because it would replace the database. */
export interface InitialDatabaseOptions {
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
   * Snapshot to restore a new database from, by name or, if it is shared, by ARN.
   *
   * Give it when the construct is added and keep it for good. CloudFormation refuses to add, change or remove it later,
   * because each would replace the database. The user name and `databaseName` have to be those of the snapshot, and
   * `storage.allocated` has to be at least its size. Rejected together with `DatabaseCredentials.managedByRds`.
   *
   * @default - an empty database
   */
  readonly snapshotIdentifier?: string;
}
