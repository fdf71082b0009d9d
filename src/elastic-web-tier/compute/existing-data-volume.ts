import type { ISubnet, IVolume } from 'aws-cdk-lib/aws-ec2';
import {
  areKnown, contradiction, identityOf, inWords, placeProblems, Register, relation, whereaboutsOf, type Problem,
} from '../../core';
import { DEFAULT_MOUNT_PATH, type ExistingDataVolumeOptions } from './data-volume-options';
import { mountPathProblems, unmountedProblems, type DataVolumeVariant } from './data-volume-variant';

/** Volumes that an instance of this app takes over. */
const TAKEN = new Register('data-volumes');

/** `DataVolume.existing`. */
export function existingDataVolume(
  volume: IVolume, { mountPath = DEFAULT_MOUNT_PATH }: ExistingDataVolumeOptions,
): DataVolumeVariant {
  const mount = () => ({ volumeId: volume.volumeId, mountPath });
  return {
    problems: (prop, scope, subnets, isMounted) => [
      ...unmountedProblems(prop, isMounted),
      ...mountPathProblems(`${prop}.mountPath`, mountPath),
      ...placeProblems(scope, {
        prop, thing: volume, is: whereaboutsOf(volume), sameAccount: true,
        advice: 'copy it with a snapshot that is shared',
      }),
      ...zoneProblems(prop, volume.availabilityZone, subnets),
      ...takenProblems(prop, volume),
    ],
    subnetOf: (subnets) => subnets.find((subnet) => isIn(volume.availabilityZone, subnet)) ?? subnets[0],
    draft: mount,
    bind: (scope) => {
      TAKEN.take(scope, identityOf(volume, volume.volumeId));
      return { volume, mount: mount() };
    },
  };
}

/** Each instance stops the one that holds its volume, so two of them would stop each other for ever. */
function takenProblems(prop: string, volume: IVolume): Problem[] {
  const holder = TAKEN.holderOf(volume, identityOf(volume, volume.volumeId));
  return contradiction(holder !== undefined, {
    prop, must: 'be a volume that no other instance has', got: inWords(`that of ${holder?.node.path}`),
    advice: 'an instance stops whoever holds its volume',
  });
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
