import {
  ExecuteCommandLogging, type CfnService, type ExecuteCommandConfiguration, type FargateService, type ICluster,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge, createLogGroup, profileKeyOf, type LeastPrivilegeRole } from '../core';

/**
 * Records the sessions in a cluster of the library's own: who typed what, in a log group with the retention and key of
 * the profile.
 */
export function recordSessions(scope: Construct): ExecuteCommandConfiguration {
  return {
    kmsKey: profileKeyOf(scope),
    logging: ExecuteCommandLogging.OVERRIDE,
    logConfiguration: {
      cloudWatchLogGroup: createLogGroup(scope, 'SessionLogGroup', { content: 'other' }),
      cloudWatchEncryptionEnabled: profileKeyOf(scope) !== undefined,
    },
  };
}

/** Switches ECS Exec on. */
export function enableSessions(service: FargateService, role: LeastPrivilegeRole): void {
  // below the L2, whose own switch grants more than a session needs.
  (service.node.defaultChild as CfnService).enableExecuteCommand = true;
  grantSessions(role, service.cluster);
}

/**
 * The rights that a session needs, and no others.
 *
 * The CDK's own switch grants writing to every log group unless a feature flag is set, and adds key policies that exist
 * already.
 */
function grantSessions(role: LeastPrivilegeRole, cluster: ICluster): void {
  role.addToPolicy(new PolicyStatement({
    sid: 'SessionChannels',
    actions: ['CreateControlChannel', 'CreateDataChannel', 'OpenControlChannel', 'OpenDataChannel'].map(
      (action) => `ssmmessages:${action}`,
    ),
    resources: ['*'],
  }));
  const configuration = cluster.executeCommandConfiguration;
  const logGroup = configuration?.logConfiguration?.cloudWatchLogGroup?.logGroupRef;
  if (logGroup) {
    role.addToPolicy(new PolicyStatement({
      sid: 'SessionLogGroups', actions: ['logs:DescribeLogGroups'], resources: ['*'],
    }));
    role.addToPolicy(new PolicyStatement({
      sid: 'SessionLog',
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    }));
  }
  if (configuration?.kmsKey) {
    role.addToPolicy(new PolicyStatement({
      sid: 'SessionKey', actions: ['kms:Decrypt'], resources: [configuration.kmsKey.keyArn],
    }));
  }
  acknowledge(role.node.findChild('Rights'), 'sessionChannels');
}
