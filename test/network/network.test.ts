import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import type { SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import fc from 'fast-check';
import { audit, rulesOf } from '../../demo/audit';
import { Nat, Network, type NetworkProps, Profile } from '../../src';
import { parseCidr } from '../../src/core';

const ENV = { account: '111122223333', region: 'eu-west-1' };
const stackOf = (props?: NetworkProps, { profile = Profile.PRODUCTION, hasEnv = true } = {}) => {
  const app = new App();
  profile.applyTo(app);
  const stack = new Stack(app, 'Shop', hasEnv ? { env: ENV } : {});
  const network = new Network(stack, 'Network', props);
  return { app, stack, network, template: Template.fromStack(stack) };
};
type Subnet = { readonly id: string; readonly group: string; readonly cidr: string; readonly zone: unknown };
const subnetsOf = (template: Template): Subnet[] =>
  Object.entries(template.findResources('AWS::EC2::Subnet')).map(([id, { Properties }]) => ({
    id, cidr: Properties.CidrBlock, zone: Properties.AvailabilityZone,
    group: Properties.Tags.find(({ Key }: { Key: string }) => Key === 'aws-cdk:subnet-name').Value,
  }));
const groupOf = (template: Template, group: string) => subnetsOf(template).filter((subnet) => subnet.group === group);
const resourcesOf = (template: Template, type: string) => Object.keys(template.findResources(type));

describe('a network for production', () => {
  const { app, stack, template } = stackOf();

  // R-NET-1
  test('has public, service and data subnets of a /20 in three zones of a /16', () => {
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
    expect(subnetsOf(template).map(({ group, cidr }) => `${group} ${cidr}`)).toEqual([
      'Public 10.0.0.0/20', 'Public 10.0.16.0/20', 'Public 10.0.32.0/20',
      'Service 10.0.80.0/20', 'Service 10.0.96.0/20', 'Service 10.0.112.0/20',
      'Data 10.0.160.0/20', 'Data 10.0.176.0/20', 'Data 10.0.192.0/20',
    ]);
    expect(new Set(groupOf(template, 'Service').map(({ zone }) => zone)).size).toBe(3);
    template.resourceCountIs('AWS::EC2::InternetGateway', 1);
  });

  // R-NET-2
  test('has a NAT gateway in each zone', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 3);
  });

  // R-NET-3
  test('gives no instance a public address by itself', () => {
    template.allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  // R-NET-3
  test('has no route out of the data subnets', () => {
    const routes = Object.values(template.findResources('AWS::EC2::Route'))
      .map(({ Properties }) => Properties.RouteTableId.Ref);

    expect(routes).toHaveLength(6);
    expect(routes.filter((table) => table.includes('DataSubnet'))).toEqual([]);
  });

  // R-NET-6
  test('logs all traffic into a log group of its own, with the retention of the profile', () => {
    const [group] = resourcesOf(template, 'AWS::Logs::LogGroup');
    const [role] = Object.keys(template.findResources('AWS::IAM::Role', {
      Properties: { Description: 'Writes the flow logs of the VPC' },
    }));
    const [vpc] = resourcesOf(template, 'AWS::EC2::VPC');

    // the second one is that of the function which closes the default security group.
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain',
    });
    template.hasResourceProperties('AWS::EC2::FlowLog', {
      ResourceId: { Ref: vpc }, ResourceType: 'VPC', TrafficType: 'ALL', LogDestinationType: 'cloud-watch-logs',
      LogGroupName: { Ref: group }, DeliverLogsPermissionArn: { 'Fn::GetAtt': [role, 'Arn'] },
    });
  });

  // R-SEC-2
  test('lets the flow log write into that log group and nothing else', () => {
    const [group] = resourcesOf(template, 'AWS::Logs::LogGroup');
    const [role] = Object.keys(template.findResources('AWS::IAM::Role', {
      Properties: { Description: 'Writes the flow logs of the VPC' },
    }));

    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Roles: [{ Ref: role }],
      PolicyDocument: { Statement: [
        {
          Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
          Resource: { 'Fn::GetAtt': [group, 'Arn'] },
        },
      ] },
    });
  });

  test('starts to log after the right to write is there', () => {
    const [policy] = resourcesOf(template, 'AWS::IAM::ManagedPolicy');

    template.hasResource('AWS::EC2::FlowLog', { DependsOn: Match.arrayWith([policy]) });
  });

  // R-NET-6
  test('closes the default security group', () => {
    const [vpc] = resourcesOf(template, 'AWS::EC2::VPC');

    template.hasResourceProperties('Custom::VpcRestrictDefaultSG', {
      DefaultSecurityGroupId: { 'Fn::GetAtt': [vpc, 'DefaultSecurityGroup'] },
    });
  });

  test('reaches S3 without paying a NAT gateway', () => {
    const [{ Properties: endpoint }] = Object.values(template.findResources('AWS::EC2::VPCEndpoint'));

    template.resourceCountIs('AWS::EC2::VPCEndpoint', 1);
    expect(endpoint).toMatchObject({
      VpcEndpointType: 'Gateway', ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] },
    });
    expect(endpoint.RouteTableIds.map(({ Ref }: { Ref: string }) => Ref).sort()).toEqual(
      resourcesOf(template, 'AWS::EC2::RouteTable').sort(),
    );
  });

  // R-SEC-1
  test('violates only the two rules that a public subnet and AWS-owned log keys cannot fulfil', () => {
    const findings = audit(app);

    expect(rulesOf(findings, 'AwsSolutions')).toEqual([]);
    expect([...new Set(findings.map(({ rule }) => rule))].sort())
      .toEqual(['CloudWatchLogGroupEncrypted', 'VPCNoUnrestrictedRouteToIGW']);
  });

  test('gives no warning', () => {
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

describe('profiles', () => {
  test.each([
    [Profile.DEVELOPMENT, { zones: 2, gateways: 1, retention: 7, deletion: 'Delete' }],
    [Profile.STAGING, { zones: 2, gateways: 1, retention: 30, deletion: 'Delete' }],
    [Profile.REGULATED, { zones: 3, gateways: 3, retention: 365, deletion: 'Retain' }],
  ])('change size and retention', (profile, { zones, gateways, retention, deletion }) => {
    const { template } = stackOf({}, { profile });

    expect(groupOf(template, 'Public')).toHaveLength(zones);
    template.resourceCountIs('AWS::EC2::NatGateway', gateways);
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: retention }, DeletionPolicy: deletion,
    });
  });

  test('lose to explicit props', () => {
    const { template } = stackOf(
      { availabilityZones: 3, nat: Nat.perAz(), flowLogRetention: RetentionDays.SIX_MONTHS, cidr: '172.20.0.0/20' },
      { profile: Profile.DEVELOPMENT },
    );

    expect(groupOf(template, 'Data').map(({ cidr }) => cidr))
      .toEqual(['172.20.10.0/24', '172.20.11.0/24', '172.20.12.0/24']);
    template.resourceCountIs('AWS::EC2::NatGateway', 3);
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 180 });
  });

  // R-SEC-1
  test('regulated encrypts the flow logs with a key of your own', () => {
    const { app } = stackOf({}, { profile: Profile.REGULATED });

    expect([...new Set(audit(app).map(({ rule }) => rule))]).toEqual(['VPCNoUnrestrictedRouteToIGW']);
  });
});

