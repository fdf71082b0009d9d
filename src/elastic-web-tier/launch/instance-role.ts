import { ServicePrincipal, PolicyStatement, type IRole } from 'aws-cdk-lib/aws-iam';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge, LeastPrivilegeRole } from '../../core';
import { AGENT_NAMESPACE } from '../boot/agent';

/** The role of the instances. At first it has only the rights of Session Manager. */
export function createInstanceRole(scope: Construct): LeastPrivilegeRole {
  const role = new LeastPrivilegeRole(scope, 'Role', {
    assumedBy: new ServicePrincipal('ec2.amazonaws.com'),
    description: 'The instances of a web tier, and the application on them',
  });
  // AWS has a managed policy for Session Manager, but that one may also read every parameter of the account.
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

/** Gives the CloudWatch agent the rights that it needs. */
export function grantTelemetry(role: IRole, logGroup: ILogGroup): void {
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'Metrics', actions: ['cloudwatch:PutMetricData'], resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': AGENT_NAMESPACE } },
  }));
  role.addToPrincipalPolicy(new PolicyStatement({
    sid: 'NameOfTheGroup', actions: ['ec2:DescribeTags'], resources: ['*'],
  }));
  // a grant of the log group itself names other resources in newer versions of the CDK.
  role.addToPrincipalPolicy(new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
    resources: [logGroup.logGroupArn],
  }));
}
