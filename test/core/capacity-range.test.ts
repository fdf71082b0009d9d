import { CfnParameter, Stack } from 'aws-cdk-lib';
import { CapacityRange } from '../../src/core';
import { rendered } from '../support/templates';

const problems = (range: CapacityRange) => rendered(range._problems('capacity'));

describe('capacity range', () => {
  test.each([[0, 0], [0, 1], [1, 1], [2, 10]])('accepts %d to %d', (min, max) => {
    expect(problems(CapacityRange.between(min, max))).toEqual([]);
  });

  test('a fixed number leaves nothing to scale', () => {
    expect(CapacityRange.fixed(3)).toMatchObject({ min: 3, max: 3, isFixed: true });
    expect(CapacityRange.between(2, 3).isFixed).toBe(false);
  });

  test.each<[number, number, string[]]>([
    [3, 2, ['"capacity.min" must be at most "capacity.max" (2), got 3']],
    [-1, 2, ['"capacity.min" must be an integer of at least 0, got -1']],
    [1.5, 2, ['"capacity.min" must be an integer of at least 0, got 1.5']],
    [0, -1, ['"capacity.max" must be an integer of at least 0, got -1',
      '"capacity.min" must be at most "capacity.max" (-1), got 0']],
    [2, 2.5, ['"capacity.max" must be an integer of at least 0, got 2.5']],
  ])('fails for %d to %d', (min, max, expected) => {
    expect(problems(CapacityRange.between(min, max))).toEqual(expected);
  });

  test('accepts bounds that are known at deployment only', () => {
    const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;

    expect(problems(CapacityRange.between(parameter, 2))).toEqual([]);
    expect(problems(CapacityRange.between(5, parameter))).toEqual([]);
  });
});
