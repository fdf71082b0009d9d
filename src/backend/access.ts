import { guardFactories } from '../core';
import { iamAccess, INJECTED, SECRET_AT_RUN_TIME, type AccessVariant } from './access-variants';

/** How an application logs in with IAM. */
export interface IamAccessOptions {
  /**
   * Name of a user of the backend that the application has for itself: 1 to 63 lower-case letters, digits and
   * underscores, no digit first. Rejected for the master user, who needs the password, and for roles that PostgreSQL
   * and RDS keep for themselves. With another name the tasks start anew.
   */
  readonly userName: string;
}

/**
 * How the credentials of a backend arrive at an application.
 *
 * @example
 * shop.connectTo(database, { access: BackendAccess.secretAtRunTime() });
 */
export class BackendAccess {
  /** As environment variables, once, when the application starts. It is started again after a rotation. */
  public static injected(): BackendAccess {
    return new BackendAccess(INJECTED);
  }

  /**
   * The application gets the ARN of the secret, as `<prefix>_SECRET_ARN` in place of `<prefix>_USER` and
   * `<prefix>_PASSWORD`, and reads the secret itself: a rotation needs no restart. Rejected for a backend without a
   * secret that rotates.
   */
  public static secretAtRunTime(): BackendAccess {
    return new BackendAccess(SECRET_AT_RUN_TIME);
  }

  /**
   * The application has no password. It gets `<prefix>_IAM_AUTH=true` and its `<prefix>_USER`, makes a token with its
   * role for each connection, and may log in as this user only.
   *
   * The user has to exist and to have the role `rds_iam`. A `Migration` gets the password of the master user, and the
   * name in `<prefix>_IAM_USER`, so that it can make the user. Without a migration, make the user by hand. Rejected
   * for a backend that knows passwords only, such as a database behind RDS Proxy.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
   */
  public static iam(options: IamAccessOptions): BackendAccess {
    return new BackendAccess(iamAccess(options.userName));
  }

  private constructor(
    /** @internal */
    public readonly _variant: AccessVariant,
  ) {}
}

guardFactories(BackendAccess);
