// properties that change a price, as templates of other tools write them: a price of another thing is worse than none.
import { App, Stack } from 'aws-cdk-lib';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { CostEstimate } from '../../../src/cost';
import { components, estimateOf, texts } from '../support';

type Resources = Readonly<Record<string, object>>;

const OPTIONS = 'options of a health check are not in the price book';
const one = (type: string, Properties: object = {}) => ({ It: { Type: type, Properties } });
const scaled = (ResourceId: unknown, ScalableDimension: string, MinCapacity: number, MaxCapacity: number) => ({
  Target: { Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: {
    ResourceId, ScalableDimension, MinCapacity, MaxCapacity,
  } },
});
const quantity = (resources: Resources) => estimateOf(resources).lines[0].quantity;

describe('an Aurora cluster', () => {
  const cluster = (type: string, more: object = {}) => ({
    Cluster: { Type: 'AWS::RDS::DBCluster', Properties: {
      Engine: 'aurora-postgresql', ServerlessV2ScalingConfiguration: { MinCapacity: 1, MaxCapacity: 2 }, ...more,
    } },
    Writer: { Type: 'AWS::RDS::DBInstance', Properties: {
      DBClusterIdentifier: { Ref: 'Cluster' }, Engine: 'aurora-postgresql', DBInstanceClass: type,
    } },
  });
  const readers = (max: number) => scaled({ 'Fn::Sub': 'cluster:${Cluster}' }, 'rds:cluster:ReadReplicaCount', 1, max);

  test('that is optimized for I/O has other prices, which the book knows for instances only', () => {
    const traffic = { dataGb: 100 };
    const estimate = estimateOf(cluster('db.serverless', { StorageType: 'aurora-iopt1' }), { traffic });

    expect(estimate.lines).toEqual([]);
    expect(texts(estimate.unpriced)).toEqual([
      'storage of a cluster that is optimized for I/O is not in the price book',
      'capacity units of a cluster that is optimized for I/O are not in the price book',
    ]);
  });

  test('says that its reads and writes are billed, unless it is optimized for I/O', () => {
    const text = 'reads and writes of the storage of a cluster are billed by their number';

    expect(texts(estimateOf(cluster('db.r7g.large')).billedByUse)).toContain(text);
    expect(estimateOf(cluster('db.r7g.large', { StorageType: 'aurora-iopt1' })).billedByUse).toEqual([]);
  });

  test('whose password RDS keeps costs a secret', () => {
    const estimate = estimateOf(cluster('db.r7g.large', { ManageMasterUserPassword: true }));

    expect(components(estimate)['secret of the master user']).toBe(0.4);
  });

  test('with readers that scaling adds costs them at the largest capacity', () => {
    const line = estimateOf({ ...cluster('db.r7g.large'), ...readers(5) }).lines[0];

    expect(line).toMatchObject({
      component: 'db.r7g.large readers that scaling adds', quantity: { minimum: 730, expected: 730, maximum: 3650 },
    });
  });
});

describe('a database', () => {
  test('with IOPS and no type of storage has io1', () => {
    const database = one('AWS::RDS::DBInstance', {
      Engine: 'postgres', DBInstanceClass: 'db.m7g.large', AllocatedStorage: '100', Iops: 2000,
    });

    expect(components(estimateOf(database))).toMatchObject({ 'io1 storage': 12.5, 'provisioned IOPS': 200 });
  });
});

describe('a cache', () => {
  const cache = (properties: object) => one('AWS::ElastiCache::ReplicationGroup', {
    CacheNodeType: 'cache.t4g.micro', Engine: 'valkey', ...properties,
  });
  const id = { 'Fn::Join': ['/', ['replication-group', { Ref: 'It' }]] };

  test('with node groups of different sizes costs the nodes of each', () => {
    const groups = cache({ NodeGroupConfiguration: [{ ReplicaCount: 2 }, { ReplicaCount: 1 }] });

    expect(quantity(groups)).toEqual({ minimum: 3650, expected: 3650, maximum: 3650 });
  });

  test.each([
    ['node groups', 'elasticache:replication-group:NodeGroups', { minimum: 1460, expected: 4380, maximum: 7300 }],
    ['replicas', 'elasticache:replication-group:Replicas', { minimum: 4380, expected: 4380, maximum: 13_140 }],
  ])('whose %s scale costs what they may become', (_what, dimension, expected) => {
    const groups = cache({ NumNodeGroups: 3, ReplicasPerNodeGroup: 1 });

    expect(quantity({ ...groups, ...scaled(id, dimension, 1, 5) })).toEqual(expected);
  });
});

