import type { Stack } from 'aws-cdk-lib';
import type { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Properties } from './templates';

/** Names of groups by logical id. */
export type Names = Readonly<Record<string, string>>;

/** Every security group of a stack by the part that has it: the first two words of its path, or what `rename` says. */
export function namesIn(stack: Stack, rename: (path: string) => string): Names {
  return Object.fromEntries(stack.node.findAll().filter((construct) => construct instanceof SecurityGroup)
    .map((group) => [
      (stack.resolve(group.securityGroupId) as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0],
      rename(group.node.path.slice(stack.node.path.length + 1)),
    ]));
}

/** Every rule that lets something in, as `from -> to:port`. */
export function waysIn(template: Template, names: Names): string[] {
  return rulesOf(template, 'Ingress', names).map(({ group, peer, port }) => `${peer} -> ${group}:${port}`).sort();
}

/** Every rule that lets something out, as `from -> to:port`, without those that the CDK writes in place of none. */
export function waysOut(template: Template, names: Names): string[] {
  return rulesOf(template, 'Egress', names).filter(({ peer }) => !/^(255\.255\.255\.255|127\.0\.0\.1)\//.test(peer))
    .map(({ group, peer, port }) => `${group} -> ${peer}:${port}`).sort();
}

interface Way { readonly group: string; readonly peer: string; readonly port: string }

function rulesOf(template: Template, direction: 'Ingress' | 'Egress', names: Names): Way[] {
  const name = (reference: Properties | string) => nameOf(reference, names);
  const way = (group: string, rule: Properties): Way => {
    const other = rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId ?? rule.SourcePrefixListId;
    return { group, peer: rule.CidrIp ?? rule.CidrIpv6 ?? name(other), port: portOf(rule) };
  };
  const inline = Object.entries(template.findResources('AWS::EC2::SecurityGroup')).flatMap(([id, { Properties }]) =>
    ((Properties[`SecurityGroup${direction}`] ?? []) as Properties[]).map((rule) => way(name(id), rule)));
  const separate = Object.values(template.findResources(`AWS::EC2::SecurityGroup${direction}`))
    .map(({ Properties: rule }) => way(name(rule.GroupId), rule as Properties));
  return [...inline, ...separate];
}

/** A group that nobody has named is a mistake of the test, and a way that nobody expects. */
function nameOf(reference: Properties | string, names: Names): string {
  const id = typeof reference === 'string' ? reference : (reference['Fn::GetAtt'] as string[])[0];
  return names[id] ?? id;
}

/** The port of an existing thing is a number; that of RDS is written down as it is given. */
function portOf({ IpProtocol, FromPort, ToPort }: Properties): string {
  if (IpProtocol === '-1') return 'all';
  if (IpProtocol !== 'tcp') return String(IpProtocol);
  const shown = (port: unknown) => typeof port === 'number' ? String(port) : JSON.stringify(port);
  return shown(FromPort) === shown(ToPort) ? shown(FromPort) : `${shown(FromPort)}-${shown(ToPort)}`;
}

/**
 * Where the packets of subnets go that leave the VPC, by logical id of the subnet: `internet`, `nat`, or nowhere. A NAT
 * gateway counts where it reaches the internet itself, an internet gateway where it is attached.
 */
export function routesOf(template: Template, subnets: readonly { readonly Ref: string }[]): string[] {
  const properties = (type: string) =>
    Object.values(template.findResources(type)).map(({ Properties }) => Properties as Properties);
  const tables = properties('AWS::EC2::SubnetRouteTableAssociation');
  const routes = properties('AWS::EC2::Route').filter((route) => route.DestinationCidrBlock === '0.0.0.0/0');
  const attached = properties('AWS::EC2::VPCGatewayAttachment').map(({ InternetGatewayId }) => InternetGatewayId?.Ref);
  const gateways = template.findResources('AWS::EC2::NatGateway');
  const wayOf = ({ Ref }: { readonly Ref: string }): string => {
    const table = tables.find(({ SubnetId }) => SubnetId.Ref === Ref)?.RouteTableId.Ref;
    const route = routes.find(({ RouteTableId }) => RouteTableId.Ref === table);
    if (route === undefined) return 'nowhere';
    if (route.GatewayId !== undefined) return attached.includes(route.GatewayId.Ref) ? 'internet' : 'nowhere';
    const { SubnetId } = gateways[route.NatGatewayId?.Ref as string]?.Properties ?? {};
    return SubnetId !== undefined && wayOf(SubnetId as { readonly Ref: string }) === 'internet' ? 'nat' : 'nowhere';
  };
  return subnets.map(wayOf);
}

/** Where each kind of resource says which security groups it has. */
const HOLDERS: Readonly<Record<string, (properties: Properties) => unknown>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ SecurityGroups }) => SecurityGroups,
  'AWS::ECS::Service': ({ NetworkConfiguration }) => NetworkConfiguration.AwsvpcConfiguration.SecurityGroups,
  'AWS::EC2::LaunchTemplate': ({ LaunchTemplateData: { NetworkInterfaces, SecurityGroupIds } }) =>
    SecurityGroupIds ?? NetworkInterfaces?.map(({ Groups }: Properties) => Groups),
  'AWS::RDS::DBInstance': ({ VPCSecurityGroups }) => VPCSecurityGroups,
  'AWS::RDS::DBProxy': ({ VpcSecurityGroupIds }) => VpcSecurityGroupIds,
  'AWS::ElastiCache::ReplicationGroup': ({ SecurityGroupIds }) => SecurityGroupIds,
  'AWS::EFS::MountTarget': ({ SecurityGroups }) => SecurityGroups,
  'AWS::EC2::VPCEndpoint': ({ SecurityGroupIds }) => SecurityGroupIds,
};

/** The groups of a template that no network interface has, so that their rules lead nowhere. */
export function unattached(template: Template): string[] {
  const held = Object.entries(HOLDERS).flatMap(([type, groupsOf]) =>
    Object.values(template.findResources(type)).map(({ Properties }) => groupsOf(Properties as Properties) ?? []));
  const text = JSON.stringify(held);
  return Object.keys(template.findResources('AWS::EC2::SecurityGroup')).filter((id) => !text.includes(`"${id}"`));
}

/** The ports on which target groups ask, in the words of `waysIn`: of requests, and of health checks beside them. */
export function askedPorts(template: Template): string[] {
  const groups = template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup');
  return Object.values(template.findResources('AWS::ECS::Service')).flatMap(({ Properties }) =>
    ((Properties.LoadBalancers ?? []) as Properties[]).flatMap(({ ContainerPort, TargetGroupArn }) => {
      const { HealthCheckPort } = groups[TargetGroupArn.Ref as string].Properties;
      const [group] = Properties.NetworkConfiguration.AwsvpcConfiguration.SecurityGroups;
      return [ContainerPort, ...HealthCheckPort === undefined || HealthCheckPort === 'traffic-port'
        ? []
        : [HealthCheckPort]].map((port) => `${group['Fn::GetAtt'][0]}:${port}`);
    }));
}
