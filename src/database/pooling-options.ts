import type { Duration } from 'aws-cdk-lib';

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
   * @default Duration.minutes(2) - the default of RDS
   */
  readonly borrowTimeout?: Duration;

  /**
   * How long a client connection may rest before the proxy closes it, in whole seconds, from 1 second to 8 hours.
   *
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBProxy.html
   * @default Duration.minutes(30) - the default of RDS
   */
  readonly idleClientTimeout?: Duration;
}
