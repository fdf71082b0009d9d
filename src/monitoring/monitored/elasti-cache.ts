import { CfnReplicationGroup, type IReplicationGroupRef } from 'aws-cdk-lib/aws-elasticache';
import { cacheSignals } from '../../cache';
import { integer, isKnown, known, rejectProblems, text } from '../../core';
import type { IMonitored } from '../../signal';
import { speakFor } from './plain-subject';

/** What the CDK does not know of a replication group that was made elsewhere. */
export interface MonitoredElastiCacheOptions {
  /**
   * Number of nodes, a primary and its replicas, an integer from 1 to 6; in cluster mode those of one shard.
   *
   * @default - that of a group that was made in this app, else 1
   */
  readonly nodes?: number;

  /**
   * Number of shards of a group in cluster mode, an integer from 1 to 500. Each shard has its own signals.
   *
   * @default - that of a group that was made in this app with cluster mode, else no cluster mode
   */
  readonly shards?: number;

  /**
   * Type of the nodes, for example `cache.m7g.large`: where the limit of the CPU is and whether there are credits
   * depends on it.
   *
   * @default - that of a group that was made in this app, else the CPU of the engine is watched
   */
  readonly nodeType?: string;

  /**
   * Whether the cache may forget keys; if not, one evicted key is worth a look.
   *
   * @default true - the policy that ElastiCache sets by itself evicts
   */
  readonly evictsKeys?: boolean;
}

/** @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
const MOST_SHARDS = 500;

/** A replication group of ElastiCache. */
export function watchElastiCache(group: IReplicationGroupRef, options: MonitoredElastiCacheOptions): IMonitored {
  const resource = group instanceof CfnReplicationGroup ? group : undefined;
  const nodes = options.nodes ?? nodesOf(resource);
  const shards = options.shards ?? shardsOf(resource);
  rejectProblems(group, 'Monitored.elastiCache', [
    ...integer('nodes', nodes, { min: 1, max: 6 }),
    ...integer('shards', shards, { min: 1, max: MOST_SHARDS }),
    ...known('shards', shards),
    ...text('nodeType', options.nodeType, /cache\.[a-z0-9-]+\.[a-z0-9]+/, 'be a node type such as cache.m7g.large'),
  ]);
  return speakFor(group, options, () => cacheSignals({ ref: group.replicationGroupRef.replicationGroupId }, {
    nodes,
    shards,
    nodeType: options.nodeType ?? resource?.cacheNodeType ?? '',
    parameters: { 'maxmemory-policy': options.evictsKeys === false ? 'noeviction' : 'volatile-lru' },
  }));
}

/** A group in cluster mode names its nodes by shard, also where it has one shard only. */
function shardsOf(group: CfnReplicationGroup | undefined): number | undefined {
  const isCluster = group?.clusterMode === 'enabled' || /\.cluster\.on$/.test(group?.cacheParameterGroupName ?? '')
    || (isKnown(group?.numNodeGroups) && group.numNodeGroups > 1);
  return isCluster ? group?.numNodeGroups ?? 1 : undefined;
}

function nodesOf(group: CfnReplicationGroup | undefined): number {
  if (isKnown(group?.numCacheClusters)) return group.numCacheClusters;
  return isKnown(group?.replicasPerNodeGroup) ? group.replicasPerNodeGroup + 1 : 1;
}
