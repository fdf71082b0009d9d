import type { Resource, Template } from '../../template';
import type { Context, Rules } from './context';
import { databaseStorage } from './database-storage';
import { charge, HOURS, note, type Item } from './item';
import { priceProxy } from './proxy';
import { always } from './ranges';
import { usage } from './usage';

/** Days of Performance Insights that cost nothing. */
const FREE_INSIGHTS_DAYS = 7;

export const DATA_RULES: Rules = {
  'AWS::RDS::DBInstance': (instance, context) => instance.get('DBClusterIdentifier').exists
    ? priceAurora(instance, context.template)
    : priceInstance(instance, context.template),
  'AWS::RDS::DBCluster': priceCluster,
  'AWS::RDS::DBProxy': priceProxy,
  'AWS::ElastiCache::ReplicationGroup': priceCache,
  'AWS::ElastiCache::ServerlessCache': priceServerlessCache,
  'AWS::EFS::FileSystem': (system, { traffic, share }) => usage(
    'storage', 'efs.standardGbMonth', traffic.dataGb * share(system.type), 'storage is billed by its size: "dataGb"',
  ),
  'AWS::S3::Bucket': (bucket, { traffic, share }) => usage(
    'storage', 's3.standardGbMonth', traffic.bucketGb * share(bucket.type), 'storage is billed by its size: "bucketGb"',
  ),
};

function priceInstance(instance: Resource, template: Template): Item[] {
  const [source] = template.targets(instance.get('SourceDBInstanceIdentifier'));
  const engine = instance.get('Engine').text ?? source?.get('Engine').text ?? 'postgres';
  if (engine !== 'postgres') return [note('unpriced', `databases with the engine ${engine} are not in the price book`)];
  const type = instance.get('DBInstanceClass').text;
  if (type === undefined) return [note('unpriced', 'the instance class is known at deployment only')];
  const zones = instance.get('MultiAZ').boolean ? 'multiAz' : 'singleAz';
  return [
    charge(`${type} ${zones === 'multiAz' ? 'in two zones' : 'in one zone'}`, `rdsPostgres.${type}.${zones}`,
      always(HOURS)),
    ...databaseStorage(instance, source),
    ...instance.get('ManageMasterUserPassword').boolean
      ? [charge('secret of the master user', 'secretsManager.secretMonth', always(1))]
      : [],
    ...(instance.get('PerformanceInsightsRetentionPeriod').number ?? 0) > FREE_INSIGHTS_DAYS
      ? [note('unpriced', 'Performance Insights for more than 7 days is not in the price book')]
      : [],
  ];
}

/** The storage of a cluster; what computes are its instances, except in clusters of other kinds. */
function priceCluster(cluster: Resource, { traffic, share }: Context): Item[] {
  const engine = cluster.get('Engine').text ?? '';
  if (!engine.startsWith('aurora')) {
    return [note('unpriced', `Multi-AZ clusters of RDS, here with the engine ${engine}, are not in the price book`)];
  }
  return [
    ...cluster.get('EngineMode').text === 'serverless'
      ? [note('unpriced', 'Aurora Serverless v1 is not in the price book')]
      : [],
    ...usage('storage', 'aurora.storageGbMonth', traffic.dataGb * share(cluster.type),
      'storage is billed by its size: "dataGb"'),
  ];
}

function priceAurora(instance: Resource, template: Template): Item[] {
  const cluster = template.target(instance.get('DBClusterIdentifier'));
  const engine = instance.get('Engine').text ?? cluster?.get('Engine').text;
  if (engine !== 'aurora-postgresql') {
    return [note('unpriced', `clusters with the engine ${engine ?? 'that is not known'} are not in the price book`)];
  }
  const type = instance.get('DBInstanceClass').text;
  if (type === undefined) return [note('unpriced', 'the instance class is known at deployment only')];
  if (type !== 'db.serverless') {
    const mode = cluster?.get('StorageType').text === 'aurora-iopt1' ? 'ioOptimized' : 'standard';
    return [charge(`${type} instance`, `aurora.postgresInstanceHour.${type}.${mode}`, always(HOURS))];
  }
  const scaling = cluster?.get('ServerlessV2ScalingConfiguration');
  const [low, high] = [scaling?.at('MinCapacity').number, scaling?.at('MaxCapacity').number];
  if (low === undefined || high === undefined) {
    return [note('unpriced', 'the capacity of the cluster is known at deployment only')];
  }
  return [charge('Aurora capacity units', 'aurora.postgresServerlessV2AcuHour', {
    minimum: low * HOURS, expected: low * HOURS, maximum: high * HOURS,
  })];
}

function priceCache(group: Resource): Item[] {
  const type = group.get('CacheNodeType').text;
  if (type === undefined) return [note('unpriced', 'the node type is known at deployment only')];
  const replicas = group.get('ReplicasPerNodeGroup').number;
  const nodes = group.get('NumCacheClusters').number
    ?? (group.get('NumNodeGroups').number ?? 1) * (1 + (replicas ?? 0));
  return [charge(`${type} nodes`, `elasticache.${engineOf(group)}.${type}`, always(nodes * HOURS))];
}

/** Gigabytes that a serverless cache is billed for at least. */
const SERVERLESS_GB: { readonly [engine: string]: number } = { valkey: 0.1, redis: 1 };

function priceServerlessCache(cache: Resource): Item[] {
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
