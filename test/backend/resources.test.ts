import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  BucketBackend, BucketRights, FargateService, QueueBackend, QueueRights, TopicBackend, type IBackend,
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
