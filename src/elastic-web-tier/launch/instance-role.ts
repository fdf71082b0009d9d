import { ServicePrincipal, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge, LeastPrivilegeRole } from '../../core';
import { AGENT_NAMESPACE } from '../boot/agent';
import type { LaunchTraits } from '../compute/compute-variant';
import { sameResource } from './tag-conditions';
import { ebsKeyOf } from './volume-key';

/** What an instance is, before it is given rights of its own. */
export function createInstanceRole(scope: Construct): LeastPrivilegeRole {
  const role = new LeastPrivilegeRole(scope, 'Role', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    description: 'The instances of a web tier, and the application on them',
  });
  // the rights that AWS names for Session Manager; its managed policy reads every parameter of the account besides.
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'SessionManager',
    actions: [
      'ssm:UpdateInstanceInformation', 'ssmmessages:CreateControlChannel', 'ssmmessages:CreateDataChannel',
      'ssmmessages:OpenControlChannel',
      'ssmmessages:OpenDataChannel',
    ],
    resources: ['*'],
  }));
  acknowledge(role.node.findChild('Rights'), 'instanceTelemetry');
  return role;
}

/** What the CloudWatch agent needs. */
export function grantTelemetry(role: IRole, logGroup: ILogGroup): void {
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'Metrics', actions: ['cloudwatch:PutMetricData'], resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': AGENT_NAMESPACE } },
  }));
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'NameOfTheGroup', actions: ['ec2:DescribeTags'], resources: ['*'],
  }));
  logGroup.grant(role, 'logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents');
}

/** Saying to the own group that a hook has ended, and to no other. */
export function grantLifecycle(role: IRole, scope: Construct, logicalId: string): void {
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'WhichGroup', actions: ['autoscaling:DescribeAutoScalingInstances'], resources: ['*'],
  }));
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'OwnGroup', actions: ['autoscaling:CompleteLifecycleAction'], resources: ['*'],
    conditions: sameResource(scope, logicalId),
  }));
}

/** Taking over from the instance that was there before under the same logical id, and from no other. */
export function grantSuccession(
  role: IRole, scope: Construct, { dataVolume, isProtected }: LaunchTraits, logicalId: string,
): void {
  const ofPredecessor = [
    ...(dataVolume ? ['ec2:StopInstances', 'ec2:StartInstances', 'ec2:AttachVolume', 'ec2:DetachVolume'] : []),
    ...(isProtected ? ['ec2:ModifyInstanceAttribute'] : []),
  ];
  if (ofPredecessor.length === 0) return;
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'WhichInstance', actions: ['ec2:DescribeInstances', ...(dataVolume ? ['ec2:DescribeVolumes'] : [])],
    resources: ['*'],
  }));
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'Predecessor', actions: ofPredecessor, resources: ['*'], conditions: sameResource(scope, logicalId),
  }));
  if (!dataVolume) return;
  grantVolumeKeys(role, [dataVolume.volume.encryptionKey, ebsKeyOf(scope)]);
  const stack = Stack.of(scope);
  const { volume } = dataVolume;
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'DataVolume',
    actions: ['ec2:AttachVolume', 'ec2:DetachVolume'],
    resources: [stack.formatArn({ service: 'ec2', resource: 'volume', resourceName: volume.volumeId })],
  }));
}

/**
 * Attaching an encrypted volume takes the right to use its key, and so does starting a predecessor again with its root
 * volume.
 */
function grantVolumeKeys(role: IRole, keys: readonly (IKey | undefined)[]): void {
  const resources = [...new Set(keys.filter((key) => key !== undefined))].map((key) => key.keyArn);
  if (resources.length === 0) return;
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'KeysOfTheVolumes', actions: ['kms:CreateGrant'], resources,
    conditions: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
  }));
}
