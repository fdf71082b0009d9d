import { CfnVPCGatewayAttachment, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { contradiction, inWords, resourcesOfType, vpcResourceOf, type Problem } from '../core';

/** Some services ask for an internet gateway, whether or not a route leads to it. An imported VPC does not say. */
export function internetGatewayProblems(prop: string, vpc: IVpc, advice: string): Problem[] {
  const isAttached = resourcesOfType<CfnVPCGatewayAttachment>(vpc, CfnVPCGatewayAttachment.CFN_RESOURCE_TYPE_NAME)
    .some(({ vpcId, internetGatewayId }) => vpcId === vpc.vpcId && internetGatewayId !== undefined);
  return contradiction(vpcResourceOf(vpc) !== undefined && !isAttached, {
    prop, must: 'have an internet gateway', got: inWords(`${vpc.node.path} without one`), advice,
  });
}
