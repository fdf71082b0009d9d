import type { Resource, Template } from '../../template';
import { priceAurora, priceCluster } from './aurora';
import { priceCache, priceServerlessCache } from './cache';
import type { Rules } from './context';
import { extrasOf } from './database-extras';
import { databaseStorage } from './database-storage';
import { priceFileSystem } from './files';
import { charge, HOURS, note, type Item } from './item';
import { priceProxy } from './proxy';
import { always } from './ranges';
import { usage } from './usage';

export const DATA_RULES: Rules = {
  'AWS::RDS::DBInstance': (instance, context) => instance.get('DBClusterIdentifier').exists
    ? priceAurora(instance, context.template)
    : priceInstance(instance, context.template),
  'AWS::RDS::DBCluster': priceCluster,
  'AWS::RDS::DBProxy': priceProxy,
  'AWS::ElastiCache::ReplicationGroup': priceCache,
  'AWS::ElastiCache::ServerlessCache': priceServerlessCache,
  'AWS::EFS::FileSystem': priceFileSystem,
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
    ...extrasOf(instance),
  ];
}
