import type { CostEstimate, CostRange } from '../../cost';
import { capacityOf, Links, type Resource, type SynthesizedStack, type UnitRange } from '../../template';
import { PARTS, type Tier } from './parts';
import { talks, type Talk } from './talks';
import { Zones } from './zones';

/** A part of an app as a box. */
export interface Part {
  readonly resource: Resource;
  readonly tier: Tier;
  readonly name: string;
  readonly what: string;
  /** First and last zone, counted from 0; nothing for what stands outside of the network. */
  readonly zones?: readonly [from: number, to: number];
  /** Instances or tasks. */
  readonly units?: UnitRange;
  readonly monthly?: CostRange;
}

/** What stands in one zone. */
export interface Zone {
  readonly name: string;
  readonly natGateways: number;
}

/** An app as it is drawn. */
export interface AppModel {
  readonly name: string;
  readonly zones: readonly Zone[];
  readonly parts: readonly Part[];
  readonly talks: readonly Talk[];
  /** Endpoints of AWS services in the network. */
  readonly endpoints: readonly string[];
  readonly endpointMonthly?: CostRange;
  readonly natMonthly?: CostRange;
  readonly total?: CostRange;
  /** How many resources cost something that the total does not hold, because their price is not known. */
  readonly withoutPrice: number;
  /** What costs everything that is not drawn. */
  readonly others?: CostRange;
}

/** Names of constructs that say only what kind of thing they are. */
const GENERIC = [
  'Resource', 'Default', 'Service', 'ASG', 'Group', 'LoadBalancer', 'Instance', 'Cluster', 'ReplicationGroup',
  'Distribution', 'LB', 'Serverless', 'Proxy',
];

/** Reads the parts of an app from its templates. */
export function appModel(stacks: readonly SynthesizedStack[], estimate: CostEstimate | undefined): AppModel {
  const links = new Links(stacks);
  const zones = new Zones(links);
  const parts = distinct(links.ofType(...Object.keys(PARTS)).map(({ stack, resource }): Part => {
    const rule = PARTS[resource.type];
    const { template } = stack;
    const subnets = rule.subnets(resource, template).flatMap((value) => links.targets(stack, value));
    return {
      resource, tier: rule.tier, name: nameOf(resource), what: rule.what(resource, template),
      zones: isInNetwork(resource) ? zones.spanOf(subnets) : undefined,
      units: rule.tier === 'compute' && resource.type !== 'AWS::EC2::Instance'
        ? capacityOf(resource, template)
        : undefined,
      monthly: monthlyOf(estimate, [resource]),
    };
  }));
  const nats = links.ofType('AWS::EC2::NatGateway');
  const addresses = nats.flatMap(({ stack, resource }) => links.targets(stack, resource.get('AllocationId')));
  const endpoints = links.ofType('AWS::EC2::VPCEndpoint').map(({ resource }) => resource);
  const shown = [...parts, ...nats].map(({ resource }) => resource).concat(addresses, endpoints);
  const all = stacks.flatMap(({ template }) => template.resources);
  const others = all.filter((resource) => !shown.includes(resource));
  return {
    name: [...new Set(stacks.map(({ path }) => path.split('/')[0]))].join(', '), parts,
    zones: zones.list(nats), talks: talks(links, parts.map(({ resource }) => resource)),
    endpoints: endpointsIn(links), endpointMonthly: monthlyOf(estimate, endpoints),
    natMonthly: monthlyOf(estimate, [...nats.map(({ resource }) => resource), ...addresses]),
    total: estimate?.monthly, withoutPrice: new Set(estimate?.unpriced.map(({ path }) => path)).size,
    others: monthlyOf(estimate, others),
  };
}

function isInNetwork({ type }: Resource): boolean {
  return PARTS[type].tier !== 'edge' && type !== 'AWS::SQS::Queue';
}

/** What resources cost together, by their paths. */
function monthlyOf(estimate: CostEstimate | undefined, resources: readonly Resource[]): CostRange | undefined {
  const paths = new Set(resources.map(({ path }) => path));
  return estimate?.lines.filter(({ path }) => paths.has(path)).reduce<CostRange>((sum, { monthly }) => ({
    minimum: sum.minimum + monthly.minimum, expected: sum.expected + monthly.expected,
    maximum: sum.maximum + monthly.maximum,
  }), { minimum: 0, expected: 0, maximum: 0 });
}

/** The name that a person gave: without the stack in front of it, and without what only says its kind. */
export function nameOf({ path, logicalId }: Resource): string {
  const [, ...inside] = path.split('/');
  while (inside.length > 1 && GENERIC.includes(inside[inside.length - 1])) inside.pop();
  return inside.length === 0 ? logicalId : inside.join('/');
}

/** Boxes of one kind with the same name in two stacks have that of their stack, or of its stage, in front. */
function distinct(parts: readonly Part[]): Part[] {
  const outermost = ({ resource }: Part) => resource.path.split('/')[0];
  const isTwin = (part: Part) => parts.some((other) => other.name === part.name
    && other.resource.type === part.resource.type && outermost(other) !== outermost(part));
  return parts.map((part) => isTwin(part) ? { ...part, name: `${outermost(part)}/${part.name}` } : part);
}

function endpointsIn(links: Links): string[] {
  return [...new Set(links.ofType('AWS::EC2::VPCEndpoint').map(({ resource }) => {
    const service = resource.get('ServiceName');
    return (service.text ?? service.deferred?.text ?? 'a service').replace(/^com\.amazonaws\.[^.]+\./, '');
  }))].sort();
}
