// templates that the library did not make.
import path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as patterns from 'aws-cdk-lib/aws-ecs-patterns';
import { cents, components } from './support';
import { CostEstimate } from '../../src/cost';

function aVpc() {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Plain', {
    env: { account: '111122223333', region: 'us-east-1' },
  });
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false });
  return { stack, vpc };
}

test('an Auto Scaling group of the plain CDK', () => {
  const { stack, vpc } = aVpc();
  const group = new autoscaling.AutoScalingGroup(stack, 'Group', {
    vpc, minCapacity: 1, maxCapacity: 3, instanceType: new ec2.InstanceType('t3.small'),
    machineImage: ec2.MachineImage.latestAmazonLinux2023(),
  });
  group.scaleOnCpuUtilization('Cpu', { targetUtilizationPercent: 50 });

  const estimate = CostEstimate.of(stack);

  expect(components(estimate)).toEqual({
    'hours': 32.85, 'public IPv4 address': 3.65, 't3.small instances': 15.18, 'root volume': 0.64,
    // a launch configuration monitors in detail, and nobody said otherwise.
    'detailed monitoring': 2.1, 'alarms of target tracking': 0.2,
  });
  expect(cents(estimate.atPath('Plain/Group').maximum)).toBe(53.97);
  expect(estimate.isComplete).toBe(true);
});

test('a service of the CDK patterns', () => {
  const { stack, vpc } = aVpc();
  const { service } = new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', {
    vpc, cpu: 256, memoryLimitMiB: 512, desiredCount: 2,
    taskImageOptions: { image: ecs.ContainerImage.fromRegistry('nginx') },
  });
  service.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 6 }).scaleOnCpuUtilization('Cpu', {
    targetUtilizationPercent: 60,
  });

  const estimate = CostEstimate.of(stack);

  expect(components(estimate)).toEqual({
    'hours': cents(32.85 + 16.425), 'public IPv4 address': 3.65, 'public IPv4 addresses': 7.3,
    'Fargate vCPU': 14.78, 'Fargate memory': 3.24, 'alarms of target tracking': 0.2,
  });
  expect(cents(estimate.monthly.maximum - estimate.monthly.minimum)).toBe(36.04);
});

test('a template that assertions took from a stack', () => {
  const { stack } = aVpc();

  const estimate = CostEstimate.fromTemplate(Template.fromStack(stack).toJSON(), { region: 'us-east-1' });

  expect(components(estimate)).toEqual({ 'hours': 32.85, 'public IPv4 address': 3.65 });
});

describe('a template in YAML', () => {
  const file = path.join(__dirname, 'templates/shop.yaml');
  const of = (Stage: string) => CostEstimate.fromFile(file, { region: 'eu-west-1', parameters: { Stage } });

  test('has what its conditions make for production', () => {
    expect(components(of('production'))).toEqual({
      'hours': 18.4, 'public IPv4 addresses': 7.3, 'Fargate vCPU': 23.64, 'Fargate memory': 5.2,
      'db.m7g.large in two zones': 271.56, 'gp3 storage': 25.4, 'secret of the master user': 0.4,
      'composite alarm': 0.5, 'metrics that it looks at': 0.1,
    });
  });

  test('has what its conditions leave for a trial', () => {
    expect(components(of('trial'))).toEqual({
      'hours': 18.4, 'public IPv4 addresses': 7.3, 'Fargate vCPU': 11.82, 'Fargate memory': 2.6,
      'db.t4g.micro in one zone': 12.41, 'gp3 storage': 12.7, 'secret of the master user': 0.4,
      'metrics that it looks at': 0.1,
    });
  });
});
