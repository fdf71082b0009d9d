import { ASSUMPTIONS, type Assumptions } from '../../src/evaluation';
import { metricMath } from '../../src/evaluation/metric-math';
import type { Points } from '../../src/evaluation/points';

const GAP = undefined;
const METRICS: Record<string, Points> = { a: [1, 2, GAP, 4], b: [10, GAP, 30, 0], none: [GAP, GAP, GAP, GAP] };

function evaluate(expression: string, assumptions: Partial<Assumptions> = {}): Points {
  return metricMath(expression, 'the expression').evaluate({
    pointsOf: (id) => METRICS[id],
    metrics: () => Object.values(METRICS),
    assumptions: { ...ASSUMPTIONS, ...assumptions },
  });
}

test.each<[string, Points]>([
  ['a', [1, 2, GAP, 4]],
  ['a + b', [11, 2, 30, 4]],
  ['a - 1', [0, 1, GAP, 3]],
  ['2 + 3 * a', [5, 8, GAP, 14]],
  ['(2 + 3) * a', [5, 10, GAP, 20]],
  ['10 - 2 - a', [7, 6, GAP, 4]],
  ['-a', [-1, -2, GAP, -4]],
  ['a * -2', [-2, -4, GAP, -8]],
  ['1.5e1 * a', [15, 30, GAP, 60]],
  ['100 * a / b', [10, GAP, 0, GAP]],
  ['a >= 2', [0, 1, GAP, 1]],
  ['a == 2', [0, 1, GAP, 0]],
  ['a != 2', [1, 0, GAP, 1]],
  ['a + 1 > 2', [0, 1, GAP, 1]],
  ['a < b', [1, 0, 1, 0]],
  ['a <= 1', [1, 0, GAP, 0]],
  ['IF(a > 1, b, 7)', [7, 0, GAP, 0]],
  ['none + none', [GAP, GAP, GAP, GAP]],
  ['a + none', [1, 2, GAP, 4]],
  ['IF(FILL(a, 0) >= 2, 100 * a / 2, 0)', [0, 100, 0, 200]],
  ['FILL(a, 0)', [1, 2, 0, 4]],
  ['FILL(a, 2 * 3)', [1, 2, 6, 4]],
  ['FILL(none, 5)', [5, 5, 5, 5]],
  ['FILL(a, 0) + FILL(b, 0)', [11, 2, 30, 4]],
  ['MAX([a, b])', [10, 2, 30, 4]],
  ['MIN([a, b])', [1, 2, 30, 0]],
  ['SUM([a, b])', [11, 2, 30, 4]],
  ['SUM([none, none])', [GAP, GAP, GAP, GAP]],
  ['MAX(FILL([a, b], 0))', [10, 2, 30, 4]],
  ['MAX(METRICS())', [10, 2, 30, 4]],
])('%s', (expression, points) => {
  expect(evaluate(expression)).toEqual(points);
});

test('a sum that is 0 on its way goes on', () => {
  expect(evaluate('SUM([a - 1, a - 2, a - 3])')).toEqual([-3, 0, GAP, 6]);
});

test('what AWS does not say can be tried both ways', () => {
  expect(evaluate('FILL(none, 5)', { fillsNothing: false })).toEqual([GAP, GAP, GAP, GAP]);
  expect(evaluate('FILL(a, 5)', { fillsNothing: false })).toEqual([1, 2, 5, 4]);
  expect(evaluate('MIN([a, b])', { gapsInAggregates: 'gap' })).toEqual([1, GAP, GAP, 0]);
  expect(evaluate('MIN([a, b])', { gapsInAggregates: 'zero' })).toEqual([1, 0, 0, 0]);
  expect(evaluate('a + b', { gapsInArithmetic: 'gap' })).toEqual([11, GAP, GAP, 4]);
});

describe('the examples of AWS', () => {
  const [m1, m2, m3] = [[1, 1, 0, 0, GAP], [30, GAP, 0, 0, 30], [0, 0, 20, GAP, 20]];
  const [left, right] = [[30, 20, 0, 0], [20, GAP, 20, GAP]];
  const values: Record<string, Points> = { m1, m2, m3, left, right };

  test.each<[string, Points]>([
    ['left < right', [0, 0, 1, 0]],
    ['left >= 30', [1, 0, 0, 0]],
    ['IF(m1, m2, m3)', [30, 0, 20, GAP, GAP]],
    ['IF(m1, 5, m3)', [5, 5, 20, GAP, GAP]],
    ['IF(m1, m2, 5)', [30, 0, 5, 5, GAP]],
  ])('%s', (expression, points) => {
    const math = metricMath(expression, 'the expression');

    expect(math.evaluate({ pointsOf: (id) => values[id], metrics: () => [], assumptions: ASSUMPTIONS }))
      .toEqual(points);
  });
});

test('the metrics of an expression are known', () => {
  expect(metricMath('IF(a > 1, b, a)', 'the expression').ids).toEqual(['a', 'b']);
});

test.each<[string, string]>([
  [
    'RATE(a)',
    'the expression calls RATE, and only IF, FILL, METRICS, MAX, MIN, SUM are understood, at position 6, got "a": '
    + 'RATE(a)',
  ],
  ['a +', 'the expression has to go on at position 4, got its end: a +'],
  ['a b', 'the expression has to end at position 3, got "b": a b'],
  ['(a', 'the expression needs ")" at position 3, got its end: (a'],
  ['a + )', 'the expression needs a number, a metric or a function at position 5, got ")": a + )'],
  ['a ^ 2', 'the expression is not understood from "^ 2" on'],
  ['1 / 0 + a', 'the expression must not divide by zero at position 7, got "+": 1 / 0 + a'],
  ['1 + 2', 'the expression must give one time series, got a number: 1 + 2'],
  ['[a, b]', 'the expression must give one time series, got a list: [a, b]'],
  ['MAX(a)', 'the expression must call MAX with several metrics in brackets at position 7, got its end: MAX(a)'],
  ['MAX([1, 2])', 'the expression must hold metrics in its brackets at position 11, got ")": MAX([1, 2])'],
  ['FILL(a, b)', 'the expression must call FILL with metrics and a number at position 11, got its end: FILL(a, b)'],
  [
    'FILL(a, REPEAT)',
    'the expression must call FILL with metrics and a number at position 16, got its end: FILL(a, REPEAT)',
  ],
  [
    'IF(1, a, b)',
    'the expression must call IF with a condition on metrics and two single values at position 12, got its end: '
    + 'IF(1, a, b)',
  ],
  ['METRICS(a)', 'the expression must call METRICS without a filter at position 11, got its end: METRICS(a)'],
  [
    '[a] + 1',
    'the expression must calculate with single metrics, not with a list, at position 8, got its end: [a] + 1',
  ],
])('%s fails with what is wrong', (expression, message) => {
  expect(() => evaluate(expression)).toThrow(new Error(message));
});
