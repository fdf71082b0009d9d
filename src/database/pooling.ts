import { Duration } from 'aws-cdk-lib';
import { duration, integer, isKnown, relation, type Problem } from '../core';

const DEFAULT_MAX_CONNECTIONS_PERCENT = 90;
const DEFAULT_MAX_IDLE_CONNECTIONS_PERCENT = 50;
const DEFAULT_BORROW_TIMEOUT = Duration.seconds(120);
const DEFAULT_IDLE_CLIENT_TIMEOUT = Duration.minutes(30);

/** Options of `Pooling.rdsProxy`. */
export interface RdsProxyOptions {
  /**
   * Share of the database's `max_connections` that the proxy may open, in percent, from 1 to 100.
   *
   * @default 90 - the rest stays for migrations and people who look into an incident
   */
  readonly maxConnectionsPercent?: number;

  /**
   * Share of the database's `max_connections` that the proxy keeps open without work, in percent, from 0 to
   * `maxConnectionsPercent`.
   *
   * @default - 50, or `maxConnectionsPercent` if that is less, or 0 if that is known at deployment only
   */
  readonly maxIdleConnectionsPercent?: number;

  /**
   * How long a client waits for a connection before it gets an error, in whole seconds, from 0 to 5 minutes.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ConnectionPoolConfiguration.html
   * @default Duration.minutes(2)
   */
  readonly borrowTimeout?: Duration;

  /**
   * How long a client connection may rest before the proxy closes it, in whole seconds, from 1 second to 8 hours.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html
   * @default Duration.minutes(30)
   */
  readonly idleClientTimeout?: Duration;
}

/** The options with their defaults. */
export interface ProxySettings {
  readonly maxConnectionsPercent: number;
  readonly maxIdleConnectionsPercent: number;
  readonly borrowTimeout: Duration;
  readonly idleClientTimeout: Duration;
}

/**
 * Who keeps the connections to a database: the application itself, or a proxy between the two.
 *
 * @example
 * new PostgresDatabase(this, 'Database', { vpc, pooling: Pooling.rdsProxy() });
 */
export class Pooling {
  /** The application opens its own connections and pools them. The default. */
  public static none(): Pooling {
    return new Pooling();
  }

  /**
   * RDS Proxy: clients get its endpoint in place of the database's, always over TLS.
   *
   * It shares few database connections among many tasks and holds clients through a failover. It costs about 11 USD a
   * month for each
   * vCPU of the database, at least two. It listens on port 5432 whatever the database's port is, and serves the writer
   * only: clients
   * reach read replicas directly.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy.html
   */
  public static rdsProxy(options: RdsProxyOptions = {}): Pooling {
    const maxConnectionsPercent = options.maxConnectionsPercent ?? DEFAULT_MAX_CONNECTIONS_PERCENT;
    const idlePercent = isKnown(maxConnectionsPercent)
      ? Math.max(0, Math.min(DEFAULT_MAX_IDLE_CONNECTIONS_PERCENT, maxConnectionsPercent))
      : 0;
    return new Pooling({
      maxConnectionsPercent,
      maxIdleConnectionsPercent: options.maxIdleConnectionsPercent ?? idlePercent,
      borrowTimeout: options.borrowTimeout ?? DEFAULT_BORROW_TIMEOUT,
      idleClientTimeout: options.idleClientTimeout ?? DEFAULT_IDLE_CLIENT_TIMEOUT,
    });
  }

  private constructor(private readonly settings?: ProxySettings) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    if (!this.settings) return [];
    const {
      maxConnectionsPercent: max, maxIdleConnectionsPercent: idle, borrowTimeout, idleClientTimeout,
    } = this.settings;
    return [
      ...integer(`${prop}.maxConnectionsPercent`, max, { min: 1, max: 100, unit: 'percent' }),
      ...integer(`${prop}.maxIdleConnectionsPercent`, idle, { min: 0, max: 100, unit: 'percent' }),
      ...relation(
        { prop: `${prop}.maxIdleConnectionsPercent`, must: `be at most "maxConnectionsPercent" (${max})`, got: idle },
        [idle, max], () => idle <= max,
      ),
      ...duration(`${prop}.borrowTimeout`, borrowTimeout, { min: Duration.seconds(0), max: Duration.minutes(5) }),
      ...duration(`${prop}.idleClientTimeout`, idleClientTimeout, { min: Duration.seconds(1), max: Duration.hours(8) }),
    ];
  }

  /** @internal */
  public _settings(): ProxySettings | undefined {
    return this.settings;
  }
}
