import { AutoScalingCompute } from './auto-scaling';
import type { AutoScalingOptions } from './auto-scaling-options';
import type { ComputeVariant } from './compute-variant';
import { SingleInstanceCompute, type SingleInstanceOptions } from './single-instance';
import { guardFactories } from '../../core';

/**
 * How a web tier runs its instances. You can switch from one way to the other: load balancer, listeners and target
 * group stay, and with them the address.
 *
 * @example
 * const compute = Compute.autoScaling({ capacity: CapacityRange.between(2, 10) });
 */
export class Compute {
  /** A group over all zones, with as many instances as the load needs. It replaces instances that fail. */
  public static autoScaling(options: AutoScalingOptions = {}): Compute {
    return new Compute(new AutoScalingCompute(options));
  }

  /** One instance that stays, with its data on a volume of its own. EC2 recovers the instance when it fails. */
  public static singleInstance(options: SingleInstanceOptions = {}): Compute {
    return new Compute(new SingleInstanceCompute(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: ComputeVariant,
  ) {}
}

guardFactories(Compute);
