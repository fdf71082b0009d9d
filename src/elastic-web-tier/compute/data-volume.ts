import { CfnDeletionPolicy, RemovalPolicy, Size } from 'aws-cdk-lib';
import { CfnVolume, Volume, type ISubnet, type IVolume } from 'aws-cdk-lib/aws-ec2';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import {
  acknowledge, areKnown, contradiction, gibibytes, integer, inWords, Profile, relation, text, type Problem,
} from '../../core';
import { ebsKeyOf } from '../launch/volume-key';

/** A data volume that the tier makes. */
export interface DataVolumeOptions {
  /**
   * Size, 1 to 65536 GiB. It can grow later, the file system grows at the next boot; it cannot shrink.
   *
   * @default Size.gibibytes(20)
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
   */
  readonly size?: Size;

  /**
   * Folder of the instance where it is mounted, an absolute path of letters, digits, `.`, `_`, `-`, and no folder that
   * the system needs, such as `/opt` or `/var`. A container finds it in the same place.
   *
   * @default '/data'
   */
  readonly mountPath?: string;

  /**
   * Operations per second, 3000 to 80000 and at most 500 for each GiB.
   *
   * @default 3000 - included in the price
   */
  readonly iops?: number;

  /**
   * What happens to it when it leaves the stack: kept, or kept as a snapshot.
   *
   * @default - RETAIN; SNAPSHOT with Profile.DEVELOPMENT and Profile.STAGING
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** How a volume that exists already is used. */
export interface ExistingDataVolumeOptions {
  /**
   * Folder of the instance where it is mounted, an absolute path of letters, digits, `.`, `_`, `-`, and no folder that
   * the system needs.
   *
   * @default '/data'
   */
  readonly mountPath?: string;
}

/** What a single instance learns about its data volume. */
export interface BoundDataVolume {
  readonly volume: IVolume;
  readonly mountPath: string;
}

const DEFAULT_SIZE = Size.gibibytes(20);
const DEFAULT_MOUNT_PATH = '/data';
const DEFAULT_IOPS = 3000;
const MAX_IOPS_PER_GIB = 500;
/** What an instance needs to run, and what the bootstrap puts there before the volume is mounted. */
const SYSTEM_FOLDERS: readonly string[] = [
  '/bin', '/boot', '/dev', '/etc', '/lib', '/lib64', '/opt', '/opt/aws', '/opt/web', '/proc', '/root', '/run',
  '/sbin', '/sys', '/tmp', '/usr',
  '/usr/bin', '/usr/lib', '/usr/local', '/usr/sbin', '/var', '/var/lib', '/var/lib/docker', '/var/lib/web',
  '/var/log', '/var/log/web', '/var/run',
];

type Bind = (scope: Construct, zone: ISubnet) => IVolume;

/**
 * The data of a single instance, on a volume of its own.
 *
 * It survives the instance: a new machine image or a new bootstrap makes a new instance, which stops its predecessor,
 * takes the volume
 * over and mounts it before its application starts.
 *
 * @example
 * const compute = Compute.singleInstance({ dataVolume: DataVolume.sized({ size: Size.gibibytes(100), mountPath:
 * '/var/lib/shop' }) });
 */
export class DataVolume {
  /** A new encrypted gp3 volume. */
  public static sized(options: DataVolumeOptions = {}): DataVolume {
    return new DataVolume(
      options.mountPath ?? DEFAULT_MOUNT_PATH,
      (prop) => sizeProblems(prop, options),
      (scope, subnet) => createVolume(scope, subnet, options),
    );
  }

  /**
   * A volume of yours: one that a template of its own looks after, or one that an earlier tier left behind. It has to
   * be in one of the
   * zones of the VPC. A volume without a file system is formatted.
   */
  public static existing(volume: IVolume, options: ExistingDataVolumeOptions = {}): DataVolume {
    return new DataVolume(options.mountPath ?? DEFAULT_MOUNT_PATH, () => [], () => volume, volume);
  }

  /** None: everything on the instance is lost with it. */
  public static none(): DataVolume {
    return new DataVolume(undefined, () => []);
  }

  private constructor(
    private readonly mountPath: string | undefined,
    private readonly problems: (prop: string) => Problem[],
    private readonly bind?: Bind,
    private readonly existing?: IVolume,
  ) {}

  /** @internal */
  public _problems(prop: string, subnets: readonly ISubnet[], isMounted: boolean): Problem[] {
    const zones = subnets.map((subnet) => subnet.availabilityZone);
    return [
      ...contradiction(!isMounted && this.bind !== undefined, {
        prop, must: 'be DataVolume.none() with Bootstrap.none()', got: inWords('a volume that nothing mounts'),
        advice: 'attach it from the machine image',
      }),
      ...this.problems(prop),
      ...text(
        `${prop}.mountPath`, this.mountPath, /(\/(?!\.\.?(?:\/|$))[A-Za-z0-9._-]+)+/,
        'be an absolute path of letters, digits, ".", "_" and "-"',
      ),
      ...relation(
        {
          prop: `${prop}.mountPath`, must: 'not be a folder of the system', got: this.mountPath,
          advice: 'what is in it would be hidden: take one below /srv, or one of its own',
        },
        [this.mountPath], () => !SYSTEM_FOLDERS.includes(this.mountPath!),
      ),
      ...relation(
        {
          prop, must: `be in a zone where instances run, one of ${zones.join(', ')}`,
          got: this.existing?.availabilityZone,
        },
        [this.existing?.availabilityZone, zones], () => zones.includes(this.existing!.availabilityZone),
      ),
    ];
  }

  /**
   * The subnet that an instance has to be in to reach the volume.
   *
   * @internal
   */
  public _subnet(subnets: readonly ISubnet[]): ISubnet {
    const zone = this.existing?.availabilityZone;
    return subnets.find((subnet) => areKnown(zone, subnet.availabilityZone) && subnet.availabilityZone === zone)
      ?? subnets[0];
  }

  /** @internal */
  public _bind(scope: Construct, subnet: ISubnet): BoundDataVolume | undefined {
    return this.bind && { volume: this.bind(scope, subnet), mountPath: this.mountPath! };
  }
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

/** The L1, because the L2 compares sizes at synthesis that may only be known at deployment. */
function createVolume(
  scope: Construct, subnet: ISubnet, { size = DEFAULT_SIZE, iops, removalPolicy }: DataVolumeOptions,
): IVolume {
  const home = new Construct(scope, 'DataVolume');
  const key: IKey | undefined = ebsKeyOf(home);
  const resource = new CfnVolume(home, 'Resource', {
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
  return Volume.fromVolumeAttributes(home, 'Volume', {
    volumeId: resource.ref, availabilityZone: subnet.availabilityZone, encryptionKey: key,
  });
}
