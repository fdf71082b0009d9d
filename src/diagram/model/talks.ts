import type { Links, Resource, SynthesizedStack, Value } from '../../template';
import { PARTS } from './parts';
import { listenerPorts, portsOf } from './ports';

/** That one part may send something to another one. */
export interface Talk {
  /** Nothing stands for everybody on the internet. */
  readonly from: Resource | undefined;
  readonly to: Resource;
  /** Port, or what is done. */
  readonly label: string;
  /** Whether a right of IAM allows it, and not the network. */
  readonly isRight: boolean;
}

/** A rule that lets traffic in. */
interface Opening {
  readonly to: readonly Resource[];
  readonly from: readonly Resource[];
  readonly isOpen: boolean;
  readonly port: string;
}

const GROUP = 'AWS::EC2::SecurityGroup';
const EVERYBODY = ['0.0.0.0/0', '::/0'];
const QUEUE = 'AWS::SQS::Queue';

/** Who may talk to whom: by security groups, and by rights on queues. */
export function talks(links: Links, parts: readonly Resource[]): Talk[] {
  const groups = groupsOf(links, parts);
  const members = (wanted: readonly Resource[]) =>
    parts.filter((part) => groups.get(part)?.some((group) => wanted.includes(group)));
  const allowed = openings(links).flatMap(({ to, from, isOpen, port }) => members(to).flatMap((target): Talk[] => [
    ...members(from).filter((source) => source !== target)
      .map((source) => ({ from: source, to: target, label: port, isRight: false })),
    ...isOpen ? [{ from: undefined, to: target, label: port, isRight: false }] : [],
  ]));
  const edges = parts.filter(({ type }) => type === 'AWS::CloudFront::Distribution')
    .map((to): Talk => ({ from: undefined, to, label: '443', isRight: false }));
  return merged([
    ...edges, ...origins(links, parts), ...openBalancers(links, parts), ...allowed, ...rights(links, parts),
  ]);
}

function groupsOf(links: Links, parts: readonly Resource[]): Map<Resource, Resource[]> {
  return new Map(links.ofType(...Object.keys(PARTS)).filter(({ resource }) => parts.includes(resource))
    .map(({ stack, resource }) => [resource, PARTS[resource.type].securityGroups(resource, stack.template)
      .flatMap((value) => links.targets(stack, value)).filter(({ type }) => type === GROUP)]));
}

function openings(links: Links): Opening[] {
  return [
    ...links.ofType(GROUP).flatMap(({ stack, resource }) => resource.get('SecurityGroupIngress').items
      .map((rule) => opening(links, stack, rule, [resource]))),
    ...links.ofType('AWS::EC2::SecurityGroupIngress').map(({ stack, resource }) =>
      opening(links, stack, resource.get(), links.targets(stack, resource.get('GroupId')))),
  ];
}

function opening(links: Links, stack: SynthesizedStack, rule: Value, to: readonly Resource[]): Opening {
  return {
    to, port: portsOf(links, stack, rule), from: links.targets(stack, rule.at('SourceSecurityGroupId')),
    isOpen: ['CidrIp', 'CidrIpv6'].some((name) => EVERYBODY.includes(rule.at(name).text ?? '')),
  };
}

/** A public network load balancer without security groups lets everybody in; an application one has always some. */
function openBalancers(links: Links, parts: readonly Resource[]): Talk[] {
  return parts.filter((part) => part.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer'
    && part.get('Type').text === 'network' && part.get('Scheme').text !== 'internal'
    && !part.get('SecurityGroups').exists)
    .flatMap((to) => listenerPorts(links, to).map((label): Talk => ({ from: undefined, to, label, isRight: false })));
}

/** What CloudFront asks. */
function origins(links: Links, parts: readonly Resource[]): Talk[] {
  return links.ofType('AWS::CloudFront::Distribution').flatMap(({ stack, resource }) =>
    [...links.targets(stack, resource.get('DistributionConfig', 'Origins'))]
      .flatMap((origin) => origin.type === 'AWS::CloudFront::VpcOrigin'
        ? links.targets(stack, origin.get('VpcOriginEndpointConfig'))
        : [origin])
      .filter((to) => parts.includes(to)).map((to): Talk => ({ from: resource, to, label: 'origin', isRight: false })));
}

/** What code may do with queues: from the sender to the queue, from the queue to the receiver. */
function rights(links: Links, parts: readonly Resource[]): Talk[] {
  const actors = links.ofType(...Object.keys(PARTS)).flatMap(({ stack, resource }) => {
    const role = PARTS[resource.type].role?.(resource, stack.template);
    return role ? links.targets(stack, role).map((target) => ({ role: target, part: resource })) : [];
  });
  return links.ofType('AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy').flatMap(({ stack, resource }) => {
    const roles = links.targets(stack, resource.get('Roles'));
    return resource.get('PolicyDocument', 'Statement').items.flatMap((statement) => {
      const queues = links.targets(stack, statement.at('Resource'))
        .filter((target) => target.type === QUEUE && parts.includes(target));
      return actors.filter(({ role }) => roles.includes(role))
        .flatMap(({ part }) => queues.flatMap((queue) => rightsOf(statement, part, queue)));
    });
  });
}

function rightsOf(statement: Value, part: Resource, queue: Resource): Talk[] {
  const actions = [statement.at('Action'), ...statement.at('Action').items].flatMap(({ text }) => text ?? []);
  const may = (action: string) => actions.some((each) => [action, 'sqs:*', '*'].includes(each));
  return [
    ...may('sqs:SendMessage') ? [{ from: part, to: queue, label: 'sends', isRight: true }] : [],
    ...may('sqs:ReceiveMessage') ? [{ from: queue, to: part, label: 'messages', isRight: true }] : [],
  ];
}

/** One line for each pair, with all ports. */
function merged(all: readonly Talk[]): Talk[] {
  const pairs: Talk[] = [];
  for (const talk of all) {
    const at = pairs.findIndex((other) =>
      other.from === talk.from && other.to === talk.to && other.isRight === talk.isRight);
    if (at < 0) pairs.push(talk);
    else if (!pairs[at].label.split(', ').includes(talk.label)) {
      pairs[at] = { ...pairs[at], label: `${pairs[at].label}, ${talk.label}` };
    }
  }
  return pairs;
}
