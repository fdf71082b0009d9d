import {
  OnDemandAllocationStrategy, SpotAllocationStrategy, type MixedInstancesPolicy,
} from 'aws-cdk-lib/aws-autoscaling';
import type { ILaunchTemplate, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { contradiction, integer, unique, type Problem } from '../../core';
import { architectureOf, instanceTypeProblems } from '../launch/instance-type';

/** How a group mixes instances on demand with Spot instances, and types with each other. */
export interface MixedPurchaseOptions {
  /**
   * Other instance types that do as well, of the same processor architecture as the first; AWS takes them in this
   * order. The more there
   * are, the less often Spot runs out. At most 39.
   *
   * @default - only the instance type of the group
   */
  readonly moreInstanceTypes?: InstanceType[];

  /**
   * Number of instances that are always on demand, an integer of at least 0.
   *
   * @default 0
   */
  readonly onDemandBase?: number;

  /**
   * Share of the instances above the base that is on demand, an integer from 0 to 100.
   *
   * @default 50 - half of them stay when all Spot capacity goes at once
   */
  readonly onDemandPercent?: number;
}

/** A group without an instance on demand. */
export interface SpotPurchaseOptions {
  /**
   * Other instance types that do as well, of the same processor architecture as the first. The more there are, the less
   * often Spot runs
   * out. At most 39.
   *
   * @default - only the instance type of the group, with a warning
   */
  readonly moreInstanceTypes?: InstanceType[];
}

const MAX_TYPES = 40;
const DEFAULT_BASE = 0;
const DEFAULT_PERCENT = 50;

/**
 * How the instances of a group are paid for.
 *
 * AWS takes Spot instances back two minutes after it says so. The group starts a replacement when the risk rises,
 * before the
 * old instance goes.
 *
 * @example
 * const compute = Compute.autoScaling({
 * purchase: InstancePurchase.mixed({ onDemandBase: 2, onDemandPercent: 0, moreInstanceTypes: [new
 * ec2.InstanceType('t3a.medium')] }),
 * });
 */
export class InstancePurchase {
  /** All on demand. */
  public static onDemand(): InstancePurchase {
    return new InstancePurchase();
  }

  /** Some on demand, the rest Spot. */
  public static mixed(options: MixedPurchaseOptions = {}): InstancePurchase {
    return new InstancePurchase(options);
  }

  /** All Spot: for development, and for work that may stop for a while. */
  public static spot(options: SpotPurchaseOptions = {}): InstancePurchase {
    return new InstancePurchase({ ...options, onDemandBase: 0, onDemandPercent: 0 });
  }

  private constructor(private readonly options?: MixedPurchaseOptions) {}

  /** @internal */
  public get _usesSpot(): boolean {
    return this.options !== undefined;
  }

  /** @internal */
  public get _hasOneTypeOnly(): boolean {
    return this._usesSpot && (this.options?.moreInstanceTypes ?? []).length === 0;
  }

  /** @internal */
  public get _instanceTypes(): InstanceType[] {
    return this.options?.moreInstanceTypes ?? [];
  }

  /** @internal */
  public _problems(prop: string, first: InstanceType): Problem[] {
    const types = this._instanceTypes;
    const architecture = architectureOf(first);
    return [
      ...integer(`${prop}.onDemandBase`, this.options?.onDemandBase, { min: 0 }),
      ...integer(`${prop}.onDemandPercent`, this.options?.onDemandPercent, { min: 0, max: 100, unit: 'percent' }),
      ...contradiction(types.length >= MAX_TYPES, {
        prop: `${prop}.moreInstanceTypes`, must: `have at most ${MAX_TYPES - 1} types`, got: types.length,
      }),
      ...unique(`${prop}.moreInstanceTypes`, types.map(String)),
      ...types.flatMap((type, index) => [
        ...instanceTypeProblems(`${prop}.moreInstanceTypes[${index}]`, type),
        ...contradiction(architecture !== undefined && (architectureOf(type) ?? architecture) !== architecture, {
          prop: `${prop}.moreInstanceTypes[${index}]`, must: `have the architecture of "${first}" (${architecture})`,
          got: type.toString(),
          advice: 'all instances start from one machine image',
        }),
      ]),
    ];
  }

  /** @internal */
  public _render(launchTemplate: ILaunchTemplate, first: InstanceType): MixedInstancesPolicy | undefined {
    if (!this.options) return undefined;
    return {
      launchTemplate,
      launchTemplateOverrides: [first, ...this._instanceTypes].map((instanceType) => ({ instanceType })),
      instancesDistribution: {
        onDemandAllocationStrategy: OnDemandAllocationStrategy.PRIORITIZED,
        onDemandBaseCapacity: this.options.onDemandBase ?? DEFAULT_BASE,
        onDemandPercentageAboveBaseCapacity: this.options.onDemandPercent ?? DEFAULT_PERCENT,
        spotAllocationStrategy: SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
      },
    };
  }
}
