import { CfnParameter, Duration, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, type Template } from 'aws-cdk-lib/assertions';
import fc from 'fast-check';
import { type CpuStep, type CpuStepsOptions, ScalingPolicy } from '../../src';
import { scaledGroup, scaledService } from './support';
import { rendered } from '../support/templates';

const ALARM = 'AWS::CloudWatch::Alarm';
const ECS_POLICY = 'AWS::ApplicationAutoScaling::ScalingPolicy';
const EC2_POLICY = 'AWS::AutoScaling::ScalingPolicy';
const alarmOf = (template: Template, comparison: string) =>
  Object.values(template.findResources(ALARM, { Properties: { ComparisonOperator: comparison } }))[0].Properties;
const policyBehind = (template: Template, comparison: string) => {
  const [action] = alarmOf(template, comparison).AlarmActions;
  return template.toJSON().Resources[action.Ref ?? action['Fn::GetAtt'][0]].Properties;
};
const OUT = 'GreaterThanThreshold';
const IN = 'LessThanThreshold';

// R-SCALE-1
describe('CPU steps on a service', () => {
  const { template, alarms, scope } = scaledService([ScalingPolicy.cpuSteps()]);
  const [service] = Object.entries(template.findResources('AWS::ECS::Service'));

  test('add 2 above 70 % for 2 x 120 s, then pause for 300 s', () => {
    expect(alarmOf(template, OUT))
      .toMatchObject({ Threshold: 70, EvaluationPeriods: 2, Period: 120, Statistic: 'Average' });
    expect(policyBehind(template, OUT)).toMatchObject({ PolicyType: 'StepScaling', StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity', Cooldown: 300, MetricAggregationType: 'Average',
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 2 }],
    } });
  });

  test('remove 1 below 30 % for 5 x 120 s, then pause for 300 s', () => {
    expect(alarmOf(template, IN))
      .toMatchObject({ Threshold: 30, EvaluationPeriods: 5, Period: 120, Statistic: 'Average' });
    expect(policyBehind(template, IN)).toMatchObject({ PolicyType: 'StepScaling', StepScalingPolicyConfiguration: {
      AdjustmentType: 'ChangeInCapacity', Cooldown: 300, MetricAggregationType: 'Average',
      StepAdjustments: [{ MetricIntervalUpperBound: 0, ScalingAdjustment: -1 }],
    } });
  });

  // R-SCALE-2
  test('are driven by alarms that say what they do and why', () => {
    expect(alarmOf(template, OUT).AlarmDescription)
      .toBe('Adds 2 when CPU is above 70 % for 2 x 120 s: requests queue up well before 100 %');
    expect(alarmOf(template, IN).AlarmDescription)
      .toBe('Removes 1 when CPU is below 30 % for 5 x 120 s: spare capacity only costs');
    expect(alarms.map((alarm) => alarm.node.path))
      .toEqual(['Stack/Shop/CpuSteps/ScaleOut/Alarm', 'Stack/Shop/CpuSteps/ScaleIn/Alarm']);
  });

  test('look at the CPU of this service', () => {
    template.allResourcesProperties(ALARM, {
      Namespace: 'AWS/ECS', MetricName: 'CPUUtilization', Dimensions: [
        { Name: 'ClusterName', Value: Match.anyValue() },
        { Name: 'ServiceName', Value: { 'Fn::GetAtt': [service[0], 'Name'] } },
      ],
    });
  });

  test('change nothing while the metric has a gap', () => {
    template.allResourcesProperties(ALARM, { TreatMissingData: 'ignore' });
  });

  // R-SCALE-5
  test('leave the number of tasks alone', () => {
    expect(service[1].Properties).not.toHaveProperty('DesiredCount');
  });

  test('have ids that do not change', () => {
    expect(scope.node.findChild('CpuSteps').node.children.flatMap((each) => each.node.children).map(
      (each) => each.node.path,
    ))
      .toEqual(
        [
          'Stack/Shop/CpuSteps/ScaleOut/Alarm', 'Stack/Shop/CpuSteps/ScaleOut/Policy',
          'Stack/Shop/CpuSteps/ScaleIn/Alarm', 'Stack/Shop/CpuSteps/ScaleIn/Policy',
        ],
      );
  });
});

describe('CPU steps on a group', () => {
  const { template, alarms } = scaledGroup([ScalingPolicy.cpuSteps()]);
  const [group] = Object.entries(template.findResources('AWS::AutoScaling::AutoScalingGroup'));

  // R-SCALE-1
  test.each([[OUT, 2], [IN, -1]])(
    '%s changes the group by %d and keeps the cooldown, which only simple scaling does',
    (comparison, change) => {
      expect(policyBehind(template, comparison)).toEqual({
        AutoScalingGroupName: { Ref: group[0] }, PolicyType: 'SimpleScaling', AdjustmentType: 'ChangeInCapacity',
        ScalingAdjustment: change, Cooldown: '300',
      });
    },
  );

  // R-SCALE-2
  test('are driven by alarms on the CPU of this group', () => {
    template.allResourcesProperties(ALARM, {
      Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Period: 120, Statistic: 'Average', TreatMissingData: 'ignore',
      Dimensions: [{ Name: 'AutoScalingGroupName', Value: { Ref: group[0] } }],
    });
    expect(alarms).toHaveLength(2);
  });

  // R-SCALE-5
  test('leave the number of instances alone', () => {
    expect(group[1].Properties).not.toHaveProperty('DesiredCapacity');
  });
});

