import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { Profile } from './profile';

const ID = 'EncryptionKey';

/**
 * The customer managed key of a stack, made on first use.
 *
 * A stack has one key, because a key costs about 1 USD a month, and AWS services bind each use of it to a resource by
 * encryption context. A nested stack has a key of its own and keeps it: with another key, CloudFormation would replace
 * its databases. The key stays when the stack goes, because what it encrypted may be needed later; only a profile that
 * removes telemetry removes the key too.
 */
export function encryptionKeyOf(scope: Construct): IKey {
  const stack = Stack.of(scope);
  const existing = stack.node.tryFindChild(ID);
  if (existing) return existing as Key;

  const key = new Key(stack, ID, {
    description: `Data and telemetry of ${stack.node.path}`,
    enableKeyRotation: true,
    removalPolicy: Profile.of(stack)._defaults.telemetryRemoval === RemovalPolicy.DESTROY
      ? RemovalPolicy.DESTROY
      : RemovalPolicy.RETAIN,
  });
  for (const statement of statementsOf(stack)) key.addToResourcePolicy(statement);
  return key;
}

function statementsOf(stack: Stack): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'LogGroups',
      principals: [new ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
      actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
      resources: ['*'],
      conditions: {
        ArnLike: { 'kms:EncryptionContext:aws:logs:arn': stack.formatArn({ service: 'logs', resource: '*' }) },
      },
    }),
    new PolicyStatement({
      sid: 'Alarms',
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
    }),
    // without a condition on the account: EventBridge does not send it, so every event would be lost silently.
    new PolicyStatement({
      sid: 'Events',
      principals: [new ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
    grantsForAwsResourcesOnly(),
  ];
}

/** Keeps everybody from lending out a key by a grant, but services of AWS that hold a resource for them. */
export function grantsForAwsResourcesOnly(): PolicyStatement {
  return new PolicyStatement({
    // `IfExists`, so that a request without the key is denied too; services of AWS that ask for themselves are not.
    sid: 'GrantsForAwsResourcesOnly',
    effect: Effect.DENY,
    principals: [new AnyPrincipal()],
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  });
}

/**
 * The customer managed key of the stack if the profile asks for one. Otherwise nothing, and AWS's own key of the
 * service is used.
 */
export function profileKeyOf(scope: Construct): IKey | undefined {
  return Profile.of(scope)._defaults.customerManagedKeys ? encryptionKeyOf(scope) : undefined;
}
