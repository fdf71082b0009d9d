import { Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { encryptionKeyOf, profileKeyOf } from '../../core';

/**
 * The key of volumes, if the profile asks for customer managed keys. EC2 Auto Scaling launches instances with its
 * service-linked role, so that role may use the key.
 */
export function ebsKeyOf(scope: Construct): IKey | undefined {
  if (!profileKeyOf(scope)) return undefined;
  const stack = Stack.of(scope);
  const key = encryptionKeyOf(scope);
  // the role stands in a condition: an account without Auto Scaling groups does not have it yet, and IAM rejects a
  // principal that does not exist.
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
