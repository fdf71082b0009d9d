// how a group or a service scales is read from templates of anybody.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template as Synthesized } from 'aws-cdk-lib/assertions';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { build } from '../../examples/elastic-web-tier/main';
import { simulate, type Outcome, type Scenario } from '../../src/simulation/engine/simulate';
import { scalableIn, scaledTarget, type ScaledTarget } from '../../src/simulation/reading/scaled-target';
import { Bootstrap, ElasticWebTier, Ingress, Network, TierImage } from '../../src';
import { Template, type JsonObject } from '../../src/template';

const JUMP = 600;

function only(template: Template): ScaledTarget {
  const all = scalableIn(template);
  expect(all).toHaveLength(1);
  return scaledTarget(template, all[0]);
}

/** From 1,000 to 10,000 users, an instance or a task bears 1,000. */
function played(target: ScaledTarget, changes: Partial<Scenario> = {}): Outcome {
  return simulate({
    ...target, launchSeconds: 33, unitCapacity: 1000, seconds: 3600,
    load: (seconds) => seconds < JUMP ? 1000 : 10_000, ...changes,
  });
}

function decisions({ events }: Outcome): string[] {
  return events.map(({ seconds, to }) => `${(seconds - JUMP) / 60} ${to}`);
}

function read(stack: Stack): Template {
  return new Template(Synthesized.fromStack(stack).toJSON() as JsonObject);
}

const RAW = `
Parameters:
  Least: { Type: Number, Default: 2 }
Resources:
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: { MinSize: !Ref Least, MaxSize: "10", TargetGroupARNs: [!Ref Targets] }
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { HealthyThresholdCount: 2, HealthCheckIntervalSeconds: 30 }
  More:
    Type: AWS::AutoScaling::ScalingPolicy
    Properties:
      AutoScalingGroupName: !Ref Group
      AdjustmentType: ChangeInCapacity
      ScalingAdjustment: 2
      Cooldown: "300"
  Busy:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/EC2
      MetricName: CPUUtilization
      Dimensions: [{ Name: AutoScalingGroupName, Value: !Ref Group }]
      Statistic: Average
      Period: "120"
      EvaluationPeriods: 2
      Threshold: 70
      ComparisonOperator: GreaterThanThreshold
      AlarmActions: [!Ref More]
`;

test('a template in YAML takes the 22.5 minutes that it was never said to take', () => {
  const target = only(Template.parse(RAW));

  expect(target).toMatchObject({
    bounds: { min: 2, max: 10 }, initial: 2, healthySeconds: 60, drainSeconds: 300, warmupSeconds: 300,
  });
  expect(decisions(played(target))).toEqual(['3 4', '9 6', '15 8', '21 10']);
  expect(played(target).absorbedAt! - JUMP).toBe(22 * 60 + 33);
});

test('a tier of this library scales as its template says', () => {
  const stack = new Stack(new App(), 'Shop');
  const { vpc } = new Network(stack, 'Network');
  const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'));
  new ElasticWebTier(stack, 'Tier', { vpc, ingress: Ingress.http(), bootstrap });
  const target = only(read(stack));

  expect(target).toMatchObject({ bounds: { min: 2, max: 10 }, healthySeconds: 60, drainSeconds: 60 });
  expect(target.policies).toHaveLength(2);
  expect(decisions(played(target))).toEqual(['3 4', '9 6', '15 8', '21 10']);
});

test('one that also counts requests needs one decision', () => {
  const app = new App();
  build(app);
  const target = only(new Template(app.synth().stacks[0].template as JsonObject));
  const load = (seconds: number) => seconds < JUMP ? 60 : 300;

  // 300 requests a second are 18,000 a minute, and the target is 3,000 for each instance.
  expect(decisions(played(target, { load, unitCapacity: 100 }))).toEqual(['3 6']);
});

test('a group and a service of plain CDK scale as their template says', () => {
  const stack = new Stack(new App(), 'Plain');
  const vpc = new Vpc(stack, 'Vpc');
  const group = new AutoScalingGroup(stack, 'Group', {
    vpc, instanceType: new InstanceType('t3.medium'), machineImage: MachineImage.latestAmazonLinux2023(),
    minCapacity: 2, maxCapacity: 10, defaultInstanceWarmup: Duration.seconds(60),
  });
  group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70 });
  const taskDefinition = new FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('Web', { image: ContainerImage.fromRegistry('nginx') });
  const cluster = new Cluster(stack, 'Cluster', { vpc });
  const service = new FargateService(stack, 'Service', { cluster, taskDefinition });
  service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 })
    .scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 70, scaleOutCooldown: Duration.seconds(60) });
  const template = read(stack);

  const [ofGroup, ofService] = scalableIn(template).map((resource) => scaledTarget(template, resource));

  expect(ofGroup).toMatchObject({ bounds: { min: 2, max: 10 }, warmupSeconds: 60, healthySeconds: 0 });
  expect(decisions(played(ofGroup, { healthySeconds: 60 }))).toEqual(['3 3', '5 5', '7 8', '9 10']);
  expect(ofService).toMatchObject({ bounds: { min: 2, max: 10 }, warmupSeconds: 0, initial: 2 });
  expect(played(ofService).peak).toBe(10);
});

const changed = (from: string, to: string) => Template.parse(RAW.replace(from, to));

test.each<[string, Template, string]>([
  [
    'bounds of the deployment', changed('{ Type: Number, Default: 2 }', '{ Type: Number }'),
    'Group has bounds that are not known before the deployment',
  ],
  [
    'a policy without an alarm', changed('AlarmActions: [!Ref More]', ''),
    'More has no alarm in the template that triggers it',
  ],
  [
    'another metric', changed('MetricName: CPUUtilization', 'MetricName: NetworkIn'),
    'Group scales on NetworkIn; only CPUUtilization, MemoryUtilization, RequestCountPerTarget can be simulated',
  ],
  [
    'a predefined metric of another kind',
    changed('AdjustmentType: ChangeInCapacity', [
      'PolicyType: TargetTrackingScaling', 'TargetTrackingConfiguration:', '  TargetValue: 100',
      '  PredefinedMetricSpecification: { PredefinedMetricType: ASGAverageNetworkIn }',
    ].join('\n      ')),
    'More tracks ASGAverageNetworkIn; only ASGAverageCPUUtilization, ECSServiceAverageCPUUtilization, '
    + 'ECSServiceAverageMemoryUtilization, ALBRequestCountPerTarget can be simulated',
  ],
])('%s fails with what is wrong', (_, template, message) => {
  expect(() => only(template)).toThrow(new Error(message));
});
