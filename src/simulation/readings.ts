import { MetricAlarm, SampleBook, type AlarmDefinition, type Assumptions, type MetricName } from '../evaluation';
import type { Reading } from './policy';

const MINUTE = 60;

/** The average of each minute, as detailed monitoring reports it. */
export class MinuteMetric {
  public readonly book = new SampleBook();
  private sum = 0;
  private count = 0;

  constructor(private readonly metric: MetricName) {}

  public measure(value: number | undefined): void {
    if (value === undefined) return;
    this.sum += value;
    this.count += 1;
  }

  public publish(seconds: number): void {
    if (this.count > 0) this.book.add(this.metric, seconds - MINUTE, this.sum / this.count);
    [this.sum, this.count] = [0, 0];
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
