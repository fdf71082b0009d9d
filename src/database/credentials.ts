import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type {
  ExistingSecretOptions, GeneratedCredentialsOptions, ManagedCredentialsOptions,
} from './credentials-options';
import { FromSecret, Generated, ManagedByRds, type CredentialsVariant } from './credentials-variants';
import { guardFactories } from '../core';

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
    return new DatabaseCredentials(new ManagedByRds(options));
  }

  /**
   * CloudFormation generates the password into a secret of this stack, and a function that AWS hosts rotates it.
   *
   * Choose it for read replicas and for restores. The stack then contains a transform: deploy with
   * `CAPABILITY_AUTO_EXPAND`, as the CDK command line does by itself.
   */
  public static generated(options: GeneratedCredentialsOptions = {}): DatabaseCredentials {
    return new DatabaseCredentials(new Generated(options));
  }

  /**
   * A secret that you manage, with the fields `username` and `password`.
   *
   * CloudFormation adds the fields `engine`, `host`, `port` and `dbname`. You rotate it yourself.
   *
   * @param secret a secret that is attached to nothing yet
   */
  public static fromSecret(secret: ISecret, options: ExistingSecretOptions): DatabaseCredentials {
    return new DatabaseCredentials(new FromSecret(secret, options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: CredentialsVariant,
  ) {}

  /** Name of the master user. */
  public get userName(): string {
    return this._variant.userName;
  }

  /** Whether RDS keeps and rotates the password. */
  public get isManagedByRds(): boolean {
    return this._variant.isManagedByRds;
  }
}

guardFactories(DatabaseCredentials);