describe('a service', () => {
  const service = (properties: object, size: object = { Cpu: '512', Memory: '1024' }) => ({
    Service: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' }, ...properties } },
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: size },
  });
  const fargate = { LaunchType: 'FARGATE', DesiredCount: 4 };

  test.each([
    ['its reference', { 'Fn::Sub': 'service/shop/${Service.Name}' }],
    ['its name', 'service/shop/web'],
    ['its name in a cluster of the template', { 'Fn::Sub': 'service/${Cluster}/web' }],
  ])('that scales, named by %s, runs the tasks that it asks for', (_what, id) => {
    const cluster = { Cluster: { Type: 'AWS::ECS::Cluster' } };
    const target = scaled(id, 'ecs:service:DesiredCount', 2, 9);

    expect(quantity({ ...service({ ...fargate, ServiceName: 'web' }), ...cluster, ...target })).toEqual({
      minimum: 730, expected: 1460, maximum: 3285,
    });
  });

  test('that asks for more than scaling allows has the most', () => {
    const target = scaled({ 'Fn::Sub': 'service/shop/${Service.Name}' }, 'ecs:service:DesiredCount', 1, 2);

    expect(quantity({ ...service(fargate), ...target }).expected).toBe(730);
  });

  test.each([
    ['of its cluster', { Type: 'AWS::ECS::Cluster', Properties: {
      DefaultCapacityProviderStrategy: [{ CapacityProvider: 'FARGATE', Base: 1 },
        { CapacityProvider: 'FARGATE_SPOT', Weight: 1 }],
    } }, {}],
    ['that is associated with its cluster', { Type: 'AWS::ECS::Cluster' }, {
      Association: { Type: 'AWS::ECS::ClusterCapacityProviderAssociations', Properties: {
        Cluster: { Ref: 'Cluster' }, DefaultCapacityProviderStrategy: [
          { CapacityProvider: 'FARGATE', Base: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 1 },
        ],
      } },
    }],
  ])('without a launch type has the strategy %s', (_what, cluster, more) => {
    const tasks = service({ DesiredCount: 4, Cluster: { Ref: 'Cluster' } });
    const all = components(estimateOf({ ...tasks, Cluster: cluster, ...more }, { spotPercent: 50 }));

    expect(all).toMatchObject({ 'Fargate vCPU': 14.78, 'Fargate Spot vCPU': 22.16 });
  });

  test('whose task is sized with units costs the same', () => {
    const of = (size: object) => components(estimateOf(service(fargate, size)));

    expect(of({ Cpu: '.5 vCPU', Memory: '1 GB' })).toEqual(of({ Cpu: 512, Memory: 1024 }));
  });

  test.each(['FARGATE', 'EC2'])('on %s pays for the volumes of its tasks', (LaunchType) => {
    const VolumeConfigurations = [{ Name: 'data', ManagedEBSVolume: { SizeInGiB: 100, VolumeType: 'gp3' } }];

    expect(components(estimateOf(service({ LaunchType, DesiredCount: 2, VolumeConfigurations })))).toMatchObject({
      'gp3 volume': 16,
    });
  });
});

describe('instances', () => {
  const group = (template: object, overrides?: readonly object[]) => {
    const specification = { LaunchTemplateId: { Ref: 'Template' }, Version: '1' };
    return {
      Template: { Type: 'AWS::EC2::LaunchTemplate', Properties: {
        LaunchTemplateData: { InstanceType: 'm7g.large', ...template },
      } },
      Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { MinSize: 4, MaxSize: 8, ...overrides
        ? { MixedInstancesPolicy: { LaunchTemplate: {
            LaunchTemplateSpecification: specification, Overrides: overrides,
          } } }
        : { LaunchTemplate: specification } } },
    };
  };

  test('of several types are counted as the first one, by its weight', () => {
    const estimate = estimateOf(group({}, [
      { InstanceType: 'm7g.xlarge', WeightedCapacity: '2' }, { InstanceType: 'm7g.large', WeightedCapacity: '1' },
    ]));

    expect(estimate.lines[0]).toMatchObject({
      component: 'm7g.xlarge instances', quantity: { minimum: 1460, maximum: 2920 },
    });
    expect(texts(estimate.assumptions)).toContain('all instances are of the first type, not of m7g.large');
  });

  test.each([
    ['a type that their needs choose', group({}, [{ InstanceRequirements: { VCpuCount: { Min: 2 } } }]),
      'the instance type is known at deployment only'],
    ['hardware of their own', group({ Placement: { Tenancy: 'dedicated' } }),
      'instances on hardware of their own are not in the price book'],
    ['Windows, as a dynamic reference', group({ ImageId: '{{resolve:ssm:/aws/service/ami-windows-latest/Server}}' }),
      'instances with Windows are not in the price book'],
  ])('with %s have no price', (_what, resources, text) => {
    const estimate = estimateOf(resources);

    expect(estimate.monthly.maximum).toBe(0);
    expect(texts(estimate.unpriced)).toEqual([text]);
  });
});

