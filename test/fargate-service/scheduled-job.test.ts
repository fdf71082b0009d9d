import { App, CfnParameter, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import {
  FargateService, JobSchedule, Migration, Monitoring, Nat, Network, PostgresDatabase, Profile, ScheduledJob,
  ServiceConnect, ServiceImage, Sidecar, TaskSize, type ScheduledJobProps,
} from '../../src';
import { signalsProblems } from '../../src/signal';
import { stackWithVpc, THREE_TIERS } from '../support/stacks';
import { IMAGE } from './support';

const COMMAND = ['node', 'nightly.js'];
const NIGHTLY = JobSchedule.at({ hour: '3' });

function unsynthesizedJob(
  props: Partial<ScheduledJobProps> = {}, profile?: Profile,
): { job: ScheduledJob; stack: Stack } {
  const { stack, vpc } = stackWithVpc({ profile });
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
  return {
    stack, job: new ScheduledJob(stack, 'Nightly', { service, schedule: NIGHTLY, command: COMMAND, ...props }),
  };
}

function jobWith(props: Partial<ScheduledJobProps> = {}): { job: ScheduledJob; template: Template } {
  const { job, stack } = unsynthesizedJob(props);
  return { job, template: Template.fromStack(stack) };
}

const expressionOf = (schedule: JobSchedule) => schedule._variant.expression;
const problemsOf = (schedule: JobSchedule) => schedule._variant.problems('schedule').map(({ prop, must }) =>
  `${prop} ${must}`);

// R-JOB-3
describe('a job', () => {
  const { app, stack, vpc } = stackWithVpc({ vpc: THREE_TIERS });
  const database = new PostgresDatabase(stack, 'Database', { vpc });
  const service = new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Repository', 'shop'), '1.4.2'),
    container: { user: '1000', readonlyRootFilesystem: true }, environment: { REGION: 'eu', MODE: 'web' },
    migration: Migration.beforeStart({ command: ['migrate'] }),
    task: { sidecars: [Sidecar.of({ name: 'proxy', image: IMAGE, memoryMiB: 64 })] },
  });
  service.connectTo(database);
  const jobs = new Stack(app, 'Jobs');
  const job = new ScheduledJob(jobs, 'Nightly', {
    service, schedule: NIGHTLY, command: COMMAND, environment: { MODE: 'job' }, size: TaskSize.LARGE,
  });
  const cache = new PostgresDatabase(stack, 'Orders', { vpc });
  service.connectTo(cache, { environmentPrefix: 'ORDERS' });
  const template = Template.fromStack(jobs);
  const [{ Properties: definition }] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const [container] = definition.ContainerDefinitions;
  const [{ Properties: schedule }] = Object.values(template.findResources('AWS::Scheduler::Schedule'));

  test('runs the image of its service with another command, and no migration or sidecar', () => {
    expect(definition.ContainerDefinitions).toHaveLength(1);
    expect(container.Command).toEqual(COMMAND);
    expect(JSON.stringify(container.Image)).toContain(':1.4.2');
    expect(container).toMatchObject({ User: '1000', ReadonlyRootFilesystem: true, Essential: true });
    expect(definition).toMatchObject({ Cpu: '2048', Memory: '4096' });
  });

  test('has the settings of the service, its own in their place', () => {
    expect(container.Environment).toEqual(expect.arrayContaining([
      { Name: 'REGION', Value: 'eu' }, { Name: 'MODE', Value: 'job' },
    ]));
  });

  test('has the connections that were made before it and after it', () => {
    const names = container.Secrets.map(({ Name }: { Name: string }) => Name);

    expect(names).toEqual(expect.arrayContaining(['DB_HOST', 'DB_PASSWORD', 'ORDERS_HOST', 'ORDERS_PASSWORD']));
  });

  test('acts with the role of the service, and stands in its group, never in that of the VPC', () => {
    const { SecurityGroups, AssignPublicIp, Subnets } = schedule.Target.EcsParameters.NetworkConfiguration
      .AwsvpcConfiguration;

    expect(JSON.stringify(definition.TaskRoleArn)).toMatch(/ShopTaskRole/);
    expect(JSON.stringify(SecurityGroups)).toMatch(/ShopSecurityGroup/);
    expect(Subnets).toHaveLength(2);
    expect(AssignPublicIp).toBe('DISABLED');
  });

  test('tries three times within an hour, and keeps a run that could not be started', () => {
    expect(schedule.Target.RetryPolicy).toEqual({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 3600 });
    expect(JSON.stringify(schedule.Target.DeadLetterConfig)).toMatch(/NightlyStartDeadRuns/);
  });

  test('may be started with its own definition in its own cluster only, by its own schedules', () => {
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([
      Match.objectLike({
        Action: 'ecs:RunTask', Resource: { Ref: Match.stringLikeRegexp('NightlyTaskDefinition') },
        Condition: { ArnEquals: { 'ecs:cluster': Match.anyValue() } },
      }),
      Match.objectLike({
        Action: 'iam:PassRole', Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      }),
    ]) } });
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({
      Principal: { Service: 'scheduler.amazonaws.com' },
      Condition: { StringEquals: {
        'aws:SourceArn': { 'Fn::GetAtt': [Match.stringLikeRegexp('NightlyStartGroup'), 'Arn'] },
        'aws:SourceAccount': Match.anyValue(),
      } },
    })] } });
    template.resourceCountIs('AWS::IAM::Policy', 0);
  });

  test('its role does with the key of the missed runs what Amazon SQS asks for, and no more', () => {
    const { stack: regulated, job: audited } = unsynthesizedJob({}, Profile.REGULATED);
    const rights = Object.entries(Template.fromStack(regulated).findResources('AWS::IAM::ManagedPolicy'))
      .filter(([id]) => id.startsWith(`${audited.node.id}Start`))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as { Action: string | string[] }[])
      .flatMap(({ Action }) => Action);

    expect(rights.sort()).toEqual([
      'ecs:RunTask', 'iam:PassRole', 'kms:Decrypt', 'kms:GenerateDataKey',
      'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage',
    ]);
  });

  test('the stack of the service knows nothing of a job in another stack', () => {
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('Nightly');
  });

  test('reports sound signals', () => {
    expect(signalsProblems(job.signals())).toEqual([]);
    expect(job.signals().map(({ id }) => id)).toEqual(['MissedRuns', 'LateRun', 'Starts']);
  });

  test('one that fails, one that is missed and one that is late are told', () => {
    const { stack: own, job: watched } = unsynthesizedJob();
    new Monitoring(own, 'Monitoring', { subjects: [watched], emails: ['ops@example.com'] });
    const monitored = Template.fromStack(own);

    monitored.hasResourceProperties('AWS::Events::Rule', { EventPattern: Match.objectLike({
      detail: Match.objectLike({ startedBy: [{ prefix: 'chronos-schedule/' }] }),
    }) });
    monitored.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'InvocationAttemptCount', Period: 3600, EvaluationPeriods: 26, TreatMissingData: 'breaching',
    });
    monitored.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateNumberOfMessagesVisible', Threshold: 1, EvaluationPeriods: 1,
    });
  });
});

