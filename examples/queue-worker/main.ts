// A queue on Amazon SQS, workers that scale from zero and to zero, and a job every night (R-JOB-1, R-JOB-2, R-JOB-3)
import { type App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import {
  CapacityRange, FargateService, JobSchedule, Migration, Monitoring, Network, PostgresDatabase, ScalingPolicy,
  ScheduledJob, ServiceImage, WorkQueue,
} from '../../src';

export function build(app: App): void {
  const stack = new Stack(app, 'Invoices', { env: { account: '111122223333', region: 'eu-west-1' } });

  const { vpc } = new Network(stack, 'Network');
  const database = new PostgresDatabase(stack, 'Database', { vpc });
  const jobs = new WorkQueue(stack, 'Jobs', { processingTime: Duration.minutes(2), maxAge: Duration.minutes(30) });

  const worker = new FargateService(stack, 'Worker', {
    vpc,
    image: ServiceImage.managedRepository({ tag: '2.1.0' }),
    migration: Migration.beforeStart({ command: ['npm', 'run', 'migrate'] }),
    container: { stopTimeout: Duration.seconds(120) },
    capacity: CapacityRange.between(0, 20),
    // a message takes 30 seconds and may wait for 5 minutes.
    scaling: [ScalingPolicy.backlogPerTarget({ metric: jobs.metricBacklog(), backlogPerTarget: 10 })],
  });
  worker.connectTo(jobs.consumer);
  worker.connectTo(database);

  const nightly = new ScheduledJob(stack, 'Nightly', {
    service: worker,
    schedule: JobSchedule.at({ hour: '3', minute: '30', timeZone: TimeZone.EUROPE_BERLIN }),
    command: ['npm', 'run', 'remind'],
  });

  new Monitoring(stack, 'Monitoring', { subjects: [jobs, worker, nightly, database], emails: ['ops@example.com'] });
}
