import { CfnParameter, Duration, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ValkeyCache } from '../../src';
import { cacheWith, groupOf, invalid, stackWithVpc, templateWith, type Overrides } from './support';

const accept = (overrides: Overrides) => expect(() => cacheWith(overrides)).not.toThrow();
const fail = (overrides: Overrides, problem: string) => expect(() => cacheWith(overrides)).toThrow(invalid(problem));

describe('version', () => {
  test.each(['7.2', '8.0', '8.2', '9.0'])('accepts %s', (version) => accept({ version }));

  test.each(['5.0', '7.1', '8', '8.0.1', 'valkey8'])('fails for %s', (version) =>
    fail(
      { version },
      `"version" must be a version of Valkey from 7.2, with major and minor number, such as "8.0", got "${version}"`,
    ));
});

describe('nodeType', () => {
  test.each([
    'cache.t4g.micro', 'cache.t3.medium', 'cache.m3.medium', 'cache.m7g.large', 'cache.r6g.16xlarge',
    'cache.c7gn.xlarge',
  ])(
    'accepts %s', (nodeType) => accept({ nodeType }),
  );

  test.each(['t4g.micro', 'cache.t4g', 'cache.huge.large', 'cache.r6gd.xlarge', 'db.t4g.micro'])(
    'fails for %s',
    (nodeType) =>
      fail(
        { nodeType },
        `"nodeType" must be a node type without data tiering such as "cache.t4g.small", got "${nodeType}"`,
      ),
  );
});

describe('nodes', () => {
  test.each([1, 2, 6])('accepts %d', (nodes) => accept({ nodes }));

  test.each([0, 7, 1.5, -1])('fails for %d', (nodes) =>
    fail({ nodes }, `"nodes" must be an integer from 1 to 6, got ${nodes}`));
});

describe('port', () => {
  test.each([1024, 6379, 65535])('accepts %d', (port) => accept({ port }));

  test.each([80, 1023, 65536, 6379.5])('fails for %d', (port) =>
    fail({ port }, `"port" must be an integer from 1024 to 65535, got ${port}`));
});

describe('snapshots', () => {
  test.each([0, 1, 35])('accepts %d days', (days) => accept({ snapshotRetention: Duration.days(days) }));

  test.each([[Duration.days(36), '36 days'], [Duration.days(40), '40 days'], [Duration.hours(12), '12 hours']])(
    'fails for %s',
    (snapshotRetention, got) =>
      fail({ snapshotRetention }, `"snapshotRetention" must be whole days from 0 to 35, got ${got}`),
  );
});

describe('windows', () => {
  test('accepts an hour each, one after the other', () =>
    accept({ snapshotWindow: '01:00-02:00', maintenanceWindow: 'sun:02:00-sun:03:00' }));

  test('fails for a snapshot in less than an hour', () =>
    fail({ snapshotWindow: '01:00-01:59' }, '"snapshotWindow" must last at least 60 minutes, got "01:00-01:59"'));

  test('fails for maintenance in less than an hour', () =>
    fail(
      { maintenanceWindow: 'sun:02:00-sun:02:59' },
      '"maintenanceWindow" must last at least 60 minutes, got "sun:02:00-sun:02:59"',
    ));

  test('fails for another form', () =>
    fail(
      { snapshotWindow: 'at night' },
      '"snapshotWindow" must be a time span in UTC such as "01:00-02:00", got "at night"',
    ));

  test('fails for both at once', () =>
    fail({ snapshotWindow: '01:00-02:00', maintenanceWindow: 'sun:01:59-sun:03:00' },
      '"maintenanceWindow" must not overlap "snapshotWindow" ("01:00-02:00"), got "sun:01:59-sun:03:00": AWS does one '
      + 'thing at a time'));
});

describe('network', () => {
  const oneZone = (nodes: number) => {
    const { stack } = stackWithVpc();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
      vpcId: 'vpc-1', availabilityZones: ['eu-west-1a'], isolatedSubnetIds: ['subnet-1'],
    });
    return () => new ValkeyCache(stack, 'Cache', { vpc, nodes });
  };

  // a replica in the same zone is lost together with its primary.
  test('fails for failover in one zone', () =>
    expect(oneZone(2)).toThrow(invalid(
      '"vpcSubnets" must lie in at least 2 Availability Zones, got ["eu-west-1a"]: the nodes of a cache with failover '
      + 'stand in different zones')));

  test('accepts one node in one zone', () => expect(oneZone(1)).not.toThrow());

  test('fails in public subnets', () =>
    fail(
      { vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC } },
      '"vpcSubnets" must be subnets without a route to the internet gateway, got "public subnets"',
    ));

  test('fails in a VPC that has public subnets only', () => {
    const { stack } = stackWithVpc();
    const vpc = new ec2.Vpc(stack, 'Public', {
      natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
    });

    expect(() => new ValkeyCache(stack, 'Cache', { vpc })).toThrow(
      /^Shop\/Cache \(ValkeyCache\) has an invalid prop:\n {2}"vpc" must have private or isolated subnets/,
    );
  });
});

test('all problems come in one error', () => {
  expect(() => cacheWith({ nodes: 9, port: 80 })).toThrow(new Error(
    'Shop/Cache (ValkeyCache) has 2 invalid props:\n'
    + '  "nodes" must be an integer from 1 to 6, got 9\n'
    + '  "port" must be an integer from 1024 to 65535, got 80',
  ));
});

describe('values that are known at deployment only', () => {
  test('pass as parameters and are rendered unchanged', () => {
    const { stack, vpc } = stackWithVpc();
    const string = (id: string) => new CfnParameter(stack, id).valueAsString;
    const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    new ValkeyCache(stack, 'Cache', {
      vpc, nodeType: string('Type'), port: number('Port'), snapshotRetention: Duration.days(number('Days')),
      snapshotWindow: string('Snapshots'),
      maintenanceWindow: string('Maintenance'),
    });

    expect(groupOf(Template.fromStack(stack))).toMatchObject({
      CacheNodeType: { Ref: 'Type' }, Port: { Ref: 'Port' }, SnapshotRetentionLimit: { Ref: 'Days' },
      SnapshotWindow: { Ref: 'Snapshots' },
      PreferredMaintenanceWindow: { Ref: 'Maintenance' },
    });
  });

  test('pass as lazy values', () => {
    expect(groupOf(templateWith({
      port: Lazy.number({ produce: () => 7000 }), nodeType: Lazy.string({ produce: () => 'cache.m7g.large' }),
    })))
      .toMatchObject(
        {
          Port: 7000, CacheNodeType: 'cache.m7g.large',
        },
      );
  });

  test.each(['version', 'nodes'] as const)('fail as "%s", which decides what is synthesized', (prop) => {
    const { stack, vpc } = stackWithVpc();
    const parameter = new CfnParameter(stack, 'Value', { type: prop === 'nodes' ? 'Number' : 'String' });
    const value = prop === 'nodes' ? parameter.valueAsNumber : parameter.valueAsString;

    expect(() => new ValkeyCache(stack, 'Cache', { vpc, [prop]: value })).toThrow(invalid(
      `"${prop}" must be known at synthesis, got a value that is known at deployment only`));
  });
});
