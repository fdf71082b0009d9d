import type { ISubnet, IVolume } from 'aws-cdk-lib/aws-ec2';
import { areKnown, relation, type Problem } from '../../core';
import { DEFAULT_MOUNT_PATH, type ExistingDataVolumeOptions } from './data-volume-options';
import { mountPathProblems, unmountedProblems, type DataVolumeVariant } from './data-volume-variant';

/** `DataVolume.existing`. */
export function existingDataVolume(
  volume: IVolume, { mountPath = DEFAULT_MOUNT_PATH }: ExistingDataVolumeOptions,
): DataVolumeVariant {
  const mount = () => ({ volumeId: volume.volumeId, mountPath });
  return {
    problems: (prop, subnets, isMounted) => [
      ...unmountedProblems(prop, isMounted),
      ...mountPathProblems(`${prop}.mountPath`, mountPath),
      ...zoneProblems(prop, volume.availabilityZone, subnets),
    ],
    subnetOf: (subnets) => subnets.find((subnet) => isIn(volume.availabilityZone, subnet)) ?? subnets[0],
    draft: mount,
    bind: () => ({ volume, mount: mount() }),
  };
}

function zoneProblems(prop: string, zone: string, subnets: readonly ISubnet[]): Problem[] {
  const zones = subnets.map((subnet) => subnet.availabilityZone);
  return relation(
    { prop, must: `be in a zone where instances run, one of ${zones.join(', ')}`, got: zone },
    // a VPC without subnets for instances is a problem of its own.
    [zone, zones], () => zones.length === 0 || zones.includes(zone),
  );
}

function isIn(zone: string, { availabilityZone }: ISubnet): boolean {
  return areKnown(zone, availabilityZone) && availabilityZone === zone;
}
