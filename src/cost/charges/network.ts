import type { Resource } from '../../template';
import type { Context, Rules } from './context';
import { always } from './ranges';
import { charge, HOURS, note, SECONDS, type Item } from './item';
import { usage } from './usage';

/** Kilobytes of a gigabyte. */
const KB = 1_000_000;

/**
 * How much of each dimension one load balancer capacity unit holds. An hour is billed at the largest of them.
 *
 * @see https://aws.amazon.com/elasticloadbalancing/pricing/
 */
const UNIT = { newConnectionsPerSecond: 25, gbPerHour: 1, ruleEvaluationsPerSecond: 1000, freeRules: 10 };

const REGIONAL = 'a regional NAT gateway is billed for each zone that it reaches, known at deployment only';
/** Seconds between two requests of a fast health check. */
const FAST_SECONDS = 10;

export const NETWORK_RULES: Rules = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': priceLoadBalancer,
  'AWS::ElasticLoadBalancingV2::TrustStore': priceTrustStore,
  'AWS::EC2::NatGateway': (nat, context) => [
    ...nat.get('AvailabilityMode').text === 'regional'
      ? regionalHours(nat, context)
      : [charge('hours', 'vpc.natGatewayHour', always(HOURS))],
    ...usage('data', 'vpc.natGatewayGb', context.traffic.natGb * context.share(nat.type),
      'data is billed by the gigabyte: "natGb"'),
  ],
  'AWS::EC2::EIP': () => [charge('public IPv4 address', 'vpc.publicIpv4InUseHour', always(HOURS))],
  'AWS::EC2::VPCEndpoint': priceEndpoint,
  'AWS::CloudFront::Distribution': (distribution, { traffic, share }) => {
    const requests = traffic.requestsPerSecond * SECONDS * share(distribution.type);
    return [
      note('assumption', 'visitors of CloudFront are in the United States or Europe, where it is cheapest'),
      ...usage('HTTPS requests', 'cloudfront.httpsRequests10k', requests / 10_000,
        'requests and data are billed by use: "requestsPerSecond", "responseKb"'),
      ...traffic.responseKb * requests > 0
        ? [charge('data to visitors', 'cloudfront.dataOutGb', always(requests * traffic.responseKb / KB))]
        : [],
    ];
  },
  'AWS::Route53::HostedZone': () => [charge('hosted zone', 'route53.hostedZoneMonth', always(1))],
  // Cloud Map makes a hosted zone for it; what is registered there by ECS costs nothing.
  'AWS::ServiceDiscovery::PrivateDnsNamespace': () => [charge('hosted zone', 'route53.hostedZoneMonth', always(1))],
  'AWS::Route53::HealthCheck': priceHealthCheck,
};

/** A regional NAT gateway is billed for each zone that it reaches, with an address that AWS gives it there. */
function regionalHours(nat: Resource, { template, linked }: Context): Item[] {
  const networks = linked(nat.get('VpcId'));
  const zones = new Set(template.ofType('AWS::EC2::Subnet')
    .filter((subnet) => linked(subnet.get('VpcId')).some((network) => networks.includes(network)))
    .map((subnet) => subnet.get('AvailabilityZone')).map(({ text, deferred }) => text ?? deferred?.text));
  if (zones.size === 0) return [note('unpriced', REGIONAL)];
  const hours = always(zones.size * HOURS);
  return [
    note('assumption', 'a regional NAT gateway reaches every zone with a subnet, its upper bound'),
    charge('hours', 'vpc.natGatewayHour', hours),
    ...nat.get('AvailabilityZoneAddresses').exists
      ? []
      : [charge('public IPv4 addresses', 'vpc.publicIpv4InUseHour', hours)],
  ];
}

/** A health check costs more for each thing that it does beside a plain request every 30 seconds. */
function priceHealthCheck(check: Resource): Item[] {
  const config = check.get('HealthCheckConfig');
  const options = [
    ...(config.at('Type').text ?? '').startsWith('HTTPS') ? ['HTTPS'] : [],
    ...config.at('SearchString').exists ? ['a search in the answer'] : [],
    ...config.at('RequestInterval').number === FAST_SECONDS ? [`a request every ${FAST_SECONDS} seconds`] : [],
    ...config.at('MeasureLatency').boolean ? ['the latency'] : [],
  ];
  return [
    charge('health check', 'route53.healthCheckMonth', always(1)),
    note('assumption', 'what the health check asks is on AWS, where it is cheapest'),
    ...options.length > 0
      ? [note('unpriced', `options of a health check are not in the price book: ${options.join(', ')}`)]
      : [],
  ];
}

