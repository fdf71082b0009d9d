import {
  COMPARISONS, MetricAlarm, SampleBook, type AlarmDefinition, type AlarmState, type Assumptions, type Evaluation,
  type MetricName,
} from '../../evaluation';
import type { Reading } from './policy';

const MINUTE = 60;

/** What a metric says about the load. */
export enum LoadKind {
  /** How much of the serving units is in use, in percent: never above 100. */
  UTILIZATION,
  /** How much comes to each serving unit in a minute: without a ceiling. */
  PER_UNIT,
  /** How much work waits. */
  BACKLOG,
  /** How many units serve. */
  UNITS,
  /** Work that units have taken: one piece for each that works. */
  IN_FLIGHT,
}

/** A metric that follows the load. */
export interface LoadMetric {
  readonly metric: MetricName;
  readonly kind: LoadKind;
  /** How often it is reported, in seconds; once a minute unless said otherwise. */
  readonly reportSeconds?: number;
}

/** What happens in one second. */
export interface Moment {
  /** Load that asks for units: what waits counts too. */
  readonly asked: number;
  /** Load that arrived. */
  readonly arrived: number;
  readonly serving: number;
  readonly waiting: number;
}

/** Sums of the seconds since a metric was reported last. */
interface Sums {
  percentages: number;
  perUnit: number;
  count: number;
}

/** The metrics of each minute, as detailed monitoring reports them. */
export class LoadMetrics {
  public readonly book = new SampleBook();
  /** By how often they are reported. */
  private readonly sums: readonly (readonly [every: number, sums: Sums])[];
  private last: Moment = { asked: 0, arrived: 0, serving: 0, waiting: 0 };

  constructor(private readonly metrics: readonly LoadMetric[], private readonly unitCapacity: number) {
    this.sums = [...new Set(metrics.map(everyOf))].map((every) => [every, { percentages: 0, perUnit: 0, count: 0 }]);
  }

  /** Adds what happens in one second; nothing is reported of units where nothing serves. */
  public measure(moment: Moment): void {
    this.last = moment;
    const { asked, arrived, serving } = moment;
    if (serving === 0) return;
    for (const [, sums] of this.sums) {
      sums.percentages += Math.min(100, 100 * asked / (serving * this.unitCapacity));
      sums.perUnit += arrived / serving;
      sums.count += 1;
    }
  }

  /** Reports what ends now. */
  public publish(seconds: number): void {
    for (const [every, sums] of this.sums) {
      if (seconds % every !== 0) continue;
      for (const metric of this.metrics.filter((each) => everyOf(each) === every)) {
        const value = this.valueOf(metric.kind, sums, every / MINUTE);
        if (value !== undefined) this.book.add(metric.metric, seconds - every, value);
      }
      [sums.percentages, sums.perUnit, sums.count] = [0, 0, 0];
    }
  }

  private valueOf(kind: LoadKind, { percentages, perUnit, count }: Sums, minutes: number): number | undefined {
    switch (kind) {
      case LoadKind.UTILIZATION: return count === 0 ? undefined : percentages / count;
      case LoadKind.PER_UNIT: return count === 0 ? undefined : perUnit / minutes;
      case LoadKind.BACKLOG: return this.last.waiting;
      case LoadKind.IN_FLIGHT: return Math.min(this.last.serving, Math.ceil(this.last.asked / this.unitCapacity));
      case LoadKind.UNITS: return this.last.serving === 0 ? undefined : this.last.serving;
    }
  }
}

function everyOf({ reportSeconds = MINUTE }: LoadMetric): number {
  return reportSeconds;
}

/** An alarm that was in ALARM, from a second until another one. */
export interface AlarmStretch {
  readonly alarm: AlarmDefinition;
  readonly from: number;
  readonly to: number;
}

/** What each alarm said last. */
export class AlarmReadings {
  private readonly alarms: readonly MetricAlarm[];
  private readonly readings = new Map<AlarmDefinition, Reading>();
  private readonly raisedAt = new Map<AlarmDefinition, number>();
  private readonly ended: AlarmStretch[] = [];

  constructor(definitions: readonly AlarmDefinition[], book: SampleBook, assumptions: Assumptions | undefined) {
    this.alarms = definitions.map((definition) => new MetricAlarm(definition, book, assumptions));
  }

  public step(seconds: number): void {
    for (const alarm of this.alarms) {
      const evaluation = alarm.step(seconds);
      if (!evaluation) continue;
      const { state, rule } = evaluation;
      this.readings.set(alarm.definition, {
        state, rule, breach: breachIn(evaluation.points, alarm.definition),
        ...newestOf(evaluation.points, seconds, alarm.definition.periodSeconds),
      });
      this.note(alarm.definition, state, seconds);
    }
  }

  public readingOf(alarm: AlarmDefinition): Reading {
    return this.readings.get(alarm) ?? { state: 'INSUFFICIENT_DATA', point: undefined };
  }

  /** When alarms were in ALARM, those that still are until a second. */
  public stretchesUntil(seconds: number): AlarmStretch[] {
    const open = [...this.raisedAt].map(([alarm, from]) => ({ alarm, from, to: seconds }));
    return [...this.ended, ...open].sort((a, b) => a.from - b.from);
  }

  private note(alarm: AlarmDefinition, state: AlarmState, seconds: number): void {
    const from = this.raisedAt.get(alarm);
    if (state === 'ALARM' && from === undefined) this.raisedAt.set(alarm, seconds);
    if (state === 'ALARM' || from === undefined) return;
    this.raisedAt.delete(alarm);
    this.ended.push({ alarm, from, to: seconds });
  }
}

/** The newest point that is beyond the threshold: where a part of the points is enough, an older one may be it. */
function breachIn(points: Evaluation['points'], { comparison, threshold }: AlarmDefinition): number | undefined {
  return points.filter((point) => point !== undefined && COMPARISONS[comparison](point, threshold)).at(-1);
}

/** The newest point of an evaluation, and when its period ended. */
function newestOf(points: Evaluation['points'], seconds: number, period: number): Pick<Reading, 'point' | 'seenAt'> {
  const known = points.flatMap((point, index) =>
    point === undefined ? [] : [{ point, seenAt: seconds - (points.length - 1 - index) * period }]);
  return known.at(-1) ?? { point: undefined };
}
