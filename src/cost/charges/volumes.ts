import type { Value } from '../../template';
import type { CostRange } from './cost-range';
import { times } from './ranges';
import { charge, note, type Item } from './item';

/** Size of the root volume of Amazon Linux 2023, in GiB. */
const ROOT_GIB = 8;
const ROOT_DEVICES = ['/dev/xvda', '/dev/sda1'];

/** What every gp3 volume has without further payment. */
const GP3 = { iops: 3000, mibps: 125 };

/** Volumes of instances, with the root volume that the image brings. */
export function instanceVolumes(mappings: readonly Value[], instances: CostRange): Item[] {
  return [
    ...mappings.filter((mapping) => mapping.at('Ebs').exists)
      .flatMap((mapping) => volume(mapping.at('Ebs'), 'VolumeSize', instances, isRoot(mapping) ? 'gp3' : 'gp2')),
    ...mappings.some(isRoot)
      ? []
      : [
          note('assumption', `the root volume is that of the image: ${ROOT_GIB} GiB gp3 on each instance`),
          charge('root volume', 'ebs.gp3GbMonth', times(instances, ROOT_GIB)),
        ],
  ];
}

function isRoot(mapping: Value): boolean {
  return ROOT_DEVICES.includes(mapping.at('DeviceName').text ?? '');
}

/**
 * One volume on each of some instances or tasks.
 *
 * @param usualType type of a volume that does not say its own: EC2 takes gp2, and that of the image for a root volume
 */
export function volume(ebs: Value, sizeName: string, units: CostRange, usualType: string): Item[] {
  if (ebs.at('VolumeType').deferred) return [note('unpriced', 'the type of a volume is known at deployment only')];
  const type = ebs.at('VolumeType').text ?? usualType;
  const size = ebs.at(sizeName).number;
  const assumptions = size === undefined
    ? [note('assumption', `a volume without a known size is the size of the image: ${ROOT_GIB} GiB`)]
    : [];
  if (type !== 'gp3' && type !== 'gp2') return [note('unpriced', `volumes of type ${type} are not in the price book`)];
  const extra = (name: string, included: number) => Math.max(0, (ebs.at(name).number ?? included) - included);
  const iops = extra('Iops', GP3.iops);
  const throughput = extra('Throughput', GP3.mibps);
  return [
    ...assumptions,
    charge(`${type} volume`, `ebs.${type}GbMonth`, times(units, size ?? ROOT_GIB)),
    ...type === 'gp3' && iops > 0 ? [charge('gp3 IOPS above 3000', 'ebs.gp3IopsMonth', times(units, iops))] : [],
    ...type === 'gp3' && throughput > 0
      ? [charge('gp3 throughput above 125 MiB/s', 'ebs.gp3MibpsMonth', times(units, throughput))]
      : [],
  ];
}
