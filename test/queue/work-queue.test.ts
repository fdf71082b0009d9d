import { App, CfnParameter, Duration, Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Key, KeySpec } from 'aws-cdk-lib/aws-kms';
import { CapacityRange, FargateService, Profile, ScalingPolicy, WorkQueue, type WorkQueueProps } from '../../src';
import { signalsProblems } from '../../src/signal';
import { IMAGE } from '../fargate-service/support';
import { stackWithVpc } from '../support/stacks';

function queueWith(props: WorkQueueProps, profile?: Profile): { stack: Stack; queue: WorkQueue } {
  const app = new App();
  profile?.applyTo(app);
  const stack = new Stack(app, 'Stack');
  return { stack, queue: new WorkQueue(stack, 'Jobs', props) };
}

const templateWith = (props: WorkQueueProps = {}, profile?: Profile) =>
  Template.fromStack(queueWith(props, profile).stack);
const accept = (props: WorkQueueProps) => expect(() => queueWith(props)).not.toThrow();
const fail = (props: WorkQueueProps, problem: string) =>
  expect(() => queueWith(props)).toThrow(`Stack/Jobs (WorkQueue) has an invalid prop:\n  ${problem}`);

describe('a queue of work', () => {
  const template = templateWith();

  test('has a queue for what could not be processed, which keeps messages as long as it can', () => {
    template.resourceCountIs('AWS::SQS::Queue', 2);
    const [dead] = Object.entries(template.findResources('AWS::SQS::Queue', {
      Properties: { RedrivePolicy: Match.absent() },
    }));

    expect(dead[1].Properties.MessageRetentionPeriod).toBe(14 * 86_400);
    template.hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: 120, MessageRetentionPeriod: 4 * 86_400, ReceiveMessageWaitTimeSeconds: 20,
      RedrivePolicy: { maxReceiveCount: 5, deadLetterTargetArn: { 'Fn::GetAtt': [dead[0], 'Arn'] } },
    });
  });

  test('encrypts both queues and refuses calls without TLS', () => {
    template.allResourcesProperties('AWS::SQS::Queue', { SqsManagedSseEnabled: true });
    template.resourcePropertiesCountIs('AWS::SQS::QueuePolicy', {
      PolicyDocument: { Statement: [Match.objectLike({
        Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      })] },
    }, 2);
  });

  test('stays with its messages and its policy when it leaves the stack', () => {
    template.allResources('AWS::SQS::Queue', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    template.allResources('AWS::SQS::QueuePolicy', { DeletionPolicy: 'Retain' });
  });

  test('goes with the stack in development', () => {
    templateWith({}, Profile.DEVELOPMENT).allResources('AWS::SQS::Queue', { DeletionPolicy: 'Delete' });
  });

  test('has the key of the stack in the regulated profile', () => {
    templateWith({}, Profile.REGULATED).allResourcesProperties('AWS::SQS::Queue', {
      KmsMasterKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('EncryptionKey'), 'Arn'] },
    });
  });

  test('keeps the order of groups on both sides when it is a FIFO queue', () => {
    templateWith({ fifo: true }).allResourcesProperties('AWS::SQS::Queue', { FifoQueue: true });
  });

  test('hides a message for twice the time that it takes', () => {
    templateWith({ processingTime: Duration.minutes(10) })
      .hasResourceProperties('AWS::SQS::Queue', { VisibilityTimeout: 1200 });
  });

  test('reports sound signals: age, dead letters, messages in flight', () => {
    const signals = queueWith({ maxAge: Duration.minutes(5) }).queue.signals();

    expect(signalsProblems(signals)).toEqual([]);
    expect(signals.map(({ id }) => id)).toEqual(['OldestMessage', 'DeadMessages', 'InFlight', 'Visible', 'Sent']);
    expect(signals[0].warning).toMatchObject({ value: 300 });
    expect(signals[1].warning).toMatchObject({ value: 1, evaluationPeriods: 1 });
  });

  test('counts work that somebody does as work that waits', () => {
    const { mathExpression } = queueWith({}).queue.metricBacklog().toMetricConfig();

    expect(mathExpression!.expression).toBe('waiting + inFlight');
    expect(Object.values(mathExpression!.usingMetrics).map((metric) => metric.toMetricConfig().metricStat!.metricName))
      .toEqual(['ApproximateNumberOfMessagesVisible', 'ApproximateNumberOfMessagesNotVisible']);
  });

  test('writes its addresses as outputs', () => {
    const { stack, queue } = queueWith({});
    queue.exportOutputs();

    expect(Object.keys(Template.fromStack(stack).toJSON().Outputs))
      .toEqual(['JobsUrl', 'JobsArn', 'JobsDeadLettersUrl']);
  });
});

