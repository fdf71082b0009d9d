// where a load balancer stands, and what it can be reached by (R-LB-1, R-NET-1)
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { IpProtocol, Peer, SecurityGroup, Subnet, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationProtocol, IpAddressType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  Authentication, ContentDelivery, Ingress, Nat, Network, WebLoadBalancer, type WebLoadBalancerProps,
} from '../../src';
import { Service } from './support';
import { zoneIn } from '../support/stacks';
import { only } from '../support/templates';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

function place() {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const vpc = new Vpc(stack, 'Vpc', {
    maxAzs: 2, natGateways: 1, subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC }, { name: 'Edge', subnetType: SubnetType.PUBLIC },
      { name: 'App', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      { name: 'Lb', subnetType: SubnetType.PRIVATE_WITH_EGRESS },
    ],
  });
  const plain = (props: Partial<WebLoadBalancerProps>, id = 'Edge') =>
    new WebLoadBalancer(stack, id, { vpc, protocol: ApplicationProtocol.HTTP, ...props });
  return { stack, vpc, plain };
}

function subnetsOf(template: Template): string[] {
  return only(template, LOAD_BALANCER).Properties.Subnets
    .map(({ Ref }: { Ref: string }) => Ref.replace(/Subnet\w+$/, ''));
}

describe('the subnets of a load balancer', () => {
  test('are those that were given, one a zone', () => {
    const { stack, plain } = place();
    plain({ placement: { vpcSubnets: { subnetGroupName: 'Edge' } } });

    expect(subnetsOf(Template.fromStack(stack))).toEqual(['VpcEdge', 'VpcEdge']);
  });

  test('are public ones by type, one a zone, and private ones inside', () => {
    const { stack, plain } = place();
    plain({ placement: { vpcSubnets: { subnetType: SubnetType.PUBLIC } } });
    const inside = place();
    inside.plain({ internetFacing: false, placement: { vpcSubnets: { subnetGroupName: 'Lb' } } });

    expect(subnetsOf(Template.fromStack(stack))).toHaveLength(2);
    expect(subnetsOf(Template.fromStack(inside.stack))).toEqual(['VpcLb', 'VpcLb']);
  });

  test.each<[string, (given: ReturnType<typeof place>) => Partial<WebLoadBalancerProps>, string]>([
    ['of an unknown group', () => ({ placement: { vpcSubnets: { subnetGroupName: 'Web' } } }),
      '"placement.vpcSubnets.subnetGroupName" must be one of Public, Edge, App, Lb, got "Web"'],
    ['in one zone', ({ vpc }) => ({ placement: { vpcSubnets: { subnets: [vpc.publicSubnets[0]] } } }),
      '"placement.vpcSubnets" must lie in at least 2 Availability Zones, got 1 zone: a load balancer stands in two '
      + 'zones at '
      + 'least'],
    ['two of one zone', ({ vpc }) => ({ placement: { vpcSubnets: { subnets: vpc.publicSubnets } } }),
      '"placement.vpcSubnets" must name one subnet a zone, got 4 subnets in 2 zones'],
    ['that the internet does not reach', () => ({ placement: { vpcSubnets: { subnetGroupName: 'App' } } }),
      '"placement.vpcSubnets" must be public subnets for a load balancer that the internet reaches, got '
      + 'Stack/Vpc/AppSubnet1'],
    ['of another VPC', ({ stack }) => ({
      placement: { vpcSubnets: { subnets: new Vpc(stack, 'Other', { maxAzs: 2, natGateways: 0 }).publicSubnets } },
    }), '"placement.vpcSubnets.subnets[0]" must be a subnet of Stack/Vpc, got Stack/Other/PublicSubnet1'],
    ['in two ways', () => ({ placement: { vpcSubnets: { subnetGroupName: 'App', subnetType: SubnetType.PUBLIC } } }),
      '"placement.vpcSubnets" must have one of "subnets", "subnetType", "subnetGroupName"'],
  ])('fail: %s', (_, props, problem) => {
    const given = place();

    expect(() => given.plain(props(given))).toThrow(problem);
  });

  test('may be imported one by one', () => {
    const { stack, plain } = place();
    const subnets = ['a', 'b'].map((zone) => Subnet.fromSubnetAttributes(stack, zone, {
      subnetId: `subnet-${zone}`, availabilityZone: `eu-west-1${zone}`,
    }));

    expect(() => plain({ placement: { vpcSubnets: { subnets } } })).not.toThrow();
  });

  test('are named as unclear where several groups would do', () => {
    const { plain } = place();
    const warnings = ({ node }: WebLoadBalancer) => node.metadata.filter(({ type }) => type === 'aws:cdk:warning')
      .map(({ data }) => String(data));

    expect(warnings(plain({}))).toEqual([expect.stringContaining('Stack/Vpc has several groups of such subnets '
      + '(Public, Edge), and the first of them is used: say with "placement.vpcSubnets" which you mean')]);
    expect(warnings(plain({ placement: { vpcSubnets: { subnetGroupName: 'Edge' } } }, 'Clear'))).toEqual([]);
  });
});

