import { PARTS } from '../../../src/diagram/model/parts';
import type { Links, Placed, Resource, Value } from '../../../src/template';
import type { Snapshot } from '../aws/model';
import { shortName, type Deployed } from '../aws/stacks';
import type { Fact } from './facts';
import { linksIn } from './written';

const GROUP = 'AWS::EC2::SecurityGroup';
const LISTENERS = ['AWS::ElasticLoadBalancingV2::Listener', 'AWS::ElasticLoadBalancingV2::ListenerRule'];
/** How the CDK writes that a security group lets nothing out. */
const NOTHING = '255.255.255.255/32';
const ELSEWHERE = ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'DestinationPrefixListId'];

/** Targets of a load balancer: tasks or instances. */
interface Behind extends Placed { readonly targetGroup: Resource; readonly port: number }

/** Load balancers that security groups keep from their targets, if a target does not answer. */
export function closedWays(deployed: Deployed, { services, groups }: Snapshot): Fact[] {
  const isSick = [...services, ...groups].some(({ targetGroups }) => targetGroups.some(({ targets }) =>
    targets.some(({ state }) => state === 'unhealthy')));
  if (!isSick) return [];
  const links = linksIn(deployed);
  return behind(links).flatMap((target) => loadBalancers(links, target.targetGroup)
    .flatMap((loadBalancer) => closed(links, loadBalancer, target) ?? []));
}

function behind(links: Links): Behind[] {
  return links.ofType('AWS::ECS::Service', 'AWS::AutoScaling::AutoScalingGroup').flatMap(({ stack, resource }) => [
    ...resource.get('LoadBalancers').items.map((one) => [one.at('TargetGroupArn'), one.at('ContainerPort').number]),
    ...resource.get('TargetGroupARNs').items.map((one) => [one, undefined]),
  ].flatMap(([arn, containerPort]) => links.targets(stack, arn as Value).flatMap((targetGroup) => {
    const port = containerPort as number | undefined ?? targetGroup.get('Port').number;
    return port === undefined ? [] : [{ stack, resource, targetGroup, port }];
  })));
}

function loadBalancers(links: Links, targetGroup: Resource): Placed[] {
  const senders = links.ofType(...LISTENERS)
    .filter(({ stack, resource }) => links.targets(stack, resource.get()).includes(targetGroup));
  const listeners = senders.flatMap(({ stack, resource }) =>
    [resource, ...links.targets(stack, resource.get('ListenerArn'))]);
  return links.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').filter(({ resource: loadBalancer }) =>
    links.ofType(LISTENERS[0]).some(({ stack, resource }) => listeners.includes(resource)
      && links.targets(stack, resource.get('LoadBalancerArn')).includes(loadBalancer)));
}

/** What is closed; nothing where a security group is not in the templates, because its rules are not known then. */
function closed(links: Links, from: Placed, to: Behind): Fact | undefined {
  const [senders, receivers] = [groupsOf(links, from), groupsOf(links, to)];
  if (!senders || !receivers) return undefined;
  const isIn = receivers.some((group) => rulesOf(links, group, 'Ingress').some((rule) =>
    covers(rule.value, to.port) && leadsTo(links, rule, 'SourceSecurityGroupId', senders)));
  const isOut = senders.some((group) => !group.get('SecurityGroupEgress').exists
    || rulesOf(links, group, 'Egress').some((rule) =>
      covers(rule.value, to.port) && leadsTo(links, rule, 'DestinationSecurityGroupId', receivers)));
  if (isIn && isOut) return undefined;
  const [one, other] = [from, to].map(({ resource }) => shortName(resource.path));
  return {
    source: 'network', subject: other, field: 'GetTemplate',
    text: `${one} has no way to ${other} on port ${to.port}: no rule lets requests ${isIn ? 'out' : 'in'}`,
  };
}

function groupsOf(links: Links, { stack, resource }: Placed): Resource[] | undefined {
  const values = PARTS[resource.type].securityGroups(resource, stack.template);
  const groups = values.map((value) => links.targets(stack, value).filter(({ type }) => type === GROUP));
  return values.length > 0 && groups.every((found) => found.length > 0) ? groups.flat() : undefined;
}

interface PlacedRule { readonly stack: Placed['stack']; readonly value: Value }

function rulesOf(links: Links, group: Resource, way: 'Ingress' | 'Egress'): PlacedRule[] {
  return [
    ...links.ofType(GROUP).filter(({ resource }) => resource === group).flatMap(({ stack, resource }) =>
      resource.get(`SecurityGroup${way}`).items.map((value) => ({ stack, value }))),
    ...links.ofType(`AWS::EC2::SecurityGroup${way}`)
      .filter(({ stack, resource }) => links.targets(stack, resource.get('GroupId')).includes(group))
      .map(({ stack, resource }) => ({ stack, value: resource.get() })),
  ];
}

/** Whether a rule opens a port; one that is known at deployment only may. */
function covers(rule: Value, port: number): boolean {
  const [low, high] = ['FromPort', 'ToPort'].map((name) => rule.at(name).number);
  return rule.at('IpProtocol').text === '-1' || low === undefined || (low <= port && port <= (high ?? low));
}

/** Whether a rule is for some groups; addresses may hold them. */
function leadsTo(links: Links, { stack, value }: PlacedRule, name: string, groups: readonly Resource[]): boolean {
  const named = value.at(name);
  if (!named.exists) return ELSEWHERE.some((each) => value.at(each).exists && value.at(each).text !== NOTHING);
  const targets = links.targets(stack, named);
  return targets.length === 0 || targets.some((target) => groups.includes(target));
}
