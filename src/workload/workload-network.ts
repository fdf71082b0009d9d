import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct, IConstruct, IDependable } from 'constructs';
import { letOut, type Problem } from '../core';
import { endpointProblems, hasIpv6Addresses, provideServices, type AwsService } from '../network';
import { PRIVATE_PLACEMENT, type PlacementVariant } from './placement';

/** Default port of an application: high enough to need no root, and what most frameworks listen on. */
export const APPLICATION_PORT = 8080;
const HTTPS = ec2.Port.tcp(443);

/**
 * A VPC has to have subnets for workloads, and a way to each AWS service that the workload calls.
 *
 * @param egress problems of what is fetched from the internet; looked at only where there are subnets, and no public
 *   addresses
 */
export function workloadNetworkProblems(
  scope: IConstruct, vpc: ec2.IVpc, services: readonly AwsService[], egress: () => Problem[],
  placement: PlacementVariant = PRIVATE_PLACEMENT,
): Problem[] {
  const problems = placement.problems('placement', scope, vpc);
  return problems.length > 0 || placement.isPublic
    ? problems
    : [...endpointProblems('vpc', vpc, services), ...egress()];
}

/** The network rules of a workload; the default port is the port of the application. */
export function createConnections(
  scope: Construct, vpc: ec2.IVpc, description: string, port: number,
): ec2.Connections {
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', {
    // said although it is the default of the CDK: what fills in defaults for a whole app leaves it alone.
    vpc, description, allowAllOutbound: true,
    // the CDK lets everything out over IPv4 alone.
    allowAllIpv6Outbound: hasIpv6Addresses(vpc) || undefined,
  });
  letOutToAws(securityGroup, vpc);
  const connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(port) });
  scope.node.addValidation({ validate: () => addedGroupProblems(connections) });
  return connections;
}

/** A property injector may have closed the group: the workload still fetches its image and secrets, and writes logs. */
function letOutToAws(group: ec2.SecurityGroup, vpc: ec2.IVpc): void {
  letOut(group, ec2.Peer.anyIpv4(), HTTPS, 'AWS services');
  if (group.allowAllIpv6Outbound || !hasIpv6Addresses(vpc)) return;
  letOut(group, ec2.Peer.anyIpv6(), HTTPS, 'AWS services by IPv6');
}

/** The CDK lets anybody add a group, which would get rules and no network interface. */
function addedGroupProblems({ securityGroups: { length } }: ec2.Connections): string[] {
  const message = `"connections" must keep its one security group, got ${length}: a group that is added with `
    + 'addSecurityGroup is not attached to any task or instance; give it in "placement", or allow traffic from and to '
    + '"connections" instead';
  return length === 1 ? [] : [message];
}

/**
 * What a workload waits for: the route to the internet and the endpoints. Without them the first task cannot pull its
 * image, and the first instance cannot install its packages.
 */
export function networkDependencies(
  vpc: ec2.IVpc, services: readonly AwsService[], placement: PlacementVariant = PRIVATE_PLACEMENT,
): IDependable[] {
  return [
    vpc.selectSubnets(placement.subnetsOf(vpc)).internetConnectivityEstablished,
    ...placement.isPublic ? [] : provideServices(vpc, services),
  ];
}
