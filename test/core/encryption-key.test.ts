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
});
