import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  BucketBackend, BucketRights, ExistingBackend, FargateService, QueueBackend, QueueRights, TopicBackend, WorkQueue,
  type IBackend,
} from '../../src';
import { IMAGE } from '../fargate-service/support';
import { stackWithVpc } from '../support/stacks';

const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };
const MAILS = 'arn:aws:sqs:eu-west-1:111122223333:mails';

/** A service that is connected to a backend: its variables, and the actions of its role. */
function connected(make: (stack: Stack) => IBackend): { names: string[]; actions: string[]; template: Template } {
  const { stack, vpc } = stackWithVpc({ props: ENV });
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
  service.connectTo(make(stack));
  const template = Template.fromStack(stack);
  const [{ Properties }] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
  const policies = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'))
    .filter(([id]) => id.startsWith('ShopTaskRoleRights'));
  return {
    names: Properties.ContainerDefinitions[0].Secrets.map(({ Name }: { Name: string }) => Name),
    actions: policies.flatMap(([, policy]) => policy.Properties.PolicyDocument.Statement.flatMap(
      ({ Action }: { Action: string | string[] }) => Action,
    )),
    template,
  };
}

test('a queue that exists is sent to by its address, without a rule in any group', () => {
  const { names, actions, template } = connected((stack) => new QueueBackend(stack, 'Mails', {
    queue: Queue.fromQueueArn(stack, 'Queue', MAILS), rights: QueueRights.SEND, environmentPrefix: 'MAILS',
  }));

  expect(names).toEqual(['MAILS_URL']);
  expect(actions.sort()).toEqual(['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage']);
  template.hasResourceProperties('AWS::SSM::Parameter', { Value: Match.objectLike({}) });
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
});

test('who sends to a queue with a key may do with it what Amazon SQS asks for, and no more', () => {
  const { actions } = connected((stack) =>
    new WorkQueue(stack, 'Jobs', { encryptionKey: new Key(stack, 'Key') }).producer);

  expect(actions.sort()).toEqual([
    'kms:Decrypt', 'kms:GenerateDataKey', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage',
  ]);
});

test('a bucket is read or written as it is said', () => {
  const bucket = (rights: BucketRights) => connected((stack) => new BucketBackend(stack, 'Files', {
    bucket: new Bucket(stack, 'Bucket'), rights,
  }));

  expect(bucket(BucketRights.READ).names).toEqual(['BUCKET_NAME']);
  expect(bucket(BucketRights.READ).actions).toContain('s3:GetObject*');
  expect(bucket(BucketRights.READ).actions).not.toContain('s3:PutObject');
  expect(bucket(BucketRights.WRITE).actions).toContain('s3:PutObject');
  expect(bucket(BucketRights.WRITE).actions).not.toContain('s3:GetObject*');
  expect(bucket(BucketRights.READ_WRITE).actions).toEqual(expect.arrayContaining(['s3:GetObject*', 's3:PutObject']));
});

test('a topic is published to', () => {
  const { names, actions } = connected((stack) => new TopicBackend(stack, 'Events', {
    topic: new Topic(stack, 'Topic'),
  }));

  expect(names).toEqual(['TOPIC_ARN']);
  expect(actions).toEqual(['sns:Publish']);
});

test('another queue gives another parameter when it becomes a FIFO queue, so that tasks start anew', () => {
  const idOf = (fifo?: boolean) => Object.keys(connected((stack) => new QueueBackend(stack, 'Mails', {
    queue: new Queue(stack, 'Queue', { fifo }), rights: QueueRights.SEND,
  })).template.findResources('AWS::SSM::Parameter'));

  expect(idOf(true)).not.toEqual(idOf());
});

describe('what is no backend', () => {
  const { stack } = stackWithVpc({ props: ENV });
  const queue = new Queue(stack, 'Queue');
  const FAR = 'arn:aws:sqs:us-east-1:111122223333:mails';

  test.each<[string, (scope: Stack) => IBackend, string]>([
    ['text', (scope) => new QueueBackend(scope, 'A', { queue: MAILS as never, rights: QueueRights.SEND }),
      '"queue" must be an IQueue, got a text'],
    ['nothing', (scope) => new QueueBackend(scope, 'B', { queue: undefined as never, rights: QueueRights.SEND }),
      '"queue" must be an IQueue, got undefined'],
    ['topic', (scope) => new QueueBackend(scope, 'C', {
      queue: new Topic(scope, 'CTopic') as never, rights: QueueRights.SEND,
    }), '"queue" must be an IQueue, got Stack/CTopic'],
    ['rights', (scope) => new QueueBackend(scope, 'D', { queue, rights: 'both' as never }),
      '"rights" must be one of send, receive, got "both"'],
    ['no rights', (scope) => new QueueBackend(scope, 'E', { queue } as never),
      '"rights" must be given, got undefined'],
    ['prefix', (scope) => new QueueBackend(scope, 'F', { queue, rights: QueueRights.SEND, environmentPrefix: '1Q' }),
      '"environmentPrefix" must be letters, digits and "_" that do not begin with a digit, got "1Q"'],
    ['Region', (scope) => new QueueBackend(scope, 'G', {
      queue: Queue.fromQueueArn(scope, 'Far', FAR), rights: QueueRights.SEND,
    }), '"queue" must be in the Region eu-west-1 of the stack, got one in us-east-1'],
    ['bucket', (scope) => new BucketBackend(scope, 'H', { bucket: queue as never, rights: BucketRights.READ }),
      '"bucket" must be an IBucket, got Stack/Queue'],
    ['bucket rights', (scope) => new BucketBackend(scope, 'I', {
      bucket: new Bucket(scope, 'IBucket'), rights: 'all' as never,
    }), '"rights" must be one of read, write, readWrite, got "all"'],
    ['far topic', (scope) => new TopicBackend(scope, 'J', {
      topic: Topic.fromTopicArn(scope, 'FarTopic', 'arn:aws:sns:us-east-1:111122223333:events'),
    }), '"topic" must be in the Region eu-west-1 of the stack, got one in us-east-1'],
    ['other partition', (scope) => new TopicBackend(scope, 'K', {
      topic: Topic.fromTopicArn(scope, 'China', 'arn:aws-cn:sns:cn-north-1:111122223333:events'),
    }), '"topic" must be in the partition aws of the stack, got one in aws-cn'],
  ])('%s', (_, make, problem) => {
    expect(() => make(stack)).toThrow(problem);
  });

  test.each<[string, (scope: Stack) => IBackend]>([
    ['a queue of another account', (scope) => new QueueBackend(scope, 'P', {
      queue: Queue.fromQueueArn(scope, 'Q1', 'arn:aws:sqs:eu-west-1:999999999999:mails'), rights: QueueRights.RECEIVE,
    })],
    ['a bucket by name', (scope) => new BucketBackend(scope, 'R', {
      bucket: Bucket.fromBucketName(scope, 'B1', 'files'), rights: BucketRights.READ,
    })],
    ['a stack without a Region', (scope) => new QueueBackend(new Stack(scope.node.root as never, 'Open'), 'S', {
      queue: Queue.fromQueueArn(scope, 'Q2', 'arn:aws-cn:sqs:cn-north-1:111122223333:mails'), rights: QueueRights.SEND,
    })],
  ])('passes: %s', (_, make) => {
    expect(() => make(stack)).not.toThrow();
  });
});

