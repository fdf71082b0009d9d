import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { encryptionKeyOf } from '../../src/core';

describe('the key of a stack', () => {
  const stack = new Stack(new App(), 'Stack');
  const key = encryptionKeyOf(stack);
  const template = Template.fromStack(stack);

  test('is made once', () => {
    expect(encryptionKeyOf(stack)).toBe(key);
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('refuses grants to people, also where the request does not say whom the grant is for', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: Match.arrayWith([Match.objectLike({
          Sid: 'GrantsForAwsResourcesOnly', Effect: 'Deny', Principal: { AWS: '*' }, Action: 'kms:CreateGrant',
          Condition: {
            BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' },
          },
        })]),
      },
    });
  });

  test.each(['eu-central-1', 'us-gov-west-1'])('lets logs of its own Region, alarms and events in, in %s', (region) => {
    const there = new Stack(new App(), 'There', { env: { account: '111122223333', region } });
    encryptionKeyOf(there);
    const [{ Properties }] = Object.values(Template.fromStack(there).findResources('AWS::KMS::Key'));
    const logs = { Service: { 'Fn::Join': ['', [`logs.${region}.`, { Ref: 'AWS::URLSuffix' }]] } };
    const statements = Properties.KeyPolicy.Statement as { Principal: object; Action: string[] }[];

    expect(statements.filter(({ Action }) => Action.includes('kms:GenerateDataKey*')).map(({ Principal }) => Principal))
      .toEqual([logs, { Service: 'cloudwatch.amazonaws.com' }, { Service: 'events.amazonaws.com' }]);
  });
});
