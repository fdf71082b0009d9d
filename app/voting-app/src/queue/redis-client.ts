import { Cluster, Redis, type ClusterOptions, type RedisOptions } from 'ioredis';
import type { RedisConfig } from '../config/queue.ts';
import { describeError, type Log } from '../core/log.ts';

export type RedisClient = Redis | Cluster;

const CONNECT_TIMEOUT_MS = 3_000;
const MAX_RECONNECT_DELAY_MS = 1_000;
const COMPLAIN_EVERY_MS = 10_000;

export interface ClientOptions {
  /** Silence on the socket after which it is taken for dead while an answer is due. */
  readonly silenceMs: number;
  readonly name: string;
}

/**
 * A connection, or a set of them in cluster mode, that fails at once instead of queueing while it is down.
 *
 * Commands in flight when a connection breaks are not sent again: a repeated old vote could overtake a newer one.
 */
export function connectRedis(config: RedisConfig, options: ClientOptions, log: Log): RedisClient {
  const shared: RedisOptions = {
    username: config.username,
    password: config.password?.reveal(),
    tls: config.tls ? { ca: config.ca } : undefined,
    connectTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: options.silenceMs,
    connectionName: options.name,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    protocol: 2,
    retryStrategy: reconnectDelay,
    // after a failover the old address may be a replica for a while: look the name up again.
    reconnectOnError: (error) => error.message.includes('READONLY'),
  };
  const client = config.cluster
    ? connectCluster(config, shared, options)
    : new Redis({
        ...shared, host: config.host, port: config.port,
      });
  let complainedAt = 0;
  client.on('error', (error: Error) => {
    if (Date.now() - complainedAt < COMPLAIN_EVERY_MS) return;
    complainedAt = Date.now();
    log.warn('redis connection', { connection: options.name, error: describeError(error) });
  });
  client.on('ready', () => log.info('redis connected', { connection: options.name }));
  return client;
}

function connectCluster(config: RedisConfig, redisOptions: RedisOptions, options: ClientOptions): Cluster {
  const clusterOptions: ClusterOptions = {
    enableOfflineQueue: false,
    clusterRetryStrategy: reconnectDelay,
    // not sent again, see above.
    retryDelayOnFailover: 0,
    // connections to single nodes do queue while they are being made, so a limit on each command is needed too.
    redisOptions: { ...redisOptions, commandTimeout: options.silenceMs },
    // nodes present certificates for their names, not for their addresses.
    dnsLookup: config.tls ? (address, done) => done(null, address) : undefined,
  };
  if (clusterOptions.dnsLookup === undefined) delete clusterOptions.dnsLookup;
  return new Cluster([{ host: config.host, port: config.port }], clusterOptions);
}

function reconnectDelay(times: number): number {
  const ceiling = Math.min(MAX_RECONNECT_DELAY_MS, 25 * 2 ** Math.min(times, 10));
  return Math.round(ceiling * (0.5 + Math.random() / 2));
}

export async function untilReady(client: RedisClient, timeoutMs: number): Promise<boolean> {
  if (client.status === 'ready') return true;
  return new Promise((resolve) => {
    const done = (ready: boolean): void => {
      clearTimeout(timer);
      client.off('ready', onReady);
      resolve(ready);
    };
    const onReady = (): void => done(true);
    const timer = setTimeout(() => done(false), timeoutMs);
    client.on('ready', onReady);
  });
}
