// plays the life of a system to alarms.
import { MetricAlarm, SampleBook, type AlarmState, type Assumptions, type MetricName } from '../../../src/evaluation';
import { behaviourOf, type Life } from '../metric-behaviour';
import type { WatchedAlarm } from './watched-alarms';
import { metricsOf, samplesOf, type Inputs } from './inputs';

const MINUTE = 60;
const HOUR = 3600;

/** What the metrics of an alarm are in a period; nothing where they are silent. */
export type Period = Inputs | undefined;

/** A time of a life; some metrics may be silent in it. */
export interface Phase {
  readonly life: Life;
  readonly isSilent?: (metric: MetricName) => boolean;
  /** Other samples than usual, by the name of the metric. */
  readonly samples?: Readonly<Record<string, number>>;
}

/** The state after periods that are all known. */
export function stateAfter(alarm: WatchedAlarm, periods: readonly Period[], assumptions?: Assumptions): AlarmState {
  const book = new SampleBook();
  addPeriods(book, alarm, periods);
  const end = periods.length * alarm.definition.periodSeconds;
  return new MetricAlarm(alarm.definition, book, assumptions).step(end)!.state;
}

/** The states at the end of a time in which all is bad, and then long after a phase has begun. */
export function statesThrough(
  alarm: WatchedAlarm, bad: Inputs, phase: Phase, assumptions: Assumptions,
): [AlarmState, AlarmState] {
  const { evaluationPeriods, periodSeconds: period } = alarm.definition;
  const periods = evaluationPeriods + assumptions.extraPeriods + 2;
  const start = periods * period;
  const end = 2 * start + assumptions.metricDelaySeconds + 10 * MINUTE;
  const book = new SampleBook();
  addPeriods(book, alarm, Array<Inputs>(periods).fill(bad));
  for (const metric of metricsOf(alarm.definition)) addPhase(book, metric, phase, start, end);
  const evaluated = new MetricAlarm(alarm.definition, book, assumptions);
  const stepThrough = (from: number, to: number) => {
    for (let seconds = from; seconds <= to; seconds += period < HOUR ? MINUTE : period / 6) evaluated.step(seconds);
    return evaluated.state;
  };
  return [stepThrough(0, start), stepThrough(start, end)];
}

/** Adds the samples of a phase. */
export function addPhase(
  book: SampleBook, metric: MetricName, { life, isSilent, samples }: Phase, from: number, to: number,
): void {
  const { [life]: usual, everyMinutes } = behaviourOf(metric);
  const value = samples?.[metric.name] ?? usual;
  if (value === undefined || isSilent?.(metric)) return;
  for (let seconds = from; seconds < to; seconds += everyMinutes * MINUTE) book.add(metric, seconds, value);
}

function addPeriods(book: SampleBook, alarm: WatchedAlarm, periods: readonly Period[]): void {
  periods.forEach((inputs, index) => inputs?.forEach(({ metric, value }) => {
    const samples = alarm.countsSamples ? Array<number>(value).fill(1) : samplesOf(alarm, value);
    for (const sample of samples) book.add(metric, index * alarm.definition.periodSeconds, sample);
  }));
}