// R-SCALE-1
describe('each direction', () => {
  const scaleOut: CpuStep = {
    thresholdPercent: 60, period: Duration.minutes(1), periods: 3, adjustment: 4, cooldown: Duration.seconds(90),
  };
  const scaleIn: CpuStep = {
    thresholdPercent: 20, period: Duration.minutes(5), periods: 6, adjustment: 3, cooldown: Duration.minutes(10),
  };

  test.each([['a service', scaledService, 90, 600], ['a group', scaledGroup, '90', '600']])(
    'is set by itself on %s',
    (_, scaled, outPause, inPause) => {
      const { template } = scaled([ScalingPolicy.cpuSteps({ scaleOut, scaleIn })]);

      expect(alarmOf(template, OUT)).toMatchObject({ Threshold: 60, Period: 60, EvaluationPeriods: 3 });
      expect(alarmOf(template, IN)).toMatchObject({ Threshold: 20, Period: 300, EvaluationPeriods: 6 });
      expect(JSON.stringify(policyBehind(template, OUT))).toContain(`"Cooldown":${JSON.stringify(outPause)}`);
      expect(JSON.stringify(policyBehind(template, OUT))).toContain('"ScalingAdjustment":4');
      expect(JSON.stringify(policyBehind(template, IN))).toContain(`"Cooldown":${JSON.stringify(inPause)}`);
      expect(JSON.stringify(policyBehind(template, IN))).toContain('"ScalingAdjustment":-3');
    },
  );

  test('keeps its other defaults', () => {
    const { template } = scaledService([ScalingPolicy.cpuSteps({ scaleIn: { thresholdPercent: 25 } })]);

    expect(alarmOf(template, IN)).toMatchObject({ Threshold: 25, Period: 120, EvaluationPeriods: 5 });
    expect(alarmOf(template, OUT)).toMatchObject({ Threshold: 70 });
  });
});

describe('rules', () => {
  const problems = (options: CpuStepsOptions) =>
    rendered(ScalingPolicy.cpuSteps(options)._variant.problems('scaling[0]', true));

  test.each<CpuStepsOptions>([
    {},
    { scaleOut: { thresholdPercent: 99 }, scaleIn: { thresholdPercent: 1 } },
    { scaleOut: { thresholdPercent: 50.5 }, scaleIn: { thresholdPercent: 50 } },
    { scaleOut: { periods: 1, adjustment: 1, cooldown: Duration.seconds(1) } },
    { scaleOut: { period: Duration.minutes(1), periods: 1440 } },
    { scaleOut: { period: Duration.days(1), periods: 7 } },
  ])('accept case %#', (options) => {
    expect(problems(options)).toEqual([]);
  });

  test.each<[CpuStepsOptions, string]>([
    [
      { scaleOut: { thresholdPercent: 100 } },
      '"scaling[0].scaleOut.thresholdPercent" must be a number from 1 to 99, got 100',
    ],
    [
      { scaleIn: { thresholdPercent: 0 } },
      '"scaling[0].scaleIn.thresholdPercent" must be a number from 1 to 99, got 0',
    ],
    [
      { scaleOut: { thresholdPercent: 30 } },
      '"scaling[0].scaleIn.thresholdPercent" must be below "scaleOut.thresholdPercent" (30), got 30',
    ],
    [
      { scaleIn: { thresholdPercent: 71 } },
      '"scaling[0].scaleIn.thresholdPercent" must be below "scaleOut.thresholdPercent" (70), got 71',
    ],
    [{ scaleOut: { period: Duration.seconds(59) } },
      '"scaling[0].scaleOut.period" must be a multiple of 1 minute up to 1 day, got 59 seconds: CPU is measured once '
      + 'a minute'],
    [{ scaleOut: { period: Duration.seconds(90) } },
      '"scaling[0].scaleOut.period" must be a multiple of 1 minute up to 1 day, got 1 minute 30 seconds: CPU is '
      + 'measured once a minute'],
    [{ scaleIn: { period: Duration.seconds(0) } },
      '"scaling[0].scaleIn.period" must be a multiple of 1 minute up to 1 day, got 0 seconds: CPU is measured once a '
      + 'minute'],
    [{ scaleIn: { period: Duration.minutes(1441), periods: 1 } },
      '"scaling[0].scaleIn.period" must be a multiple of 1 minute up to 1 day, got 1 day 1 minute: CPU is measured '
      + 'once a minute'],
    [{ scaleOut: { periods: 0 } }, '"scaling[0].scaleOut.periods" must be an integer of at least 1, got 0'],
    [{ scaleOut: { periods: 1.5 } }, '"scaling[0].scaleOut.periods" must be an integer of at least 1, got 1.5'],
    [{ scaleIn: { periods: 721 } },
      '"scaling[0].scaleIn.periods" must look back over at most 1 day, or 7 days with periods of 1 hour or more, got '
      + '721: one period is 2 minutes'],
    [{ scaleOut: { adjustment: 0 } }, '"scaling[0].scaleOut.adjustment" must be an integer of at least 1, got 0'],
    [{ scaleIn: { adjustment: -1 } }, '"scaling[0].scaleIn.adjustment" must be an integer of at least 1, got -1'],
    [
      { scaleIn: { cooldown: Duration.seconds(0) } },
      '"scaling[0].scaleIn.cooldown" must be whole seconds of at least 1 second, got 0 seconds',
    ],
    [
      { scaleOut: { cooldown: Duration.millis(1500) } },
      '"scaling[0].scaleOut.cooldown" must be whole seconds of at least 1 second, got 1.5 seconds',
    ],
  ])('fail for case %#', (options, message) => {
    expect(problems(options)).toEqual([message]);
  });

  test('any valid pair of thresholds renders strict comparisons in the right order', () => {
    const percent = fc.integer({ min: 1, max: 99 });
    fc.assert(fc.property(percent, percent, (a, b) => {
      const found = problems({ scaleOut: { thresholdPercent: a }, scaleIn: { thresholdPercent: b } });

      expect(found).toHaveLength(b < a ? 0 : 1);
    }));
  });
});

