import { statisticOf } from '../../src/evaluation/statistic';

const SAMPLES = [4, 1, 3, 2, 10, 6, 5, 9, 7, 8];

test.each<[string, number]>([
  ['Average', 5.5], ['Sum', 55], ['Minimum', 1], ['Maximum', 10], ['SampleCount', 10],
  ['p0', 1], ['p50', 5], ['p90', 9], ['p95', 10], ['p99.9', 10], ['p100', 10],
  ['PR(:5)', 50], ['PR(5:)', 50], ['PR(2:4)', 20],
])('%s of 1 to 10 is %d', (name, value) => {
  expect(statisticOf(name)!(SAMPLES)).toBe(value);
});

test.each(['Median', 'p101', 'tm90', 'constructor', ''])('%j is not understood', (name) => {
  expect(statisticOf(name)).toBeUndefined();
});
