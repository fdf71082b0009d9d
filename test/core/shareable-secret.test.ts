import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { shareableSecret } from '../../src/core';

const reader = (stack: Stack) => new Role(stack, 'Role', {
  assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'),
});

describe('a secret that is shared between stacks', () => {
  test('makes no cycle when its key is in the other stack', () => {
    const app = new App();
    const data = new Stack(app, 'Data');
    const secret = new Secret(data, 'Secret', { encryptionKey: new Key(data, 'Key') });

    shareableSecret(data, 'Shared', secret).grantRead(reader(new Stack(app, 'Compute')));

    expect(() => app.synth()).not.toThrow();
    Template.fromStack(data).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: Match.objectLike({
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'SecretsOfThisAccount', Action: 'kms:Decrypt', Principal: { AWS: '*' },
          Condition: {
            StringEquals: {
              'kms:ViaService': {
                'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }]],
              },
              'kms:CallerAccount': { Ref: 'AWS::AccountId' },
            },
          },
        })]),
      }),
    });
  });

  // what the function is for: if this stops failing, the CDK has learned it and the function can go.
  test('makes one with the grant of the CDK', () => {
    const app = new App();
    const data = new Stack(app, 'Data');
    const secret = new Secret(data, 'Secret', { encryptionKey: new Key(data, 'Key') });

    secret.grantRead(reader(new Stack(app, 'Compute')));

    expect(() => app.synth()).toThrow(/cyclic reference/);
  });

  test('is the same secret where there is no key', () => {
    const stack = new Stack();
    const secret = new Secret(stack, 'Secret');

    expect(shareableSecret(stack, 'Shared', secret)).toBe(secret);
  });

  test('two secrets of one key need one statement', () => {
    const stack = new Stack();
    const encryptionKey = new Key(stack, 'Key');
    for (const id of ['A', 'B']) shareableSecret(stack, `Shared${id}`, new Secret(stack, id, { encryptionKey }));

    const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));

    const sids = key.Properties.KeyPolicy.Statement.map((statement: { Sid?: string }) => statement.Sid);
    expect(sids.filter((sid?: string) => sid === 'SecretsOfThisAccount')).toHaveLength(1);
  });
});
