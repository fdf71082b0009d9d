import { Stack } from 'aws-cdk-lib';
import {
  CfnVPCEndpoint, GatewayVpcEndpoint, GatewayVpcEndpointAwsService, InterfaceVpcEndpoint,
  InterfaceVpcEndpointAwsService, Peer, Port,
  SecurityGroup, type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import { Construct, type IDependable } from 'constructs';
import { contradiction, inWords, Mark, resourcesOfType, vpcResourceOf, type Problem } from '../core';
import { addressesOf } from './addresses';
import type { AwsService } from './aws-service';
import { hasInternetEgress, workloadSubnets } from './subnets';

const ID = 'Endpoints';
const HTTPS = 443;
const DECLARED = new Mark<ReadonlySet<string>>('endpoints');

/** Takes the user's word that a VPC has endpoints, which synthesis cannot see. */
export function declareEndpoints(vpc: IVpc, services: readonly AwsService[]): void {
  DECLARED.set(vpc, new Set([...(DECLARED.get(vpc) ?? []), ...services.map((service) => service.name)]));
}

/** A rule for the props of a workload: an imported VPC without NAT has to have an endpoint for each service. */
export function endpointProblems(prop: string, vpc: IVpc, services: readonly AwsService[]): Problem[] {
  const missing = isImported(vpc) ? missingServices(vpc, services) : [];
  return contradiction(missing.length > 0, {
    prop,
    must: `have a NAT gateway, or VPC endpoints for ${missing.map((service) => service.name).join(', ')}`,
    got: inWords('neither'),
    advice: 'create the endpoints, and declare them with Network.declareEndpoints(vpc, [...])',
  });
}

/** A rule for names of services that a user gave. */
export function serviceNameProblems(prop: string, services: readonly AwsService[]): Problem[] {
  return services.flatMap((service, index) => service._problems(`${prop}[${index}]`));
}

/**
 * Creates each missing endpoint of a VPC without NAT, once, below the VPC. It rejects nothing: check the services with
 * `endpointProblems` among the props of the workload.
 *
 * @returns what the workload has to wait for before it starts
 */
export function provideServices(vpc: IVpc, services: readonly AwsService[]): IDependable[] {
  const missing = missingServices(vpc, services);
  if (missing.length > 0) createEndpoints(vpc, missing);
  const own = vpc.node.tryFindChild(ID);
  return own && !hasInternetEgress(vpc) ? [own] : [];
}

/** Creates endpoints below a VPC whether or not it has a NAT gateway. */
export function createEndpoints(vpc: IVpc, services: readonly AwsService[]): void {
  const parent = parentOf(vpc);
  for (const service of services) {
    if (service.isGateway) {
      new GatewayVpcEndpoint(parent, service._id, { vpc, service: new GatewayVpcEndpointAwsService(service.name) });
      continue;
    }
    new InterfaceVpcEndpoint(parent, service._id, {
      vpc,
      service: new InterfaceVpcEndpointAwsService(service.name),
      subnets: { ...workloadSubnets(vpc), onePerAz: true },
      securityGroups: [securityGroupOf(parent, vpc)],
      open: false,
      privateDnsEnabled: true,
    });
  }
}

function parentOf(vpc: IVpc): Construct {
  const existing = vpc.node.tryFindChild(ID);
  if (existing) return existing as Construct;
  const parent = new Construct(vpc as IVpc & Construct, ID);
  parent.node.addValidation({ validate: () => duplicates(vpc, parent) });
  return parent;
}

/**
 * Endpoints that the app added after ours: AWS rejects a second route to a service, and a second owner of its host
 * name.
 */
function duplicates(vpc: IVpc, parent: Construct): string[] {
  const all = endpointsInApp(vpc);
  const isOurs = (endpoint: CfnVPCEndpoint) => endpoint.node.scopes.includes(parent);
  return all.filter((ours) => isOurs(ours)).flatMap((ours) => all
    .filter((other) =>
      !isOurs(other) && other.vpcEndpointType === ours.vpcEndpointType
      && serviceNameEnd(other).endsWith(serviceNameEnd(ours)))
    .map((other) => [ours, other].map(({ node }) => node.scope!.node.path).join(' and '))
    .map((paths) => `a VPC must have one endpoint for each service, got ${paths}: `
      + 'leave yours out, or make it before the constructs that need it, so that they find it'));
}

function missingServices(vpc: IVpc, services: readonly AwsService[]): AwsService[] {
  if (hasInternetEgress(vpc)) return [];
  const declared = DECLARED.get(vpc);
  const suffixes = endpointsInApp(vpc).map(serviceNameEnd);
  const byName = new Map(services.map((service) => [service.name, service]));
  return [...byName.values()]
    .filter(({ name }) => !declared?.has(name) && !suffixes.some((suffix) => suffix.endsWith(`.${name}`)))
    .sort((a, b) => a.name < b.name ? -1 : 1);
}

/**
 * Endpoints that the app has given the VPC, whoever made them; one without private DNS does not answer to the usual
 * host name.
 */
function endpointsInApp(vpc: IVpc): CfnVPCEndpoint[] {
  return resourcesOfType<CfnVPCEndpoint>(vpc, CfnVPCEndpoint.CFN_RESOURCE_TYPE_NAME, (endpoint) =>
    endpoint.vpcId === vpc.vpcId
    && (endpoint.vpcEndpointType !== 'Interface' || endpoint.privateDnsEnabled !== false));
}

/** The part of an endpoint's service name after the region, which may be a reference. */
function serviceNameEnd(endpoint: CfnVPCEndpoint): string {
  const name: unknown = Stack.of(endpoint).resolve(endpoint.serviceName);
  if (typeof name === 'string') return name;
  const parts = (name as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']?.[1] ?? [];
  return String(parts.at(-1));
}

function securityGroupOf(parent: Construct, vpc: IVpc): SecurityGroup {
  const existing = parent.node.tryFindChild('SecurityGroup');
  if (existing) return existing as SecurityGroup;
  const group = new SecurityGroup(parent, 'SecurityGroup', {
    vpc, description: 'Endpoints of AWS services', allowAllOutbound: false,
  });
  group.addIngressRule(Peer.ipv4(addressesOf(vpc)), Port.tcp(HTTPS), 'HTTPS from the VPC');
  return group;
}

function isImported(vpc: IVpc): boolean {
  return vpcResourceOf(vpc) === undefined;
}