describe('when a job starts', () => {
  test.each([
    [JobSchedule.at({ hour: '3' }), 'cron(0 3 * * ? *)'],
    [JobSchedule.at({ hour: '8-18', minute: '30', weekDay: 'MON-FRI' }), 'cron(30 8-18 ? * MON-FRI *)'],
    [JobSchedule.at({ day: '1', hour: '0' }), 'cron(0 0 1 * ? *)'],
    [JobSchedule.at({ minute: '*/5' }), 'cron(*/5 * * * ? *)'],
    [JobSchedule.at({ hour: '0-20/5' }), 'cron(0 0,5,10,15,20 * * ? *)'],
    [JobSchedule.every(Duration.minutes(1)), 'rate(1 minute)'],
    [JobSchedule.every(Duration.hours(6)), 'rate(360 minutes)'],
    [JobSchedule.every(Duration.seconds(120)), 'rate(2 minutes)'],
  ])('%# is written as EventBridge reads it', (schedule, expression) => {
    expect(problemsOf(schedule)).toEqual([]);
    expect(expressionOf(schedule)).toBe(expression);
  });

  test('follows a time zone', () => {
    jobWith({ schedule: JobSchedule.at({ hour: '3', timeZone: TimeZone.EUROPE_BERLIN }) }).template
      .hasResourceProperties('AWS::Scheduler::Schedule', { ScheduleExpressionTimezone: 'Europe/Berlin' });
  });

  test('may be known at deployment only', () => {
    const stack = new Stack(new App(), 'Stack');
    const later = new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;
    const schedule = JobSchedule.every(Duration.minutes(later));

    expect(problemsOf(schedule)).toEqual([]);
    expect(stack.resolve(expressionOf(schedule)))
      .toEqual({ 'Fn::Join': ['', ['rate(', { Ref: 'Later' }, ' minutes)']] });
    expect(problemsOf(JobSchedule.every(Duration.hours(later)))).toEqual([
      'schedule be made with Duration.minutes where its number is known at deployment only',
    ]);
  });

  test.each([
    [JobSchedule.at({}), 'schedule have at least one field, such as "hour"'],
    [JobSchedule.at({ hour: '24' }), 'schedule.hour be "*", an hour from 0 to 23, a range, a step such as "*/2", or a '
    + 'list of those'],
    [JobSchedule.at({ day: '31', month: 'FEB' }), 'schedule.day be a day that month FEB has'],
    [JobSchedule.at({ weekDay: '1' }), 'schedule.weekDay name its days, such as MON-FRI or SAT,SUN'],
    [JobSchedule.at({ day: '1', weekDay: 'MON' }), 'schedule have either "day" or "weekDay"'],
    [JobSchedule.at({ hour: '3', timeZone: TimeZone.of('Mars/Phobos') }),
      'schedule.timeZone be a time zone of IANA such as "Europe/Berlin"'],
    [JobSchedule.every(Duration.seconds(30)), 'schedule be whole seconds from 1 minute to 365 days'],
    [JobSchedule.every(Duration.seconds(90)), 'schedule be whole minutes'],
    [JobSchedule.every(Duration.days(366)), 'schedule be whole seconds from 1 minute to 365 days'],
    [JobSchedule.every(5 as never), 'schedule be whole seconds from 1 minute to 365 days'],
  ])('%# is rejected', (schedule, problem) => {
    expect(problemsOf(schedule)).toEqual([problem]);
  });

  test.each([
    [JobSchedule.every(Duration.minutes(5)), 3], [JobSchedule.at({ minute: '*/5' }), 3],
    [JobSchedule.every(Duration.days(1)), 26], [JobSchedule.at({ hour: '3,15' }), 26],
  ])('%# is missed after its gap and two hours', (schedule, hours) => {
    const late = jobWith({ schedule }).job.signals().find(({ id }) => id === 'LateRun')!;

    expect(late.warning).toMatchObject({ evaluationPeriods: hours, missingData: 'breaching' });
  });

  test.each([JobSchedule.at({ hour: '3', weekDay: 'SUN' }), JobSchedule.every(Duration.days(2))])(
    '%# is too seldom for an alarm, which looks back over a few days at most', (schedule) => {
      expect(jobWith({ schedule }).job.signals().map(({ id }) => id)).toEqual(['MissedRuns', 'Starts']);
    },
  );
});

