import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SnsTopic } from 'aws-cdk-lib/aws-events-targets';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { audit } from '../../demo/audit';
import { OperationsTopic } from '../../src';
import { instanceEventsTopicOf } from '../../src/signal';

interface Statement { readonly Principal?: { readonly Service?: string } }

const POLICY = 'AWS::SNS::TopicPolicy';
const isOf = (service: string) => ({ Principal }: Statement) => Principal?.Service === `${service}.amazonaws.com`;
const statement = (sid: string, rest: object) =>
  ({ PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Sid: sid, ...rest })]) } });

// R-MON-2
describe('the topic of a stack', () => {
  const app = new App();
  const stack = new Stack(app, 'Shop');
  const first = OperationsTopic.of(new Construct(stack, 'Web'));
  const second = OperationsTopic.of(new Construct(stack, 'Worker'));
  instanceEventsTopicOf(new Construct(stack, 'Tier'));
  instanceEventsTopicOf(new Construct(stack, 'OtherTier'));
  const template = Template.fromStack(stack);

  test('is one for the whole stack', () => {
    expect(first).toBe(second);
    template.resourceCountIs('AWS::SNS::Topic', 1);
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('is encrypted with the key of the stack', () => {
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));

    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] } });
  });

  test('refuses messages without TLS', () => {
    template.hasResourceProperties(POLICY, statement('AllowPublishThroughSSLOnly', {
      Effect: 'Deny', Action: 'sns:Publish', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    }));
  });

  test('lets alarms of the same account publish', () => {
    template.hasResourceProperties(POLICY, statement('Alarms', {
      Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'cloudwatch.amazonaws.com' },
      Condition: {
        StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
        ArnLike: { 'aws:SourceArn': { 'Fn::Join': ['', [
          'arn:', { Ref: 'AWS::Partition' }, ':cloudwatch:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' },
          ':alarm:*',
        ]] } },
      },
    }));
  });

  // EventBridge satisfies no condition on its account when it publishes to an encrypted topic.
  test('lets events publish, and use the key, without a condition', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    const events = key.Properties.KeyPolicy.Statement.find((each: { Sid?: string }) => each.Sid === 'Events');

    template.hasResourceProperties(POLICY, statement('Events', {
      Effect: 'Allow', Action: 'sns:Publish', Principal: { Service: 'events.amazonaws.com' }, Condition: Match.absent(),
    }));
    expect(events).toEqual({
      Sid: 'Events', Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*',
    });
  });

  test('lets alarms of the same account use the key', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));

    expect(key.Properties.KeyPolicy.Statement).toContainEqual({
      Sid: 'Alarms', Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' },
      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*',
      Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    });
  });

  test('lets Auto Scaling use the key, even before its service-linked role exists', () => {
    const [key] = Object.values(template.findResources('AWS::KMS::Key'));
    const sids = key.Properties.KeyPolicy.Statement.filter((each: { Sid?: string }) => each.Sid === 'InstanceEvents');

    expect(sids).toHaveLength(1);
    expect(sids[0]).toMatchObject({
      Effect: 'Allow', Principal: { AWS: '*' }, Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      Condition: {
        StringEquals: { 'kms:CallerAccount': { Ref: 'AWS::AccountId' } },
        ArnEquals: {
          'aws:PrincipalArn': {
            'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' },
              ':role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling']],
          },
        },
      },
    });
  });

  // R-SEC-1
  test('has no finding in any pack', () => {
    expect(audit(app)).toEqual([]);
  });
});

describe('a topic of your own', () => {
  test('replaces the one of the stack inside its scope only', () => {
    const stack = new Stack();
    const scope = new Construct(stack, 'Shop');
    const own = sns.Topic.fromTopicArn(stack, 'Own', 'arn:aws:sns:eu-west-1:111122223333:pager');

    OperationsTopic.use(scope, own);

    expect(OperationsTopic.of(new Construct(scope, 'Web'))).toBe(own);
    expect(instanceEventsTopicOf(scope)).toBe(own);
    Template.fromStack(stack).resourceCountIs('AWS::SNS::Topic', 0);
    expect(OperationsTopic.of(stack)).not.toBe(own);
  });

  // SNS lets alarms publish to a topic without a policy, and a rule of the CDK adds one.
  test('lets alarms publish where the app makes it, and use its key, beside what rules add', () => {
    const stack = new Stack();
    const key = new kms.Key(stack, 'Key');
    const own = new sns.Topic(stack, 'Own', { masterKey: key, enforceSSL: true });
    OperationsTopic.use(stack, own);
    new Rule(stack, 'Rule', {
      eventPattern: { source: ['aws.ecs'] }, targets: [new SnsTopic(OperationsTopic.of(stack))],
    });
    instanceEventsTopicOf(stack);
    OperationsTopic.of(stack);

    const account = { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } };
    const [{ Properties: topic }] = Object.values(Template.fromStack(stack).findResources(POLICY));
    const [{ Properties: held }] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
    const [alarms, ...others] = (topic.PolicyDocument.Statement as Statement[]).filter(isOf('cloudwatch'));
    expect(others).toEqual([]);
    expect(alarms).toMatchObject({
      Effect: 'Allow', Action: 'sns:Publish', Condition: { StringEquals: account, ArnLike: expect.anything() },
    });
    expect((topic.PolicyDocument.Statement as Statement[]).filter(isOf('events'))).toHaveLength(1);
    expect((held.KeyPolicy.Statement as Statement[]).filter(isOf('cloudwatch'))).toEqual([{
      Effect: 'Allow', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*',
      Principal: { Service: 'cloudwatch.amazonaws.com' }, Condition: { StringEquals: account },
    }]);
    expect(JSON.stringify(held.KeyPolicy)).toContain('AWSServiceRoleForAutoScaling');
  });

  test('is taken from the nearest scope', () => {
    const stack = new Stack();
    const [near, far] = ['near', 'far'].map((name) =>
      sns.Topic.fromTopicArn(stack, name, `arn:aws:sns:eu-west-1:111122223333:${name}`));
    const scope = new Construct(stack, 'Shop');

    OperationsTopic.use(scope, near);
    OperationsTopic.of(scope);
    OperationsTopic.use(stack, far);

    expect(OperationsTopic.of(scope)).toBe(near);
    expect(OperationsTopic.of(stack)).toBe(far);
  });

  test('may be given twice', () => {
    const stack = new Stack();
    const own = sns.Topic.fromTopicArn(stack, 'Own', 'arn:aws:sns:eu-west-1:111122223333:pager');
    OperationsTopic.use(stack, own);
    OperationsTopic.of(stack);

    OperationsTopic.use(stack, own);

    expect(OperationsTopic.of(stack)).toBe(own);
  });

  test('fails when alarms already report elsewhere', () => {
    const stack = new Stack(new App(), 'Shop');
    OperationsTopic.of(new Construct(stack, 'Web'));

    expect(() =>
      OperationsTopic.use(stack, sns.Topic.fromTopicArn(stack, 'Own', 'arn:aws:sns:eu-west-1:111122223333:pager')))
      .toThrow(
        'Shop: an operations topic must be given before the scope holds constructs of this library, '
        + 'got it after "Shop/OperationsTopic" was used: call OperationsTopic.use right after the scope was made',
      );
  });
});
