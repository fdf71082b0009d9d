import { CfnSecurityGroupIngress, type ISecurityGroup, type Port } from 'aws-cdk-lib/aws-ec2';
import { resourcesOfType } from './resource-index';

/**
 * Lets the holders of one security group connect to those of another, by a rule in the stack of the client.
 *
 * Once, however often the group was imported: Amazon EC2 refuses a second rule of the same peer and port, and the CDK
 * compares the rules of one import only.
 */
export function admit(group: ISecurityGroup, client: ISecurityGroup, port: Port, description: string): void {
  const { ipProtocol, fromPort, toPort } = port.toRuleJson() as Partial<CfnSecurityGroupIngress>;
  const [same] = resourcesOfType<CfnSecurityGroupIngress>(
    client, CfnSecurityGroupIngress.CFN_RESOURCE_TYPE_NAME, (rule) => rule.groupId === group.securityGroupId
      && rule.sourceSecurityGroupId === client.securityGroupId
      && rule.ipProtocol === ipProtocol && rule.fromPort === fromPort && rule.toPort === toPort,
  );
  if (!same) group.addIngressRule(client, port, description, true);
}