describe('limits', () => {
  test.each([Duration.seconds(1), Duration.hours(6)])('accepts a processing time of %s', (processingTime) =>
    accept({ processingTime }));

  test('fails for a processing time of more than 6 hours', () => fail(
    { processingTime: Duration.minutes(361), visibilityTimeout: Duration.hours(7), retentionPeriod: Duration.days(1) },
    '"processingTime" must be whole seconds from 1 second to 6 hours, got 6 hours 1 minute',
  ));

  test('accepts a message that is hidden exactly as long as it takes', () =>
    accept({ processingTime: Duration.minutes(5), visibilityTimeout: Duration.minutes(5) }));

  test('fails where a message comes back before it is done', () => fail(
    { processingTime: Duration.minutes(5), visibilityTimeout: Duration.seconds(299) },
    '"visibilityTimeout" must be at least "processingTime" (5 minutes), got 4 minutes 59 seconds: else a message is '
    + 'handed out again while a worker still works on it',
  ));

  test('fails where a message is lost while it is hidden', () => fail(
    { retentionPeriod: Duration.minutes(2) },
    '"visibilityTimeout" must be shorter than "retentionPeriod" (2 minutes), got 2 minutes: else a message is lost '
    + 'while a worker works on it',
  ));

  test.each([1, 1000])('accepts %d receives', (maxReceiveCount) => accept({ maxReceiveCount }));
  test.each([0, 1001, 2.5])('fails for %d receives', (maxReceiveCount) => fail(
    { maxReceiveCount }, `"maxReceiveCount" must be an integer from 1 to 1000, got ${maxReceiveCount}`,
  ));

  test.each([Duration.minutes(3), Duration.days(14)])('accepts a retention of %s', (retentionPeriod) =>
    accept({ retentionPeriod }));
  test('fails for a retention of more than 14 days', () => fail(
    { retentionPeriod: Duration.days(15) },
    '"retentionPeriod" must be whole seconds from 1 minute to 14 days, got 15 days',
  ));

  test('fails for a snapshot, which Amazon SQS does not make', () => fail(
    { removalPolicy: RemovalPolicy.SNAPSHOT },
    '"removalPolicy" must be one of destroy, retain, retain-on-update-or-delete, got "snapshot": Amazon SQS makes no '
    + 'snapshots',
  ));

  test('fails for a key that signs', () => {
    const stack = new Stack(new App(), 'Stack');
    const encryptionKey = new Key(stack, 'Key', { keySpec: KeySpec.RSA_2048 });

    expect(() => new WorkQueue(stack, 'Jobs', { encryptionKey }))
      .toThrow('"encryptionKey" must be a symmetric key for encryption, got "RSA_2048"');
  });

  test('leaves what only the deployment knows alone', () => {
    const stack = new Stack(new App(), 'Stack');
    const later = new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;
    new WorkQueue(stack, 'Jobs', {
      processingTime: Duration.seconds(later), maxReceiveCount: Lazy.number({ produce: () => 7 }),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::SQS::Queue', {
      VisibilityTimeout: { Ref: 'Later' }, RedrivePolicy: { maxReceiveCount: 7 },
    });
  });
});

describe('services on a queue', () => {
  const { app, stack, vpc } = stackWithVpc();
  const jobs = new WorkQueue(stack, 'Jobs');
  const services = new Stack(app, 'Services');
  const worker = new FargateService(services, 'Worker', {
    vpc, image: IMAGE, capacity: CapacityRange.between(0, 5),
    scaling: [ScalingPolicy.backlogPerTarget({ metric: jobs.metricBacklog(), backlogPerTarget: 10 })],
  });
  const shop = new FargateService(services, 'Shop', { vpc, image: IMAGE });
  worker.connectTo(jobs.consumer);
  shop.connectTo(jobs.producer, { environmentPrefix: 'JOBS' });
  const template = Template.fromStack(services);
  const rightsOf = (service: string) => Object.entries(template.findResources('AWS::IAM::ManagedPolicy'))
    .filter(([id]) => id.startsWith(`${service}TaskRoleRights`))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement.flatMap(
      (statement: { Action: string | string[] }) => statement.Action,
    ));

  test('get the side of it that they are connected to, and no more', () => {
    expect(rightsOf('Worker')).toEqual(expect.arrayContaining(['sqs:ReceiveMessage', 'sqs:DeleteMessage']));
    expect(rightsOf('Worker')).not.toContain('sqs:SendMessage');
    expect(rightsOf('Shop')).toContain('sqs:SendMessage');
    expect(rightsOf('Shop')).not.toContain('sqs:ReceiveMessage');
  });

  test('get its address from a parameter, under the prefix that they name', () => {
    const names = Object.values(template.findResources('AWS::ECS::TaskDefinition')).map(({ Properties }) =>
      Properties.ContainerDefinitions[0].Secrets.map(({ Name }: { Name: string }) => Name));

    expect(names).toEqual([['QUEUE_URL'], ['JOBS_URL']]);
  });

  test('start from zero when a message waits, and leave when none waits and none is worked on', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 0, MaxCapacity: 5 });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Metrics: Match.arrayWith([
        Match.objectLike({ Expression: 'IF(FILL(running, 0) < 1, backlog, 0)' }),
        Match.objectLike({ Id: 'backlog', Expression: 'waiting + inFlight' }),
      ]),
    });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      StepScalingPolicyConfiguration: { AdjustmentType: 'ChangeInCapacity', StepAdjustments: [Match.objectLike({
        ScalingAdjustment: 1,
      })] },
    });
  });

  test('the stack of the queue knows nothing of them', () => {
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('Services');
  });

  test('a queue in place of one of its sides is an error that says what to pass', () => {
    expect(() => shop.connectTo(jobs as never)).toThrow(
      '"backend" must be a backend, got an object of WorkQueue: pass its "consumer" or its "producer"',
    );
    expect(() => shop.connectTo(jobs.queue as never)).toThrow('wrap it in a QueueBackend');
    expect(() => shop.connectTo(undefined as never)).toThrow('"backend" must be a backend, got undefined');
  });
});
