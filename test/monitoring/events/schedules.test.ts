// R-MON-2
import { Duration } from 'aws-cdk-lib';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { Rule, Schedule as RuleSchedule } from 'aws-cdk-lib/aws-events';
import { EcsTask } from 'aws-cdk-lib/aws-events-targets';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { EcsRunFargateTask } from 'aws-cdk-lib/aws-scheduler-targets';
import { Monitoring } from '../../../src';
import { ENV, ofType, resourcesOf, stackIn, Subject } from '../support';

const { stack } = stackIn({}, ENV);
const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
const cluster = new Cluster(stack, 'Cluster', { vpc });
const subnetSelection = { subnetType: SubnetType.PRIVATE_WITH_EGRESS };

function taskOf(id: string): FargateTaskDefinition {
  const taskDefinition = new FargateTaskDefinition(stack, id);
  taskDefinition.addContainer('app', { image: ContainerImage.fromRegistry('nginx') });
  return taskDefinition;
}

new Schedule(new Subject(stack, 'Nightly'), 'Schedule', {
  schedule: ScheduleExpression.rate(Duration.days(1)),
  target: new EcsRunFargateTask(cluster, { taskDefinition: taskOf('Report'), vpcSubnets: subnetSelection }),
});
new Rule(new Subject(stack, 'Hourly'), 'Schedule', {
  schedule: RuleSchedule.rate(Duration.hours(1)),
  targets: [new EcsTask({ cluster, taskDefinition: taskOf('Cleaning'), subnetSelection })],
});
new Rule(new Subject(stack, 'Reaction'), 'Rule', {
  eventPattern: { source: ['shop'] },
  targets: [new EcsTask({ cluster, taskDefinition: taskOf('Answer'), subnetSelection })],
});
new Monitoring(stack, 'Monitoring', { emails: ['ops@example.com'] });

/** The patterns of the rules that tell about jobs, by the subject that they stand in. */
const patterns = Object.fromEntries(ofType(resourcesOf(stack), 'AWS::Events::Rule')
  .filter(([id]) => id.includes('JobFailed'))
  .map(([id, { Properties }]) => [/^[A-Z][a-z]+/.exec(id)![0], Properties!.EventPattern]));

test.each([
  ['Nightly', 'Report', 'chronos-schedule/'], ['Hourly', 'Cleaning', 'events-rule/'],
])('the failed job of %s is found by its task definition and by who started it', (subject, task, prefix) => {
  expect(patterns[subject]).toEqual({
    'source': ['aws.ecs'],
    'detail-type': ['ECS Task State Change'],
    'detail': {
      taskDefinitionArn: [{ Ref: expect.stringMatching(`^${task}`) as string }],
      startedBy: [{ prefix }],
      lastStatus: ['STOPPED'],
      stoppedReason: [{ exists: true }],
      $or: [{ stopCode: ['TaskFailedToStart'] }, { containers: { exitCode: [{ 'anything-but': [0] }] } }],
    },
  });
});

test('a rule without a schedule starts no job', () => {
  expect(Object.keys(patterns).sort()).toEqual(['Hourly', 'Nightly']);
});

test('each rule tells somebody', () => {
  const targets = ofType(resourcesOf(stack), 'AWS::Events::Rule').filter(([id]) => id.includes('JobFailed'))
    .map(([, { Properties }]) => (Properties!.Targets as unknown[]).length);

  expect(targets).toEqual([1, 1]);
});
