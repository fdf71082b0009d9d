import type { CapacityProviderStrategy } from 'aws-cdk-lib/aws-ecs';
import { integer, type Problem } from '../core';
import { ON_DEMAND, SPOT } from './cluster';

/** How tasks are spread over on-demand and Spot capacity. */
export interface SpotMixOptions {
  /**
   * How many tasks run on demand before the weights count, from 0 to 100000.
   *
   * @default 1 - one task outlives every interruption
   */
  readonly onDemandBase?: number;
  /**
   * Share of the further tasks that run on demand, from 0 to 1000.
   *
   * @default 1
   */
  readonly onDemandWeight?: number;
  /**
   * Share of the further tasks that run on Spot, from 1 to 1000.
   *
   * @default 3
   */
  readonly spotWeight?: number;
}

/**
 * Fargate Spot: spare capacity at up to 70 % off, taken back with a warning of two minutes.
 *
 * The warning is SIGTERM, so an application that ends cleanly within its stop timeout loses nothing. Capacity that is
 * not there is not
 * replaced by on-demand capacity.
 *
 * @example
 * const spot = Spot.mixed({ onDemandBase: 2, onDemandWeight: 1, spotWeight: 4 });
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export class Spot {
  /** Every task on Spot: for workers whose tasks may all be taken back at once. */
  public static readonly ONLY = new Spot(0, 0, 1);

  /** A base on demand, and the rest by weight. */
  public static mixed(options: SpotMixOptions = {}): Spot {
    return new Spot(options.onDemandBase ?? 1, options.onDemandWeight ?? 1, options.spotWeight ?? 3);
  }

  private constructor(
    private readonly onDemandBase: number,
    private readonly onDemandWeight: number,
    private readonly spotWeight: number,
  ) {}

  /** @internal */
  public _problems(prop: string): Problem[] {
    return [
      ...integer(`${prop}.onDemandBase`, this.onDemandBase, { min: 0, max: 100_000 }),
      ...integer(`${prop}.onDemandWeight`, this.onDemandWeight, { min: 0, max: 1000 }),
      ...integer(`${prop}.spotWeight`, this.spotWeight, {
        min: 1, max: 1000, advice: 'leave "spot" out to run everything on demand',
      }),
    ];
  }

  /** @internal */
  public _strategy(): CapacityProviderStrategy[] {
    const spot = { capacityProvider: SPOT, weight: this.spotWeight };
    if (this.onDemandBase === 0 && this.onDemandWeight === 0) return [spot];
    return [{ capacityProvider: ON_DEMAND, base: this.onDemandBase, weight: this.onDemandWeight }, spot];
  }
}

/** Without Spot; a strategy all the same, because a change between launch type and strategy replaces the service. */
export const ON_DEMAND_ONLY: CapacityProviderStrategy[] = [{ capacityProvider: ON_DEMAND, weight: 1 }];
