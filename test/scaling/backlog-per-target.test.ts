import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { type BacklogPerTargetOptions, ScalingPolicy } from '../../src';
import { only, rendered } from '../support/templates';
import { scaledGroup, scaledService } from './support';

const visible = new Metric({
  namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', statistic: 'Maximum',
  dimensionsMap: { QueueName: 'jobs' },
});
const policyOf = (options: Partial<BacklogPerTargetOptions> = {}) =>
  ScalingPolicy.backlogPerTarget({ metric: visible, backlogPerTarget: 100, ...options });
const problemsOf = (options: Partial<BacklogPerTargetOptions>) =>
  rendered(policyOf(options)._variant.problems('scaling[0]', false));

const FORMULA = {
  Id: 'perTarget', ReturnData: true,
  Expression: 'backlog / running',
};
const BACKLOG = {
  Id: 'backlog', ReturnData: false,
  MetricStat: { Stat: 'Maximum', Metric: {
    Namespace: 'AWS/SQS', MetricName: 'ApproximateNumberOfMessagesVisible',
    Dimensions: [{ Name: 'QueueName', Value: 'jobs' }],
  } },
};

const ECS_POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const EC2_POLICY = 'AWS::AutoScaling::ScalingPolicy';
const trackingOf = (template: Template, type: string) => Object.values(template.findResources(type))
  .map(({ Properties }) => Properties).find(({ PolicyType }) => PolicyType === 'TargetTrackingScaling');

