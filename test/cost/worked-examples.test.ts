// sums that are known from bills, price lists and other tools.
import { cents, components, estimateOf } from './support';
import { describedTier } from './templates/described-tier';
import { CostEstimate, PriceBook } from '../../src/cost';

const natGateway = {
  Nat: { Type: 'AWS::EC2::NatGateway', Properties: { SubnetId: 'subnet-1' } }, Address: { Type: 'AWS::EC2::EIP' },
};

describe('the described tier in us-east-1', () => {
  const estimate = CostEstimate.fromTemplate(describedTier(), { region: 'us-east-1' });

  test('costs 203.29 dollars when nobody uses it', () => {
    expect(cents(estimate.monthly.minimum)).toBe(203.29);
    expect(cents(estimate.monthly.expected)).toBe(203.29);
    expect(estimate.isComplete).toBe(true);
  });

  test('costs that line by line', () => {
    const lines = estimate.lines.map(({ logicalId, component, monthly }) =>
      [logicalId, component, Math.round(monthly.expected * 1000) / 1000]);

    expect(lines).toEqual([
      ['AddressA', 'public IPv4 address', 3.65], ['NatA', 'hours', 32.85],
      ['AddressB', 'public IPv4 address', 3.65], ['NatB', 'hours', 32.85],
      ['AddressC', 'public IPv4 address', 3.65], ['NatC', 'hours', 32.85],
      ['LoadBalancer', 'hours', 16.425], ['LoadBalancer', 'public IPv4 addresses', 10.95],
      ['Group', 't3.medium instances', 60.736], ['Group', 'gp3 volume', 1.28], ['Group', 'detailed monitoring', 4.2],
      ['High', 'metrics that it looks at', 0.1], ['Low', 'metrics that it looks at', 0.1],
    ]);
  });

  test('costs 242.94 dollars more for instances at ten of them', () => {
    const instances = estimate.lines.find(({ component }) => component === 't3.medium instances')!;

    expect(cents(instances.monthly.maximum - instances.monthly.minimum)).toBe(242.94);
    // their volumes and their monitoring grow as well.
    expect(cents(estimate.monthly.maximum)).toBe(468.16);
  });

  test('warns that its instances burst above their baseline at the threshold of 70 %', () => {
    expect(estimate.warnings.map(({ text }) => text)).toEqual([
      't3.medium may use 20 % of its CPU for good, and scaling lets it rise to 70 %: up to 1.00 surplus vCPU-hours '
      + 'an hour on each instance; give "cpuPercent" to count them',
    ]);
  });
});

test('a t3.medium at 70 % CPU pays more for surplus credits than for itself, and more than an m7g.large', () => {
  const instance = (type: string) => ({ It: { Type: 'AWS::EC2::Instance', Properties: { InstanceType: type } } });
  const of = (type: string) => components(estimateOf(instance(type), { traffic: { cpuPercent: 70 } }));

  expect(of('t3.medium')).toMatchObject({ 't3.medium instances': cents(0.0416 * 730), 'surplus CPU credits': 36.5 });
  expect(of('m7g.large')['m7g.large instances']).toBe(cents(0.0816 * 730));
  expect(of('m7g.large')['surplus CPU credits']).toBeUndefined();
});

test('an interface endpoint in two subnets is 1,460 hours, 14.60 dollars', () => {
  const estimate = estimateOf({ It: {
    Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcEndpointType: 'Interface', SubnetIds: ['subnet-1', 'subnet-2'] },
  } });

  expect(estimate.lines[0].quantity.expected).toBe(1460);
  expect(components(estimate)).toEqual({ 'network interfaces': 14.6 });
});

test('detailed monitoring of one instance is 2.10 dollars', () => {
  const estimate = estimateOf({ It: {
    Type: 'AWS::EC2::Instance', Properties: { InstanceType: 't3.micro', Monitoring: true },
  } });

  expect(components(estimate)['detailed monitoring']).toBe(2.1);
});

test('an alarm on an expression over three metrics costs three alarm metrics', () => {
  const query = (Id: string) => ({ Id, MetricStat: { Metric: { MetricName: Id, Namespace: 'N' }, Period: 60 } });
  const estimate = estimateOf({ It: {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: { Metrics: [{ Id: 'sum', Expression: 'a+b+c' }, query('a'), query('b'), query('c')] },
  } });

  expect(components(estimate)).toEqual({ 'metrics that it looks at': 0.3 });
});

test('leaving out a NAT gateway in Mumbai saves 44.53 dollars, in us-east-1 36.50', () => {
  expect(cents(estimateOf(natGateway, { region: 'ap-south-1' }).monthly.expected)).toBe(44.53);
  expect(cents(estimateOf(natGateway).monthly.expected)).toBe(36.5);
});

test('a load balancer in two zones of Seoul costs 16.43 dollars and 7.30 for its addresses', () => {
  const estimate = estimateOf({ It: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Subnets: ['subnet-1', 'subnet-2'] },
  } }, { region: 'ap-northeast-2' });

  expect(components(estimate)).toEqual({ 'hours': 16.43, 'public IPv4 addresses': 7.3 });
});

// prices of a bill that somebody published, and of look-ups in the price list.
test.each([
  ['ap-northeast-2', 'vpc.natGatewayHour', 0.059], ['ap-northeast-2', 'ebs.gp3GbMonth', 0.0912],
  ['ap-northeast-2', 'rdsStorage.gp3SingleAzGbMonth', 0.131], ['ap-northeast-2', 'ec2.t3.medium', 0.052],
  ['ap-northeast-2', 'vpc.publicIpv4InUseHour', 0.005], ['eu-central-1', 'vpc.interfaceEndpointHour', 0.012],
  ['eu-central-1', 'fargate.vcpuHour', 0.04656], ['eu-central-1', 'fargate.gbHour', 0.00511],
  ['ap-northeast-1', 'elb.albHour', 0.0243], ['ap-northeast-1', 'fargate.armVcpuHour', 0.04045],
  ['eu-west-1', 'fargate.vcpuHour', 0.04048], ['sa-east-1', 'cloudwatch.alarmStandardMonth', 0.135],
])('in %s the price of %s is %d dollars', (region, figure, usd) => {
  expect(PriceBook.builtIn().price(region, figure)?.usd).toBe(usd);
});
