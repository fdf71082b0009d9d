import { App, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Severity, SignalGroup, SignalUnit, Threshold, type Signal, type ThresholdOptions } from '../../src';
import {
  alarmsIn, createAlarm, newAlarm, rollbackSignals, severitiesOf, signalProblems, signalsProblems, withAlarmsBelow,
} from '../../src/signal';
import { rendered } from '../support/templates';

const above = (value: number, changes: Partial<ThresholdOptions> = {}) =>
  Threshold.above(value, { periods: 3, ...changes });
const signal = (changes: Partial<Signal> = {}): Signal => ({
  id: 'Errors', title: 'Errors of the targets', unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
  reason: 'more than 10 a minute is no single bad client',
  metric: new cloudwatch.Metric({
    namespace: 'Shop', metricName: 'Errors', period: Duration.minutes(1), statistic: 'Sum',
  }),
  critical: above(10), ...changes,
});
const problems = (changes: Partial<Signal>) => rendered(signalProblems(signal(changes)));
const metricEvery = (period: Duration) => new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Errors', period });
const scopeIn = (stack: Stack) => new Construct(stack, 'Web');

// R-MON-1
describe('the alarm of a signal', () => {
  const stack = new Stack(new App(), 'Shop');
  const scope = scopeIn(stack);
  const both = signal({
    warning: above(5, { datapointsToAlarm: 2, missingData: cloudwatch.TreatMissingData.BREACHING }),
  });
  const alarms = severitiesOf(both).map((severity) => createAlarm(scope, both, severity));
  const template = Template.fromStack(stack);

  test('says what it watches and why', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'Errors of the targets: more than 10 a minute is no single bad client',
      MetricName: 'Errors', Threshold: 10, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 5, DatapointsToAlarm: 2 });
  });

  test('treats a gap as its own threshold says', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 5, TreatMissingData: 'breaching' });
  });

  test('reports that it fires and that it is over', () => {
    const [topic] = Object.keys(template.findResources('AWS::SNS::Topic'));

    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: [{ Ref: topic }], OKActions: [{ Ref: topic }],
    });
  });

  test('has an id that other thresholds do not change', () => {
    expect(alarms.map((alarm) => alarm.node.path)).toEqual(['Shop/Web/Errors/Critical', 'Shop/Web/Errors/Warning']);
  });

  test('takes other actions', () => {
    const other = new Stack();

    createAlarm(scopeIn(other), signal(), Severity.CRITICAL, [{ bind: () => ({ alarmActionArn: 'arn:pager' }) }]);

    Template.fromStack(other)
      .hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: ['arn:pager'], OKActions: ['arn:pager'] });
    Template.fromStack(other).resourceCountIs('AWS::SNS::Topic', 0);
  });

  test('fails for a signal that CloudWatch would reject', () => {
    expect(() => createAlarm(scopeIn(new Stack(new App(), 'Shop')), signal({ id: 'no name' }), Severity.CRITICAL))
      .toThrow(
        'Shop/Web (createAlarm) has an invalid prop:\n  "signal.id" must be a name in PascalCase, got "no name"',
      );
  });

  test('fails for a severity that has no threshold', () => {
    expect(() => createAlarm(scopeIn(new Stack(new App(), 'Shop')), signal(), Severity.WARNING)).toThrow(
      'Shop/Web (createAlarm) has an invalid prop:\n  "signal Errors.warning" must be given to make an alarm of it, '
      + 'got undefined',
    );
  });
});