// the CDK writes no right at all for a key that is imported by its alias.
describe('a key that is imported by its alias', () => {
  const uses = ({ template }: ReturnType<typeof connected>) =>
    Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement as Array<Record<string, unknown>>)
      .filter(({ Action }) => [Action].flat().some((action) => String(action).startsWith('kms:')))
      .map(({ Action, Condition, Resource }) => [Action, JSON.stringify(Condition), JSON.stringify(Resource)]);
  const aliasIn = (stack: Stack) => Alias.fromAliasName(stack, 'Alias', 'alias/company');

  test.each<[string, string[] | string, (stack: Stack) => IBackend]>([
    ['sqs', ['kms:Decrypt', 'kms:GenerateDataKey'], (stack) => new QueueBackend(stack, 'Backend', {
      queue: new Queue(stack, 'Queue', { encryptionMasterKey: aliasIn(stack) }), rights: QueueRights.SEND,
    })],
    ['sqs', 'kms:Decrypt', (stack) => new WorkQueue(stack, 'Queue', { encryptionKey: aliasIn(stack) }).consumer],
    ['sns', ['kms:Decrypt', 'kms:GenerateDataKey*'], (stack) => new TopicBackend(stack, 'Backend', {
      topic: new Topic(stack, 'Topic', { masterKey: aliasIn(stack) }),
    })],
    ['s3', 'kms:Decrypt', (stack) => new BucketBackend(stack, 'Backend', {
      bucket: new Bucket(stack, 'Bucket', { encryptionKey: aliasIn(stack) }), rights: BucketRights.READ,
    })],
    ['s3', ['kms:Decrypt', 'kms:GenerateDataKey*'], (stack) => new BucketBackend(stack, 'Backend', {
      bucket: new Bucket(stack, 'Bucket', { encryptionKey: aliasIn(stack) }), rights: BucketRights.WRITE,
    })],
  ])('may be used through %s for %p', (service, actions, make) => {
    const [[action, condition, resource], ...more] = uses(connected(make));

    expect(action).toEqual(actions);
    expect(condition).toContain(`${service}.eu-west-1.`);
    expect(condition).toContain('"kms:ResourceAliases":"alias/company"');
    expect(resource).toContain(':kms:eu-west-1:111122223333:key/*');
    expect(more).toEqual([]);
  });

  test('decrypts a parameter, and no other one whose name begins in the same way', () => {
    const parameter = (stack: Stack, name: string) => ecs.Secret.fromSsmParameter(
      StringParameter.fromSecureStringParameterAttributes(stack, name, {
        parameterName: `/${name}`, encryptionKey: Alias.fromAliasName(stack, `${name}Alias`, `alias/${name}`),
      }),
    );
    const { stack, vpc } = stackWithVpc({ props: ENV });
    parameter(stack, 'shop');
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, secrets: { CODE: parameter(stack, 'shopping') } });
    const [use, ...more] = uses({ template: Template.fromStack(stack), names: [], actions: [] });

    expect(use[0]).toBe('kms:Decrypt');
    expect(use[1]).toContain('alias/shopping');
    expect(use[1]).toContain('ssm.eu-west-1.');
    expect(more).toEqual([]);
  });
});

test('one group that is imported twice gets a rule once', () => {
  const { stack, vpc } = stackWithVpc({ props: ENV });
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
  for (const [id, port] of [['One', 5432], ['Two', 5432], ['Three', 6379]] as const) {
    service.connectTo(new ExistingBackend(stack, id, {
      port, environmentPrefix: id.toUpperCase(),
      admittedBy: SecurityGroup.fromSecurityGroupId(stack, `${id}Group`, 'sg-0123456789abcdef0'),
    }));
  }
  const rules = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupIngress'));

  expect(rules.map(({ Properties }) => Properties.FromPort)).toEqual([5432, 6379]);
});
