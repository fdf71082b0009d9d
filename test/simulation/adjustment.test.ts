// the worked examples of AWS, by their numbers.
import {
  capacityAfter, capacityForTarget, stepAt, wholeUnits, type Step,
} from '../../src/simulation/engine/adjustment';

const WIDE = { min: 0, max: 1000 };

test('W1: percentages by the distance from the threshold', () => {
  const out: Step[] = [
    { lower: 0, upper: 10, adjustment: 0 }, { lower: 10, upper: 20, adjustment: 10 }, { lower: 20, adjustment: 30 },
  ];
  const into: Step[] = [
    { lower: -10, upper: 0, adjustment: 0 }, { lower: -20, upper: -10, adjustment: -10 },
    { upper: -20, adjustment: -30 },
  ];
  const after = (capacity: number, metric: number) => {
    const value = stepAt(metric > 50 ? out : into, metric - 50, metric > 50)!.adjustment;
    return capacityAfter(capacity, { type: 'PercentChangeInCapacity', value }, WIDE);
  };

  expect([60, 70, 40, 30].reduce<number[]>((all, metric) => [...all, after(all.at(-1)!, metric)], [10]))
    .toEqual([10, 11, 14, 13, 10]);
  expect([41, 45, 50, 55, 59].map((metric) => after(10, metric))).toEqual([10, 10, 10, 10, 10]);
});

test.each([[12.7, 12], [0.67, 1], [-0.58, -1], [-6.67, -6], [0, 0]])('W3: %d units are %d', (change, units) => {
  expect(wholeUnits(change)).toBe(units);
});

test.each<[string, number, Parameters<typeof capacityAfter>[1], number]>([
  ['W4: a smallest change', 4, { type: 'PercentChangeInCapacity', value: 25, minMagnitude: 2 }, 6],
  ['W4: a smallest change down', 4, { type: 'PercentChangeInCapacity', value: -25, minMagnitude: 2 }, 2],
  ['W5: a change', 3, { type: 'ChangeInCapacity', value: 5 }, 8],
  ['W5: an exact capacity', 3, { type: 'ExactCapacity', value: 5 }, 5],
  ['W5: a percentage', 10, { type: 'PercentChangeInCapacity', value: 10 }, 11],
])('%s', (_, capacity, adjustment, after) => {
  expect(capacityAfter(capacity, adjustment, WIDE)).toBe(after);
});

test.each([[2, 100, 3], [3, 100, 5], [5, 100, 8], [8, 100, 12], [10, 70, 10], [10, 35, 5]])(
  '%d units at %d are brought to a target of 70, never above it', (capacity, metric, after) => {
    expect(capacityForTarget(capacity, metric, 70, WIDE)).toBe(after);
    expect(capacity * metric / after).toBeLessThanOrEqual(70);
  });

test('W12: one and a half more are two, one and a half fewer are one', () => {
  expect(capacityForTarget(10, 69, 60, WIDE) - 10).toBe(2);
  expect(capacityForTarget(10, 51, 60, WIDE) - 10).toBe(-1);
});

test.each([[60, 1, 2], [74.9, 1, 2], [85, 1, 2], [85, 5, 5]])(
  'W19: CPU of %d with %d instances are %d', (cpu, capacity, after) => {
    const steps: Step[] = [
      { lower: 0, upper: 15, adjustment: 10 }, { lower: 15, upper: 25, adjustment: 20 }, { lower: 25, adjustment: 30 },
    ];
    const value = stepAt(steps, cpu - 60, true)!.adjustment;

    expect(capacityAfter(capacity, { type: 'PercentChangeInCapacity', value, minMagnitude: 1 }, { min: 1, max: 5 }))
      .toBe(after);
  });

test('no step holds between two of them', () => {
  expect(stepAt([{ lower: 0, upper: 10, adjustment: 1 }, { lower: 20, adjustment: 2 }], 15, true)).toBeUndefined();
});

test('a capacity stays within its bounds', () => {
  expect(capacityAfter(9, { type: 'ChangeInCapacity', value: 5 }, { min: 2, max: 10 })).toBe(10);
  expect(capacityAfter(3, { type: 'ChangeInCapacity', value: -5 }, { min: 2, max: 10 })).toBe(2);
  expect(capacityForTarget(8, 100, 70, { min: 2, max: 10 })).toBe(10);
});
