import { AutoScalingKind, type AutoScalingOptions } from './auto-scaling';
import type { ComputeKind } from './compute-variant';
import { SingleInstanceKind, type SingleInstanceOptions } from './single-instance';

/**
 * How a web tier runs its instances. A switch keeps the load balancer, its listeners and its target group, and with
 * them the address.
 *
 * @example
 * const compute = Compute.autoScaling({ capacity: CapacityRange.between(2, 10) });
 */
export class Compute {
  /** As many instances as the load needs, over all zones; one that fails is replaced. */
  public static autoScaling(options: AutoScalingOptions = {}): Compute {
    return new Compute(new AutoScalingKind(options));
  }

  /** One instance that stays, with its data on a volume of its own; EC2 recovers it when it fails. */
  public static singleInstance(options: SingleInstanceOptions = {}): Compute {
    return new Compute(new SingleInstanceKind(options));
  }

  private constructor(
    /** @internal */
    public readonly _kind: ComputeKind,
  ) {}
}
