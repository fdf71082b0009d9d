// one NAT gateway for all zones, and IPv6 beside IPv4 (R-NET-1, R-NET-2)
import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { IpProtocol } from 'aws-cdk-lib/aws-ec2';
import { Nat, Network, Profile, type NetworkProps } from '../../src';

function built(props: NetworkProps, region = 'eu-west-1') {
  const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region } });
  Profile.PRODUCTION.applyTo(stack);
  const network = new Network(stack, 'Network', props);
  return { stack, network, template: Template.fromStack(stack) };
}

type Routes = Record<string, Record<string, unknown>>;

function routesOf(template: Template): Routes {
  return Object.fromEntries(Object.entries(template.findResources('AWS::EC2::Route'))
    .map(([id, { Properties }]) => [id.replace(/^NetworkVpc|[0-9A-F]{8}$/g, ''), Properties]));
}

describe('a regional NAT gateway', () => {
  const { stack, network, template } = built({ nat: Nat.regional() });
  const [[id, gateway]] = Object.entries(template.findResources('AWS::EC2::NatGateway'));

  test('is one for the VPC, with addresses of its own and in no subnet', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 1);
    template.resourceCountIs('AWS::EC2::EIP', 0);
    expect(gateway.Properties).toEqual({
      AvailabilityMode: 'regional', ConnectivityType: 'public', VpcId: stack.resolve(network.vpc.vpcId),
      Tags: [{ Key: 'Name', Value: 'Shop/Network/Vpc' }],
    });
  });

  test('is where every service subnet goes, and no data subnet', () => {
    const routes = Object.entries(routesOf(template)).filter(([, { NatGatewayId }]) => NatGatewayId !== undefined);

    expect(routes.map(([name]) => name.replace(/Subnet.*/, ''))).toEqual(['Service', 'Service', 'Service']);
    for (const [, route] of routes) expect(route.NatGatewayId).toEqual({ 'Fn::GetAtt': [id, 'NatGatewayId'] });
  });

  test('waits for the internet gateway and for its attachment to the VPC', () => {
    expect(gateway.DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^NetworkVpcIGW/), expect.stringMatching(/^NetworkVpcVPCGW/),
    ]));
  });

  test('keeps subnets and routes of the other ways, so that it can be had later', () => {
    const before = built({ nat: Nat.perAz() }).template;
    const idsOf = (from: Template, type: string) => Object.keys(from.findResources(type));

    expect(idsOf(template, 'AWS::EC2::Subnet')).toEqual(idsOf(before, 'AWS::EC2::Subnet'));
    expect(idsOf(template, 'AWS::EC2::Route').sort()).toEqual(idsOf(before, 'AWS::EC2::Route').sort());
  });

  test('is watched', () => {
    expect(network.signals().map((signal) => signal.id))
      .toEqual(['NatGateway1PortAllocationErrors', 'NatGateway1PacketsDropped']);
  });

  test('is named as uncertain outside of the commercial Regions, and only there', () => {
    const text = Match.stringLikeRegexp('AWS did not offer regional NAT gateways in cn-north-1.*take Nat.perAz\\(\\)');

    Annotations.fromStack(built({ nat: Nat.regional() }, 'cn-north-1').stack).hasWarning('*', text);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('regional NAT'));
  });
});

describe('a network with IPv6', () => {
  const { template } = built({ ipProtocol: IpProtocol.DUAL_STACK });

  test('has addresses of Amazon for every subnet, none by itself, and the NAT gateways still', () => {
    template.hasResourceProperties('AWS::EC2::VPCCidrBlock', { AmazonProvidedIpv6CidrBlock: true });
    template.allResourcesProperties('AWS::EC2::Subnet', {
      AssignIpv6AddressOnCreation: false, Ipv6CidrBlock: Match.anyValue(),
    });
    template.resourceCountIs('AWS::EC2::NatGateway', 3);
  });

  test('lets public subnets in and out, service subnets out alone, and data subnets neither', () => {
    const ipv6 = Object.entries(routesOf(template)).filter(([, route]) => route.DestinationIpv6CidrBlock === '::/0')
      .map(([name, route]) =>
        `${name.replace(/Subnet.*/, '')} ${Object.keys(route).filter((key) => key.endsWith('wayId')).join()}`);

    expect([...new Set(ipv6)].sort()).toEqual(['Public GatewayId', 'Service EgressOnlyInternetGatewayId']);
  });

  test('moves no address when a zone is added', () => {
    const blocksOf = (zones: number) => Object.fromEntries(Object.entries(
      built({ ipProtocol: IpProtocol.DUAL_STACK, availabilityZones: zones }).template.findResources('AWS::EC2::Subnet'),
    ).map(([subnet, { Properties }]) => [subnet, Properties.Ipv6CidrBlock]));

    expect(blocksOf(3)).toMatchObject(blocksOf(2));
  });

  test('keeps every subnet of one without', () => {
    const idsOf = (from: Template) => Object.keys(from.findResources('AWS::EC2::Subnet'));

    expect(idsOf(template)).toEqual(idsOf(built({}).template));
  });
});

test.each<[NetworkProps, string]>([
  [{ ipProtocol: 'Ipv6_Only' as never }, '"ipProtocol" must be one of Ipv4_Only, Dual_Stack, got "Ipv6_Only"'],
  [{ ipProtocol: 'DUAL' as never }, '"ipProtocol" must be one of Ipv4_Only, Dual_Stack, got "DUAL"'],
  [{ nat: 'none' as never }, '"nat" must be made with a factory of Nat, got "none"'],
])('%j fails', (props, problem) => {
  expect(() => new Network(new Stack(), 'Network', props)).toThrow(problem);
});
