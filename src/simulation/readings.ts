import { MetricAlarm, SampleBook, type AlarmDefinition, type Assumptions, type MetricName } from '../evaluation';
import type { Reading } from './policy';

const MINUTE = 60;

/** What a metric says about the load. */
export enum LoadKind {
  /** How much of the serving units is in use, in percent: never above 100. */
  UTILIZATION,
  /** How much comes to each serving unit in a minute: without a ceiling. */
  PER_UNIT,
}

/** A metric that follows the load. */
export interface LoadMetric {
  readonly metric: MetricName;
  readonly kind: LoadKind;
}

/** The metrics of each minute, as detailed monitoring reports them. */
export class LoadMetrics {
  public readonly book = new SampleBook();
  private percentages = 0;
  private perUnit = 0;
  private count = 0;

  constructor(private readonly metrics: readonly LoadMetric[], private readonly unitCapacity: number) {}

  /** Adds what happens in one second; nothing is reported where nothing serves. */
  public measure(load: number, serving: number): void {
    if (serving === 0) return;
    this.percentages += Math.min(100, 100 * load / (serving * this.unitCapacity));
    this.perUnit += load / serving;
    this.count += 1;
  }

  /** Reports the minute that ends now. */
  public publish(seconds: number): void {
    const values = { [LoadKind.UTILIZATION]: this.percentages / this.count, [LoadKind.PER_UNIT]: this.perUnit };
    if (this.count > 0) {
      for (const { metric, kind } of this.metrics) this.book.add(metric, seconds - MINUTE, values[kind]);
    }
    [this.percentages, this.perUnit, this.count] = [0, 0, 0];
  }
}

/** What each alarm said last. */
export class AlarmReadings {
  private readonly alarms: readonly MetricAlarm[];
  private readonly readings = new Map<AlarmDefinition, Reading>();

  constructor(definitions: readonly AlarmDefinition[], book: SampleBook, assumptions: Assumptions | undefined) {
    this.alarms = definitions.map((definition) => new MetricAlarm(definition, book, assumptions));
  }

  public step(seconds: number): void {
    for (const alarm of this.alarms) {
      const evaluation = alarm.step(seconds);
      if (!evaluation) continue;
      const point = evaluation.points.filter((each) => each !== undefined).at(-1);
      this.readings.set(alarm.definition, { state: evaluation.state, point });
    }
  }

  public readingOf(alarm: AlarmDefinition): Reading {
    return this.readings.get(alarm) ?? { state: 'INSUFFICIENT_DATA', point: undefined };
  }
}
