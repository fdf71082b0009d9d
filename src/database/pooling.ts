import type { RdsProxyOptions } from './pooling-options';
import { NO_PROXY, RdsProxyPooling, type PoolingVariant } from './pooling-variants';
import { guardFactories } from '../core';

/**
 * Who keeps the connections to a database: the application itself, or a proxy between the two.
 *
 * @example
 * new PostgresDatabase(this, 'Database', { vpc, pooling: Pooling.rdsProxy() });
 */
export class Pooling {
  /** The application opens its own connections and pools them. The default. */
  public static none(): Pooling {
    return new Pooling(NO_PROXY);
  }

  /**
   * RDS Proxy: clients get its endpoint in place of the database's, always over TLS.
   *
   * It shares few database connections among many tasks and holds clients through a failover. It costs about 11 USD a
   * month for each vCPU of the database, at least two. It listens on port 5432 whatever the database's port is, and
   * serves the writer only: clients reach read replicas directly.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
   */
  public static rdsProxy(options: RdsProxyOptions = {}): Pooling {
    return new Pooling(new RdsProxyPooling(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: PoolingVariant,
  ) {}
}

guardFactories(Pooling);
