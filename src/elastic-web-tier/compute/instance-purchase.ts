import {
  mixedPurchase, ON_DEMAND, type InstancePurchaseVariant, type MixedPurchaseOptions, type SpotPurchaseOptions,
} from './instance-purchase-variant';
import { guardFactories } from '../../core';

/**
 * How you pay for the instances of a group.
 *
 * AWS takes a Spot instance back two minutes after it announces that. The group starts a replacement as soon as the
 * risk rises, before the old instance goes.
 *
 * @example
 * const compute = Compute.autoScaling({
 *   purchase: InstancePurchase.mixed({
 *     onDemandBase: 2, onDemandPercent: 0, moreInstanceTypes: [new ec2.InstanceType('t3a.medium')],
 *   }),
 * });
 */
export class InstancePurchase {
  /** All instances are on demand. */
  public static onDemand(): InstancePurchase {
    return new InstancePurchase(ON_DEMAND);
  }

  /** Some instances are on demand, the rest are Spot instances. */
  public static mixed(options: MixedPurchaseOptions = {}): InstancePurchase {
    return new InstancePurchase(mixedPurchase(options));
  }

  /** All instances are Spot instances: for development, and for work that may stop for a while. */
  public static spot(options: SpotPurchaseOptions = {}): InstancePurchase {
    return new InstancePurchase(mixedPurchase({ ...options, onDemandBase: 0, onDemandPercent: 0 }));
  }

  private constructor(
    /** @internal */
    public readonly _variant: InstancePurchaseVariant,
  ) {}
}

guardFactories(InstancePurchase);
