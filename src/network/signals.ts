import { CfnResource, Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnNatGateway, CfnVPCEndpoint, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { badMinutes, percentOf, SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';

const MINUTE = Duration.minutes(1);
/** Share of dropped packets at which AWS says that something is wrong. */
const DROPPED_PERCENT = 0.01;
/** One dropped packet of fewer would be above that share already. */
const FEWEST_PACKETS = 10_000;

/** What is worth watching about the NAT gateways and the interface endpoints of a VPC, as many as there are now. */
export function networkSignals(vpc: IVpc): Signal[] {
  return [...natGateways(vpc).flatMap(natSignals), ...interfaceEndpoints(vpc).map(endpointSignal)];
}

function natSignals(gateway: CfnNatGateway, index: number): Signal[] {
  const [id, title] = [`NatGateway${index + 1}`, `NAT gateway ${index + 1}`];
  const sum = (metricName: string) => new Metric({
    namespace: 'AWS/NATGateway', metricName, dimensionsMap: { NatGatewayId: gateway.attrNatGatewayId },
    statistic: Stats.SUM, period: MINUTE,
  });
  const packets = [sum('PacketsInFromSource'), sum('PacketsInFromDestination')];
  return [
    {
      id: `${id}PortAllocationErrors`, title: `Connections that ${title} had no port for`,
      metric: sum('ErrorPortAllocation'), unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
      warning: Threshold.above(0, { periods: 15 }),
      reason: 'Too many connections to one address at the same time, for 15 minutes: new ones fail. Look for clients '
        + 'that open a connection for each request, or use a VPC endpoint.',
    },
    {
      id: `${id}PacketsDropped`, title: `Packets that ${title} dropped`,
      metric: percentOf([sum('PacketsDropCount')], packets, { period: MINUTE, fewest: FEWEST_PACKETS }),
      unit: SignalUnit.PERCENT, group: SignalGroup.ERRORS,
      warning: Threshold.above(DROPPED_PERCENT, badMinutes(5)),
      reason: `More than ${DROPPED_PERCENT} % of the packets were lost in 5 of 7 minutes, which has its cause at AWS: `
        + `look at the AWS Health Dashboard. Below ${FEWEST_PACKETS} packets a minute it stays silent.`,
    },
  ];
}

function endpointSignal(endpoint: CfnVPCEndpoint): Signal {
  const name = endpoint.node.scope!.node.id;
  return {
    id: `Endpoint${name.replace(/[^A-Za-z0-9]/g, '')}PacketsDropped`,
    title: `Packets that the endpoint ${name} dropped`,
    metric: new Metric({
      namespace: 'AWS/PrivateLinkEndpoints', metricName: 'PacketsDropped', statistic: Stats.SUM, period: MINUTE,
      dimensionsMap: {
        'Endpoint Type': 'Interface', 'Service Name': endpoint.serviceName!, 'VPC Endpoint Id': endpoint.ref,
        'VPC Id': endpoint.vpcId,
      },
    }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.ERRORS,
    warning: Threshold.above(0, { periods: 5 }),
    reason: 'The endpoint or the service behind it lost packets in each of 5 minutes. Look at the AWS Health '
      + 'Dashboard, and for packets of more than 8500 bytes.',
  };
}

/** Found in the tree and not kept: the CDK makes them, and a service may add an endpoint later. */
function natGateways(vpc: IVpc): CfnNatGateway[] {
  return resourcesIn(vpc).filter((resource): resource is CfnNatGateway =>
    resource.cfnResourceType === CfnNatGateway.CFN_RESOURCE_TYPE_NAME);
}

function interfaceEndpoints(vpc: IVpc): CfnVPCEndpoint[] {
  return resourcesIn(vpc).filter((resource): resource is CfnVPCEndpoint =>
    resource.cfnResourceType === CfnVPCEndpoint.CFN_RESOURCE_TYPE_NAME
    && (resource as CfnVPCEndpoint).vpcEndpointType === 'Interface');
}

function resourcesIn(vpc: IVpc): CfnResource[] {
  return vpc.node.findAll().filter((construct): construct is CfnResource => CfnResource.isCfnResource(construct));
}
