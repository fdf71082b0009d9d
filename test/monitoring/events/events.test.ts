// R-MON-2
import { Stack, Duration } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Instance, InstanceType, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { CfnService, Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Pass, DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Monitored, Monitoring, Notification, Severity } from '../../../src';
import { eventsOf, RDS_EVENT_IDS } from '../../../src/monitoring/events';
import { ENV, ofType, resourcesOf, stackIn, Subject, type Resources } from '../support';

interface Target {
  readonly Arn: { readonly Ref: string };
  readonly InputTransformer: { readonly InputPathsMap: Record<string, string>; readonly InputTemplate: unknown };
}
interface Rule {
  readonly Description: string;
  readonly EventPattern: Record<string, unknown>;
  readonly Targets: Target[];
}

/** The rules of a stack by the id of their event. */
function rulesOf(resources: Resources): Record<string, Rule> {
  return Object.fromEntries(ofType(resources, 'AWS::Events::Rule').map(([id, { Properties: p }]) =>
    [/Events(\w+)[0-9A-F]{8}$/.exec(id)?.[1] ?? id, p as unknown as Rule]));
}

/** What arrives when the parts of an event have these values: every reference of the template becomes its name. */
function messageOf({ InputTransformer: { InputPathsMap, InputTemplate } }: Target, value: string): string {
  const template = typeof InputTemplate === 'string'
    ? InputTemplate
    : (InputTemplate as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
        .map((part) => typeof part === 'string' ? part : 'resolved').join('');
  return Object.keys(InputPathsMap).reduce(
    (text, name) => text.replaceAll(`<${name}>`, JSON.stringify(value)), template,
  );
}

const { app, stack } = stackIn({}, ENV);
const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });
const taskDefinition = new FargateTaskDefinition(stack, 'Task');
taskDefinition.addContainer('app', { image: ContainerImage.fromRegistry('nginx') });
const cluster = new Cluster(stack, 'Cluster', { vpc, enableFargateCapacityProviders: true });
const service = new FargateService(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100 });
const spot = new FargateService(new Stack(app, 'Spot', { env: ENV }), 'Service', {
  cluster, taskDefinition, minHealthyPercent: 100,
  capacityProviderStrategies: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
});
const group = new AutoScalingGroup(stack, 'Group', {
  vpc, instanceType: new InstanceType('t3.micro'), machineImage: MachineImage.latestAmazonLinux2023(), maxCapacity: 2,
});
const database = new DatabaseInstance(stack, 'Database', {
  vpc, engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }),
});
database.addRotationSingleUser({ automaticallyAfter: Duration.days(30) });
const jobs = new Subject(stack, 'Jobs');
new Instance(jobs, 'Instance', {
  vpc, instanceType: new InstanceType('t3.micro'), machineImage: MachineImage.latestAmazonLinux2023(),
});
new StateMachine(jobs, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(jobs, 'Pass')) });
new Monitoring(stack, 'Monitoring', {
  subjects: [
    Monitored.ecsService(service), Monitored.ecsService(spot), Monitored.autoScalingGroup(group),
    Monitored.rds(database), jobs,
  ],
  notifications: [Notification.https('https://pager.example.com/key').only(Severity.CRITICAL)],
  runbooks: 'https://wiki.example.com/runbooks',
});
const rules = rulesOf(resourcesOf(stack));

