// R-MON-1: a metric of the user's that CloudWatch would reject, or never find.
import { Duration, Lazy } from 'aws-cdk-lib';
import { MathExpression, Metric, type IMetric, type MetricProps } from 'aws-cdk-lib/aws-cloudwatch';
import { metricProblems } from '../../src/signal/metric-problems';

const metric = (changes: Partial<MetricProps>) =>
  new Metric({ namespace: 'Shop', metricName: 'Errors', period: Duration.minutes(1), ...changes });
const propsOf = (of: IMetric) => metricProblems('metric', of).map(({ prop }) => prop);

describe('a statistic', () => {
  test.each([
    'Average', 'Sum', 'Minimum', 'Maximum', 'SampleCount', 'IQM', 'p50', 'p99.9', 'p100', 'p99.9999999999', 'tm90',
    'wm99', 'tc5', 'ts0.5', 'TM(10%:90%)', 'TM(:95%)', 'TM(80:500)', 'WM(5%:)', 'TC(0.005:0.03)', 'TS(80%:)',
    'PR(:0.5)', 'PR(100:2000)', 'PR(0.1:)',
  ])('may be %s', (statistic) => {
    expect(propsOf(metric({ statistic }))).toEqual([]);
  });

  test.each([
    'average of all', 'p', 'p101', 'p999', 'p-1', 'p99.99999999999', 'tm', 'xx90', 'TM', 'TM()', 'TM(:)', 'TM(10%)',
    'TM(10%:120%)', 'PR(10%:90%)', 'PR(:)', 'PR(-1:2)', 'Sum ',
  ])('may not be %s', (statistic) => {
    expect(propsOf(metric({ statistic }))).toEqual(['metric.statistic']);
  });
});

describe('a namespace', () => {
  test.each(['Shop', 'AWS/RDS', 'My shop', 'a.b-c_d/e#f:g', '0', 'a'.repeat(255)])('may be %s', (namespace) => {
    expect(propsOf(metric({ namespace }))).toEqual([]);
  });

  test.each(['', ' ', ':Shop', 'Käse', 'Shop!', 'a'.repeat(256)])('may not be "%s"', (namespace) => {
    expect(propsOf(metric({ namespace }))).toEqual(['metric.namespace']);
  });
});

test.each(['', '  ', 'Zähler', 'a'.repeat(256)])('a metric may not be called "%s"', (metricName) => {
  expect(propsOf(metric({ metricName }))).toEqual(['metric.metricName']);
});

test('every metric of a formula is looked at', () => {
  const formula = new MathExpression({
    expression: 'one + other', period: Duration.minutes(1),
    usingMetrics: { one: metric({ statistic: 'p101' }), other: metric({ namespace: ':' }) },
  });

  expect(propsOf(formula)).toEqual(['metric.statistic', 'metric.namespace']);
});

test('what is only known at deployment passes', () => {
  const later = Lazy.string({ produce: () => '?' });

  expect(propsOf(metric({ namespace: later, metricName: later }))).toEqual([]);
});
