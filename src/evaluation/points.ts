import type { Assumptions } from './rules';

/** Points of the periods of a range, the oldest first; a gap is `undefined`. */
export type Points = readonly (number | undefined)[];
/** What is done with two points; no result leaves a gap. */
export type Operation = (left: number, right: number) => number | undefined;
/** Makes one point of two metrics. */
export type Aggregation = (left: number, right: number) => number;

/** Point by point, a number standing for a point of every period. A gap on either side leaves a gap. */
export function combined(operation: Operation, left: Points | number, right: Points | number): Points {
  return Array.from({ length: lengthOf(left, right) }, (_, index) => {
    const [one, other] = [pointAt(left, index), pointAt(right, index)];
    return one === undefined || other === undefined ? undefined : operation(one, other);
  });
}

/** The one where the condition is not 0, else the other. A gap in the condition leaves a gap. */
export function chosen(condition: Points, yes: Points | number, no: Points | number): Points {
  return condition.map((point, index) => point === undefined ? undefined : pointAt(point === 0 ? no : yes, index));
}

/** A value in place of each gap. */
export function filled(points: Points, value: number, { fillsNothing }: Assumptions): Points {
  const isEmpty = points.every((point) => point === undefined);
  return isEmpty && !fillsNothing ? points : points.map((point) => point ?? value);
}

/** Several metrics as one. */
export function aggregated(operate: Aggregation, all: readonly Points[], { aggregatesPartly }: Assumptions): Points {
  return (all[0] ?? []).map((_, index) => {
    const points = all.map((each) => each[index]);
    const real = points.filter((point) => point !== undefined);
    if (real.length < points.length && !aggregatesPartly) return undefined;
    return real.length === 0 ? undefined : real.reduce((total, point) => operate(total, point));
  });
}

function lengthOf(...sides: readonly (Points | number)[]): number {
  return Math.max(...sides.map((side) => typeof side === 'number' ? 0 : side.length));
}

function pointAt(side: Points | number, index: number): number | undefined {
  return typeof side === 'number' ? side : side[index];
}