// R-NET-2
describe('the NAT strategy', () => {
  const all = [Nat.perAz(), Nat.single(), Nat.none()].map((nat) => stackOf({ nat }));
  const [perAz, single, none] = all;

  test.each([['perAz', perAz, 3, 3], ['single', single, 1, 3], ['none', none, 0, 0]])(
    '%s makes the gateways and routes',
    (_, { template }, gateways, routes) => {
      const ways = Object.values(template.findResources('AWS::EC2::Route', {
        Properties: { NatGatewayId: Match.anyValue() },
      }));

      template.resourceCountIs('AWS::EC2::NatGateway', gateways);
      template.resourceCountIs('AWS::EC2::EIP', gateways);
      expect(ways).toHaveLength(routes);
      expect(new Set(ways.map(({ Properties }) => Properties.NatGatewayId.Ref)).size).toBe(gateways);
    },
  );

  test('changes no id, address or zone of a subnet', () => {
    const [first, ...others] = all.map(({ template }) => subnetsOf(template));

    for (const other of others) expect(other).toEqual(first);
  });

  test('removes nothing but gateways and their routes', () => {
    const ids = all.map(({ template }) => Object.keys(template.toJSON().Resources));
    const gone = ids[0].filter((id) => !ids[2].includes(id));

    expect(new Set(gone.map((id) => perAz.template.toJSON().Resources[id].Type))).toEqual(
      new Set(['AWS::EC2::NatGateway', 'AWS::EC2::EIP', 'AWS::EC2::Route']),
    );
    expect(ids[2].filter((id) => !ids[0].includes(id))).toEqual([]);
  });
});

