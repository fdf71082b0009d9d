import { alarmFrom, MetricAlarm, SampleBook, type AlarmProperties } from '../../src/evaluation';
import { MINUTE } from './support';

const SIMPLE: AlarmProperties = {
  Namespace: 'Shop', MetricName: 'Errors', Statistic: 'Sum', Period: 60, EvaluationPeriods: 5, Threshold: 3,
  ComparisonOperator: 'GreaterThanThreshold',
};
const stat = (Id: string, MetricName: string, Period = 60) =>
  ({ Id, ReturnData: false, MetricStat: { Metric: { Namespace: 'Shop', MetricName }, Period, Stat: 'Sum' } });
const math = (...Metrics: object[]) => ({
  ...SIMPLE, Namespace: undefined, MetricName: undefined, Statistic: undefined, Period: undefined, Metrics,
}) as AlarmProperties;

test('without further props all periods have to breach, and a gap is missing', () => {
  expect(alarmFrom('Errors', SIMPLE)).toMatchObject({
    name: 'Errors', periodSeconds: 60, evaluationPeriods: 5, datapointsToAlarm: 5, missingData: 'missing', threshold: 3,
  });
});

test('a dimension whose value is only known at deployment is told from others by how it is written', () => {
  const alarm = alarmFrom('Errors', { ...SIMPLE, Dimensions: [{ Name: 'Queue', Value: { Ref: 'Jobs' } }] });

  expect(alarm.queries[alarm.returned]).toMatchObject({ metric: { dimensions: { Queue: '{"Ref":"Jobs"}' } } });
});

test('an expression may be made of another', () => {
  const alarm = alarmFrom('Ratio', math(
    { Id: 'ratio', Expression: '100 * bad / all' }, { Id: 'bad', Expression: 'FILL(m1, 0)', ReturnData: false },
    { Id: 'all', Expression: 'm1 + m2', ReturnData: false }, stat('m1', 'Errors'), stat('m2', 'Successes'),
  ));
  const book = new SampleBook();
  book.add({ namespace: 'Shop', name: 'Errors', dimensions: {} }, 0, 1);
  book.add({ namespace: 'Shop', name: 'Successes', dimensions: {} }, 0, 3);

  expect(new MetricAlarm(alarm, book).step(MINUTE)!.points.at(-1)).toBe(25);
});

test.each<[string, AlarmProperties, string]>([
  [
    'all that is wrong', { ...SIMPLE, Statistic: 'Median', EvaluationPeriods: 0, TreatMissingData: 'good' },
    [
      'alarm X cannot be evaluated:',
      '"EvaluationPeriods" must be an integer of at least 1, got 0',
      '"TreatMissingData" must be one of missing, ignore, breaching, notBreaching, got "good"',
      '"statistic of q" must be one that is understood, got "Median"',
    ].join('\n  '),
  ],
  [
    'a comparison of anomaly detection',
    { ...SIMPLE, ComparisonOperator: 'GreaterThanUpperThreshold', Threshold: undefined, ThresholdMetricId: 'band' },
    [
      'alarm X cannot be evaluated:',
      '"ComparisonOperator" must be one of GreaterThanThreshold, GreaterThanOrEqualToThreshold, LessThanThreshold, '
      + 'LessThanOrEqualToThreshold, got "GreaterThanUpperThreshold"',
      '"Threshold" must be a number, got undefined',
      '"ThresholdMetricId" must be left out, because it is not evaluated, got "band"',
    ].join('\n  '),
  ],
  [
    'two periods', math({ Id: 'e', Expression: 'm1 + m2' }, stat('m1', 'A'), stat('m2', 'B', 300)),
    'alarm X cannot be evaluated:\n  "Period" must be one for all metrics, got 60, 300',
  ],
  [
    'two results', math(stat('m1', 'A'), { Id: 'e', Expression: 'm1' }, { Id: 'f', Expression: 'm1' }),
    'alarm X cannot be evaluated:\n  "Metrics" must return one, got e, f',
  ],
  [
    'a metric that is not there', math({ Id: 'e', Expression: 'm1 + m2' }, stat('m1', 'A')),
    'alarm X cannot be evaluated: m2 is neither a metric nor an expression',
  ],
  [
    'a circle',
    math({ Id: 'e', Expression: 'f + m1' }, { Id: 'f', Expression: 'e', ReturnData: false }, stat('m1', 'A')),
    'alarm X cannot be evaluated: e is made of itself',
  ],
  [
    'a function', math({ Id: 'e', Expression: 'RATE(m1)' }, stat('m1', 'A')),
    'alarm X: the expression e calls RATE, and only IF, FILL, METRICS, MAX, MIN, SUM are understood, at position 6, '
    + 'got "m1": RATE(m1)',
  ],
])('%s is an error that names it', (_, properties, message) => {
  expect(() => alarmFrom('X', properties)).toThrow(new Error(message));
});
