import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { encryptionKeyOf, profileKeyOf } from '../../core';

/**
 * The key of volumes where the profile asks for one: EC2 Auto Scaling launches instances as its service-linked role,
 * which has to use it.
 */
export function ebsKeyOf(scope: Construct): IKey | undefined {
  if (!profileKeyOf(scope)) return undefined;
  const stack = Stack.of(scope);
  const key = encryptionKeyOf(scope);
  // a condition, not a principal: IAM rejects a principal that does not exist yet, as in an account without Auto
  // Scaling groups.
  key.addToResourcePolicy(new PolicyStatement({
    sid: 'Volumes',
    principals: [new AnyPrincipal()],
    actions: [
      'kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey', 'kms:CreateGrant',
    ],
    resources: ['*'],
    conditions: {
      StringEquals: { 'kms:CallerAccount': stack.account },
      ArnEquals: {
        'aws:PrincipalArn': stack.formatArn({
          service: 'iam', region: '', resource: 'role/aws-service-role/autoscaling.amazonaws.com',
          resourceName: 'AWSServiceRoleForAutoScaling',
        }),
      },
    },
  }));
  return key;
}
