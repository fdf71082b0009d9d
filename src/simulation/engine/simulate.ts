import type { AlarmDefinition, Assumptions, RuleName } from '../../evaluation';
import type { Bounds } from './adjustment';
import { Fleet, type FleetTimes } from './fleet';
import { agreed, withoutLonelyEnds, type Change, type Policy } from './policy';
import { AlarmReadings, LoadKind, LoadMetrics, type AlarmStretch, type LoadMetric } from './readings';
import { Recording, type Minute, type Stretch } from './recording';
import type { ScalingRuleName } from './scaling-rules';

const MINUTE = 60;

/** Bounds that change at some minutes. */
export interface Schedule {
  readonly name: string;
  readonly min?: number;
  readonly max?: number;
  readonly desired?: number;
  /** Whether it begins at a second, a multiple of 60. */
  readonly beginsAt: (seconds: number) => boolean;
}

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
  readonly schedules?: readonly Schedule[];
}

/** A decision of a policy or a schedule. */
export interface ScalingEvent extends Change {
  readonly rule: ScalingRuleName;
  readonly alarm?: AlarmDefinition;
  /** What the alarm saw. */
  readonly point?: number;
  /** Why the alarm was in ALARM. */
  readonly alarmRule?: RuleName;
  readonly schedule?: string;
}

/** What came of it. */
export interface Outcome {
  readonly events: readonly ScalingEvent[];
  /** The first second after which everything is borne; nothing if that never came. */
  readonly absorbedAt?: number;
  /** What was too much, summed up over the seconds; 0 where it can wait. */
  readonly overload: number;
  /** Everything that came in, summed up over the seconds. */
  readonly arrived: number;
  readonly peak: number;
  /** Seconds that all units were paid for. */
  readonly unitSeconds: number;
  readonly minutes: readonly Minute[];
  /** When more came in than was borne, or something waited. */
  readonly overloads: readonly Stretch[];
  readonly alarms: readonly AlarmStretch[];
}

/** Plays a load to a group, second by second. The same scenario always has the same outcome. */
export function simulate(scenario: Scenario): Outcome {
  return new Play(scenario).outcome();
}

class Play {
  private readonly fleet: Fleet;
  private readonly metrics: LoadMetrics;
  private readonly alarms: AlarmReadings;
  private readonly recording = new Recording();
  private readonly events: ScalingEvent[] = [];
  private readonly lastBy = new Map<Policy, Change>();
  private readonly canWait: boolean;
  private bounds: Bounds;
  private waiting = 0;
  private peak: number;

  constructor(private readonly scenario: Scenario) {
    const { initial, metrics, policies, unitCapacity, assumptions } = scenario;
    this.fleet = new Fleet(initial, scenario);
    this.metrics = new LoadMetrics(metrics, unitCapacity);
    this.alarms = new AlarmReadings(policies.flatMap((policy) => policy.alarms), this.metrics.book, assumptions);
    this.canWait = metrics.some(({ kind }) => kind === LoadKind.BACKLOG);
    this.bounds = scenario.bounds;
    this.peak = initial;
  }

  public outcome(): Outcome {
    const { seconds } = this.scenario;
    for (let second = 0; second < seconds; second++) {
      if (second % MINUTE === 0) this.endMinute(second);
      this.play(second);
    }
    const { overload, arrived, unitSeconds, minutes, stretches } = this.recording;
    const last = stretches.at(-1)?.to ?? 0;
    return {
      events: this.events, absorbedAt: last < seconds ? last : undefined, overload, arrived, peak: this.peak,
      unitSeconds, minutes, overloads: stretches, alarms: this.alarms.stretchesUntil(seconds),
    };
  }

  private endMinute(second: number): void {
    for (const schedule of this.scenario.schedules ?? []) {
      if (schedule.beginsAt(second)) this.begin(schedule, second);
    }
    if (second === 0) return;
    this.metrics.publish(second);
    this.alarms.step(second);
    this.scale(second);
  }

  private scale(second: number): void {
    const { fleet, bounds, scenario: { policies } } = this;
    const readingOf = (alarm: AlarmDefinition) => this.alarms.readingOf(alarm);
    const proposals = policies.flatMap((policy) => {
      const proposal = policy.propose({ seconds: second, fleet, bounds, readingOf, last: this.lastBy.get(policy) });
      return proposal ? [{ ...proposal, policy }] : [];
    });
    const wanted = agreed(withoutLonelyEnds(proposals, policies, fleet.desired));
    if (!wanted || wanted.capacity === fleet.desired) return;
    const { alarm, rule, capacity } = wanted;
    const reading = alarm && this.alarms.readingOf(alarm);
    const event = {
      seconds: second, from: fleet.desired, to: capacity, rule, alarm, point: reading?.breach ?? reading?.point,
      alarmRule: reading?.rule,
    };
    this.lastBy.set(wanted.policy, event);
    this.change(event);
  }

  private begin({ name, min, max, desired }: Schedule, second: number): void {
    this.bounds = { min: min ?? this.bounds.min, max: max ?? this.bounds.max };
    const to = Math.min(this.bounds.max, Math.max(this.bounds.min, desired ?? this.fleet.desired));
    if (to === this.fleet.desired) return;
    this.change({ seconds: second, from: this.fleet.desired, to, rule: 'schedule', schedule: name });
  }

  private change(event: ScalingEvent): void {
    this.events.push(event);
    this.fleet.resize(event.to, event.seconds);
    this.peak = Math.max(this.peak, event.to);
  }

  private play(second: number): void {
    const { load: loadAt, unitCapacity } = this.scenario;
    const [load, serving] = [loadAt(second), this.fleet.serving(second)];
    const borne = serving * unitCapacity;
    const asked = load + this.waiting;
    const rest = Math.max(0, asked - borne);
    this.waiting = this.canWait ? rest : 0;
    this.metrics.measure({ asked, arrived: load, serving, waiting: this.waiting });
    this.recording.add(second, {
      load, borne, serving, desired: this.fleet.desired, billed: this.fleet.billed(second), waiting: this.waiting,
      lost: this.canWait ? 0 : rest,
    });
  }
}
