import type { IVolume } from 'aws-cdk-lib/aws-ec2';
import type { DataVolumeOptions, ExistingDataVolumeOptions } from './data-volume-options';
import { NO_DATA_VOLUME, type DataVolumeVariant } from './data-volume-variant';
import { existingDataVolume } from './existing-data-volume';
import { sizedDataVolume } from './sized-data-volume';
import { guardFactories } from '../../core';

/**
 * The data of a single instance, on a volume of its own.
 *
 * The volume survives the instance. A new machine image or a new bootstrap makes a new instance. That instance stops
 * its predecessor, takes the volume over, and mounts it before its application starts.
 *
 * @example
 * const compute = Compute.singleInstance({
 *   dataVolume: DataVolume.sized({ size: Size.gibibytes(100), mountPath: '/var/lib/shop' }),
 * });
 */
export class DataVolume {
  /** A new encrypted gp3 volume. */
  public static sized(options: DataVolumeOptions = {}): DataVolume {
    return new DataVolume(sizedDataVolume(options));
  }

  /**
   * A volume of yours, for example one of another stack, or one that an earlier tier left behind. It has to be in one
   * of the zones that instances run in. A volume without a file system is formatted.
   */
  public static existing(volume: IVolume, options: ExistingDataVolumeOptions = {}): DataVolume {
    return new DataVolume(existingDataVolume(volume, options));
  }

  /** No volume: the data goes with the instance. */
  public static none(): DataVolume {
    return new DataVolume(NO_DATA_VOLUME);
  }

  private constructor(
    /** @internal */
    public readonly _variant: DataVolumeVariant,
  ) {}
}

guardFactories(DataVolume);
