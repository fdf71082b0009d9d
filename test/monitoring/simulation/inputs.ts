// turns the formula of an alarm round: what its metrics have to be so that it sees a value.
import { ASSUMPTIONS, MetricAlarm, SampleBook, type AlarmDefinition, type MetricName } from '../../../src/evaluation';

/** Values of the metrics of an alarm in one period. */
export type Inputs = readonly { readonly metric: MetricName; readonly value: number }[];

/** What the metrics that are not solved for may be. */
const OTHERS = [0, 100, 1e6];

export function metricsOf({ queries }: AlarmDefinition): MetricName[] {
  return Object.values(queries).flatMap((query) => 'metric' in query ? [query.metric] : []);
}

/**
 * Inputs that an alarm sees as a value: one metric is solved for, the others are tried.
 *
 * @returns nothing if the value cannot be reached without a negative metric
 */
export function inputsFor(alarm: AlarmDefinition, target: number): Inputs | undefined {
  const metrics = metricsOf(alarm);
  for (const others of choices(metrics.length - 1)) {
    for (const [solved] of metrics.entries()) {
      const inputs = (value: number) => metrics.map((metric, index) => ({
        metric, value: index === solved ? value : others[index < solved ? index : index - 1],
      }));
      const value = root((x) => seenBy(alarm, inputs(x)), target);
      if (value !== undefined) return inputs(value);
    }
  }
  return undefined;
}

function choices(count: number): number[][] {
  return count === 0 ? [[]] : choices(count - 1).flatMap((rest) => OTHERS.map((value) => [...rest, value]));
}

function seenBy(alarm: AlarmDefinition, inputs: Inputs): number | undefined {
  const book = new SampleBook();
  for (const { metric, value } of inputs) book.add(metric, 0, value);
  return new MetricAlarm(alarm, book, { ...ASSUMPTIONS, extraPeriods: 0 }).pointsAt(alarm.periodSeconds).at(-1);
}

/** Where a linear function has exactly a value, at 0 or above. */
function root(f: (x: number) => number | undefined, target: number): number | undefined {
  const [zero, one] = [f(0), f(1)];
  const exact = zero === undefined || one === undefined ? NaN : (target - zero) / (one - zero);
  return [target, exact, Math.round(exact), Number(exact.toPrecision(12))]
    .find((x) => Number.isFinite(x) && x >= 0 && f(x) === target);
}
