import { CfnReplicationGroup, type IReplicationGroupRef } from 'aws-cdk-lib/aws-elasticache';
import { cacheSignals } from '../../cache';
import { contradiction, integer, isKnown, rejectProblems, text } from '../../core';
import type { IMonitored } from '../../signal';
import { speakFor } from './plain-subject';

/** What the CDK does not know of a replication group that was made elsewhere. */
export interface MonitoredElastiCacheOptions {
  /**
   * Number of nodes, a primary and its replicas, an integer from 1 to 6.
   *
   * @default - that of a group that was made in this app, else 1
   */
  readonly nodes?: number;

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

/** A replication group of ElastiCache. */
export function watchElastiCache(group: IReplicationGroupRef, options: MonitoredElastiCacheOptions): IMonitored {
  const resource = group instanceof CfnReplicationGroup ? group : undefined;
  const nodes = options.nodes ?? nodesOf(resource);
  const shards = resource?.numNodeGroups;
  rejectProblems(group, 'Monitored.elastiCache', [
    ...integer('nodes', nodes, { min: 1, max: 6 }),
    ...text('nodeType', options.nodeType, /cache\.[a-z0-9-]+\.[a-z0-9]+/, 'be a node type such as cache.m7g.large'),
    ...contradiction(isKnown(shards) && shards > 1, {
      prop: 'group', must: 'have one shard', got: shards, advice: 'watch the nodes of each with Monitored.signals',
    }),
  ]);
  return speakFor(group, options, () => cacheSignals({ ref: group.replicationGroupRef.replicationGroupId }, {
    nodes,
    nodeType: options.nodeType ?? resource?.cacheNodeType ?? '',
    parameters: { 'maxmemory-policy': options.evictsKeys === false ? 'noeviction' : 'volatile-lru' },
  }));
}

function nodesOf(group: CfnReplicationGroup | undefined): number {
  if (isKnown(group?.numCacheClusters)) return group.numCacheClusters;
  return isKnown(group?.replicasPerNodeGroup) ? group.replicasPerNodeGroup + 1 : 1;
}