describe('the security groups of a load balancer', () => {
  test('are its own one and those that were given, which get no rules', () => {
    const { stack, vpc } = place();
    const mine = new SecurityGroup(stack, 'Mine', { vpc, allowAllOutbound: false });
    const theirs = SecurityGroup.fromSecurityGroupId(stack, 'Theirs', 'sg-1', { allowAllOutbound: false });
    new Service(stack, 'Shop', { vpc, ingress: Ingress.http({
      loadBalancer: { placement: { securityGroups: [mine, theirs] } },
    }) });
    const template = Template.fromStack(stack);
    const { Properties } = only(template, LOAD_BALANCER);
    const rules = ['Ingress', 'Egress'].flatMap((way) =>
      Object.values(template.findResources(`AWS::EC2::SecurityGroup${way}`)));

    expect(Properties.SecurityGroups).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^ShopLoadBalancerSecurityGroup/), 'GroupId'] },
      { 'Fn::GetAtt': [expect.stringMatching(/^Mine/), 'GroupId'] }, 'sg-1',
    ]);
    expect(JSON.stringify(rules)).not.toMatch(/Mine|sg-1/);
    expect(rules).toHaveLength(2);
  });

  test('fail in another VPC, above 15 and where there is none', () => {
    const { stack, vpc, plain } = place();
    const other = new SecurityGroup(stack, 'Other', { vpc: new Vpc(stack, 'OtherVpc', { natGateways: 0 }) });
    const many = (count: number) => Array.from({ length: count }, (_, i) =>
      SecurityGroup.fromSecurityGroupId(stack, `G${count}-${i}`, `sg-${i}`));

    expect(() => plain({ placement: { securityGroups: [other] } }, 'A'))
      .toThrow('"placement.securityGroups[0]" must be a security group of Stack/Vpc, got Stack/Other');
    expect(() => plain({
      placement: { securityGroups: many(16) },
    }, 'B')).toThrow('"placement.securityGroups" must have at most 15 groups, '
      + 'got 16');
    expect(() => plain({
      placement: { securityGroups: [] },
    }, 'C')).toThrow('"placement.securityGroups" must name at least one security group');
    expect(() => plain({
      placement: { securityGroups: ['sg-1' as never] },
    }, 'D')).toThrow('"placement.securityGroups[0]" must be an '
      + 'ISecurityGroup, got a text');
    expect(() => plain({ placement: { securityGroups: many(15) } }, 'E')).not.toThrow();
    expect(vpc).toBeDefined();
  });
});

