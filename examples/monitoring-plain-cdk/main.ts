// What was made without this library gets the same alarms: resources of the CDK, made as always (R-MON-1, R-MON-2)
import { type App, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Monitored, Monitoring, Network, SignalGroup, SignalUnit, Threshold } from '../../src';
import { cacheOf, databaseOf, invoicesOf, queuesOf, shopOf, workersOf } from './resources';

export function build(app: App): void {
  const stack = new Stack(app, 'Orders', { env: { account: '111122223333', region: 'eu-west-1' } });
  const { vpc } = new Network(stack, 'Network');
  const key = new Key(stack, 'Key', { enableKeyRotation: true });

  const { loadBalancer, targetGroup, service } = shopOf(stack, vpc);
  const queues = queuesOf(stack);
  const monitoring = new Monitoring(stack, 'Monitoring', { emails: ['ops@example.com'] });
  monitoring.watch(
    Monitored.alb(loadBalancer, { targetGroups: [targetGroup] }),
    Monitored.ecsService(service, { containerInsights: true }),
    Monitored.sqs(queues.orders, { maxAge: Duration.minutes(15) }),
    Monitored.lambda(invoicesOf(stack, vpc, queues)),
    Monitored.autoScalingGroup(workersOf(stack, vpc)),
    Monitored.rds(databaseOf(stack, vpc, key)),
    Monitored.elastiCache(cacheOf(stack, vpc, key)),
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