describe('zones', () => {
  test('that are added later move no subnet', () => {
    const sizes = [2, 3].map((availabilityZones) => subnetsOf(stackOf({ availabilityZones }).template));

    expect(sizes[1]).toEqual(expect.arrayContaining(sizes[0]));
  });

  test('are two, with a warning, in a stack without environment', () => {
    const { stack, template } = stackOf({ availabilityZones: 3 }, { hasEnv: false });

    expect(groupOf(template, 'Service').map(({ zone }) => zone)).toEqual([
      { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] },
    ]);
    template.resourceCountIs('AWS::EC2::NatGateway', 2);
    Annotations.fromStack(stack).hasWarning('/Shop/Network', '3 Availability Zones were asked for and 2 are used: '
    + 'a stack without account and region in its env gets 2, and a region may have no more [ack: '
    + 'cdk-elastic-web:fewerZones]');
  });

  test('are as many as the region has, with a warning', () => {
    const app = new App({
      context: { 'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b'] },
    });
    const stack = new Stack(app, 'Shop', { env: ENV });
    new Network(stack, 'Network');

    expect(groupOf(Template.fromStack(stack), 'Data').map(({ zone }) => zone)).toEqual(['eu-west-1a', 'eu-west-1b']);
    Annotations.fromStack(stack).hasWarning(
      '/Shop/Network', Match.stringLikeRegexp('^3 Availability Zones were asked for and 2 are used'),
    );
  });

  test('are two, without a warning, in a stack without environment that asks for two', () => {
    const { stack } = stackOf({ availabilityZones: 2 }, { hasEnv: false });

    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('of a stack that gets its environment later keep their subnets', () => {
    const [before, after] = [false, true].map((hasEnv) =>
      subnetsOf(stackOf({}, { hasEnv }).template).map(({ id, cidr }) => ({ id, cidr })));

    expect(after).toEqual(expect.arrayContaining(before));
  });
});

describe('address space', () => {
  // R-NET-1
  test('any valid network is cut into disjoint subnets inside of it', () => {
    const props = fc.record({
      address: fc.integer({ min: 0x0a000000, max: 0x0affffff }), prefix: fc.integer({ min: 16, max: 24 }),
      zones: fc.integer({ min: 2, max: 3 }),
    });
    fc.assert(fc.property(props, ({ address, prefix, zones }) => {
      const dotted = [24, 16, 8, 0].map((bits) => (address >>> bits) % 256).join('.');
      const cidr = parseCidr(`${dotted}/${prefix}`)!.network;
      const blocks = subnetsOf(stackOf({ cidr, availabilityZones: zones }).template)
        .map((subnet) => parseCidr(subnet.cidr)!);

      expect(blocks).toHaveLength(3 * zones);
      expect(new Set(blocks.map(({ network }) => network)).size).toBe(3 * zones);
      for (const block of blocks) {
        expect(block.prefix).toBe(prefix + 4);
        expect(parseCidr(`${block.network.split('/')[0]}/${prefix}`)!.network).toBe(cidr);
      }
    }), { numRuns: 20 });
  });
});

