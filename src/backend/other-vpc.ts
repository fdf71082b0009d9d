import { Annotations } from 'aws-cdk-lib';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { isGroupOfVpc } from '../core';
import type { IBackend } from './backend';

/**
 * Warns where a backend is in another VPC than its client. A way between them may exist that the app does not know of.
 *
 * @param title what people call the client: `service`
 * @see https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html
 */
export function warnOfOtherVpc(client: IConstruct, title: string, vpc: IVpc, backend: IBackend): void {
  if (!backend.connections.securityGroups.some((group) => isGroupOfVpc(vpc, group) === false)) return;
  Annotations.of(client).addWarningV2('cdk-elastic-web:backendInOtherVpc',
    `${backend.node.path} is in another VPC than the ${title}, ${vpc.node.path}: the ${title} needs a VPC peering `
    + 'connection, or a transit gateway that lets security groups refer to each other, and routes both ways; without '
    + 'one the rule that names its security group fails at deployment');
}