describe('what a job does not do', () => {
  test('start by itself when it is switched off, and then nobody waits for it', () => {
    const { template, job } = jobWith({ enabled: false });

    template.hasResourceProperties('AWS::Scheduler::Schedule', { State: 'DISABLED' });
    expect(job.signals().map(({ id }) => id)).not.toContain('LateRun');
  });

  test('start while the placeholder runs in place of the service', () => {
    const { stack, vpc } = stackWithVpc();
    const service = new FargateService(stack, 'Shop', { vpc, image: ServiceImage.managedRepository() });
    new ScheduledJob(stack, 'Nightly', { service, schedule: NIGHTLY, command: COMMAND });

    Template.fromStack(stack).hasResourceProperties('AWS::Scheduler::Schedule', { State: 'DISABLED' });
  });

  test('find names of Service Connect, which a warning says', () => {
    const { stack, vpc } = stackWithVpc();
    const namespace = new HttpNamespace(stack, 'Namespace', { name: 'shop.internal' });
    const service = new FargateService(stack, 'Shop', {
      vpc, image: IMAGE, serviceConnect: ServiceConnect.client(namespace),
    });
    new ScheduledJob(stack, 'Nightly', { service, schedule: NIGHTLY, command: COMMAND });

    Annotations.fromStack(stack).hasWarning('/Stack/Nightly', Match.stringLikeRegexp('does not find the names'));
  });
});