describe('an alarm that exists', () => {
  test('is used in place of a new one, wherever it stands', () => {
    const stack = new Stack();
    const given = newAlarm(new Construct(stack, 'Rollback'), signal(), Severity.CRITICAL, []);

    const alarm = createAlarm(scopeIn(stack), signal({ critical: above(10).withAlarm(given) }), Severity.CRITICAL);

    expect(alarm).toBe(given);
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 1);
  });

  test('is found again in its scope', () => {
    const scope = scopeIn(new Stack());

    expect(createAlarm(scope, signal(), Severity.CRITICAL)).toBe(createAlarm(scope, signal(), Severity.CRITICAL));
  });

  test('is handed over with the signal that it was made of, and with that severity only', () => {
    const scope = scopeIn(new Stack());
    const alarm = newAlarm(scope, signal({ warning: above(5) }), Severity.WARNING, []);

    const [errors, other] = withAlarmsBelow(scope, [signal({ warning: above(5) }), signal({ id: 'Other' })]);

    expect(errors.warning!.alarm).toBe(alarm);
    expect([errors.critical!.alarm, other.critical!.alarm, other.warning]).toEqual([undefined, undefined, undefined]);
  });

  test('is not needed: without a scope the signals stay as they are', () => {
    expect(withAlarmsBelow(undefined, [signal()])).toEqual([signal()]);
  });

  test('is found below a scope, however deep', () => {
    const stack = new Stack();
    const alarm = newAlarm(new Construct(scopeIn(stack), 'Deeper'), signal(), Severity.CRITICAL, []);

    expect(alarmsIn(stack)).toEqual([alarm]);
    expect(alarmsIn(undefined)).toEqual([]);
  });
});

describe('the signals that roll a new version back', () => {
  test('are those that say so and have that threshold', () => {
    const signals = [
      signal(), signal({ id: 'Back', rollsBackAt: Severity.CRITICAL }),
      signal({ id: 'Shown', critical: undefined, rollsBackAt: Severity.CRITICAL }),
    ];

    expect(rollbackSignals(signals).map(({ id }) => id)).toEqual(['Back']);
  });
});