describe('thresholds', () => {
  const warnings = (high: number, low: number) => {
    const { stack } = scaledService([
      ScalingPolicy.cpuSteps({ scaleOut: { thresholdPercent: high }, scaleIn: { thresholdPercent: low } }),
    ]);
    return Annotations.fromStack(stack).findWarning('/Stack/Shop/CpuSteps', Match.anyValue())
      .map(({ entry }) => entry.data);
  };

  test('that are 20 points apart give no warning', () => {
    expect(warnings(50, 30)).toEqual([]);
  });

  test('that are closer give a warning', () => {
    expect(warnings(49, 30))
      .toEqual([
        'cpuSteps scales out above 49 % and in below 30 %: less than 20 points apart, removing a task or an instance '
        + 'can push the others over the upper threshold [ack: cdk-elastic-web:smallThresholdGap]',
      ]);
  });
});

describe('values that are known at deployment only', () => {
  const stack = new Stack();
  const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;

  test('are rendered where CloudFormation takes them', () => {
    const [thresholdPercent, periods, pause] = ['High', 'Periods', 'Pause'].map((id) =>
      Lazy.number({ produce: () => ({ High: 80, Periods: 4, Pause: 77 })[id]! }));
    const { template } = scaledService([
      ScalingPolicy.cpuSteps({ scaleOut: { thresholdPercent, periods, cooldown: Duration.seconds(pause) } }),
    ]);

    expect(alarmOf(template, OUT)).toMatchObject({ Threshold: 80, EvaluationPeriods: 4 });
    expect(alarmOf(template, OUT).AlarmDescription)
      .toBe('Adds 2 when CPU is above 80 % for 4 x 120 s: requests queue up well before 100 %');
    expect(policyBehind(template, OUT).StepScalingPolicyConfiguration.Cooldown).toBe(77);
  });

  test('are rendered onto a group as well', () => {
    const cooldown = Duration.seconds(Lazy.number({ produce: () => 77 }));
    const { template } = scaledGroup([ScalingPolicy.cpuSteps({ scaleIn: { cooldown } })]);

    expect(policyBehind(template, IN).Cooldown).toBe('77');
  });

  test.each<[CpuStep, string]>([
    [
      { adjustment: number('Change') },
      '"scaling[0].scaleOut.adjustment" must be known at synthesis, got a value that is known at deployment only',
    ],
    [
      { period: Duration.seconds(number('Period')) },
      '"scaling[0].scaleOut.period" must be known at synthesis, got a value that is known at deployment only',
    ],
  ])('fail where it does not: case %#', (scaleOut, message) => {
    expect(rendered(ScalingPolicy.cpuSteps({ scaleOut })._variant.problems('scaling[0]', true))).toEqual(
      [message],
    );
  });

  test.each<CpuStep>([
    { thresholdPercent: number('High') }, { periods: number('Periods') },
    { cooldown: Duration.seconds(number('Pause')) },
  ])(
    'pass every other rule: case %#', (scaleOut) => {
      expect(ScalingPolicy.cpuSteps({ scaleOut })._variant.problems('scaling[0]', true)).toEqual([]);
    });
});

test('policies of both worlds are of the types that keep a cooldown', () => {
  scaledService([ScalingPolicy.cpuSteps()]).template.resourcePropertiesCountIs(
    ECS_POLICY, { PolicyType: 'StepScaling' }, 2,
  );
  scaledGroup([ScalingPolicy.cpuSteps()]).template.resourcePropertiesCountIs(
    EC2_POLICY, { PolicyType: 'SimpleScaling' }, 2,
  );
});