describe('rules', () => {
  const create = (props: NetworkProps) => () => new Network(new Stack(new App(), 'Shop'), 'Network', props);

  test.each<NetworkProps>([
    { cidr: '10.0.0.0/16' }, { cidr: '10.0.0.0/24' }, { availabilityZones: 2 }, { availabilityZones: 5 },
  ])(
    'accept %j',
    (props) => {
      expect(create(props)).not.toThrow();
    },
  );
});

describe('the construct', () => {
  test('has ids that do not change', () => {
    const { network } = stackOf();

    expect(network.node.children.map((child) => child.node.id)).toEqual(['Vpc', 'FlowLogs', 'FlowLogRole', 'FlowLog']);
    expect(network.vpc.node.findAll().map((each) => each.node.path)).toEqual(expect.arrayContaining([
      'Shop/Network/Vpc/PublicSubnet1', 'Shop/Network/Vpc/ServiceSubnet1', 'Shop/Network/Vpc/DataSubnet1',
      'Shop/Network/Vpc/Endpoints/S3',
    ]));
  });

  test('hands out its parts', () => {
    const { network } = stackOf();
    const names = (selection: SubnetSelection) =>
      network.vpc.selectSubnets(selection).subnets.map((each) => each.node.id);

    expect(names(network.publicSubnets)).toEqual(['PublicSubnet1', 'PublicSubnet2', 'PublicSubnet3']);
    expect(names(network.serviceSubnets)).toEqual(['ServiceSubnet1', 'ServiceSubnet2', 'ServiceSubnet3']);
    expect(names(network.dataSubnets)).toEqual(['DataSubnet1', 'DataSubnet2', 'DataSubnet3']);
    expect(network.flowLogGroup.node.path).toBe('Shop/Network/FlowLogs');
  });

  // R-DEL-3
  test('exports its ids only when asked, under stable names', () => {
    const stack = new Stack();
    new Network(stack, 'Network').exportOutputs();
    const template = Template.fromStack(stack);
    const refs = (group: string) => groupOf(template, group).map(({ id }) => ({ Ref: id }));

    expect(stackOf().template.toJSON().Outputs).toBeUndefined();
    expect(template.toJSON().Outputs).toEqual({
      NetworkVpcId: { Value: { Ref: resourcesOf(template, 'AWS::EC2::VPC')[0] } },
      NetworkPublicSubnetIds: { Value: { 'Fn::Join': [',', refs('Public')] } },
      NetworkServiceSubnetIds: { Value: { 'Fn::Join': [',', refs('Service')] } },
      NetworkDataSubnetIds: { Value: { 'Fn::Join': [',', refs('Data')] } },
    });
  });

  test('exports with a prefix of your own', () => {
    const stack = new Stack();

    new Network(stack, 'Network').exportOutputs('Main');

    Template.fromStack(stack).hasOutput('MainVpcId', {});
  });

  test('fits into one stack twice', () => {
    const stack = new Stack();
    new Network(stack, 'Blue');
    new Network(stack, 'Green', { cidr: '10.1.0.0/16' });

    Template.fromStack(stack).resourceCountIs('AWS::EC2::VPC', 2);
  });

  test('gives the same template twice', () => {
    const texts = [1, 2].map(() => JSON.stringify(stackOf({ nat: Nat.none() }).template.toJSON()));

    expect(texts[0]).toBe(texts[1]);
  });
});
