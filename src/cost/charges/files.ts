import type { Resource } from '../../template';
import type { Context } from './context';
import { note, type Item } from './item';
import { usage } from './usage';

/** A file system of EFS: its storage, and what its way to bill throughput adds. */
export function priceFileSystem(system: Resource, { traffic, share }: Context): Item[] {
  return [
    ...usage('storage', 'efs.standardGbMonth', traffic.dataGb * share(system.type),
      'storage is billed by its size: "dataGb"'),
    ...throughput(system.get('ThroughputMode').text),
    ...system.get('AvailabilityZoneName').exists
      ? [note('assumption', 'a file system in one zone is counted at the price of several zones, its upper bound')]
      : [],
  ];
}

function throughput(mode: string | undefined): Item[] {
  if (mode === 'provisioned') return [note('unpriced', 'provisioned throughput of EFS is not in the price book')];
  return mode === 'elastic' ? [note('byUse', 'reads and writes of elastic throughput are billed by the gigabyte')] : [];
}
