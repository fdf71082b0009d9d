import type { AlarmDefinition, AlarmState, RuleName } from '../../evaluation';
import { capacityAfter, capacityForTarget, stepAt, type Adjustment, type Bounds, type Step } from './adjustment';
import type { Fleet } from './fleet';
import type { ScalingRuleName } from './scaling-rules';

/** What an alarm says now. */
export interface Reading {
  readonly state: AlarmState;
  /** The newest point; nothing where there is none. */
  readonly point: number | undefined;
  /** The newest point beyond the threshold; nothing where there is none. */
  readonly breach?: number;
  /** When the time that the newest point covers ended; now, unless metrics are late. */
  readonly seenAt?: number;
  /** Why it says so; nothing before the first evaluation. */
  readonly rule?: RuleName;
}

/** What a policy decides by. */
export interface Situation {
  readonly seconds: number;
  readonly fleet: Fleet;
  readonly bounds: Bounds;
  readonly readingOf: (alarm: AlarmDefinition) => Reading;
  /** The change that this policy has made last; nothing before the first. */
  readonly last: Change | undefined;
}

/** A change of a capacity that was made. */
export interface Change {
  readonly seconds: number;
  readonly from: number;
  readonly to: number;
}

/** The capacity that a policy wants, and by which rule. */
export interface Proposal {
  readonly capacity: number;
  readonly rule: ScalingRuleName;
  /** The alarm that made the policy act. */
  readonly alarm?: AlarmDefinition;
}

/** A scaling policy with the alarms that trigger it. */
export interface Policy {
  readonly alarms: readonly AlarmDefinition[];
  /** Whether it ends units only if all policies of this kind want to. */
  readonly endsTogether?: boolean;
  /** Whether it keeps a metric at a target. */
  readonly tracksTarget?: boolean;
  /** Nothing where the policy is not triggered, or has to wait. */
  propose(situation: Situation): Proposal | undefined;
}

/** Changes the capacity once, and then waits until the change is complete and its cooldown over. */
export function simplePolicy(alarm: AlarmDefinition, adjustment: Adjustment, cooldownSeconds: number): Policy {
  return {
    alarms: [alarm],
    propose({ seconds, fleet, bounds, readingOf }) {
      if (readingOf(alarm).state !== 'ALARM' || seconds < fleet.settledAt + cooldownSeconds) return undefined;
      return { capacity: capacityAfter(fleet.desired, adjustment, bounds), rule: 'simpleScaling', alarm };
    },
  };
}

/** Changes the capacity by how far the metric is from the threshold; units that warm up count as added already. */
export function stepPolicy(
  alarm: AlarmDefinition, steps: readonly Step[], adjustment: Omit<Adjustment, 'value'>, warmupSeconds?: number,
): Policy {
  const isAbove = alarm.comparison.startsWith('Greater');
  return {
    alarms: [alarm],
    propose({ seconds, fleet, bounds, readingOf }) {
      const { state, point } = readingOf(alarm);
      const step = point === undefined ? undefined : stepAt(steps, point - alarm.threshold, isAbove);
      if (state !== 'ALARM' || !step) return undefined;
      const warm = fleet.warm(seconds, warmupSeconds);
      const isWarmingUp = warm < fleet.desired;
      if (isWarmingUp && step.adjustment < 0) return undefined;
      const capacity = capacityAfter(warm, { ...adjustment, value: step.adjustment }, bounds);
      return { capacity: isWarmingUp ? Math.max(fleet.desired, capacity) : capacity, rule: 'stepScaling', alarm };
    },
  };
}

/** How a policy tracks a target. */
export interface TrackingOptions {
  /** From in service until a unit counts in the metric. */
  readonly warmupSeconds?: number;
  /** Whether units end one by one, as those of an Auto Scaling group do. */
  readonly endsOneByOne?: boolean;
}

/** Keeps a metric that spreads over all units at its target. */
export function targetPolicy(
  { high, low }: { high: AlarmDefinition; low?: AlarmDefinition }, target: number, options: TrackingOptions = {},
): Policy {
  return {
    alarms: low ? [high, low] : [high],
    tracksTarget: true,
    endsTogether: low !== undefined,
    propose(situation) {
      const { seconds, fleet, bounds, readingOf } = situation;
      const warmAt = (second: number) => fleet.warm(second, options.warmupSeconds);
      const { state, point, seenAt = seconds } = readingOf(high);
      if (state === 'ALARM' && point !== undefined) {
        const capacity = Math.max(fleet.desired, capacityForTarget(warmAt(seenAt), point, target, bounds));
        return { capacity, rule: 'targetTracking', alarm: high };
      }
      return low && warmAt(seconds) === fleet.desired ? fewer(situation, low, target, options) : undefined;
    },
  };
}

/** Fewer units for a target; the metric is of those that were there when it was measured, so none ends twice. */
function fewer(
  { seconds, fleet, bounds, readingOf }: Situation, low: AlarmDefinition, target: number,
  { endsOneByOne = false }: TrackingOptions,
): Proposal | undefined {
  const { state, point, seenAt = seconds } = readingOf(low);
  if (state !== 'ALARM' || point === undefined) return undefined;
  const needed = Math.min(fleet.desired, capacityForTarget(fleet.desiredUntil(seenAt), point, target, bounds));
  return endsOneByOne && needed < fleet.desired
    ? { capacity: fleet.desired - 1, rule: 'endsOneByOne', alarm: low }
    : { capacity: needed, rule: 'targetTracking', alarm: low };
}

/** A policy of Application Auto Scaling with a cooldown, such as that of an ECS service. */
export function withCooldowns(policy: Policy, cooldowns: { outSeconds: number; inSeconds: number }): Policy {
  return {
    ...policy,
    propose(situation) {
      const { seconds, fleet, last } = situation;
      const proposal = policy.propose(situation);
      if (!proposal || !last) return proposal;
      const isOut = last.to > last.from;
      if (seconds >= last.seconds + (isOut ? cooldowns.outSeconds : cooldowns.inSeconds)) return proposal;
      if (proposal.capacity < fleet.desired) return isOut ? proposal : undefined;
      if (!isOut) return proposal;
      // what the change has brought already counts.
      const capacity = Math.max(fleet.desired, proposal.capacity - (last.to - last.from));
      return { capacity, rule: 'cooldown', alarm: proposal.alarm };
    },
  };
}

/** What policies want, without fewer units by target tracking unless all targets can do with fewer. */
export function withoutLonelyEnds<T extends Proposal & { readonly policy: Policy }>(
  proposals: readonly T[], policies: readonly Policy[], desired: number,
): T[] {
  const lower = proposals.filter(({ policy, capacity }) => policy.endsTogether && capacity < desired);
  const isAgreed = lower.length === policies.filter(({ endsTogether }) => endsTogether).length;
  return proposals.filter((proposal) => isAgreed || !lower.includes(proposal));
}

/** The one capacity that comes of what all policies want: the largest, and fewer units only if nobody wants more. */
export function agreed<T extends Proposal>(proposals: readonly T[]): T | undefined {
  return proposals.reduce<T | undefined>((most, proposal) =>
    most === undefined || proposal.capacity > most.capacity ? proposal : most, undefined);
}
