import type { Resource, Template } from '../../template';
import type { Context } from './context';
import { extrasOf } from './database-extras';
import { charge, HOURS, note, type Item } from './item';
import { always, mapped, times } from './ranges';
import { scaledRange } from './scaled-range';
import { usage } from './usage';

const SERVERLESS = 'db.serverless';
/** What Application Auto Scaling calls the readers of a cluster. */
const READERS = 'rds:cluster:ReadReplicaCount';

/** The storage of a cluster; what computes are its instances, except in clusters of other kinds. */
export function priceCluster(cluster: Resource, { template, traffic, share }: Context): Item[] {
  const engine = cluster.get('Engine').text ?? '';
  if (!engine.startsWith('aurora')) {
    return [note('unpriced', `Multi-AZ clusters of RDS, here with the engine ${engine}, are not in the price book`)];
  }
  return [
    ...cluster.get('EngineMode').text === 'serverless'
      ? [note('unpriced', 'Aurora Serverless v1 is not in the price book')]
      : [],
    ...isIoOptimized(cluster)
      ? [note('unpriced', 'storage of a cluster that is optimized for I/O is not in the price book')]
      : [
          ...usage('storage', 'aurora.storageGbMonth', traffic.dataGb * share(cluster.type),
            'storage is billed by its size: "dataGb"'),
          note('byUse', 'reads and writes of the storage of a cluster are billed by their number'),
        ],
    ...extrasOf(cluster),
    ...addedReaders(cluster, template),
  ];
}

/** Readers that scaling adds to those of the template; they are instances like the others. */
function addedReaders(cluster: Resource, template: Template): Item[] {
  const instances = template.ofType('AWS::RDS::DBInstance')
    .filter((instance) => template.target(instance.get('DBClusterIdentifier')) === cluster);
  const readers = Math.max(0, instances.length - 1);
  const added = mapped(scaledRange(cluster, template, READERS, readers), (count) => Math.max(0, count - readers));
  if (added.maximum === 0) return [];
  const type = instances[0]?.get('DBInstanceClass').text;
  if (type === undefined || type === SERVERLESS) {
    return [note('unpriced', 'scaling adds readers whose size is known at deployment only')];
  }
  return [charge(`${type} readers that scaling adds`, hourFigure(type, cluster), times(added, HOURS))];
}

/** An instance of a cluster: its hours, or its capacity units. */
export function priceAurora(instance: Resource, template: Template): Item[] {
  const cluster = template.target(instance.get('DBClusterIdentifier'));
  const engine = instance.get('Engine').text ?? cluster?.get('Engine').text;
  if (engine !== 'aurora-postgresql') {
    return [note('unpriced', `clusters with the engine ${engine ?? 'that is not known'} are not in the price book`)];
  }
  const type = instance.get('DBInstanceClass').text;
  if (type === undefined) return [note('unpriced', 'the instance class is known at deployment only')];
  if (type !== SERVERLESS) return [charge(`${type} instance`, hourFigure(type, cluster), always(HOURS))];
  if (isIoOptimized(cluster)) {
    return [note('unpriced', 'capacity units of a cluster that is optimized for I/O are not in the price book')];
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

/** Whether reads and writes are part of the other prices of a cluster, which are higher then. */
function isIoOptimized(cluster: Resource | undefined): boolean {
  return cluster?.get('StorageType').text === 'aurora-iopt1';
}

function hourFigure(type: string, cluster: Resource | undefined): string {
  return `aurora.postgresInstanceHour.${type}.${isIoOptimized(cluster) ? 'ioOptimized' : 'standard'}`;
}
