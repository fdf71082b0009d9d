import type { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ReplicaRegion } from 'aws-cdk-lib/aws-secretsmanager';

/** Options of `DatabaseCredentials.managedByRds`. */
export interface ManagedCredentialsOptions {
  /**
   * Name of the master user: 1 to 63 letters, digits and underscores, a letter first.
   *
   * Rejected if it is a word that PostgreSQL or RDS reserves, such as `admin`, `postgres` or `rdsadmin`. A change is
   * refused by CloudFormation, because it would replace the database.
   *
   * @default 'dbowner' - no word that PostgreSQL or RDS reserves
   */
  readonly userName?: string;

  /**
   * Key that encrypts the secret. Choose it once: RDS refuses to change the key of a password that it manages.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
   * @default - the database's `encryptionKey`, else the key of the profile, else the AWS managed key of Secrets Manager
   */
  readonly encryptionKey?: IKey;
}

/** Options of `DatabaseCredentials.generated`. */
export interface GeneratedCredentialsOptions {
  /**
   * Name of the master user: 1 to 63 letters, digits and underscores, a letter first.
   *
   * Rejected if it is a word that PostgreSQL or RDS reserves, such as `admin`, `postgres` or `rdsadmin`. A change is
   * refused by CloudFormation, because it would replace the database. For a restore it has to be the user of the
   * snapshot, whatever its name is.
   *
   * @default 'dbowner' - no word that PostgreSQL or RDS reserves
   */
  readonly userName?: string;

  /**
   * Key that encrypts the secret.
   *
   * @default - the database's `encryptionKey`, else the customer managed key of the stack, which rule packs ask for
   */
  readonly encryptionKey?: IKey;

  /**
   * Time between two rotations, in whole days, from 1 to 1000.
   *
   * The function that AWS hosts for it runs in the subnets of the database's VPC that reach Secrets Manager.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html
   * @default Duration.days(30) - a password that leaked is of use for a month at most
   */
  readonly rotateEvery?: Duration;

  /**
   * Regions that get a copy of the secret, for a `PostgresReplica` there; none may be that of the stack. Each copy
   * costs as much as the secret. AWS keeps it up to date, also after a rotation.
   *
   * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html
   * @default - no copies, because most applications live in one Region
   */
  readonly replicaRegions?: ReplicaRegion[];
}

/** Options of `DatabaseCredentials.fromSecret`. */
export interface ExistingSecretOptions {
  /**
   * Name of the master user, the same as in the secret's `username` field: 1 to 63 letters, digits and underscores, a
   * letter first.
   *
   * It is required, because rights and diagnostics need the name before deployment. A later change is refused by
   * CloudFormation, because it would replace the database.
   */
  readonly userName: string;
}
