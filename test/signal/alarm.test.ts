import { App, CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { Severity, type Signal, type SignalThreshold } from '../../src';
import { renderProblem } from '../../src/core';
import { createAlarm, signalProblems } from '../../src/signal';

const threshold = (changes: Partial<SignalThreshold> = {}): SignalThreshold => ({
  severity: Severity.CRITICAL, value: 10, comparison: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
  evaluationPeriods: 3, ...changes,
});
const signal = (changes: Partial<Signal> = {}): Signal => ({
  id: 'Errors', title: 'Errors of the targets', unit: 'requests',
  reason: 'more than 10 a minute is no single bad client',
  metric: new cloudwatch.Metric({
    namespace: 'Shop', metricName: 'Errors', period: Duration.minutes(1), statistic: 'Sum',
  }),
  thresholds: [threshold()], missingData: cloudwatch.TreatMissingData.NOT_BREACHING, ...changes,
});
const problems = (changes: Partial<Signal>) => signalProblems(signal(changes)).map(renderProblem);
const metricEvery = (period: Duration) => new cloudwatch.Metric({ namespace: 'Shop', metricName: 'Errors', period });

// R-MON-1
describe('the alarm of a signal', () => {
  const stack = new Stack(new App(), 'Shop');
  const scope = new Construct(stack, 'Web');
  const both = signal({
    thresholds: [threshold(), threshold({ severity: Severity.WARNING, value: 5, datapointsToAlarm: 2 })],
  });
  const alarms = both.thresholds.map((each) => createAlarm(scope, both, each));
  const template = Template.fromStack(stack);

  test('says what it watches and why', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: 'Errors of the targets: more than 10 a minute is no single bad client',
      MetricName: 'Errors', Threshold: 10, ComparisonOperator: 'GreaterThanThreshold', EvaluationPeriods: 3,
      TreatMissingData: 'notBreaching',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { Threshold: 5, DatapointsToAlarm: 2 });
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

    createAlarm(new Construct(other, 'Web'), signal(), threshold(), [
      { bind: () => ({ alarmActionArn: 'arn:pager' }) },
    ]);

    Template.fromStack(other)
      .hasResourceProperties('AWS::CloudWatch::Alarm', { AlarmActions: ['arn:pager'], OKActions: ['arn:pager'] });
    Template.fromStack(other).resourceCountIs('AWS::SNS::Topic', 0);
  });

  test('fails for a signal that CloudWatch would reject', () => {
    expect(() => createAlarm(
      new Construct(new Stack(new App(), 'Shop'), 'Web'), signal({ id: 'no name' }), threshold(),
    ))
      .toThrow(
        'Shop/Web (Signal) has an invalid prop:\n  "signal.id" must be a name in PascalCase, got "no name"',
      );
  });
});

describe('rules of a signal', () => {
  test.each<[string, Partial<Signal>]>([
    ['one of one data points', { thresholds: [threshold({ evaluationPeriods: 1, datapointsToAlarm: 1 })] }],
    ['all data points', { thresholds: [threshold({ evaluationPeriods: 3, datapointsToAlarm: 3 })] }],
    ['no threshold', { thresholds: [] }],
    ['exactly a day', { thresholds: [threshold({ evaluationPeriods: 1440 })] }],
    [
      'exactly seven days',
      { metric: metricEvery(Duration.hours(1)), thresholds: [threshold({ evaluationPeriods: 168 })] },
    ],
    ['a reason of 800 characters', { reason: 'x'.repeat(800) }],
  ])('accept %s', (_, changes) => {
    expect(problems(changes)).toEqual([]);
  });

  test.each<[string, Partial<Signal>, string]>([
    ['an id that starts small', { id: 'errors' }, '"signal.id" must be a name in PascalCase, got "errors"'],
    [
      'no reason', { reason: '' },
      '"signal Errors.reason" must be a text of 1 to 800 characters, got "": it becomes the description of the alarm',
    ],
    ['the same severity twice', { thresholds: [threshold(), threshold()] },
      '"signal Errors.thresholds" must have at most one threshold of each severity, got ["critical", "critical"]'],
    [
      'a limit that is no number', { thresholds: [threshold({ value: NaN })] },
      '"signal Errors.thresholds[0].value" must be a number, got NaN',
    ],
    ['no period', { thresholds: [threshold({ evaluationPeriods: 0 })] },
      '"signal Errors.thresholds[0].evaluationPeriods" must be an integer of at least 1, got 0'],
    ['half a period', { thresholds: [threshold({ evaluationPeriods: 1.5 })] },
      '"signal Errors.thresholds[0].evaluationPeriods" must be an integer of at least 1, got 1.5'],
    ['no data point', { thresholds: [threshold({ datapointsToAlarm: 0 })] },
      '"signal Errors.thresholds[0].datapointsToAlarm" must be an integer of at least 1, got 0'],
    ['more data points than periods', { thresholds: [threshold({ datapointsToAlarm: 4 })] },
      '"signal Errors.thresholds[0].datapointsToAlarm" must be at most "evaluationPeriods" (3), got 4'],
    ['more than a day', { thresholds: [threshold({ evaluationPeriods: 1441 })] },
      '"signal Errors.thresholds[0].evaluationPeriods" must look back over at most 1 day, or 7 days with periods of 1 '
      + 'hour or more, '
      + 'got 1441: one period is 1 minute'],
    [
      'more than seven days',
      { metric: metricEvery(Duration.hours(1)), thresholds: [threshold({ evaluationPeriods: 169 })] },
      '"signal Errors.thresholds[0].evaluationPeriods" must look back over at most 1 day, or 7 days with periods of 1 '
      + 'hour or more, '
      + 'got 169: one period is 1 hour',
    ],
    ['a day of a formula', {
      metric: new cloudwatch.MathExpression({
        expression: 'a*2', usingMetrics: { a: metricEvery(Duration.minutes(1)) }, period: Duration.minutes(10),
      }),
      thresholds: [threshold({ evaluationPeriods: 145 })],
    }, '"signal Errors.thresholds[0].evaluationPeriods" must look back over at most 1 day, or 7 days with periods of '
    + '1 hour or more, '
    + 'got 145: one period is 10 minutes'],
  ])('fail for %s', (_, changes, message) => {
    expect(problems(changes)).toEqual([message]);
  });

  test('let values pass that are known at deployment only', () => {
    const stack = new Stack();
    const parameter = new CfnParameter(stack, 'Limit', { type: 'Number' });
    const unknown = threshold({
      value: parameter.valueAsNumber, evaluationPeriods: Lazy.number({ produce: () => 4 }),
      datapointsToAlarm: Lazy.number({ produce: () => 2 }),
    });

    createAlarm(new Construct(stack, 'Web'), signal({ thresholds: [unknown] }), unknown);

    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', {
      Threshold: { Ref: 'Limit' }, EvaluationPeriods: 4, DatapointsToAlarm: 2,
    });
  });
});
