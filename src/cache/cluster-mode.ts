import type { ClusterModeOptions } from './cluster-mode-options';
import { DISABLED, Sharded, type ClusterModeVariant } from './cluster-mode-variants';
import { guardFactories } from '../core';

/**
 * Whether a cache spreads its keys over several primaries.
 *
 * Clients of a cache in cluster mode speak another protocol: they ask one host for the list of shards, and commands on
 * several keys work within one shard only. Look whether your client can do that before you choose it.
 *
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Replication.Redis-RedisCluster.html
 * @example
 * new ValkeyCache(this, 'Cache', { vpc, clusterMode: ClusterMode.enabled({ shards: 3 }) });
 */
export class ClusterMode {
  /** One primary holds all keys, and every client can use it. The default. */
  public static disabled(): ClusterMode {
    return new ClusterMode(DISABLED);
  }

  /** Shards of a primary and its replicas each. Connected services get `REDIS_CLUSTER` (always `true`). */
  public static enabled(options: ClusterModeOptions): ClusterMode {
    return new ClusterMode(new Sharded(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: ClusterModeVariant,
  ) {}
}

guardFactories(ClusterMode);
