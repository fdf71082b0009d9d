import { EVERYBODY_WITH_TOKEN, USERS_OF_CACHE, type CacheLoginVariant } from './cache-login-variants';

/**
 * How clients log in to a cache.
 *
 * It is decided once: CloudFormation replaces a cache, and so empties it, when its log-in changes.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 * @example
 * new ValkeyCache(this, 'Cache', { vpc, login: CacheLogin.users() });
 */
export class CacheLogin {
  /** One token for everybody, who may then do everything. The default. */
  public static token(): CacheLogin {
    return new CacheLogin(EVERYBODY_WITH_TOKEN);
  }

  /**
   * Users of ElastiCache. Applications log in as the user `default` with the password in `secret`, just as with a
   * token, and may do everything. `Exporter.redis` gets a user of its own, with a password of its own, that reads
   * statistics and no data.
   */
  public static users(): CacheLogin {
    return new CacheLogin(USERS_OF_CACHE);
  }

  private constructor(
    /** @internal */
    public readonly _variant: CacheLoginVariant,
  ) {}
}
