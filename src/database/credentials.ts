import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { days, encryptionKeyOf, relation, text, type Problem } from '../core';
import { isReservedWord } from './reserved-words';

/** Names that PostgreSQL or RDS keeps for itself, and `postgres`, which every attacker tries first. */
const RESERVED_USERS: readonly string[] = [
  'admin', 'none', 'postgres', 'public', 'rds_ad', 'rds_iam', 'rds_password', 'rds_replication', 'rds_superuser',
  'rdsadmin', 'rdsproxyadmin',
  'rdsrepladmin', 'rdstopmgr',
];
const DEFAULT_USER_NAME = 'dbowner';
const DEFAULT_ROTATION = Duration.days(30);
const MAX_ROTATION_DAYS = 1000;

/** Options of `DatabaseCredentials.managedByRds`. */
export interface ManagedCredentialsOptions {
  /**
   * Name of the master user: 1 to 63 letters, digits and underscores, a letter first.
   *
   * Rejected if it is a word that PostgreSQL or RDS reserves, such as `admin`, `postgres` or `rdsadmin`. A change is
   * refused by
   * CloudFormation, because it would replace the database.
   *
   * @default 'dbowner'
   */
  readonly userName?: string;

  /**
   * Key that encrypts the secret.
   *
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
   * refused by
   * CloudFormation, because it would replace the database. For a restore it has to be the user of the snapshot.
   *
   * @default 'dbowner'
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
   * @default Duration.days(30)
   */
  readonly rotateEvery?: Duration;
}

/** Options of `DatabaseCredentials.fromSecret`. */
export interface ExistingSecretOptions {
  /**
   * Name of the master user, the same as in the secret's `username` field: 1 to 63 letters, digits and underscores, a
   * letter first.
   *
   * It is asked for because rights and diagnostics need it before deployment.
   */
  readonly userName: string;
}

/** What the construct needs to know about the variant that was chosen. */
interface Variant {
  readonly userName: string;
  readonly encryptionKey?: IKey;
  readonly secret?: ISecret;
  readonly rotateEvery?: Duration;
}

/**
 * Where the master password of a database comes from. It never stands in the template.
 *
 * @example
 * new PostgresDatabase(this, 'Database', {
 *   vpc,
 *   credentials: DatabaseCredentials.generated({ rotateEvery: Duration.days(14) }),
 * });
 */
export class DatabaseCredentials {
  /**
   * RDS makes the password, keeps it in Secrets Manager and rotates it every 7 days, without a function of yours. The
   * default.
   *
   * RDS allows neither read replicas nor a restore from a snapshot together with it; both are rejected.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-secrets-manager.html
   */
  public static managedByRds(options: ManagedCredentialsOptions = {}): DatabaseCredentials {
    return new DatabaseCredentials({ ...options, userName: options.userName ?? DEFAULT_USER_NAME }, true);
  }

  /**
   * CloudFormation generates the password into a secret of this stack, and a function that AWS hosts rotates it.
   *
   * Choose it for read replicas and for restores. The stack then contains a transform: deploy with
   * `CAPABILITY_AUTO_EXPAND`, as the
   * CDK command line does by itself.
   */
  public static generated(options: GeneratedCredentialsOptions = {}): DatabaseCredentials {
    return new DatabaseCredentials({ ...options, userName: options.userName ?? DEFAULT_USER_NAME }, false);
  }

  /**
   * A secret that you manage, with the fields `username` and `password`.
   *
   * CloudFormation adds the fields `engine`, `host`, `port` and `dbname`. Rotation is yours.
   *
   * @param secret a secret that is attached to nothing yet
   */
  public static fromSecret(secret: ISecret, options: ExistingSecretOptions): DatabaseCredentials {
    return new DatabaseCredentials({ secret, encryptionKey: secret.encryptionKey, ...options }, false);
  }

  private constructor(
    private readonly variant: Variant,
    /** Whether RDS keeps and rotates the password. */
    public readonly isManagedByRds: boolean,
  ) {}

  /** Name of the master user. */
  public get userName(): string {
    return this.variant.userName;
  }

  /**
   * Time between two rotations; nothing where the library does not schedule them.
   *
   * @internal
   */
  public get _rotateEvery(): Duration | undefined {
    const { secret, rotateEvery } = this.variant;
    return this.isManagedByRds || secret ? undefined : rotateEvery ?? DEFAULT_ROTATION;
  }

  /** @internal */
  public _problems(prop: string): Problem[] {
    const { userName, rotateEvery } = this.variant;
    return [
      ...text(
        `${prop}.userName`, userName, /[A-Za-z][A-Za-z0-9_]{0,62}/,
        'be 1 to 63 letters, digits and underscores, a letter first',
      ),
      ...relation(
        {
          prop: `${prop}.userName`, must: 'not be a word that PostgreSQL or RDS reserves', got: userName,
          advice: `for example "${DEFAULT_USER_NAME}"`,
        },
        [userName], () => !isReservedUser(String(userName)),
      ),
      ...days(`${prop}.rotateEvery`, rotateEvery, { min: 1, max: MAX_ROTATION_DAYS }),
    ];
  }

  /** @internal */
  public _bind(scope: Construct, fallbackKey: IKey | undefined): rds.Credentials {
    const { userName, secret, encryptionKey = fallbackKey } = this.variant;
    if (secret) return rds.Credentials.fromSecret(secret, userName);
    return this.isManagedByRds
      ? rds.Credentials.fromUsername(userName, { encryptionKey })
      : rds.Credentials.fromGeneratedSecret(userName, { encryptionKey: encryptionKey ?? encryptionKeyOf(scope) });
  }

  /** @internal */
  public _bindToSnapshot(scope: Construct, fallbackKey: IKey | undefined): rds.SnapshotCredentials {
    const { userName, secret, encryptionKey = fallbackKey } = this.variant;
    return secret
      ? rds.SnapshotCredentials.fromSecret(secret)
      : rds.SnapshotCredentials.fromGeneratedSecret(userName, {
          encryptionKey: encryptionKey ?? encryptionKeyOf(scope),
        });
  }
}

function isReservedUser(name: string): boolean {
  return RESERVED_USERS.includes(name.toLowerCase()) || isReservedWord(name) || /^pg_/i.test(name);
}
