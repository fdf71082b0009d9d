// rules between security groups: both ends of a way are open, and each rule stands once.
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnSecurityGroupEgress, CfnSecurityGroupIngress, Peer, Port, SecurityGroup, Vpc, type ISecurityGroup, type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { admit, letOut } from '../../src/core';

const PORT = Port.tcp(5432);

function place() {
  const stack = new Stack(new App(), 'Stack');
  return { stack, vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }) };
}

function made(scope: Construct, id: string, vpc: IVpc, allowAllOutbound?: boolean): SecurityGroup {
  return new SecurityGroup(scope, id, { vpc, allowAllOutbound });
}

function imported(scope: Construct, id: string, group: string, allowAllOutbound?: boolean): ISecurityGroup {
  return SecurityGroup.fromSecurityGroupId(scope, id, group, { allowAllOutbound });
}

/** How many rules of each direction a stack has, as resources of their own. */
function rulesOf(stack: Stack): readonly [number, number] {
  const template = Template.fromStack(stack);
  const [ways, out] = ['Ingress', 'Egress'].map((direction) =>
    Object.keys(template.findResources(`AWS::EC2::SecurityGroup${direction}`)).length);
  return [ways, out];
}

describe('a client of a security group', () => {
  test('that may connect anywhere gets no rule', () => {
    const { stack, vpc } = place();
    admit(made(stack, 'Database', vpc), made(stack, 'Client', vpc), PORT, 'Clients');

    expect(rulesOf(stack)).toEqual([1, 0]);
  });

  test('that is closed is let out on the port on which it is let in', () => {
    const { stack, vpc } = place();
    const client = made(stack, 'Client', vpc, false);
    admit(imported(stack, 'Database', 'sg-1'), client, PORT, 'Clients');

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupEgress', {
      GroupId: stack.resolve(client.securityGroupId), DestinationSecurityGroupId: 'sg-1', Description: 'Clients',
      IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432,
    });
  });

  test('that is closed is let out in its own stack, wherever the other group stands', () => {
    const { stack, vpc } = place();
    const other = new Stack(stack.node.root as App, 'Other');
    admit(made(stack, 'Database', vpc), made(other, 'Client', vpc, false), PORT, 'Clients');

    expect([rulesOf(stack), rulesOf(other)]).toEqual([[0, 0], [1, 1]]);
  });

  test('that was imported and is closed is let out', () => {
    const { stack, vpc } = place();
    admit(made(stack, 'Database', vpc), imported(stack, 'Client', 'sg-1', false), PORT, 'Clients');

    expect(rulesOf(stack)).toEqual([1, 1]);
  });
});

describe('a rule', () => {
  test.each([['the group', 'sg-1', undefined], ['the client', undefined, 'sg-1']])(
    'stands once in each direction, although %s is imported twice', (_, group, client) => {
      const { stack, vpc } = place();
      const other = made(stack, 'Other', vpc, false);
      for (const id of ['One', 'Two']) {
        admit(
          group ? imported(stack, `${id}Group`, group) : other,
          client ? imported(stack, `${id}Client`, client, false) : other, PORT, 'Clients',
        );
      }

      expect(rulesOf(stack)).toEqual([1, 1]);
    },
  );

  test('of the user is found whenever it was made', () => {
    const { stack, vpc } = place();
    const client = made(stack, 'Client', vpc, false);
    admit(imported(stack, 'First', 'sg-0'), client, PORT, 'Clients');
    const ends = { ipProtocol: 'tcp', fromPort: 5432, toPort: 5432 };
    new CfnSecurityGroupIngress(stack, 'In', {
      ...ends, groupId: 'sg-1', sourceSecurityGroupId: client.securityGroupId,
    });
    new CfnSecurityGroupEgress(stack, 'Out', {
      ...ends, groupId: client.securityGroupId, destinationSecurityGroupId: 'sg-1',
    });
    admit(imported(stack, 'Second', 'sg-1'), client, PORT, 'Clients');

    expect(rulesOf(stack)).toEqual([2, 2]);
  });

  test.each([
    ['another port', Port.tcp(5433)], ['another protocol', Port.udp(5432)], ['a range', Port.tcpRange(1, 9999)],
  ])(
    'of %s is another rule', (_, port) => {
      const { stack, vpc } = place();
      const client = made(stack, 'Client', vpc, false);
      for (const each of [PORT, port]) admit(imported(stack, `Of ${each}`, 'sg-1'), client, each, 'Clients');

      expect(rulesOf(stack)).toEqual([2, 2]);
    },
  );

  test('in one direction is none in the other', () => {
    const { stack } = place();
    const [one, two] = ['sg-1', 'sg-2'].map((id) => imported(stack, id, id, false));
    admit(one, two, PORT, 'There');
    admit(two, one, PORT, 'And back');

    expect(rulesOf(stack)).toEqual([2, 2]);
  });
});

test.each([
  ['addresses', () => Peer.anyIpv4()], ['addresses of IPv6', () => Peer.anyIpv6()],
  ['a prefix list', () => Peer.prefixList('pl-1')],
])('a closed group that is imported twice is let out to %s once', (_, peer) => {
  const { stack } = place();
  for (const id of ['One', 'Two']) letOut(imported(stack, id, 'sg-1', false), peer(), PORT, 'Out');

  expect(rulesOf(stack)).toEqual([0, 1]);
});

test('to open a way takes as long with many rules in the app as with a few', () => {
  const { stack, vpc } = place();
  const database = made(stack, 'Database', vpc);
  let reads = 0;
  for (let i = 0; i < 50; i++) {
    const rule = new CfnSecurityGroupIngress(stack, `Rule${i}`, { groupId: `sg-${i}`, ipProtocol: 'tcp' });
    Object.defineProperty(rule, 'ipProtocol', { get: () => { reads++; return 'tcp'; } });
  }
  admit(database, made(stack, 'Client', vpc), PORT, 'Clients');

  expect(reads).toBe(0);
});
