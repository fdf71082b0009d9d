import { Size, type RemovalPolicy } from 'aws-cdk-lib';

/** A data volume that the tier makes. */
export interface DataVolumeOptions {
  /**
   * Size, 1 to 65536 GiB. You can raise it later; the file system grows at the next boot. It cannot shrink.
   *
   * @default Size.gibibytes(20)
   * @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
   */
  readonly size?: Size;

  /**
   * Folder that the volume is mounted to: an absolute path of letters, digits, `.`, `_`, `-`. A folder that the system
   * needs, such as `/opt` or `/var`, is an error. A container finds the data at the same path.
   *
   * @default '/data'
   */
  readonly mountPath?: string;

  /**
   * Operations per second, 3000 to 80000, and at most 500 for each GiB.
   *
   * @default 3000 - included in the price
   */
  readonly iops?: number;

  /**
   * What happens to the volume when it leaves the stack: RETAIN keeps it, SNAPSHOT keeps a snapshot of it. DESTROY is
   * an error, because a switch of `compute` would delete the data.
   *
   * @default - RETAIN; SNAPSHOT with Profile.DEVELOPMENT and Profile.STAGING
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** How a volume that exists already is used. */
export interface ExistingDataVolumeOptions {
  /**
   * Folder that the volume is mounted to: an absolute path of letters, digits, `.`, `_`, `-`. A folder that the system
   * needs is an error.
   *
   * @default '/data'
   */
  readonly mountPath?: string;
}

export const DEFAULT_SIZE = Size.gibibytes(20);
export const DEFAULT_MOUNT_PATH = '/data';
