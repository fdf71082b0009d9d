/** How a policy changes a capacity, by the names of EC2 Auto Scaling. */
export type AdjustmentType = 'ChangeInCapacity' | 'PercentChangeInCapacity' | 'ExactCapacity';

/** A change of a capacity. */
export interface Adjustment {
  readonly type: AdjustmentType;
  readonly value: number;
  /** Smallest change of a percentage, in units. */
  readonly minMagnitude?: number;
}

/** A change for a part of the distance to the threshold. */
export interface Step {
  /** Distance from the threshold where the step begins; nothing means without an end. */
  readonly lower?: number;
  readonly upper?: number;
  readonly adjustment: number;
}

/** Bounds of a capacity. */
export interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Room for what floating point makes of a whole number. */
const EPSILON = 1e-9;

/**
 * The capacity after a change, within its bounds.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html#as-scaling-adjustment
 */
export function capacityAfter(capacity: number, adjustment: Adjustment, { min, max }: Bounds): number {
  return Math.min(max, Math.max(min, adjusted(capacity, adjustment)));
}

/** A change in whole units: towards zero, but never none at all. */
export function wholeUnits(change: number): number {
  return change !== 0 && Math.abs(change) < 1 ? Math.sign(change) : Math.trunc(change);
}

/**
 * The step that holds at a distance from the threshold; nothing between two steps.
 *
 * The end that is nearer to the threshold belongs to a step, the farther one to the next.
 */
export function stepAt(steps: readonly Step[], distance: number, isAbove: boolean): Step | undefined {
  return steps.find(({ lower = -Infinity, upper = Infinity }) => isAbove
    ? distance >= lower && distance < upper
    : distance > lower && distance <= upper);
}

/** The capacity at which a metric that spreads over all units is at its target again, never above it. */
export function capacityForTarget(capacity: number, metric: number, target: number, { min, max }: Bounds): number {
  return Math.min(max, Math.max(min, Math.ceil(capacity * metric / target - EPSILON)));
}

function adjusted(capacity: number, { type, value, minMagnitude = 0 }: Adjustment): number {
  if (type === 'ExactCapacity') return value;
  if (type === 'ChangeInCapacity') return capacity + value;
  const change = wholeUnits(capacity * value / 100);
  return capacity + Math.sign(value) * Math.max(Math.abs(change), value === 0 ? 0 : minMagnitude);
}
