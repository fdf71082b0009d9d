import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import { type RequestsPerTargetOptions, ScalingPolicy, type UtilizationTargetOptions } from '../../src';
import { type Scaled, scaledGroup, scaledService } from './support';
import { rendered } from '../support/templates';

const ECS_POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const EC2_POLICY = 'AWS::AutoScaling::ScalingPolicy';
const policyOf = (template: Template) =>
  Object.values({ ...template.findResources(ECS_POLICY), ...template.findResources(EC2_POLICY) })[0];
const warningsOf = ({ stack }: Scaled, id: string) =>
  Annotations.fromStack(stack).findWarning(`/Stack/${id}`, Match.anyValue()).map(({ entry }) => entry.data);
const lazy = (value: number) => Lazy.number({ produce: () => value });

// R-SCALE-3
describe('target tracking on a service', () => {
  test.each([
    ['cpuTarget', ScalingPolicy.cpuTarget(), 'ECSServiceAverageCPUUtilization', 70],
    ['memoryTarget', ScalingPolicy.memoryTarget(), 'ECSServiceAverageMemoryUtilization', 80],
  ])('%s keeps its metric near the target, and is slower to remove than to add', (_, policy, metric, target) => {
    const { template, alarms } = scaledService([policy]);
    const [scalable] = Object.keys(template.findResources('AWS::ApplicationAutoScaling::ScalableTarget'));

    expect(policyOf(template).Properties).toEqual({
      PolicyName: expect.stringContaining('Policy'), PolicyType: 'TargetTrackingScaling',
      ScalingTargetId: { Ref: scalable },
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: metric }, TargetValue: target, ScaleInCooldown: 300,
        ScaleOutCooldown: 60,
      },
    });
    expect(alarms).toEqual([]);
  });

  test('takes other targets and pauses', () => {
    const { template } = scaledService([
      ScalingPolicy.cpuTarget({
        targetUtilizationPercent: 55.5, scaleOutCooldown: Duration.seconds(30), scaleInCooldown: Duration.minutes(10),
      }),
    ]);

    expect(policyOf(template).Properties.TargetTrackingScalingPolicyConfiguration).toMatchObject({
      TargetValue: 55.5, ScaleInCooldown: 600, ScaleOutCooldown: 30,
    });
  });

  test('renders values that are known at deployment only', () => {
    const { template } = scaledService([ScalingPolicy.memoryTarget({
      targetUtilizationPercent: lazy(66), scaleOutCooldown: Duration.seconds(lazy(44)),
      scaleInCooldown: Duration.seconds(lazy(55)),
    })]);

    expect(policyOf(template).Properties.TargetTrackingScalingPolicyConfiguration).toMatchObject({
      TargetValue: 66, ScaleInCooldown: 55, ScaleOutCooldown: 44,
    });
  });
});

// R-SCALE-3
describe('target tracking on a group', () => {
  test('cpuTarget keeps the CPU near the target, without instances that are still warming up', () => {
    const { template } = scaledGroup([ScalingPolicy.cpuTarget()]);
    const [group] = Object.keys(template.findResources('AWS::AutoScaling::AutoScalingGroup'));

    expect(policyOf(template).Properties).toEqual({
      AutoScalingGroupName: { Ref: group }, PolicyType: 'TargetTrackingScaling', EstimatedInstanceWarmup: 240,
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' }, TargetValue: 70,
      },
    });
  });

  test('memoryTarget looks at the metric of the CloudWatch agent', () => {
    const { template } = scaledGroup([ScalingPolicy.memoryTarget()]);
    const [group] = Object.keys(template.findResources('AWS::AutoScaling::AutoScalingGroup'));

    expect(policyOf(template).Properties.TargetTrackingConfiguration).toEqual({
      TargetValue: 80, CustomizedMetricSpecification: {
        Namespace: 'CWAgent', MetricName: 'mem_used_percent', Statistic: 'Average',
        Dimensions: [{ Name: 'AutoScalingGroupName', Value: { Ref: group } }],
      },
    });
  });

  test.each([
    ['CpuTarget', ScalingPolicy.cpuTarget({ scaleInCooldown: Duration.minutes(1) }), 'cpuTarget'],
    [
      'RequestsPerTarget',
      ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 1, scaleOutCooldown: Duration.minutes(1) }),
      'requestsPerTarget',
    ],
  ])('warns about a pause that has no effect: %s', (id, policy, name) => {
    expect(warningsOf(scaledGroup([policy]), `Tier/${id}`)).toEqual([
      `the cooldowns of ${name} have no effect on an Auto Scaling group: it waits for the warm-up of its instances `
      + 'instead '
      + '[ack: cdk-elastic-web:idleCooldown]',
    ]);
  });
});

