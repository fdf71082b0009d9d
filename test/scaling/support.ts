import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Construct } from 'constructs';
import type { ScalingPolicy } from '../../src';
import type { ScalableGroup, ScalableService } from '../../src/scaling';

export interface Scaled {
  readonly stack: Stack;
  readonly scope: Construct;
  readonly alarms: Alarm[];
  readonly template: Template;
}

/** A service with one target group, or two as in blue/green deployments, scaled by the policies. */
export function scaledService(policies: readonly ScalingPolicy[], groups = 1, minCapacity = 2): Scaled {
  const stack = new Stack(new App(), 'Stack');
  const scope = new Construct(stack, 'Shop');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task');
  taskDefinition.addContainer('App', {
    image: ecs.ContainerImage.fromRegistry('app'), portMappings: [{ containerPort: 80 }],
  });
  const service = new ecs.FargateService(stack, 'Service', {
    cluster: new ecs.Cluster(stack, 'Cluster', { vpc }), taskDefinition, minHealthyPercent: 100,
  });
  const taskCount = service.autoScaleTaskCount({ minCapacity, maxCapacity: 10 });
  const target: ScalableService = { service, taskCount, ...behind(stack, vpc, groups, elbv2.TargetType.IP) };
  const alarms = policies.flatMap((policy) => policy._variant.bindService(scope, target));
  return { stack, scope, alarms, template: Template.fromStack(stack) };
}

/** An Auto Scaling group with a target group, scaled by the policies. */
export function scaledGroup(policies: readonly ScalingPolicy[], minCapacity = 2): Scaled {
  const stack = new Stack(new App(), 'Stack');
  const scope = new Construct(stack, 'Tier');
  const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 });
  const group = new autoscaling.AutoScalingGroup(stack, 'Group', {
    vpc, minCapacity, maxCapacity: 10,
    launchTemplate: new ec2.LaunchTemplate(stack, 'Template', {
      instanceType: new ec2.InstanceType('t3.medium'), machineImage: ec2.MachineImage.latestAmazonLinux2023(),
      securityGroup: new ec2.SecurityGroup(stack, 'Instances', { vpc }),
    }),
  });
  const target: ScalableGroup = {
    group, defaultInstanceWarmup: Duration.minutes(4), ...behind(stack, vpc, 1, elbv2.TargetType.INSTANCE),
  };
  const alarms = policies.flatMap((policy) => policy._variant.bindGroup(scope, target));
  return { stack, scope, alarms, template: Template.fromStack(stack) };
}

function behind(stack: Stack, vpc: ec2.IVpc, groups: number, targetType: elbv2.TargetType) {
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc });
  const listener = loadBalancer.addListener('Http', {
    port: 80, defaultAction: elbv2.ListenerAction.fixedResponse(404),
  });
  const targetGroups = ['Blue', 'Green'].slice(0, groups)
    .map((id) => new elbv2.ApplicationTargetGroup(stack, id, { vpc, port: 80, targetType }));
  listener.addAction('Route', {
    priority: 1, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
    action: elbv2.ListenerAction.weightedForward(targetGroups.map((targetGroup, index) => ({
      targetGroup, weight: index === 0 ? 1 : 0,
    }))),
  });
  return { loadBalancer, targetGroups };
}