describe('the events of a subject', () => {
  test('are the ones that somebody should hear about', () => {
    expect(Object.keys(rules).sort()).toEqual([
      'BackupFailed', 'DeploymentFailed', 'ExecutionFailed', 'Failure', 'LaunchFailed', 'Maintenance', 'OutOfMemory',
      'PlannedByAws', 'RefreshFailed', 'RollbackFailed', 'RotationFailed', 'ServiceImpaired', 'TaskCannotStart',
      'TaskCrashed', 'Trouble',
    ]);
  });

  test('of a service are found by its ARN, or by its group in the cluster', () => {
    const serviceRef = [{ Ref: expect.stringMatching(/^Service/) as string }];
    const group_ = [{ 'Fn::Join': ['', ['service:', { 'Fn::GetAtt': [expect.stringMatching(/^Service/), 'Name'] }]] }];

    expect(rules.DeploymentFailed.EventPattern).toEqual({
      'source': ['aws.ecs'], 'detail-type': ['ECS Deployment State Change'], 'resources': serviceRef,
      'detail': { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    });
    expect(rules.ServiceImpaired.EventPattern).toEqual({
      'source': ['aws.ecs'], 'detail-type': ['ECS Service Action'], 'resources': serviceRef,
      'detail': { eventType: ['WARN', 'ERROR'], eventName: [{ 'anything-but': ['SERVICE_DEPLOYMENT_FAILED'] }] },
    });
    expect(rules.TaskCannotStart.EventPattern).toMatchObject({
      'detail-type': ['ECS Task State Change'],
      'detail': { group: group_, lastStatus: ['STOPPED'], stopCode: ['TaskFailedToStart'] },
    });
    expect(rules.OutOfMemory.EventPattern).toMatchObject({
      detail: { group: group_, lastStatus: ['STOPPED'], containers: { reason: [{ prefix: 'OutOfMemory' }] } },
    });
  });

  test('of a worker tell an error that ends a task; behind a load balancer health checks tell it', () => {
    expect(rules.TaskCrashed.EventPattern).toMatchObject({ detail: {
      lastStatus: ['STOPPED'], stopCode: ['EssentialContainerExited'],
      containers: { exitCode: [{ 'anything-but': [0, 137] }] },
    } });
    const loadBalancers = [{ targetGroupArn: 'arn', containerPort: 80 }];
    const resource = new CfnService(new Stack(), 'Web', { loadBalancers });
    expect(eventsOf(resource).map(({ id }) => id)).not.toContain('TaskCrashed');
  });

  test('of a backup and of a planned change are found by the resource that they are about', () => {
    expect(rules.BackupFailed.EventPattern).toEqual({
      'source': ['aws.backup'], 'detail-type': ['Backup Job State Change'],
      'detail': {
        resourceArn: [{ 'Fn::GetAtt': [expect.stringMatching(/^Database/), 'DBInstanceArn'] }],
        state: ['FAILED', 'EXPIRED', 'ABORTED'],
      },
    });
    expect(rules.PlannedByAws.EventPattern).toEqual({
      'source': ['aws.health'], 'detail-type': ['AWS Health Event'],
      'detail': {
        service: ['EC2'], eventTypeCategory: ['scheduledChange', 'issue'],
        affectedEntities: { entityValue: [{ Ref: expect.stringMatching(/^JobsInstance/) as string }] },
      },
    });
  });

  test('of Spot tasks are there where a service has some, and once for each task', () => {
    const { SpotInterruption } = rulesOf(resourcesOf(Stack.of(spot)));

    expect(SpotInterruption.EventPattern).toMatchObject({
      detail: { lastStatus: ['RUNNING'], desiredStatus: ['STOPPED'], stopCode: ['TerminationNotice'] },
    });
  });

  test('of a group are those of refreshes and launches', () => {
    expect(rules.RefreshFailed.EventPattern).toMatchObject({
      'source': ['aws.autoscaling'],
      'detail-type': ['EC2 Auto Scaling Instance Refresh Failed', 'EC2 Auto Scaling Instance Refresh Rollback Started'],
      'detail': { AutoScalingGroupName: [{ Ref: expect.stringMatching(/^Group/) as string }] },
    });
    expect(rules.RollbackFailed.EventPattern).toMatchObject({
      'detail-type': ['EC2 Auto Scaling Instance Refresh Rollback Failed'],
    });
    expect(rules.LaunchFailed.EventPattern).toMatchObject({ 'detail-type': ['EC2 Instance Launch Unsuccessful'] });
  });

  test('of a database are chosen by id, and found by its ARN', () => {
    const idsOf = ({ EventPattern: { detail } }: Rule) => (detail as { EventID: string[] }).EventID;

    expect(idsOf(rules.Failure)).toEqual(RDS_EVENT_IDS.critical.map((id) => `RDS-EVENT-${id}`));
    expect(idsOf(rules.Trouble)).toContain('RDS-EVENT-0049');
    // told before every step of growing storage, and at every planned restart.
    const noise = ['0089', '0004', '0006'].map((id) => `RDS-EVENT-${id}`);
    expect([rules.Failure, rules.Trouble, rules.Maintenance].flatMap(idsOf).filter((id) => noise.includes(id))).toEqual(
      [],
    );
    expect(rules.Failure.EventPattern).toMatchObject({
      detail: { SourceArn: [{ 'Fn::GetAtt': [expect.stringMatching(/^Database/), 'DBInstanceArn'] }] },
    });
  });

  test('of secrets and jobs are their failures', () => {
    expect(rules.RotationFailed.EventPattern).toMatchObject({
      detail: {
        eventName: ['RotationFailed', 'RotationAbandoned'],
        additionalEventData: { SecretId: [{ Ref: expect.stringMatching(/^DatabaseSecret/) as string }] },
      },
    });
    expect(rules.ExecutionFailed.EventPattern).toMatchObject({
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
  });

  test('no RDS event stands in two lists', () => {
    const ids = Object.values(RDS_EVENT_IDS).flat();

    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('the message of an event', () => {
  test.each(Object.entries(rules))(
    'of %s says what, where, why, what to do and a link',
    (id, { Targets: [target] }) => {
      const { content, ...format } = JSON.parse(messageOf(target, 'because')) as {
        content: { title: string; description: string; nextSteps: string[] };
      };

      expect(format).toEqual({ version: '1.0', source: 'custom' });
      expect(content.title).toMatch(/^(CRITICAL|WARNING): (Service|Group|Database|Jobs): \S/);
      expect(content.description).toBe('because');
      expect(content.nextSteps[0]).toMatch(/^[A-Z].*\.$/);
      expect(content.nextSteps[1]).toMatch(
        /^https:\/\/eu-west-1\.console\.aws\.amazon\.com\/|^https:\/\/resolved\.console/,
      );
      expect(content.nextSteps[2]).toBe(`https://wiki.example.com/runbooks/${id}`);
    },
  );

  test('survives a reason with quotes and line ends', () => {
    const reason = 'exec "node": no such file\nor directory';

    expect((JSON.parse(messageOf(rules.TaskCannotStart.Targets[0], reason)) as { content: { description: string } })
      .content.description).toBe(reason);
  });

  test('goes to everybody who asked for its severity', () => {
    const topicsOf = ({ Targets }: Rule) => Targets.map(({ Arn }) => Arn.Ref.replace(/[0-9A-F]{8}$/, ''));

    expect(topicsOf(rules.Failure)).toEqual(['OperationsTopic', 'StackMonitoringCriticalTopic']);
    expect(topicsOf(rules.Trouble)).toEqual(['OperationsTopic']);
  });
});
