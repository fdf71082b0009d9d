import { Stack } from 'aws-cdk-lib';
import type { IVolume } from 'aws-cdk-lib/aws-ec2';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { tagConditions } from '../launch/tag-conditions';
import { ebsKeyOf } from '../launch/volume-key';

/** Lets an instance end the lifecycle hooks of its own group, and of no other. */
export function hookStatements(scope: Construct, logicalId: string): PolicyStatement[] {
  return [
    new PolicyStatement({
      sid: 'WhichGroup', actions: ['autoscaling:DescribeAutoScalingInstances'], resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'OwnGroup', actions: ['autoscaling:CompleteLifecycleAction'], resources: ['*'],
      conditions: tagConditions(scope, logicalId),
    }),
  ];
}

/** What a single instance takes over from its predecessor. */
export interface Succession {
  readonly logicalId: string;
  readonly volume?: IVolume;
  /** Whether nobody can terminate the instance and its predecessors by mistake. */
  readonly isProtected: boolean;
}

/** Lets an instance take over from its predecessor under the same logical id, and from no other instance. */
export function successionStatements(
  scope: Construct, { logicalId, volume, isProtected }: Succession,
): PolicyStatement[] {
  const onPredecessor = [
    ...(volume ? ['ec2:StopInstances', 'ec2:StartInstances', 'ec2:AttachVolume', 'ec2:DetachVolume'] : []),
    ...(isProtected ? ['ec2:ModifyInstanceAttribute'] : []),
  ];
  if (onPredecessor.length === 0) return [];
  return [
    new PolicyStatement({
      sid: 'WhichInstance', actions: ['ec2:DescribeInstances', ...(volume ? ['ec2:DescribeVolumes'] : [])],
      resources: ['*'],
    }),
    new PolicyStatement({
      sid: 'Predecessor', actions: onPredecessor, resources: ['*'], conditions: tagConditions(scope, logicalId),
    }),
    ...(volume ? volumeStatements(scope, volume) : []),
  ];
}

function volumeStatements(scope: Construct, volume: IVolume): PolicyStatement[] {
  return [
    ...keyStatements([volume.encryptionKey, ebsKeyOf(scope)]),
    new PolicyStatement({
      sid: 'DataVolume',
      actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
      resources: [Stack.of(scope).formatArn({ service: 'ec2', resource: 'volume', resourceName: volume.volumeId })],
    }),
  ];
}

/** Whoever attaches an encrypted volume, or starts an instance with one, needs the right to use its key. */
function keyStatements(keys: readonly (IKey | undefined)[]): PolicyStatement[] {
  const resources = [...new Set(keys.filter((key) => key !== undefined))].map((key) => key.keyArn);
  if (resources.length === 0) return [];
  return [new PolicyStatement({
    sid: 'KeysOfTheVolumes', actions: ['kms:CreateGrant'], resources,
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  })];
}