// R-SCALE-3
describe('requests per target', () => {
  const policy = () => ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 1000 });
  const fullName = (template: Template) => ({ 'Fn::Select': [1, { 'Fn::Split': [':loadbalancer/', {
    Ref: Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::LoadBalancer'))[0],
  }] }] });
  const groupsOf = (template: Template) =>
    Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'))
      .map((id) => ({ 'Fn::GetAtt': [id, 'TargetGroupFullName'] }));

  test('of one target group are counted by AWS', () => {
    const { template } = scaledService([policy()]);

    expect(policyOf(template).Properties.TargetTrackingScalingPolicyConfiguration).toEqual({
      TargetValue: 1000, ScaleInCooldown: 300, ScaleOutCooldown: 60,
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: { 'Fn::Join': ['', [fullName(template), '/', groupsOf(template)[0]]] },
      },
    });
  });

  // R-LB-7
  test('of two target groups are added up, whichever of them has the traffic', () => {
    const { template } = scaledService([policy()], 2);
    const term = (Id: string, group: unknown) => ({ Id, ReturnData: false, MetricStat: { Stat: 'Sum', Metric: {
      Namespace: 'AWS/ApplicationELB', MetricName: 'RequestCountPerTarget',
      Dimensions: [{ Name: 'LoadBalancer', Value: fullName(template) }, { Name: 'TargetGroup', Value: group }],
    } } });

    expect(groupsOf(template)).toHaveLength(2);
    expect(policyOf(template).Properties.TargetTrackingScalingPolicyConfiguration).toEqual({
      TargetValue: 1000, ScaleInCooldown: 300, ScaleOutCooldown: 60,
      CustomizedMetricSpecification: { Metrics: [
        {
          Id: 'requests', Expression: 'SUM([FILL(first, 0), FILL(second, 0)])', Label: 'Requests per target',
          ReturnData: true,
        },
        term('first', groupsOf(template)[0]), term('second', groupsOf(template)[1]),
      ] },
    });
  });

  test('of a group are counted by AWS', () => {
    const { template } = scaledGroup([policy()]);

    expect(policyOf(template).Properties).toMatchObject({
      EstimatedInstanceWarmup: 240,
      TargetTrackingConfiguration: { TargetValue: 1000, PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: { 'Fn::Join': ['', [fullName(template), '/', groupsOf(template)[0]]] },
      } },
    });
  });

  test.each([['a service', scaledService], ['a group', scaledGroup]])(
    'of %s are tracked after the target group is behind its load balancer',
    (_, scaled) => {
      const { template } = scaled([policy()]);
      const [rule] = Object.keys(template.findResources('AWS::ElasticLoadBalancingV2::ListenerRule'));

      expect(policyOf(template).DependsOn).toContain(rule);
    },
  );

  test('may be known at deployment only', () => {
    const { template } = scaledService([ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: lazy(500) })]);

    expect(policyOf(template).Properties.TargetTrackingScalingPolicyConfiguration.TargetValue).toBe(500);
  });
});

describe('rules', () => {
  const utilization = (options: UtilizationTargetOptions) =>
    [ScalingPolicy.cpuTarget(options), ScalingPolicy.memoryTarget(options)].map((policy) =>
      rendered(policy._variant.problems('scaling[0]', false)));
  const requests = (options: RequestsPerTargetOptions, hasTargets = true) =>
    rendered(ScalingPolicy.requestsPerTarget(options)._variant.problems('scaling[0]', hasTargets));
  const parameter = new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;

  test.each<UtilizationTargetOptions>([
    {}, { targetUtilizationPercent: 1 }, { targetUtilizationPercent: 100 }, { targetUtilizationPercent: parameter },
    { scaleInCooldown: Duration.seconds(1), scaleOutCooldown: Duration.seconds(1) },
    { scaleInCooldown: Duration.seconds(parameter) },
  ])('accept a utilization: case %#', (options) => {
    expect(utilization(options)).toEqual([[], []]);
  });

  test.each<[UtilizationTargetOptions, string]>([
    [{ targetUtilizationPercent: 0 }, '"scaling[0].targetUtilizationPercent" must be a number from 1 to 100, got 0'],
    [
      { targetUtilizationPercent: 101 },
      '"scaling[0].targetUtilizationPercent" must be a number from 1 to 100, got 101',
    ],
    [
      { targetUtilizationPercent: 150 },
      '"scaling[0].targetUtilizationPercent" must be a number from 1 to 100, got 150',
    ],
    [
      { scaleInCooldown: Duration.seconds(0) },
      '"scaling[0].scaleInCooldown" must be whole seconds of at least 1 second, got 0 seconds',
    ],
    [
      { scaleOutCooldown: Duration.millis(500) },
      '"scaling[0].scaleOutCooldown" must be whole seconds of at least 1 second, got 0.5 seconds',
    ],
  ])('fail for a utilization: case %#', (options, message) => {
    expect(utilization(options)).toEqual([[message], [message]]);
  });

  test('accept any number of requests from 1 on', () => {
    expect([1, 100000, parameter].flatMap((requestsPerTargetPerMinute) => requests({ requestsPerTargetPerMinute })))
      .toEqual(
        [],
      );
  });

  test.each([[0, 'got 0'], [-5, 'got -5'], [0.5, 'got 0.5']])(
    'fail for %d requests',
    (requestsPerTargetPerMinute, got) => {
      expect(requests({ requestsPerTargetPerMinute }))
        .toEqual([`"scaling[0].requestsPerTargetPerMinute" must be an integer of at least 1, ${got}`]);
    },
  );

  test('fail for requests without ingress', () => {
    expect(requests({ requestsPerTargetPerMinute: 1 }, false)).toEqual([
      '"scaling[0]" must be used with an ingress, got none: requestsPerTarget has no requests to count without one',
    ]);
  });
});

describe('extreme targets', () => {
  test.each([10, 90])('are not yet %d %%', (targetUtilizationPercent) => {
    expect(warningsOf(scaledService([ScalingPolicy.cpuTarget({ targetUtilizationPercent })]), 'Shop/CpuTarget'))
      .toEqual(
        [],
      );
  });

  test.each([9.9, 90.1])('give a warning: %d %%', (targetUtilizationPercent) => {
    expect(warningsOf(scaledService([ScalingPolicy.memoryTarget({ targetUtilizationPercent })]), 'Shop/MemoryTarget'))
      .toEqual(
        [
          `memoryTarget aims at ${targetUtilizationPercent} %: below 10 % most of the capacity is idle, `
          + 'above 90 % nothing is left while new capacity starts [ack: cdk-elastic-web:extremeTarget]',
        ],
      );
  });
});
