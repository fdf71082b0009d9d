import { contradiction, decimal, integer, inWords, type Problem } from '../../core';

/** A load over time. */
export interface Shape {
  readonly seconds: number;
  at(second: number): number;
  /** What is wrong with what the user gave. */
  problems(prop: string): Problem[];
}

/** A value from a second on. */
export interface Point {
  readonly atSeconds: number;
  readonly value: number;
}

/** The state has one entry a second, so a longer trace takes too long for a test. */
const LONGEST_SECONDS = 31 * 24 * 3600;
const DAY = 86_400;

/** A load that stays as it is until the next point. */
export function stepsShape(points: readonly Point[], seconds: number): Shape {
  let index = 0;
  return {
    seconds,
    at(second) {
      if (points.length === 0) return 0;
      // seconds come in order, so the search goes on where it stopped; from the start when they begin anew.
      if (points[index].atSeconds > second) index = 0;
      while (index + 1 < points.length && points[index + 1].atSeconds <= second) index += 1;
      return points[index].value;
    },
    problems: (prop) => [...pointProblems(prop, points), ...lengthProblems(prop, seconds)],
  };
}

/** A load that changes evenly between points. */
export function lineShape(points: readonly Point[], seconds: number): Shape {
  return {
    seconds,
    at(second) {
      const next = points.findIndex(({ atSeconds }) => atSeconds > second);
      if (next === 0) return points[0].value;
      const [from, to] = [points.at(next === -1 ? -1 : next - 1)!, points.at(next)!];
      const share = next === -1 ? 0 : (second - from.atSeconds) / (to.atSeconds - from.atSeconds);
      return from.value + (to.value - from.value) * share;
    },
    problems: (prop) => [...pointProblems(prop, points), ...lengthProblems(prop, seconds)],
  };
}

/** What was given is of another kind, so it has no values. */
export function wrongShape(must: string, given: unknown): Shape {
  return { seconds: 0, at: () => 0, problems: (prop) => [{ prop, must, got: given }] };
}

/** A day after another, low at night and high at the hour of the peak. */
export function dayShape(low: number, high: number, peakHour: number, days: number): Shape {
  return {
    seconds: days * DAY,
    at: (second) => low + (high - low) * (1 + Math.cos(2 * Math.PI * (second - peakHour * 3600) / DAY)) / 2,
    problems: (prop) => [
      ...decimal(`${prop}.lowValue`, low, { min: 0 }), ...decimal(`${prop}.highValue`, high, { min: low }),
      ...decimal(`${prop}.peakHour`, peakHour, { min: 0, max: 24 }),
      ...integer(`${prop}.days`, days, { min: 1, max: 31 }),
    ],
  };
}

function pointProblems(prop: string, points: readonly Point[]): Problem[] {
  return [
    ...contradiction(points.length === 0, { prop, must: 'have at least one value', got: inWords('none') }),
    ...contradiction(points.length > 0 && points[0].atSeconds !== 0, {
      prop: `${prop}[0].atSeconds`, must: 'be 0, so that the load is known from the start', got: points[0]?.atSeconds,
    }),
    ...points.flatMap(({ atSeconds, value }, i) => [
      ...integer(`${prop}[${i}].atSeconds`, atSeconds, { min: 0 }),
      ...contradiction(i > 0 && atSeconds <= points[i - 1].atSeconds, {
        prop: `${prop}[${i}].atSeconds`, must: 'be above the one before', got: atSeconds,
      }),
      ...decimal(`${prop}[${i}].value`, value, { min: 0 }),
    ]),
  ];
}

function lengthProblems(prop: string, seconds: number): Problem[] {
  return integer(`${prop}.durationSeconds`, seconds, { min: 60, max: LONGEST_SECONDS, unit: 'seconds' });
}