describe('rules of a signal', () => {
  test.each<[string, Partial<Signal>]>([
    ['one of one data points', { critical: above(1, { periods: 1, datapointsToAlarm: 1 }) }],
    ['all data points', { critical: above(1, { periods: 3, datapointsToAlarm: 3 }) }],
    ['no threshold', { critical: undefined }],
    ['exactly a day', { critical: above(1, { periods: 1440 }) }],
    ['exactly seven days', { metric: metricEvery(Duration.hours(1)), critical: above(1, { periods: 168 }) }],
    ['a reason of 800 characters', { reason: 'x'.repeat(800) }],
    ['the same limit after a longer time', { critical: above(10, { periods: 5 }), warning: above(10) }],
    ['a warning above where low is bad', {
      critical: Threshold.below(1, { periods: 3 }), warning: Threshold.atMost(2, { periods: 3 }),
    }],
    ['ten metrics', { metric: formulaOf(10) }],
  ])('accept %s', (_, changes) => {
    expect(problems(changes)).toEqual([]);
  });

  test.each<[string, Partial<Signal>, string]>([
    ['an id that starts small', { id: 'errors' }, '"signal.id" must be a name in PascalCase, got "errors"'],
    ['no title', { title: '' }, '"signal Errors.title" must be a text of 1 to 200 characters, got ""'],
    [
      'no reason', { reason: '' },
      '"signal Errors.reason" must be a text of 1 to 800 characters, got "": it becomes the description of the alarm',
    ],
    ['a limit that is no number', { critical: above(NaN) }, '"signal Errors.critical.value" must be a number, got NaN'],
    ['no period', { critical: above(1, { periods: 0 }) },
      '"signal Errors.critical.periods" must be an integer of at least 1, got 0'],
    ['half a period', { critical: above(1, { periods: 1.5 }) },
      '"signal Errors.critical.periods" must be an integer of at least 1, got 1.5'],
    ['no data point', { critical: above(1, { datapointsToAlarm: 0 }) },
      '"signal Errors.critical.datapointsToAlarm" must be an integer of at least 1, got 0'],
    ['more data points than periods', { critical: above(1, { datapointsToAlarm: 4 }) },
      '"signal Errors.critical.datapointsToAlarm" must be at most "periods" (3), got 4'],
    ['more than a day', { critical: above(1, { periods: 1441 }) },
      '"signal Errors.critical.periods" must look back over at most 1 day, or 7 days with periods of 1 hour or more, '
      + 'got 1441: one period is 1 minute'],
    ['more than seven days', { metric: metricEvery(Duration.hours(1)), critical: above(1, { periods: 169 }) },
      '"signal Errors.critical.periods" must look back over at most 1 day, or 7 days with periods of 1 hour or more, '
      + 'got 169: one period is 1 hour'],
    ['a day of a formula', {
      metric: new cloudwatch.MathExpression({
        expression: 'a*2', usingMetrics: { a: metricEvery(Duration.minutes(1)) }, period: Duration.minutes(10),
      }),
      critical: above(1, { periods: 145 }),
    }, '"signal Errors.critical.periods" must look back over at most 1 day, or 7 days with periods of 1 hour or more, '
    + 'got 145: one period is 10 minutes'],
    ['a period for which there is no alarm', { metric: metricEvery(Duration.seconds(5)), critical: above(1) },
      '"signal Errors.metric.period" must be at least 10 seconds where there is a threshold, got 5 seconds: CloudWatch '
      + 'raises no alarm on a shorter one'],
    ['a warning that comes too late', { critical: above(10), warning: above(11) },
      '"signal Errors.warning.value" must be crossed before "critical.value" (10), got 11'],
    ['a warning that comes too late where low is bad', {
      critical: Threshold.below(10, { periods: 3 }), warning: Threshold.below(9, { periods: 3 }),
    }, '"signal Errors.warning.value" must be crossed before "critical.value" (10), got 9'],
    ['a warning of the other direction', { critical: above(10), warning: Threshold.below(5, { periods: 3 }) },
      '"signal Errors.warning" must look in the direction of "critical" (GreaterThanThreshold), '
      + 'got "LessThanThreshold"'],
    ['a rollback without its threshold', { rollsBackAt: Severity.WARNING },
      '"signal Errors.rollsBackAt" must be the severity of a threshold that the signal has, got "warning"'],
    ['eleven metrics', { metric: formulaOf(11) },
      '"signal Errors.metric" must be made of at most 10 metrics, got 11: CloudWatch refuses an alarm on more'],
  ])('fail for %s', (_, changes, message) => {
    expect(problems(changes)).toEqual([message]);
  });

  test('tell of all that is wrong at once, and of ids that stand there twice', () => {
    const signals = [
      signal(), signal({ critical: above(NaN, { datapointsToAlarm: 0 }), warning: above(1, { periods: 0 }) }),
    ];

    expect(rendered(signalsProblems(signals))).toEqual([
      '"signal Errors.critical.value" must be a number, got NaN',
      '"signal Errors.critical.datapointsToAlarm" must be an integer of at least 1, got 0',
      '"signal Errors.warning.periods" must be an integer of at least 1, got 0',
      '"signals[1]" must differ from "signals[0]", got "Errors"',
    ]);
  });

  test('let values pass that are known at deployment only', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'Limit', { type: 'Number' });
    const unknown = above(parameter.valueAsNumber, {
      periods: Lazy.number({ produce: () => 4 }), datapointsToAlarm: Lazy.number({ produce: () => 2 }),
    });

    createAlarm(scopeIn(stack), signal({ critical: unknown, warning: above(5) }), Severity.CRITICAL);

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: { Ref: 'Limit' }, EvaluationPeriods: 4, DatapointsToAlarm: 2,
    });
  });
});

/** A sum of so many metrics, in two steps. */
function formulaOf(metrics: number): cloudwatch.IMetric {
  const usingMetrics = Object.fromEntries(Array.from({ length: metrics - 1 }, (_, i) => [
    `m${i}`, new cloudwatch.Metric({ namespace: 'Shop', metricName: `Errors${i}` }),
  ]));
  const inner = new cloudwatch.MathExpression({ expression: Object.keys(usingMetrics).join('+'), usingMetrics });
  return new cloudwatch.MathExpression({
    expression: 'inner+last', usingMetrics: { inner, last: metricEvery(Duration.minutes(1)) },
  });
}
