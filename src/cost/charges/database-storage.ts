import type { Resource } from '../../template';
import { always } from './ranges';
import { charge, note, type Item } from './item';

/** Types of storage that the price book knows, with those whose input and output are billed apart. */
const KNOWN = ['gp2', 'gp3', 'io1', 'standard'];
/** Gigabytes from which RDS spreads gp3 storage of PostgreSQL over four volumes. */
const STRIPED_GB = 400;

/**
 * What gp3 storage of PostgreSQL does without extra charge, by its size.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage
 */
const BASELINE = { small: { iops: 3000, mbps: 125 }, striped: { iops: 12_000, mbps: 500 } };

/** The storage of a database, from what is allocated to what it may grow to. */
export function databaseStorage(instance: Resource, source: Resource | undefined): Item[] {
  const of = (name: string) => instance.get(name).number ?? source?.get(name).number;
  // RDS takes io1 where IOPS are given without a type.
  const usual = of('Iops') === undefined ? 'gp2' : 'io1';
  const type = instance.get('StorageType').text ?? source?.get('StorageType').text ?? usual;
  const size = of('AllocatedStorage');
  if (!KNOWN.includes(type)) return [note('unpriced', `database storage of type ${type} is not in the price book`)];
  if (size === undefined) return [note('unpriced', 'the size of the storage is known at deployment only')];
  const figure = `rdsStorage.${type}${instance.get('MultiAZ').boolean ? 'Multi' : 'Single'}Az`;
  return [
    charge(`${type} storage`, `${figure}GbMonth`, {
      minimum: size, expected: size, maximum: Math.max(size, of('MaxAllocatedStorage') ?? size),
    }),
    ...type === 'io1' ? provisioned('provisioned IOPS', `${figure}IopsMonth`, of('Iops') ?? 0) : [],
    ...type === 'gp3' ? aboveBaseline(figure, size, of('Iops'), of('StorageThroughput')) : [],
    ...type === 'standard' ? [note('byUse', 'reads and writes of magnetic storage are billed by their number')] : [],
  ];
}

function aboveBaseline(figure: string, size: number, iops = 0, mbps = 0): Item[] {
  const included = size < STRIPED_GB ? BASELINE.small : BASELINE.striped;
  return [
    ...provisioned('IOPS above the baseline', `${figure}IopsMonth`, iops - included.iops),
    ...provisioned('throughput above the baseline', `${figure}MbpsMonth`, mbps - included.mbps),
  ];
}

function provisioned(component: string, figure: string, quantity: number): Item[] {
  return quantity > 0 ? [charge(component, figure, always(quantity))] : [];
}