test.each([
  [{ Size: 100 }, { 'gp2 volume': 10 }],
  [{ Size: 100, VolumeType: 'gp3' }, { 'gp3 volume': 8 }],
])('a volume that does not say its type is gp2: %j', (properties, expected) => {
  expect(components(estimateOf(one('AWS::EC2::Volume', properties)))).toEqual(expected);
});

test.each([
  ['AWS::EFS::FileSystem', { ThroughputMode: 'provisioned' }, 'provisioned throughput of EFS is not in the price book'],
  ['AWS::EC2::NatGateway', { AvailabilityMode: 'regional' },
    'a regional NAT gateway is billed for each zone that it reaches, known at deployment only'],
  ['AWS::ECS::CapacityProvider', { ManagedInstancesProvider: { InfrastructureRoleArn: 'arn' } },
    'instances that ECS starts by itself, and their fee, are not in the price book'],
  ['AWS::Route53::HealthCheck', { HealthCheckConfig: {
    Type: 'HTTPS_STR_MATCH', SearchString: 'ok', RequestInterval: 10, MeasureLatency: true,
  } }, `${OPTIONS}: HTTPS, a search in the answer, a request every 10 seconds, the latency`],
  ['AWS::WAFv2::WebACL', { Rules: [
    { Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } } },
    { Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesBotControlRuleSet' } } },
  ] }, 'fees of the rule group AWSManagedRulesBotControlRuleSet are not in the price book'],
  ['AWS::EC2::Volume', { Size: 8, VolumeType: { Ref: 'Type' } }, 'the type of a volume is known at deployment only'],
])('%s with what has another price says so: %j', (type, properties, text) => {
  expect(texts(estimateOf(one(type, properties)).unpriced)).toEqual([text]);
});

test('instances with Windows have no price, named by a parameter of AWS', () => {
  const instance = one('AWS::EC2::Instance', { InstanceType: 'm7i.large', ImageId: { Ref: 'Image' } });
  const Parameters = { Image: {
    Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ami-windows-latest/Windows_Server',
  } };
  const estimate = CostEstimate.fromTemplate({ Parameters, Resources: instance }, { region: 'us-east-1' });

  expect(texts(estimate.unpriced)).toEqual(['instances with Windows are not in the price book']);
});

test('instances in public subnets of another stack have public addresses', () => {
  const app = new App();
  const env = { region: 'us-east-1' };
  const vpc = new ec2.Vpc(new Stack(app, 'Network', { env }), 'Vpc', {
    natGateways: 0, maxAzs: 2, restrictDefaultSecurityGroup: false,
  });
  new autoscaling.AutoScalingGroup(new Stack(app, 'Web', { env }), 'Group', {
    vpc, vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC }, minCapacity: 2, maxCapacity: 2,
    instanceType: new ec2.InstanceType('t4g.small'),
    machineImage: ec2.MachineImage.latestAmazonLinux2023({ cpuType: ec2.AmazonLinuxCpuType.ARM_64 }),
  });

  expect(components(CostEstimate.of(app))['public IPv4 addresses']).toBe(7.3);
});

test('a regional NAT gateway costs its hours and its address in each zone of its network', () => {
  const subnet = (AvailabilityZone: string) => ({
    Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: 'Vpc' }, AvailabilityZone },
  });
  const estimate = estimateOf({
    Vpc: { Type: 'AWS::EC2::VPC' }, One: subnet('a'), Two: subnet('b'), Again: subnet('b'),
    ...one('AWS::EC2::NatGateway', { AvailabilityMode: 'regional', VpcId: { Ref: 'Vpc' } }),
  });

  expect(components(estimate)).toEqual({ 'hours': 65.7, 'public IPv4 addresses': 7.3 });
});

test('a Region without prices is named once', () => {
  const wrong = () => estimateOf(one('AWS::EC2::EIP'), { region: 'cn-north-1' });

  expect(wrong).toThrow(/^the cost cannot be estimated:\n {2}"region" must be one of [^\n]*got "cn-north-1"[^\n]*$/);
});
