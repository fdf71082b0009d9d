import { type App, Stack } from 'aws-cdk-lib';
import { Monitored, Monitoring } from 'cdk-elastic-web';
import { patternsOf } from './ecs-patterns';

/** Services of the CDK's pattern, with the alarms and the dashboard of this library. */
export function build(app: App, services: number): void {
  for (const pattern of patternsOf(app, services)) {
    new Monitoring(Stack.of(pattern), 'Monitoring', { emails: ['ops@example.com'] }).watch(
      Monitored.alb(pattern.loadBalancer, { targetGroups: [pattern.targetGroup] }),
      Monitored.ecsService(pattern.service),
    );
  }
}
