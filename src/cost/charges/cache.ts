import type { Resource, Template } from '../../template';
import type { Context } from './context';
import type { CostRange } from './cost-range';
import { charge, HOURS, note, type Item } from './item';
import { always, times } from './ranges';
import { scaledRange } from './scaled-range';

/** A node group has one node that takes writes, and its replicas. */
const NODE_GROUPS = 'elasticache:replication-group:NodeGroups';
const REPLICAS = 'elasticache:replication-group:Replicas';

/** Nodes of a replication group, as many as scaling may make of them. */
export function priceCache(group: Resource, { template }: Context): Item[] {
  const type = group.get('CacheNodeType').text;
  if (type === undefined) return [note('unpriced', 'the node type is known at deployment only')];
  return [charge(`${type} nodes`, `elasticache.${engineOf(group)}.${type}`, times(nodesOf(group, template), HOURS))];
}

function nodesOf(group: Resource, template: Template): CostRange {
  const count = group.get('NumCacheClusters').number;
  if (count !== undefined) return always(count);
  const listed = group.get('NodeGroupConfiguration').items;
  const shared = group.get('ReplicasPerNodeGroup').number ?? 0;
  const own = listed.map((item) => item.at('ReplicaCount').number ?? shared);
  // node groups may differ; those that scaling adds are taken to be like the average.
  const average = own.length > 0 ? own.reduce((total, count) => total + count, 0) / own.length : shared;
  const groups = scaledRange(group, template, NODE_GROUPS, group.get('NumNodeGroups').number ?? (listed.length || 1));
  const replicas = scaledRange(group, template, REPLICAS, average);
  const nodes = (of: keyof CostRange) => groups[of] * (1 + replicas[of]);
  return { minimum: nodes('minimum'), expected: nodes('expected'), maximum: nodes('maximum') };
}

/** Gigabytes that a serverless cache is billed for at least. */
const SERVERLESS_GB: { readonly [engine: string]: number } = { valkey: 0.1, redis: 1 };

/** A cache without servers: its data; requests depend on use. */
export function priceServerlessCache(cache: Resource): Item[] {
  const engine = engineOf(cache);
  const storage = cache.get('CacheUsageLimits', 'DataStorage');
  const minimum = Math.max(SERVERLESS_GB[engine], storage.at('Minimum').number ?? 0);
  const maximum = Math.max(minimum, storage.at('Maximum').number ?? minimum);
  return [
    charge('data', `elasticache.serverless.${engine}GbHour`, {
      minimum: minimum * HOURS, expected: minimum * HOURS, maximum: maximum * HOURS,
    }),
    note('byUse', 'requests of a serverless cache are billed by processing units'),
  ];
}

function engineOf(cache: Resource): 'valkey' | 'redis' {
  return cache.get('Engine').text === 'valkey' ? 'valkey' : 'redis';
}
