// What was made without this library gets the same alarms: a queue of the CDK, and resources that exist (R-MON-1,
// R-MON-2)
import { type App, Duration, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceType, SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, FargateService } from 'aws-cdk-lib/aws-ecs';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Monitored, Monitoring, SignalGroup, SignalUnit, Threshold } from '../../src';

const ARN = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/0123456789abcdef';

export function build(app: App): void {
  const stack = new Stack(app, 'Orders', { env: { account: '111122223333', region: 'eu-west-1' } });
  const monitoring = new Monitoring(stack, 'Monitoring', { emails: ['ops@example.com'] });

  const failed = new Queue(stack, 'Failed', { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true });
  const orders = new Queue(stack, 'Orders', {
    encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
  });
  monitoring.watch(
    Monitored.sqs(orders, { maxAge: Duration.minutes(15) }),
    Monitored.lambda(Function.fromFunctionName(stack, 'Invoices', 'invoices'), { timeout: Duration.seconds(30) }),
    ...existing(stack),
  );

  monitoring.watch(Monitored.signals(stack, 'Checkout', [{
    id: 'PaymentErrors',
    title: 'Payments that fail',
    metric: new Metric({
      namespace: 'Shop', metricName: 'PaymentErrors', statistic: 'Sum', period: Duration.minutes(1),
    }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.ERRORS,
    critical: Threshold.above(5, { periods: 5, datapointsToAlarm: 3 }),
    reason: 'More than five payments a minute fail. Look at the status page of the payment provider first.',
  }]));
}

/** Made by somebody else, somewhere else. */
function existing(stack: Stack) {
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0', availabilityZones: ['eu-west-1a'],
  });
  const securityGroups = [SecurityGroup.fromSecurityGroupId(stack, 'Group', 'sg-0123456789abcdef0')];
  const cluster = Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shop', vpc });
  return [
    Monitored.alb(ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, 'LoadBalancer', {
      loadBalancerArn: ARN, securityGroupId: 'sg-0123456789abcdef0',
    })),
    Monitored.ecsService(
      FargateService.fromFargateServiceAttributes(stack, 'Service', { cluster, serviceName: 'shop' }), { minTasks: 2 },
    ),
    Monitored.autoScalingGroup(AutoScalingGroup.fromAutoScalingGroupName(stack, 'Workers', 'workers'), {
      minInstances: 2, maxInstances: 10, groupMetrics: true,
    }),
    Monitored.rds(
      DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Database', {
        instanceIdentifier: 'shop', instanceEndpointAddress: 'shop.example.com', port: 5432, securityGroups,
      }),
      { instanceType: new InstanceType('m7g.large') },
    ),
    Monitored.elastiCache(CfnReplicationGroup.fromReplicationGroupId(stack, 'Cache', 'shop'), {
      nodes: 2, nodeType: 'cache.t4g.small',
    }),
  ];
}