function priceLoadBalancer(loadBalancer: Resource, context: Context): Item[] {
  const kind = { application: 'alb', network: 'nlb' }[loadBalancer.get('Type').text ?? 'application'];
  if (kind === undefined) return [note('unpriced', 'gateway load balancers are not in the price book')];
  return [
    charge('hours', `elb.${kind}Hour`, always(HOURS)),
    ...publicAddresses(loadBalancer),
    ...kind === 'alb'
      ? capacityUnits(loadBalancer, context)
      : [note('byUse', 'capacity units of network load balancers are not counted')],
    ...internetData(loadBalancer, context),
  ];
}

/** A trust store is billed for each load balancer whose listeners verify clients with it. */
function priceTrustStore(store: Resource, { template }: Context): Item[] {
  const users = template.usersOf(store).filter(({ type }) => type.endsWith('::Listener'))
    .flatMap((listener) => template.targets(listener.get('LoadBalancerArn')));
  const count = new Set(users).size;
  return count === 0
    ? [note('unpriced', 'no load balancer of this template uses it: it is billed for each one that does')]
    : [charge('hours', 'elb.trustStoreHour', always(count * HOURS))];
}

/** An internet-facing load balancer has one public IPv4 address in each zone, which no property shows. */
function publicAddresses(loadBalancer: Resource): Item[] {
  const hasOwnAddresses = loadBalancer.get('IpAddressType').text === 'dualstack-without-public-ipv4';
  if (!isPublic(loadBalancer) || hasOwnAddresses) return [];
  const mappings = loadBalancer.get('SubnetMappings').items;
  // addresses that somebody allocated are resources, and are counted there.
  const zones = mappings.length > 0
    ? mappings.filter((mapping) => !mapping.at('AllocationId').exists).length
    : loadBalancer.get('Subnets').items.length;
  if (zones === 0 && mappings.length === 0) {
    return [note('unpriced', 'the number of its zones, each with a public IPv4 address, is known at deployment only')];
  }
  return zones === 0 ? [] : [charge('public IPv4 addresses', 'vpc.publicIpv4InUseHour', always(zones * HOURS))];
}

function capacityUnits(loadBalancer: Resource, { template, traffic, share }: Context): Item[] {
  const part = share(loadBalancer.type);
  const requests = traffic.requestsPerSecond * part;
  const listeners = template.usersOf(loadBalancer).filter(({ type }) => type.endsWith('::Listener'));
  const rules = Math.max(0, ...listeners.map((listener) =>
    template.usersOf(listener).filter(({ type }) => type.endsWith('::ListenerRule')).length));
  const units = Math.max(
    traffic.newConnectionsPerSecond * part / UNIT.newConnectionsPerSecond,
    requests * traffic.responseKb / KB * 3600 / UNIT.gbPerHour,
    requests * Math.max(0, rules - UNIT.freeRules) / UNIT.ruleEvaluationsPerSecond,
  );
  return usage('capacity units', 'elb.albLcuHour', units * HOURS,
    'capacity units are billed by traffic: "requestsPerSecond", "responseKb"');
}

/** Answers that leave AWS; behind CloudFront they leave there. */
function internetData(loadBalancer: Resource, { traffic, share }: Context): Item[] {
  const gb = traffic.requestsPerSecond * SECONDS * traffic.responseKb / KB * share(loadBalancer.type);
  const isBehindCloudFront = share('AWS::CloudFront::Distribution') > 0;
  return gb > 0 && isPublic(loadBalancer) && !isBehindCloudFront
    ? [charge('data to the internet', 'dataTransfer.internetOutGb', always(gb))]
    : [];
}

function isPublic(loadBalancer: Resource): boolean {
  return (loadBalancer.get('Scheme').text ?? 'internet-facing') === 'internet-facing';
}

/** An interface endpoint has one network interface in each subnet, and each is billed. */
function priceEndpoint(endpoint: Resource, { traffic, share }: Context): Item[] {
  const type = endpoint.get('VpcEndpointType').text ?? 'Gateway';
  if (type === 'Gateway') return [];
  if (type !== 'Interface') return [note('unpriced', `endpoints of type ${type} are not in the price book`)];
  const subnets = endpoint.get('SubnetIds').items.length;
  if (subnets === 0) return [note('unpriced', 'the number of its subnets is known at deployment only')];
  return [
    charge('network interfaces', 'vpc.interfaceEndpointHour', always(subnets * HOURS)),
    ...usage('data', 'vpc.interfaceEndpointGb', traffic.endpointGb * share(endpoint.type),
      'data is billed by the gigabyte: "endpointGb"'),
  ];
}
