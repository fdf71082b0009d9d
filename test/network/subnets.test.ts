import { App, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Nat, Network } from '../../src';
import { dataSubnets, hasInternetEgress, privateSubnetProblems, workloadSubnets } from '../../src/network';
import { rendered } from '../support/templates';

const { PUBLIC, PRIVATE_WITH_EGRESS, PRIVATE_ISOLATED } = ec2.SubnetType;
const vpcWith = (...types: ec2.SubnetType[]) => new ec2.Vpc(new Stack(), 'Vpc', {
  maxAzs: 1, subnetConfiguration: types.map((subnetType, index) => ({ name: `Group${index}`, subnetType })),
});
const ids = (vpc: ec2.IVpc, selection: ec2.SubnetSelection) =>
  vpc.selectSubnets(selection).subnets.map((subnet) => subnet.node.id);
const describeVpc = (vpc: ec2.IVpc) => ({
  workload: ids(vpc, workloadSubnets(vpc)), data: ids(vpc, dataSubnets(vpc)), egress: hasInternetEgress(vpc),
});

// R-NET-3
describe('subnets of a network', () => {
  test.each([['NAT', Nat.single(), true], ['no NAT', Nat.none(), false]])('are the same with %s', (_, nat, egress) => {
    const { vpc } = new Network(new Stack(), 'Network', { nat });

    expect(describeVpc(vpc))
      .toEqual({ workload: ['ServiceSubnet1', 'ServiceSubnet2'], data: ['DataSubnet1', 'DataSubnet2'], egress });
  });

  test('are found again in the attributes of an imported VPC', () => {
    const vpc = ec2.Vpc.fromVpcAttributes(new Stack(), 'Vpc', {
      vpcId: 'vpc-1', availabilityZones: ['a', 'b'],
      isolatedSubnetIds: ['s1', 's2', 'd1', 'd2'], isolatedSubnetNames: ['Service', 'Data'],
    });

    expect(describeVpc(vpc))
      .toEqual({ workload: ['ServiceSubnet1', 'ServiceSubnet2'], data: ['DataSubnet3', 'DataSubnet4'], egress: false });
  });

  test('are found again when another app looks the VPC up', () => {
    const group = (name: string) => ({
      name, type: 'Isolated', subnets: [{ subnetId: `subnet-${name}`, availabilityZone: 'a', routeTableId: 'rtb-1' }],
    });
    const app = new App({ context: {
      'vpc-provider:account=111122223333:filter.vpc-id=vpc-1:region=eu-west-1:returnAsymmetricSubnets=true': {
        vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: [],
        subnetGroups: [group('Data'), group('Service')],
      },
    } });
    const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });

    expect(describeVpc(ec2.Vpc.fromLookup(stack, 'Vpc', { vpcId: 'vpc-1' }))).toEqual({
      workload: ['ServiceSubnet1'], data: ['DataSubnet1'], egress: false,
    });
  });
});

describe('subnets of any other VPC', () => {
  test.each([
    [
      'private and isolated', [PUBLIC, PRIVATE_WITH_EGRESS, PRIVATE_ISOLATED],
      { workload: ['Group1Subnet1'], data: ['Group2Subnet1'], egress: true },
    ],
    [
      'private only', [PUBLIC, PRIVATE_WITH_EGRESS],
      { workload: ['Group1Subnet1'], data: ['Group1Subnet1'], egress: true },
    ],
    ['isolated only', [PRIVATE_ISOLATED], { workload: ['Group0Subnet1'], data: ['Group0Subnet1'], egress: false }],
  ])('are taken by type: %s', (_, types, expected) => {
    expect(describeVpc(vpcWith(...types))).toEqual(expected);
  });
});

describe('a VPC without private subnets', () => {
  test('is a problem', () => {
    expect(rendered(privateSubnetProblems('vpc', vpcWith(PUBLIC)))).toEqual([
      '"vpc" must have private or isolated subnets, got public ones only: '
      + 'the default VPC of an account has none: make a Network, or pass another VPC',
    ]);
  });

  test.each([[PRIVATE_ISOLATED], [PRIVATE_WITH_EGRESS]])('is none with %s subnets', (type) => {
    expect(privateSubnetProblems('vpc', vpcWith(PUBLIC, type))).toEqual([]);
  });
});
