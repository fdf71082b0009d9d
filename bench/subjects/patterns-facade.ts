import { type App, Duration, Stack } from 'aws-cdk-lib';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { MonitoringFacade, SnsAlarmActionStrategy } from 'cdk-monitoring-constructs';
import { patternsOf } from './ecs-patterns';

/** The same services, with the alarms and the dashboard of cdk-monitoring-constructs. */
export function build(app: App, services: number): void {
  for (const fargateService of patternsOf(app, services)) {
    const stack = Stack.of(fargateService);
    const onAlarmTopic = new Topic(stack, 'Operations');
    onAlarmTopic.addSubscription(new EmailSubscription('ops@example.com'));
    const period = Duration.minutes(1);
    new MonitoringFacade(stack, 'Monitoring', { alarmFactoryDefaults: {
      actionsEnabled: true, alarmNamePrefix: stack.stackName, action: new SnsAlarmActionStrategy({ onAlarmTopic }),
    } }).monitorFargateService({
      fargateService, humanReadableName: 'Service',
      addCpuUsageAlarm: { Warning: { maxUsagePercent: 80 }, Critical: { maxUsagePercent: 95 } },
      addMemoryUsageAlarm: { Warning: { maxUsagePercent: 80 }, Critical: { maxUsagePercent: 95 } },
      addRunningTaskCountAlarm: { Critical: { maxRunningTasks: 11, period } },
      addHealthyTaskCountAlarm: { Critical: { minHealthyTasks: 1, period } },
      addUnhealthyTaskCountAlarm: { Warning: { maxUnhealthyTasks: 0, period } },
    });
  }
}
