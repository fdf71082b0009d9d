import {
  OnDemandAllocationStrategy, SpotAllocationStrategy, type AutoScalingGroupProps,
} from 'aws-cdk-lib/aws-autoscaling';
import type { ILaunchTemplate, InstanceType } from 'aws-cdk-lib/aws-ec2';
import { contradiction, integer, isKnown, unique, type Problem } from '../../core';
import { architectureOf, instanceTypeProblems } from '../launch/instance-type';

/** How a group mixes instances on demand with Spot instances, and types with each other. */
export interface MixedPurchaseOptions {
  /**
   * Other instance types that may run, at most 39, of the same processor architecture as `instanceType`. AWS prefers
   * them in this order. With more types Spot runs out less often.
   *
   * @default - only `instanceType`
   */
  readonly moreInstanceTypes?: InstanceType[];

  /**
   * Number of instances that are always on demand, an integer of at least 0.
   *
   * @default 0
   */
  readonly onDemandBase?: number;

  /**
   * Share of on-demand instances above the base, an integer from 0 to 100 percent.
   *
   * @default 50 - half of the instances stay when AWS takes back all Spot instances at once
   */
  readonly onDemandPercent?: number;
}

/** A group of Spot instances only. */
export interface SpotPurchaseOptions {
  /**
   * Other instance types that may run, at most 39, of the same processor architecture as `instanceType`. With more
   * types Spot runs out less often.
   *
   * @default - only `instanceType`, with a warning
   */
  readonly moreInstanceTypes?: InstanceType[];
}

/** Props of a group that say how its instances are paid for. */
export type PurchaseProps = Pick<
  AutoScalingGroupProps, 'launchTemplate' | 'mixedInstancesPolicy' | 'capacityRebalance'
>;

/** What the ways to pay for instances differ in. */
export interface InstancePurchaseVariant {
  /** Instance types that may run besides that of the group. */
  readonly otherInstanceTypes: readonly InstanceType[];
  /** Whether AWS may often have no instance to give. */
  readonly runsOutOfSpot: boolean;
  /** @param type that of the group */
  problems(prop: string, type: InstanceType): Problem[];
  bind(launchTemplate: ILaunchTemplate, type: InstanceType): PurchaseProps;
}

const MAX_TYPES = 40;
const DEFAULT_BASE = 0;
const DEFAULT_PERCENT = 50;

/** `InstancePurchase.onDemand`. */
export const ON_DEMAND: InstancePurchaseVariant = {
  otherInstanceTypes: [],
  runsOutOfSpot: false,
  problems: () => [],
  bind: (launchTemplate) => ({ launchTemplate }),
};

/** `InstancePurchase.mixed`, and `InstancePurchase.spot` as the mix without instances on demand. */
export function mixedPurchase(options: MixedPurchaseOptions): InstancePurchaseVariant {
  const { moreInstanceTypes = [], onDemandBase = DEFAULT_BASE, onDemandPercent = DEFAULT_PERCENT } = options;
  return {
    otherInstanceTypes: moreInstanceTypes,
    runsOutOfSpot: moreInstanceTypes.length === 0,
    problems: (prop, type) => [
      ...integer(`${prop}.onDemandBase`, onDemandBase, { min: 0 }),
      ...integer(`${prop}.onDemandPercent`, onDemandPercent, { min: 0, max: 100, unit: 'percent' }),
      ...otherTypeProblems(`${prop}.moreInstanceTypes`, moreInstanceTypes, type),
    ],
    bind: (launchTemplate, type) => ({
      mixedInstancesPolicy: {
        launchTemplate,
        launchTemplateOverrides: [type, ...moreInstanceTypes].map((instanceType) => ({ instanceType })),
        instancesDistribution: {
          onDemandAllocationStrategy: OnDemandAllocationStrategy.PRIORITIZED,
          onDemandBaseCapacity: onDemandBase,
          onDemandPercentageAboveBaseCapacity: onDemandPercent,
          spotAllocationStrategy: SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
        },
      },
      capacityRebalance: true,
    }),
  };
}

function otherTypeProblems(prop: string, others: readonly InstanceType[], type: InstanceType): Problem[] {
  const architecture = architectureOf(type);
  return [
    ...contradiction(others.length >= MAX_TYPES, {
      prop, must: `have at most ${MAX_TYPES - 1} types`, got: others.length,
    }),
    ...unique(prop, others.map(String)),
    ...others.flatMap((other, index) => contradiction(
      isKnown([String(other), String(type)]) && String(other) === String(type), {
        prop: `${prop}[${index}]`, must: 'differ from the instance type of the group', got: String(other),
      },
    )),
    ...others.flatMap((other, index) => [
      ...instanceTypeProblems(`${prop}[${index}]`, other),
      ...contradiction(architecture !== undefined && (architectureOf(other) ?? architecture) !== architecture, {
        prop: `${prop}[${index}]`, must: `have the architecture of "${type}" (${architecture})`,
        got: other.toString(),
        advice: 'all instances start from one machine image',
      }),
    ]),
  ];
}
