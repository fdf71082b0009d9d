import type { CapacityProviderStrategy, ICluster } from 'aws-cdk-lib/aws-ecs';
import { guardFactories, integer, type Problem } from '../core';
import { hasCapacityProviders, ON_DEMAND, SPOT } from './cluster';

/** How many tasks run on demand, and how many on Spot. */
export interface SpotMixOptions {
  /**
   * How many tasks run on demand before the weights count, from 0 to 100000.
   *
   * @default 1 - one task survives every interruption
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
   * @default 3 - with `onDemandWeight` 1, three of four further tasks run on Spot
   */
  readonly spotWeight?: number;
}

/** What the ways to use Spot differ in. */
export interface SpotVariant {
  problems(prop: string): Problem[];
  bind(): CapacityProviderStrategy[];
}

/**
 * Fargate Spot: spare capacity at up to 70 % off, which AWS takes back with a warning of two minutes.
 *
 * The warning is SIGTERM, so an application that ends cleanly within its stop timeout loses nothing. When there is no
 * spare capacity, no on-demand capacity takes its place.
 *
 * @example
 * const spot = Spot.mixed({ onDemandBase: 2, onDemandWeight: 1, spotWeight: 4 });
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-capacity-providers.html
 */
export class Spot {
  /** Every task on Spot: for workers that may lose all tasks at once. */
  public static only(): Spot {
    return new Spot({ problems: () => [], bind: () => [{ capacityProvider: SPOT, weight: 1 }] });
  }

  /** A base on demand, and the rest by weight. */
  public static mixed(options: SpotMixOptions = {}): Spot {
    return new Spot(mixed(options));
  }

  private constructor(
    /** @internal */
    public readonly _variant: SpotVariant,
  ) {}
}

guardFactories(Spot);

/** `Spot.mixed`. */
function mixed({ onDemandBase = 1, onDemandWeight = 1, spotWeight = 3 }: SpotMixOptions): SpotVariant {
  const spot = { capacityProvider: SPOT, weight: spotWeight };
  return {
    problems: (prop) => [
      ...integer(`${prop}.onDemandBase`, onDemandBase, { min: 0, max: 100_000 }),
      ...integer(`${prop}.onDemandWeight`, onDemandWeight, { min: 0, max: 1000 }),
      ...integer(`${prop}.spotWeight`, spotWeight, {
        min: 1, max: 1000, advice: 'leave "spot" out to run everything on demand',
      }),
    ],
    bind: () => onDemandBase === 0 && onDemandWeight === 0
      ? [spot]
      : [{ capacityProvider: ON_DEMAND, base: onDemandBase, weight: onDemandWeight }, spot],
  };
}

/**
 * How ECS spreads the tasks of a service.
 *
 * Without Spot there is a strategy too, because a change between launch type and strategy replaces the service. A
 * cluster without the capacity providers of Fargate takes none.
 */
export function capacityOf(spot: Spot | undefined, cluster: ICluster): CapacityProviderStrategy[] | undefined {
  if (spot) return spot._variant.bind();
  return hasCapacityProviders(cluster) ? [{ capacityProvider: ON_DEMAND, weight: 1 }] : undefined;
}