// R-SCALE-3
describe('backlog per target', () => {
  test('divides what waits by the tasks that run, which their CPU reports count', () => {
    const { template, alarms } = scaledService([policyOf()]);
    const { TargetTrackingScalingPolicyConfiguration: tracking } = trackingOf(template, ECS_POLICY);
    const [service] = Object.keys(template.findResources('AWS::ECS::Service'));

    expect(tracking).toEqual({
      TargetValue: 100, ScaleInCooldown: 300, ScaleOutCooldown: 60,
      CustomizedMetricSpecification: { Metrics: [FORMULA, BACKLOG, {
        Id: 'running', ReturnData: false,
        MetricStat: { Stat: 'SampleCount', Metric: {
          Namespace: 'AWS/ECS', MetricName: 'CPUUtilization',
          Dimensions: [
            { Name: 'ClusterName', Value: expect.anything() },
            { Name: 'ServiceName', Value: { 'Fn::GetAtt': [service, 'Name'] } },
          ],
        } },
      }] },
    });
    expect(alarms).toEqual([]);
  });

  test('counts the instances of a group that are in service', () => {
    const { template, alarms } = scaledGroup([policyOf()]);
    const { TargetTrackingConfiguration: tracking, EstimatedInstanceWarmup } = trackingOf(template, EC2_POLICY);
    const { id } = only(template, 'AWS::AutoScaling::AutoScalingGroup');

    expect(EstimatedInstanceWarmup).toBe(240);
    expect(tracking).toEqual({
      TargetValue: 100, CustomizedMetricSpecification: { Metrics: [FORMULA, BACKLOG, {
        Id: 'running', ReturnData: false,
        MetricStat: { Stat: 'Average', Metric: {
          Namespace: 'AWS/AutoScaling', MetricName: 'GroupInServiceInstances',
          Dimensions: [{ Name: 'AutoScalingGroupName', Value: { Ref: id } }],
        } },
      }] },
    });
    expect(alarms).toEqual([]);
  });

  test('takes a formula as the backlog, with the metrics that it is made of', () => {
    const all = new MathExpression({
      expression: 'visible + hidden',
      usingMetrics: { visible, hidden: new Metric({ namespace: 'Shop', metricName: 'Hidden' }) },
    });
    const { template } = scaledService([policyOf({ metric: all })]);
    const { Metrics } = trackingOf(template, ECS_POLICY)
      .TargetTrackingScalingPolicyConfiguration.CustomizedMetricSpecification;

    expect(Metrics.map((query: { Id: string }) => query.Id))
      .toEqual(['perTarget', 'backlog', 'visible', 'hidden', 'running']);
    expect(Metrics[1]).toEqual({ Id: 'backlog', Expression: 'visible + hidden', ReturnData: false });
    expect(Metrics[3].MetricStat.Metric).toEqual({ Namespace: 'Shop', MetricName: 'Hidden', Dimensions: [] });
  });

  test('warns about a pause that has no effect on a group', () => {
    const { stack } = scaledGroup([policyOf({ scaleInCooldown: Duration.minutes(1) })]);

    expect(Annotations.fromStack(stack).findWarning('/Stack/Tier/BacklogPerTarget', Match.anyValue())).toHaveLength(1);
  });

  test('starts the first task from zero, which target tracking never does', () => {
    const { template, alarms } = scaledService([policyOf()], 1, 0);
    const { id, Properties: alarm } = only(template, 'AWS::CloudWatch::Alarm');
    const steps = Object.entries(template.findResources(ECS_POLICY))
      .find(([, { Properties }]) => Properties.PolicyType === 'StepScaling')!;

    expect(alarms.map((made) => template.findResources('AWS::CloudWatch::Alarm')[id] && made.node.path))
      .toEqual(['Stack/Shop/BacklogPerTarget/WakeUp/Alarm']);
    expect(alarm).toMatchObject({
      ComparisonOperator: 'GreaterThanThreshold', Threshold: 0, EvaluationPeriods: 3, DatapointsToAlarm: 1,
      TreatMissingData: 'ignore',
      AlarmActions: [{ Ref: steps[0] }],
    });
    expect(alarm.Metrics[0].Expression).toBe('IF(FILL(running, 0) < 1, backlog, 0)');
    expect(steps[1].Properties.StepScalingPolicyConfiguration).toMatchObject({
      AdjustmentType: 'ChangeInCapacity', StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 1 }],
    });
  });

  test('starts the first instance from zero', () => {
    const { template, alarms } = scaledGroup([policyOf()], 0);
    const [id, policy] = Object.entries(template.findResources(EC2_POLICY))
      .find(([, { Properties }]) => Properties.PolicyType === 'SimpleScaling')!;

    expect(alarms).toHaveLength(1);
    expect(policy.Properties).toMatchObject({ AdjustmentType: 'ChangeInCapacity', ScalingAdjustment: 1 });
    expect(only(template, 'AWS::CloudWatch::Alarm').Properties.AlarmActions)
      .toEqual([{ 'Fn::GetAtt': [id, 'Arn'] }]);
  });

  test.each([0, -1])('rejects %p as the work for each target', (backlogPerTarget) => {
    expect(problemsOf({ backlogPerTarget }))
      .toEqual([`"scaling[0].backlogPerTarget" must be above 0, got ${backlogPerTarget}`]);
  });

  test('rejects what is no number, and pauses of less than a second', () => {
    expect(problemsOf({ backlogPerTarget: NaN, scaleOutCooldown: Duration.millis(10) })).toEqual([
      '"scaling[0].backlogPerTarget" must be a number, got NaN',
      '"scaling[0].scaleOutCooldown" must be whole seconds of at least 1 second, got 0.01 seconds',
    ]);
  });

  test('accepts the smallest number above zero', () => {
    expect(problemsOf({ backlogPerTarget: 0.1 })).toEqual([]);
  });

  test('rejects a formula that uses the names of the policy, or more than 8 metrics', () => {
    const used = (names: string[]) => Object.fromEntries(names.map((name) => [name, visible]));
    const formula = (names: string[]) => new MathExpression({
      expression: names.join(' + '), usingMetrics: used(names),
    });

    expect(problemsOf({ metric: formula(['running', 'b']) })).toEqual([
      '"scaling[0].metric" must use each name in its formula once, and none of "backlog", "running" and "perTarget", '
      + 'got "running"',
    ]);
    expect(problemsOf({ metric: formula(['a', 'b', 'c', 'd', 'e', 'f', 'g']) })).toEqual([]);
    expect(problemsOf({ metric: formula(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) })).toEqual([
      '"scaling[0].metric" must be made of at most 8 metrics, got 9',
    ]);
  });
});
