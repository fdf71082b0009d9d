import { CostEstimate, type CostOptions } from '../cost';
import { inRegion, type SynthesizedStack } from '../template';
import { LoadKind } from './engine/readings';
import type { Outcome } from './engine/simulate';
import type { ScaledTarget } from './reading/scaled-target';
import { decisionsOf, pointsOf } from './report/facts';
import { renderJson } from './report/json';
import { renderText } from './report/text';
import type { ResolvedOptions } from './resolved-options';
import type { AlarmBand, ScalingDecision, TimelinePoint, UtilizationThreshold } from './report/simulation-result';
import { assumptionsOf, flapsOf, isHigh, kindOf, warningsOf, type Judged } from './warnings';

const HOUR = 3600;

/** What a run is made of. */
interface RunData {
  readonly group: string;
  readonly target: ScaledTarget;
  readonly options: ResolvedOptions;
  readonly outcome: Outcome;
  readonly stacks: readonly SynthesizedStack[];
  readonly region: string | undefined;
}

/**
 * What a group or a service made of a load.
 *
 * @example
 * const run = simulation.ScalingSimulation.of(shop).run({
 *   trace: simulation.LoadTrace.steps([{ atSeconds: 0, value: 100 }, { atSeconds: 600, value: 800 }]),
 *   unitCapacity: 100,
 * });
 * const seconds = run.secondsToAbsorb; // a test compares it with what users can bear
 */
export class SimulationRun {
  /** @internal */
  public static _of(data: RunData): SimulationRun {
    return new SimulationRun(data);
  }

  private constructor(private readonly data: RunData) {}

  /** Construct path of the group or the service; its logical id where no construct is known. */
  public get group(): string {
    return this.data.group;
  }

  /** How much one instance or task bears at a time, as the options said. */
  public get unitCapacity(): number {
    return this.data.options.unitCapacity;
  }

  /** What happened in each minute. */
  public get timeline(): TimelinePoint[] {
    return pointsOf(this.data.outcome);
  }

  /** Each change of the capacity, with the rule that made it. */
  public get decisions(): ScalingDecision[] {
    return decisionsOf(this.data.outcome);
  }

  /**
   * How long the load was more than what served could bear, in seconds: the longest time without a break of a minute.
   * With work that waits, the longest time in which some waited. 0 if it was never too much; nothing if the last such
   * time lasts until the end of the trace.
   */
  public get secondsToAbsorb(): number | undefined {
    const { absorbedAt, overloads } = this.data.outcome;
    return absorbedAt === undefined ? undefined : Math.max(0, ...overloads.map(({ from, to }) => to - from));
  }

  /** Load that nothing took, summed up over the seconds: for users, seconds that they waited in vain. */
  public get droppedLoad(): number {
    return this.data.outcome.overload;
  }

  /** Load that nothing took, in percent of all load. */
  public get droppedPercent(): number {
    const { overload, arrived } = this.data.outcome;
    return arrived === 0 ? 0 : 100 * overload / arrived;
  }

  /** The largest number of instances or tasks that were wanted. */
  public get peakCapacity(): number {
    return this.data.outcome.peak;
  }

  /** Hours of all instances or tasks that are paid for, those that drain included. */
  public get unitHours(): number {
    return this.data.outcome.unitSeconds / HOUR;
  }

  /** Instances or tasks that were paid for, on average. */
  public get averageCapacity(): number {
    return this.data.outcome.unitSeconds / this.seconds;
  }

  /** How often capacity was added within 15 minutes after some was taken away. */
  public get flaps(): number {
    return flapsOf(this.data.outcome);
  }

  /** When alarms of the policies were in ALARM. */
  public get alarms(): AlarmBand[] {
    return this.data.outcome.alarms.map(({ alarm, from, to }) =>
      ({ alarm: alarm.name, isHigh: isHigh(alarm), fromSeconds: from, toSeconds: to }));
  }

  /** Thresholds of alarms on utilization; those on other metrics are left out. */
  public get thresholds(): UtilizationThreshold[] {
    const { policies, metrics } = this.data.target;
    return policies.flatMap(({ alarms }) => alarms)
      .filter((alarm) => kindOf(alarm, metrics) === LoadKind.UTILIZATION)
      .map((alarm) => ({ alarm: alarm.name, isHigh: isHigh(alarm), percent: alarm.threshold }));
  }

  /** What to know before you rely on this: alarms that cannot fire, back and forth, a maximum that is too small. */
  public get warnings(): string[] {
    return warningsOf(this.judged);
  }

  /** What was taken for granted, and what is modelled because AWS does not document it. */
  public get assumptions(): string[] {
    return assumptionsOf(this.judged);
  }

  /**
   * What a month costs if each hour is like the average of this run.
   *
   * @param options as for `CostEstimate`; the Region of the simulation counts unless another one is given
   */
  public costEstimate(options: CostOptions = {}): CostEstimate {
    const { owner, bounds, timedSchedules: schedules } = this.data.target;
    const least = Math.min(bounds.min, ...schedules.flatMap(({ min }) => min ?? []));
    const most = Math.max(bounds.max, ...schedules.flatMap(({ max }) => max ?? []));
    // those that drain are paid for beside the others, and an estimate takes nothing beyond the bounds.
    const average = Math.min(most, Math.max(least, this.averageCapacity));
    const region = options.region ?? this.data.region;
    return CostEstimate._ofStacks(inRegion(this.data.stacks, region), {
      ...options, region,
      expectedUnits: { ...owner && { [owner.logicalId]: average }, ...options.expectedUnits },
    });
  }

  /** The run in words, for people. */
  public toText(): string {
    return renderText(this);
  }

  /** Everything as JSON, with numbers to four decimal places. The same run always has the same bytes. */
  public toJson(): string {
    return renderJson(this);
  }

  private get seconds(): number {
    return this.data.outcome.minutes.length * 60;
  }

  private get judged(): Judged {
    const { target, outcome, options: { unitCapacity } } = this.data;
    const points = pointsOf(outcome);
    const averageUtilization = points.reduce((total, point) => total + point.utilizationPercent, 0) / points.length;
    return { target, outcome, unitCapacity, averageUtilization };
  }
}
