import type { Assumptions } from './rules';

/** Points of the periods of a range, the oldest first; a gap is `undefined`. */
export type Points = readonly (number | undefined)[];
/** What is done with two points; no result leaves a gap. */
export type Operation = (left: number, right: number) => number | undefined;
/** Makes one point of two metrics. */
export type Aggregation = (left: number, right: number) => number;

/** Point by point, a number standing for a point of every period. */
export function combined(
  operate: Operation, left: Points | number, right: Points | number, { gapsInArithmetic }: Assumptions,
): Points {
  const gap = gapsInArithmetic === 'zero' && typeof left !== 'number' && typeof right !== 'number' ? 0 : undefined;
  return Array.from({ length: lengthOf(left, right) }, (_, index) => {
    const sides = [pointAt(left, index), pointAt(right, index)];
    const [one, other] = sides.every((side) => side === undefined) ? sides : sides.map((side) => side ?? gap);
    return one === undefined || other === undefined ? undefined : operate(one, other);
  });
}

/** The one where the condition is not 0, else the other. */
export function chosen(condition: Points, yes: Points | number, no: Points | number): Points {
  return condition.map((point, index) => {
    if (point === undefined) return undefined;
    return point === 0 ? pointAt(no, index) : pointAt(yes, index) ?? 0;
  });
}

/** A value in place of each gap. */
export function filled(points: Points, value: number, { fillsNothing }: Assumptions): Points {
  const isEmpty = points.every((point) => point === undefined);
  return isEmpty && !fillsNothing ? points : points.map((point) => point ?? value);
}

/** Several metrics as one. */
export function aggregated(operate: Aggregation, all: readonly Points[], { gapsInAggregates }: Assumptions): Points {
  return (all[0] ?? []).map((_, index) => {
    const points = all.map((each) => each[index]);
    const real = points.filter((point) => point !== undefined);
    if (real.length === 0 || (real.length < points.length && gapsInAggregates === 'gap')) return undefined;
    return (gapsInAggregates === 'zero' ? points.map((point) => point ?? 0) : real)
      .reduce((total, point) => operate(total, point));
  });
}

function lengthOf(...sides: readonly (Points | number)[]): number {
  return Math.max(...sides.map((side) => typeof side === 'number' ? 0 : side.length));
}

function pointAt(side: Points | number, index: number): number | undefined {
  return typeof side === 'number' ? side : side[index];
}
