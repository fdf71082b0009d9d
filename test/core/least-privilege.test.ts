import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { createLogGroup, encryptionKeyOf, LeastPrivilegeRole, Profile, profileKeyOf } from '../../src/core';

// R-SEC-2
describe('least-privilege role', () => {
  const stack = new Stack();
  const role = new LeastPrivilegeRole(stack, 'Role', {
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Runs the shop',
  });
  new Bucket(stack, 'Bucket').grantRead(role);
  role.addToPolicy(new PolicyStatement({
    actions: ['sqs:SendMessage'], resources: ['arn:aws:sqs:eu-west-1:111122223333:q'],
  }));
  new LeastPrivilegeRole(stack, 'Unused', {
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Has no rights',
  });
  const template = Template.fromStack(stack);

  test('grants and statements land in one managed policy, not in an inline one', () => {
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([
        Match.objectLike({ Action: ['s3:GetBucket*', 's3:GetObject*', 's3:List*'] }),
        Match.objectLike({ Action: 'sqs:SendMessage' }),
      ]) },
    });
  });

  test('the same right on many resources stays far below the 6144 characters of a policy', () => {
    const many = new Stack();
    const reader = new LeastPrivilegeRole(many, 'Role', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Runs the shop',
    });
    for (let i = 0; i < 30; i++) {
      Secret.fromSecretCompleteArn(
        many, `Secret${i}`, `arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop/production/key-${i}-AbCdEf`,
      )
        .grantRead(
          reader,
        );
    }

    const written = Template.fromStack(many);
    written.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    const [{ Properties }] = Object.values(written.findResources('AWS::IAM::ManagedPolicy'));
    expect(Properties.PolicyDocument.Statement).toHaveLength(1);
    expect(JSON.stringify(Properties.PolicyDocument).length).toBeLessThan(6144);
  });

  test('no AWS managed policy is attached', () => {
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });
});

// IAM takes 6144 characters in a managed policy: a deployment with one more grant would fail.
describe('a role with many rights', () => {
  const stack = new Stack();
  const role = new LeastPrivilegeRole(stack, 'Role', {
    assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Runs the shop',
  });
  const actions = Array.from({ length: 10 }, (_, i) => `dynamodb:${'Action'.repeat(3)}${i}`);
  const resourceOf = (i: number) => `arn:aws:dynamodb:eu-west-1:111122223333:table/${'t'.repeat(100)}${i}`;
  for (let i = 0; i < 40; i++) role.addToPolicy(new PolicyStatement({
    sid: `Table${i}`, actions: actions.slice(i % 3), resources: [resourceOf(i)],
  }));
  const policies = Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy');

  test('has them in as many policies as IAM needs, and loses none', () => {
    const documents = Object.values(policies).map(({ Properties }) => Properties.PolicyDocument);

    expect(documents.map((document) => JSON.stringify(document).length).filter((size) => size > 6144)).toEqual([]);
    expect(documents.flatMap((document) => document.Statement).map(({ Sid }) => Sid).sort()).toEqual(
      Array.from({ length: 40 }, (_, i) => `Table${i}`).sort(),
    );
    expect(Object.values(policies).every(({ Properties }) => Properties.Roles.length === 1)).toBe(true);
  });

  test('keeps the first one, and fills each before the next', () => {
    expect(Object.keys(policies).map((id) => id.slice(0, -8)))
      .toEqual(['RoleRights', 'RoleRights2', 'RoleRights3', 'RoleRights4']);
  });

  test('leaves room for names that are only known at deployment', () => {
    const other = new Stack();
    const reader = new LeastPrivilegeRole(other, 'Role', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Reads',
    });
    for (let i = 0; i < 30; i++) new Bucket(other, `Bucket${i}`).grantRead(reader);

    Template.fromStack(other).resourceCountIs('AWS::IAM::ManagedPolicy', 2);
  });
});

// R-MON-5
describe('log group', () => {
  test.each([
    [Profile.DEVELOPMENT, 7, 'Delete'], [Profile.STAGING, 30, 'Delete'], [Profile.PRODUCTION, 30, 'Retain'],
    [Profile.REGULATED, 365, 'Retain'],
  ])('retention and removal follow the profile', (profile, days, policy) => {
    const stack = new Stack();
    profile.applyTo(stack);
    createLogGroup(stack, 'Logs');

    Template.fromStack(stack).hasResource('AWS::Logs::LogGroup', {
      Properties: {
        RetentionInDays: days, KmsKeyId: profile === Profile.REGULATED ? Match.anyValue() : Match.absent(),
      },
      DeletionPolicy: policy, UpdateReplacePolicy: policy,
    });
  });

  test('an explicit retention wins', () => {
    const stack = new Stack();
    createLogGroup(stack, 'Logs', { retention: 3653 });

    Template.fromStack(stack).hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 3653 });
  });
});

describe('encryption key', () => {
  test('a stack has one, with rotation, and two stacks have two', () => {
    const app = new App();
    const [a, b] = [new Stack(app, 'A'), new Stack(app, 'B')];

    expect(encryptionKeyOf(a)).toBe(encryptionKeyOf(a));
    expect(encryptionKeyOf(a)).not.toBe(encryptionKeyOf(b));
    const template = Template.fromStack(a);
    template.resourceCountIs('AWS::KMS::Key', 1);
    template.hasResource('AWS::KMS::Key', { Properties: { EnableKeyRotation: true }, DeletionPolicy: 'Retain' });
  });

  test('goes away with a development stack', () => {
    const stack = new Stack();
    Profile.DEVELOPMENT.applyTo(stack);
    encryptionKeyOf(stack);

    Template.fromStack(stack).hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  test('only the regulated profile asks for one', () => {
    for (const profile of [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION, Profile.REGULATED]) {
      const stack = new Stack();
      profile.applyTo(stack);

      expect(profileKeyOf(stack) !== undefined).toBe(profile === Profile.REGULATED);
    }
  });
});
