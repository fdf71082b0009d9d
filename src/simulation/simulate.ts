import type { AlarmDefinition, Assumptions } from '../evaluation';
import type { Bounds } from './adjustment';
import { Fleet, type FleetTimes } from './fleet';
import { agreed, type Change, type Policy } from './policy';
import { AlarmReadings, LoadMetrics, type LoadMetric } from './readings';
import type { ScalingRuleName } from './scaling-rules';

const MINUTE = 60;

/** What is simulated. */
export interface Scenario extends FleetTimes {
  readonly bounds: Bounds;
  /** Units at the start. */
  readonly initial: number;
  readonly policies: readonly Policy[];
  /** What comes in at each second, for example users or requests. */
  readonly load: (seconds: number) => number;
  /** What one unit can bear at a time. */
  readonly unitCapacity: number;
  /** How long, in seconds; a multiple of 60. */
  readonly seconds: number;
  /** The metrics that follow the load. */
  readonly metrics: readonly LoadMetric[];
  readonly assumptions?: Assumptions;
}

/** A decision of a policy. */
export interface ScalingEvent extends Change {
  readonly rule: ScalingRuleName;
}

/** What came of it. */
export interface Outcome {
  readonly events: readonly ScalingEvent[];
  /** The first second after which everything is borne; nothing if that never came. */
  readonly absorbedAt?: number;
  /** What was too much, summed up over the seconds. */
  readonly overload: number;
  readonly peak: number;
  /** Seconds that all units were paid for. */
  readonly unitSeconds: number;
}

/** Plays a load to a group, second by second. The same scenario always has the same outcome. */
export function simulate(scenario: Scenario): Outcome {
  const { bounds, policies, seconds: length, load, unitCapacity } = scenario;
  const fleet = new Fleet(scenario.initial, scenario);
  const metrics = new LoadMetrics(scenario.metrics, unitCapacity);
  const alarms = new AlarmReadings(policies.flatMap((policy) => policy.alarms), metrics.book, scenario.assumptions);
  const events: ScalingEvent[] = [];
  const lastBy = new Map<Policy, Change>();
  let [overload, unitSeconds, peak, lastOverload] = [0, 0, scenario.initial, -1];
  for (let second = 0; second < length; second++) {
    if (second > 0 && second % MINUTE === 0) {
      metrics.publish(second);
      alarms.step(second);
      const readingOf = (alarm: AlarmDefinition) => alarms.readingOf(alarm);
      const wanted = agreed(policies.flatMap((policy) => {
        const proposal = policy.propose({ seconds: second, fleet, bounds, readingOf, last: lastBy.get(policy) });
        return proposal ? [{ ...proposal, policy }] : [];
      }));
      if (wanted && wanted.capacity !== fleet.desired) {
        const event = { seconds: second, from: fleet.desired, to: wanted.capacity, rule: wanted.rule };
        events.push(event);
        lastBy.set(wanted.policy, event);
        fleet.resize(wanted.capacity, second);
      }
    }
    const [asked, serving] = [load(second), fleet.serving(second)];
    const borne = serving * unitCapacity;
    metrics.measure(asked, serving);
    if (asked > borne) [overload, lastOverload] = [overload + asked - borne, second];
    unitSeconds += fleet.billed(second);
    peak = Math.max(peak, fleet.desired);
  }
  return { events, absorbedAt: lastOverload + 1 < length ? lastOverload + 1 : undefined, overload, peak, unitSeconds };
}
