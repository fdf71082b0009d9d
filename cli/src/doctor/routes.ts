import { PARTS } from '../../../src/diagram/model/parts';
import type { Links, Placed, Resource } from '../../../src/template';

const SUBNET = 'AWS::EC2::Subnet';
const ANYWHERE = '0.0.0.0/0';

/** Where the default route of a subnet leads to. */
export type Way = 'internet gateway' | 'NAT gateway' | 'other' | 'none';

/** A subnet of a service, and the way out of it. */
export interface Route { readonly subnet: Resource; readonly way: Way }

/** The ways out of the subnets of a service; nothing where one of them is not in the templates. */
export function routesOf(links: Links, { stack, resource }: Placed): Route[] | undefined {
  const values = PARTS[resource.type].subnets(resource, stack.template);
  const subnets = values.map((value) => links.targets(stack, value).filter(({ type }) => type === SUBNET));
  if (values.length === 0 || subnets.some((found) => found.length === 0)) return undefined;
  const routes = [...new Set(subnets.flat())].map((subnet) => ({ subnet, way: wayOf(links, subnet) }));
  return routes.every((route): route is Route => route.way !== undefined) ? routes : undefined;
}

/** Nothing without a route table of its own: that of the VPC is in no template. */
function wayOf(links: Links, subnet: Resource): Way | undefined {
  const tables = links.ofType('AWS::EC2::SubnetRouteTableAssociation')
    .filter(({ stack, resource }) => links.targets(stack, resource.get('SubnetId')).includes(subnet))
    .flatMap(({ stack, resource }) => links.targets(stack, resource.get('RouteTableId')));
  if (tables.length === 0) return undefined;
  const route = links.ofType('AWS::EC2::Route').find(({ stack, resource }) =>
    resource.get('DestinationCidrBlock').text === ANYWHERE
    && links.targets(stack, resource.get('RouteTableId')).some((table) => tables.includes(table)));
  if (!route) return 'none';
  if (route.resource.get('GatewayId').exists) return 'internet gateway';
  return route.resource.get('NatGatewayId').exists ? 'NAT gateway' : 'other';
}
