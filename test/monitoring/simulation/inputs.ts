// turns the formula of an alarm round: what its metrics have to be so that it sees a value.
import { ASSUMPTIONS, MetricAlarm, SampleBook, type AlarmDefinition, type MetricName } from '../../../src/evaluation';

/** An alarm, and what its samples are. */
export interface Sampled {
  readonly definition: AlarmDefinition;
  /** Whether a value says how many of `REQUESTS` samples are slow, because the alarm looks at their share. */
  readonly ranks: boolean;
}

/** Values of the metrics of an alarm in one period. */
export type Inputs = readonly { readonly metric: MetricName; readonly value: number }[];

/** Samples of a period of which some are slow: so many that their percentages are exact as binary fractions. */
export const REQUESTS = 400;

const [FAST, SLOW] = [0, 1e6];
/** What the metrics that are not solved for may be; a count of samples is 0 when there are none. */
const OTHERS = [0, 100, 1e6, 1e8, undefined];
/** Where a formula is a straight line: many have no value until some requests have failed. */
const LINES = [[0, 1], [100, 200]];

/** The metrics of an alarm, each once. */
export function metricsOf({ queries }: AlarmDefinition): MetricName[] {
  const metrics = Object.values(queries).flatMap((query) => 'metric' in query ? [query.metric] : []);
  return [...new Map(metrics.map((metric) => [JSON.stringify(metric), metric])).values()];
}

/** The samples that a value stands for. */
export function samplesOf({ ranks }: Sampled, value: number): number[] {
  return ranks ? [...Array<number>(value).fill(SLOW), ...Array<number>(REQUESTS - value).fill(FAST)] : [value];
}

/**
 * Inputs that an alarm sees as a value: one metric is solved for, the others are tried.
 *
 * @returns nothing if the value cannot be reached without a negative metric
 */
export function inputsFor(alarm: Sampled, target: number): Inputs | undefined {
  const metrics = metricsOf(alarm.definition);
  for (const others of choices(metrics.length - 1)) {
    for (const [solved] of metrics.entries()) {
      const inputs = (value: number): Inputs => metrics.flatMap((metric, index) => {
        const given = index === solved ? value : others[index < solved ? index : index - 1];
        return given === undefined ? [] : [{ metric, value: given }];
      });
      const value = root((x) => seenBy(alarm, inputs(x)), target, (x) => isPossible(alarm, x));
      if (value !== undefined) return inputs(value);
    }
  }
  return undefined;
}

function isPossible({ ranks }: Sampled, value: number): boolean {
  return value >= 0 && (ranks ? Number.isInteger(value) && value <= REQUESTS : Number.isFinite(value));
}

function choices(count: number): (number | undefined)[][] {
  return count === 0 ? [[]] : choices(count - 1).flatMap((rest) => OTHERS.map((value) => [...rest, value]));
}

function seenBy(alarm: Sampled, inputs: Inputs): number | undefined {
  const { definition } = alarm;
  const book = new SampleBook();
  for (const { metric, value } of inputs) {
    for (const sample of samplesOf(alarm, value)) book.add(metric, 0, sample);
  }
  return new MetricAlarm(definition, book, { ...ASSUMPTIONS, extraPeriods: 0 }).pointsAt(definition.periodSeconds)
    .at(-1);
}

/** Where a function of straight lines has exactly a value, at 0 or above. */
function root(f: (x: number) => number | undefined, target: number, isPossible: (x: number) => boolean) {
  return LINES.map(([from, to]) => crossing(f, from, to, target))
    .flatMap((exact) => [target, exact, Math.round(exact), Number(exact.toPrecision(12))])
    .find((x) => isPossible(x) && f(x) === target);
}

/** Where the line through two points of a function reaches a value. */
function crossing(f: (x: number) => number | undefined, from: number, to: number, target: number): number {
  const [left, right] = [f(from), f(to)];
  return left === undefined || right === undefined ? NaN : from + (to - from) * (target - left) / (right - left);
}
