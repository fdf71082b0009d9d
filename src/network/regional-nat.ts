import { CfnNatGateway, CfnVPCGatewayAttachment, type Subnet, type Vpc } from 'aws-cdk-lib/aws-ec2';
import { OFFERS, warnIfNotOffered } from '../core';

/** One NAT gateway for all zones of a VPC, with the routes to it. The CDK has none at our peer floor. */
export function createRegionalNat(vpc: Vpc): void {
  const gateway = new CfnNatGateway(vpc, 'RegionalNatGateway', {
    vpcId: vpc.vpcId, availabilityMode: 'regional', connectivityType: 'public',
  });
  // without the attachment the gateway may be made while the VPC has no internet gateway yet.
  const attachment = vpc.node.findAll().find((construct) => CfnVPCGatewayAttachment.isCfnResource(construct)
    && construct.cfnResourceType === CfnVPCGatewayAttachment.CFN_RESOURCE_TYPE_NAME);
  gateway.node.addDependency(vpc.internetConnectivityEstablished, attachment!);
  for (const subnet of vpc.privateSubnets) (subnet as Subnet).addDefaultNatRoute(gateway.attrNatGatewayId);
  warnIfNotOffered(vpc, OFFERS.regionalNat);
}