describe('a job without NAT', () => {
  test('gets the endpoints that it needs itself', () => {
    const stack = new Stack(new App(), 'Stack');
    Profile.DEVELOPMENT.applyTo(stack);
    const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
    const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Repository', 'shop'), '1');
    const service = new FargateService(stack, 'Shop', { vpc, image });
    const secrets = { API: Secret.fromSecretsManager(new StoredSecret(stack, 'Secret')) };
    new ScheduledJob(stack, 'Nightly', { service, schedule: NIGHTLY, command: COMMAND, secrets });

    expect(vpc.node.findChild('Endpoints').node.tryFindChild('Secretsmanager')).toBeDefined();
  });

  test('fails with an image of a public registry', () => {
    const stack = new Stack(new App(), 'Stack');
    Profile.DEVELOPMENT.applyTo(stack);
    const { vpc } = new Network(stack, 'Network', { nat: Nat.none() });
    const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Repository', 'shop'), '1');
    const service = new FargateService(stack, 'Shop', { vpc, image });

    expect(() => new ScheduledJob(stack, 'Nightly', { service, schedule: NIGHTLY, command: COMMAND, image: IMAGE }))
      .toThrow('"image" must come from a private ECR repository in a VPC without a way to the internet');
  });
});

describe('props of a job', () => {
  const { app, stack, vpc } = stackWithVpc({ props: { env: { account: '111122223333', region: 'eu-west-1' } } });
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
  let count = 0;
  const make = (props: object, scope: Stack = stack) =>
    new ScheduledJob(scope, `Job${count += 1}`, { service, schedule: NIGHTLY, command: COMMAND, ...props });

  test.each([
    [{ command: [] }, '"command" must have at least one word, and the first must not be blank, got []'],
    [{ command: undefined }, '"command" must be a list, got undefined'],
    [{ command: 'node nightly.js' }, '"command" must be a list, got a text'],
    [{ retries: 186 }, '"retries" must be an integer from 0 to 185, got 186'],
    [{ retries: -1 }, '"retries" must be an integer from 0 to 185, got -1'],
    [{ environment: { DB_PASSWORD: 'x' } }, '"environment" must hold no secrets, got "DB_PASSWORD"'],
    [{ environment: { MODE: 1 } }, '"environment.MODE" must be a text, got 1'],
    [{ secrets: { API: 'plain' } }, '"secrets.API" must be a secret, got a text'],
    [{ size: TaskSize.of({ cpu: 256, memoryMiB: 4096 }) }, '"size.memoryMiB" must be one of 512, 1024, 2048, got 4096'],
    [{ image: ServiceImage.managedRepository() }, '"image" must come from a repository that exists'],
    [{ image: ServiceImage.fromAsset('./nowhere') }, '"image.directory" must be a directory with a Dockerfile'],
    [{ logRetention: 2 }, '"logRetention" must be one of 1, 3'],
    [{ schedule: 'rate(1 day)' }, '"schedule" must be made with a factory of JobSchedule, got "rate(1 day)"'],
    [{ service: {} }, '"service" must be a FargateService, got something else'],
    [{ environment: { TEXT: 'x'.repeat(70_000) } }, '"environment" must leave the task definition at most 65536 bytes'],
    [{ schedule: JobSchedule.at({ hour: '25' }), retries: 1000 }, 'has 2 invalid props'],
  ])('%# is rejected', (props, problem) => {
    expect(() => make(props)).toThrow(problem);
  });

  test('another Region than that of the service is rejected', () => {
    const elsewhere = new Stack(app, 'Elsewhere', { env: { account: '111122223333', region: 'us-east-1' } });

    expect(() => make({}, elsewhere))
      .toThrow('"service" must be in the Region us-east-1 of the stack, got one in eu-west-1: make the job in the');
  });

  test.each([
    { retries: 0 }, { retries: 185 }, { image: IMAGE }, { environment: { SORT_KEY: 'x' } }, { enabled: false },
    { command: ['sh', '-c', 'true'] }, { schedule: JobSchedule.at({ day: '29', month: '2' }) },
  ])('%# passes', (props) => {
    expect(() => make(props)).not.toThrow();
  });
});
