import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge, LeastPrivilegeRole } from '../core';

/** The one log group of an account and region that Enhanced Monitoring writes to; its name is given by RDS. */
const GROUP = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:RDSOSMetrics`;

/**
 * The role of Enhanced Monitoring, limited to its log group, where AWS's own policy takes in every group that starts
 * with `RDS`.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Monitoring.OS.Enabling.html
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
 */
export function createMonitoringRole(scope: Construct, id: string): LeastPrivilegeRole {
  const role = new LeastPrivilegeRole(scope, id, {
    assumedBy: new ServicePrincipal('monitoring.rds.amazonaws.com'),
    description: 'Lets RDS write metrics of the operating system',
  });
  const { policyDependable } = role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'LogGroup',
    actions: [
      'logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:CreateLogStream', 'logs:DescribeLogStreams',
      'logs:GetLogEvents', 'logs:PutLogEvents',
    ],
    // IAM compares the ARN of the group with something behind it, for actions on the group too.
    resources: [GROUP, `${GROUP}:*`],
  }));
  if (policyDependable) acknowledge(policyDependable as Construct, 'operatingSystemMetrics');
  return role;
}
