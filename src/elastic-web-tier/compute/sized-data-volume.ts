import { CfnDeletionPolicy, RemovalPolicy } from 'aws-cdk-lib';
import { CfnVolume, Volume, type ISubnet, type IVolume } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { acknowledge, gibibytes, integer, Profile, relation, type Problem } from '../../core';
import { placeholder } from '../boot/user-data-size';
import { ebsKeyOf } from '../launch/volume-key';
import { DEFAULT_MOUNT_PATH, DEFAULT_SIZE, type DataVolumeOptions } from './data-volume-options';
import { mountPathProblems, unmountedProblems, type DataVolumeVariant } from './data-volume-variant';

const DEFAULT_IOPS = 3000;
const MAX_IOPS_PER_GIB = 500;

/** `DataVolume.sized`. */
export function sizedDataVolume(options: DataVolumeOptions): DataVolumeVariant {
  const { mountPath = DEFAULT_MOUNT_PATH } = options;
  return {
    problems: (prop, _scope, _subnets, isMounted) => [
      ...unmountedProblems(prop, isMounted),
      ...sizeProblems(prop, options),
      ...mountPathProblems(`${prop}.mountPath`, mountPath),
    ],
    subnetOf: ([first]) => first,
    draft: () => ({ volumeId: placeholder(), mountPath }),
    bind: (scope, subnet) => {
      const volume = createVolume(scope, subnet, options);
      return { volume, mount: { volumeId: volume.volumeId, mountPath } };
    },
  };
}

function sizeProblems(prop: string, { size = DEFAULT_SIZE, iops, removalPolicy }: DataVolumeOptions): Problem[] {
  return [
    ...gibibytes(`${prop}.size`, size, { min: 1, max: 65536 }),
    ...integer(`${prop}.iops`, iops, { min: 3000, max: 80000 }),
    ...relation(
      { prop: `${prop}.iops`, must: `be at most ${MAX_IOPS_PER_GIB} for each GiB of the size`, got: iops },
      [iops, size], () => iops! <= Math.max(DEFAULT_IOPS, MAX_IOPS_PER_GIB * size.toGibibytes({ rounding: 2 })),
    ),
    ...relation(
      {
        prop: `${prop}.removalPolicy`, must: 'be RETAIN or SNAPSHOT', got: removalPolicy,
        advice: 'a switch of "compute" would delete the data',
      },
      [removalPolicy], () => removalPolicy === RemovalPolicy.RETAIN || removalPolicy === RemovalPolicy.SNAPSHOT,
    ),
  ];
}

/** Makes the L1: the L2 compares sizes at synthesis, and fails for a size that is only known at deployment. */
function createVolume(
  scope: Construct, subnet: ISubnet, { size = DEFAULT_SIZE, iops, removalPolicy }: DataVolumeOptions,
): IVolume {
  const parent = new Construct(scope, 'DataVolume');
  const key = ebsKeyOf(parent);
  const resource = new CfnVolume(parent, 'Resource', {
    availabilityZone: subnet.availabilityZone,
    encrypted: true,
    kmsKeyId: key?.keyArn,
    volumeType: 'gp3',
    size: size.toGibibytes(),
    iops,
  });
  acknowledge(resource, 'fixedZones');
  const policy = removalPolicy ?? Profile.of(scope)._defaults.dataVolumeRemoval;
  resource.cfnOptions.deletionPolicy = policy === RemovalPolicy.SNAPSHOT
    ? CfnDeletionPolicy.SNAPSHOT
    : CfnDeletionPolicy.RETAIN;
  resource.cfnOptions.updateReplacePolicy = resource.cfnOptions.deletionPolicy;
  return Volume.fromVolumeAttributes(parent, 'Volume', {
    volumeId: resource.ref, availabilityZone: subnet.availabilityZone, encryptionKey: key,
  });
}