describe('a load balancer with IPv6', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENV });
  const { vpc } = new Network(stack, 'Network', { ipProtocol: IpProtocol.DUAL_STACK, nat: Nat.single() });
  const hostedZone = zoneIn(stack);
  const service = (id: string, ingress: Ingress) => new Service(stack, id, { vpc, ingress });
  service('Shop', Ingress.https({
    domainName: 'shop.example.com', hostedZone,
    loadBalancer: { placement: { ipAddressType: IpAddressType.DUAL_STACK } },
  }));
  service('Blog', Ingress.internal({
    protocol: ApplicationProtocol.HTTP,
    loadBalancer: { placement: { ipAddressType: IpAddressType.DUAL_STACK } },
  }));
  service('Wiki', Ingress.http({
    allowedCidrs: ['192.0.2.0/24'],
    loadBalancer: { placement: { ipAddressType: IpAddressType.DUAL_STACK } },
  }));
  const edge = new WebLoadBalancer(stack, 'Edge', {
    vpc, protocol: ApplicationProtocol.HTTP,
    placement: { ipAddressType: IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 },
    allowedPeers: [Peer.ipv6('2001:db8::/32')],
  });
  service('Route', Ingress.route(edge, { domainName: 'route.example.com', hostedZone }));
  const template = Template.fromStack(stack);
  const clientsOf = (id: string) => Object.entries(template.findResources('AWS::EC2::SecurityGroup'))
    .filter(([name]) => name.startsWith(`${id}LoadBalancerSecurityGroup`) || name.startsWith(`${id}SecurityGroup`))
    .flatMap(([, { Properties }]) => Properties.SecurityGroupIngress ?? [])
    .map(({ CidrIpv6, CidrIp, FromPort }: Record<string, unknown>) =>
      `${JSON.stringify(CidrIpv6 ?? CidrIp)}:${String(FromPort)}`);

  test('has a name of both kinds, for its own service and for one behind it', () => {
    const records = Object.values(template.findResources('AWS::Route53::RecordSet'))
      .map(({ Properties }) => `${Properties.Name} ${Properties.Type}`);

    expect(records.sort()).toEqual([
      'route.example.com. A', 'route.example.com. AAAA', 'shop.example.com. A', 'shop.example.com. AAAA',
    ]);
  });

  test('admits everybody over IPv6, or the VPC inside, or only those who were named', () => {
    expect(clientsOf('Shop')).toEqual(['"0.0.0.0/0":443', '"::/0":443', '"0.0.0.0/0":80', '"::/0":80']);
    expect(clientsOf('Blog')).toEqual(['"10.0.0.0/16":80', expect.stringContaining('Ipv6CidrBlocks')]);
    expect(clientsOf('Wiki')).toEqual(['"192.0.2.0/24":80']);
    expect(clientsOf('Edge')).toEqual(['"2001:db8::/32":80']);
  });

  test('speaks to its targets over IPv4, so that any account and any subnet will do', () => {
    const groups = Object.values(template.findResources('AWS::ElasticLoadBalancingV2::TargetGroup'));

    expect(groups.length).toBeGreaterThan(2);
    for (const { Properties } of groups) expect([undefined, 'ipv4']).toContain(Properties.IpAddressType);
  });

  test('says so', () => {
    const types = Object.values(template.findResources(LOAD_BALANCER))
      .map(({ Properties }) => Properties.IpAddressType);

    expect(types.sort()).toEqual(['dualstack', 'dualstack', 'dualstack', 'dualstack-without-public-ipv4']);
  });

  test.each<[string, Ingress, string]>([
    ['inside, without public addresses to save', Ingress.internal({
      protocol: ApplicationProtocol.HTTP,
      loadBalancer: { placement: { ipAddressType: IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 } },
    }), '"ingress.loadBalancer.placement.ipAddressType" must keep IPv4 where the internet does not reach the load '
    + 'balancer'],
    ['behind CloudFront', Ingress.http({
      contentDelivery: ContentDelivery.cloudFront(),
      loadBalancer: { placement: { ipAddressType: IpAddressType.DUAL_STACK } },
    }), '"ingress.loadBalancer.placement.ipAddressType" must be "ipv4" with "contentDelivery", got dualstack'],
    ['of no kind of AWS', Ingress.http({
      loadBalancer: { placement: { ipAddressType: 'ipv6' as never } },
    }), '"ingress.loadBalancer.placement.ipAddressType" must be one of '
    + 'ipv4'],
    ['with a log-in and no IPv4', Ingress.https({
      domainName: 'x.example.com', hostedZone,
      loadBalancer: { placement: { ipAddressType: IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 } },
      authentication: Authentication.oidc({
        issuer: 'https://a.example.org', authorizationEndpoint: 'https://a.example.org', clientId: 'a',
        tokenEndpoint: 'https://a.example.org', userInfoEndpoint: 'https://a.example.org',
        clientSecret: Secret.fromSecretNameV2(stack, 'Login', 'login'),
      }),
    }), '"ingress.authentication" must not be given for a load balancer without public IPv4 addresses'],
  ])('fails %s', (_, ingress, problem) => {
    expect(() => new Service(new Stack(new App(), 'Other', { env: ENV }), 'Bad', { vpc, ingress })).toThrow(problem);
  });

  test('fails in a VPC that has no such addresses, and not in one that does not say', () => {
    const { stack: other, vpc: ipv4 } = place();
    const imported = Vpc.fromVpcAttributes(other, 'Imported', {
      vpcId: 'vpc-1', availabilityZones: ['a', 'b'], publicSubnetIds: ['s-1', 's-2'],
    });
    const make = (id: string, where: typeof ipv4 | typeof imported) => () => new WebLoadBalancer(other, id, {
      vpc: where, protocol: ApplicationProtocol.HTTP,
      placement: { ipAddressType: IpAddressType.DUAL_STACK },
    });

    expect(make('A', ipv4)).toThrow('"placement.ipAddressType" must be "ipv4" in a VPC without IPv6 addresses, got '
      + '"dualstack": give '
      + 'Stack/Vpc addresses with "ipProtocol: IpProtocol.DUAL_STACK"');
    expect(make('B', imported)).not.toThrow();
  });
});
