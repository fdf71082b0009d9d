import type { Links, Placed, Resource } from '../../../src/template';
import { shortName, type Deployed } from '../aws/stacks';
import type { Fact } from './facts';
import { routesOf, type Route, type Way } from './routes';
import { linksIn } from './written';

const SERVICE = 'AWS::ECS::Service';
const NEEDED = ['ecr.api', 'ecr.dkr', 'logs', 's3'];

/** How tasks may reach AWS, as far as the templates of the stacks say. */
export function networkFacts(deployed: Deployed): Fact[] {
  const links = linksIn(deployed);
  const services = links.ofType(SERVICE);
  const facts = services.flatMap((service) => {
    const routes = routesOf(links, service);
    return routes === undefined ? [] : factsOf(links, service, routes);
  });
  // what a VPC lacks says nothing of tasks with public addresses.
  return facts.length > 0 || services.some(({ resource }) => isPublic(resource)) ? facts : vpcFacts(deployed, links);
}

function factsOf(links: Links, { resource }: Placed, routes: readonly Route[]): Fact[] {
  const name = shortName(resource.path);
  const ways = [...new Set(routes.map(({ way }) => way))];
  return ways.map((way) => {
    const subnets = routes.filter((route) => route.way === way).map(({ subnet }) => subnet);
    const all = subnets.length === routes.length ? 'the subnets' : `${subnets.length} of ${routes.length} subnets`;
    return fact(name, `${all} of ${name} ${wordsFor(way, isPublic(resource), () => missingIn(links, subnets[0]))}`);
  });
}

function wordsFor(way: Way, hasAddress: boolean, missing: () => readonly string[]): string {
  switch (way) {
    case 'internet gateway': return hasAddress
      ? 'lead to an internet gateway, and its tasks have public addresses: look at the network ACL, and at what the '
      + 'security group of the tasks lets out'
      : 'lead to an internet gateway, but its tasks have no public address: they need one there, or other subnets';
    case 'NAT gateway': return 'lead to a NAT gateway: look at its state, and at the network ACL';
    case 'other': return 'lead to a transit gateway, a firewall or an instance: look at what stands behind it';
    case 'none': return missing().length === 0
      ? 'have no route to the internet, but the VPC has endpoints for ECR, logs and S3: look at the security group of '
      + 'the endpoints, and at private DNS'
      : `have no route to the internet, and the VPC has no endpoint for ${missing().join(', ')}`;
  }
}

function isPublic(service: Resource): boolean {
  return service.get('NetworkConfiguration', 'AwsvpcConfiguration', 'AssignPublicIp').text === 'ENABLED';
}

/** Endpoints that the VPC of a subnet lacks. */
function missingIn(links: Links, subnet: Resource): string[] {
  const [vpc] = links.ofType(subnet.type).filter(({ resource }) => resource === subnet)
    .flatMap(({ stack, resource }) => links.targets(stack, resource.get('VpcId')));
  return missingEndpoints(links, vpc);
}

function missingEndpoints(links: Links, vpc?: Resource): string[] {
  const services = links.ofType('AWS::EC2::VPCEndpoint')
    .filter(({ stack, resource }) => vpc === undefined || links.targets(stack, resource.get('VpcId')).includes(vpc))
    // a name with the Region in it is known in part.
    .map(({ resource }) => String(resource.get('ServiceName').raw));
  return NEEDED.filter((name) => !services.some((service) => service.includes(`.${name}`)));
}

/** What the VPC has, where nothing is known of the subnets. */
function vpcFacts(deployed: Deployed, links: Links): Fact[] {
  const vpc = deployed.of('AWS::EC2::VPC')[0];
  if (!vpc) return [];
  const nat = deployed.of('AWS::EC2::NatGateway').length;
  if (nat > 0) return [fact(vpc.path, `the VPC has ${nat} NAT gateways; look at the route of the subnets`)];
  const missing = missingEndpoints(links);
  return [fact(vpc.path, missing.length === 0
    ? 'the VPC has endpoints for ECR, logs and S3, and no NAT gateway'
    : `the VPC has no NAT gateway, and no endpoint for ${missing.join(', ')}`)];
}

function fact(subject: string, text: string): Fact {
  return { source: 'network', subject, field: 'GetTemplate', text };
}
