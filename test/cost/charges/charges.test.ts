// what each type of resource costs, and what its price depends on.
import { components, estimateOf, texts } from '../support';

describe('a load balancer', () => {
  const properties = { Subnets: ['subnet-1', 'subnet-2'] };
  const balancer = (more: object = {}) => ({ It: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { ...properties, ...more },
  } });

  test('that is internal has no public addresses', () => {
    expect(components(estimateOf(balancer({ Scheme: 'internal' })))).toEqual({ hours: 16.43 });
  });

  test('without public IPv4 has no public addresses', () => {
    const dual = balancer({ IpAddressType: 'dualstack-without-public-ipv4' });

    expect(components(estimateOf(dual))).toEqual({ hours: 16.43 });
  });

  test('with addresses of yours does not count them twice', () => {
    const mappings = [{ SubnetId: 'subnet-1', AllocationId: { 'Fn::GetAtt': ['Address', 'AllocationId'] } }];
    const estimate = estimateOf({
      ...balancer({ Type: 'network', Subnets: undefined, SubnetMappings: mappings }),
      Address: { Type: 'AWS::EC2::EIP' },
    });

    expect(components(estimate)).toEqual({ 'hours': 16.43, 'public IPv4 address': 3.65 });
  });

  test('is billed at the largest dimension of its capacity units: connections', () => {
    const estimate = estimateOf(balancer(), { traffic: { requestsPerSecond: 100, responseKb: 1 } });

    // 100 new connections a second are 4 units; the data would be 0.36.
    expect(components(estimate)['capacity units']).toBe(23.36);
    expect(components(estimate)['data to the internet']).toBe(23.65);
  });

  test('is billed at the largest dimension of its capacity units: data', () => {
    const traffic = { requestsPerSecond: 100, responseKb: 50, newConnectionsPerSecond: 5 };

    // 18 GB an hour are 18 units.
    expect(components(estimateOf(balancer(), { traffic }))['capacity units']).toBe(105.12);
  });

  test('is billed at the largest dimension of its capacity units: rules', () => {
    const rules = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`Rule${i}`, {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule', Properties: { ListenerArn: { Ref: 'Listener' } },
    }]));
    const listener = { Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: { LoadBalancerArn: { Ref: 'It' } },
    } };
    const traffic = { requestsPerSecond: 1000, newConnectionsPerSecond: 10 };

    // 1,000 requests times 20 rules that are not free are 20 units.
    expect(components(estimateOf({ ...balancer(), ...listener, ...rules }, { traffic }))['capacity units']).toBe(116.8);
  });

  test('shares the traffic with the other load balancers', () => {
    const two = { ...balancer(), Other: balancer().It };

    expect(components(estimateOf(two, { traffic: { requestsPerSecond: 100 } }))['capacity units']).toBe(23.36);
  });

  test('sends nothing to the internet when CloudFront does', () => {
    const estimate = estimateOf(
      { ...balancer(), Edge: { Type: 'AWS::CloudFront::Distribution' } },
      { traffic: { requestsPerSecond: 10, responseKb: 100 } },
    );

    expect(components(estimate)['data to the internet']).toBeUndefined();
    expect(components(estimate)['data to visitors']).toBe(223.38);
    expect(components(estimate)['HTTPS requests']).toBe(26.28);
  });

  test('whose zones are known at deployment only is not complete', () => {
    const estimate = estimateOf(balancer({ Subnets: { 'Fn::ImportValue': 'subnets' } }));

    expect(texts(estimate.unpriced)).toEqual([
      'the number of its zones, each with a public IPv4 address, is known at deployment only',
    ]);
  });

  test('of an old kind is not complete', () => {
    expect(texts(estimateOf(balancer({ Type: 'gateway' })).unpriced)).toEqual([
      'gateway load balancers are not in the price book',
    ]);
  });
});

describe('tasks on Fargate', () => {
  const service = (properties: object, task: object = {}) => ({
    Service: {
      Type: 'AWS::ECS::Service',
      Properties: { LaunchType: 'FARGATE', TaskDefinition: { Ref: 'Task' }, ...properties },
    },
    Task: { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '512', Memory: '1024', ...task } },
  });

  test('cost CPU and memory for each of them', () => {
    expect(components(estimateOf(service({ DesiredCount: 2 })))).toEqual({
      'Fargate vCPU': 29.55, 'Fargate memory': 6.49,
    });
  });

  test('are one if nobody says how many', () => {
    expect(components(estimateOf(service({})))['Fargate memory']).toBe(3.24);
  });

  test('cost less on ARM', () => {
    const estimate = estimateOf(service({}, { RuntimePlatform: { CpuArchitecture: 'ARM64' } }));

    expect(components(estimate)).toEqual({ 'Fargate vCPU': 11.82, 'Fargate memory': 2.6 });
  });

  test('cost storage above 20 GiB', () => {
    const estimate = estimateOf(service({}, { EphemeralStorage: { SizeInGiB: 120 } }));

    expect(components(estimate)['Fargate storage above 20 GiB']).toBe(8.1);
  });

  test('with public addresses cost them', () => {
    const network = { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'ENABLED' } } };

    expect(components(estimateOf(service({ DesiredCount: 3, ...network })))['public IPv4 addresses']).toBe(10.95);
  });

  test('follow the bounds of scaling, and of its schedules', () => {
    const target = { Target: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget', Properties: {
        MinCapacity: 2, MaxCapacity: 10,
        ResourceId: { 'Fn::Join': ['/', ['service', 'c', { 'Fn::GetAtt': ['Service', 'Name'] }]] },
        ScheduledActions: [{ ScalableTargetAction: { MinCapacity: 1, MaxCapacity: 20 } }],
      },
    } };
    const { lines } = estimateOf({ ...service({}), ...target });

    expect(lines[0].quantity).toEqual({ minimum: 365, expected: 730, maximum: 7300 });
  });

  test('are counted as you expect them', () => {
    const target = { Target: {
      Type: 'AWS::ApplicationAutoScaling::ScalableTarget',
      Properties: { MinCapacity: 2, MaxCapacity: 10, ResourceId: { 'Fn::Sub': 'service/c/${Service.Name}' } },
    } };
    const { lines } = estimateOf({ ...service({}), ...target }, { expectedUnits: { Service: 3.5 } });

    expect(lines[0].quantity).toEqual({ minimum: 730, expected: 1277.5, maximum: 3650 });
  });

  test('on Spot are counted at their upper bound, or at the share that is given', () => {
    const strategy = { LaunchType: undefined, DesiredCount: 4, CapacityProviderStrategy: [
      { CapacityProvider: 'FARGATE', Base: 2, Weight: 1 }, { CapacityProvider: 'FARGATE_SPOT', Weight: 3 },
    ] };
    const spot = (spotPercent?: number) => components(estimateOf(service(strategy), { spotPercent }));

    expect(spot()['Fargate Spot vCPU']).toBe(22.16);
    expect(spot(30)['Fargate Spot vCPU']).toBe(6.65);
    expect(spot(30)['Fargate vCPU']).toBe(36.94);
  });

  test.each([
    [{ DesiredCount: { 'Fn::ImportValue': 'n' } }, {}, 'the number of tasks is known at deployment only'],
    [{ TaskDefinition: 'arn' }, {}, 'its task definition is not in this template'],
    [{}, { Cpu: { 'Fn::ImportValue': 'n' } }, 'the task size is known at deployment only'],
    [{}, { RuntimePlatform: { OperatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } },
      'Windows tasks are not in the price book'],
  ])('that cannot be priced say so: %#', (properties, task, text) => {
    expect(texts(estimateOf(service(properties, task)).unpriced)).toEqual([text]);
  });

  test('on instances cost what the instances cost', () => {
    const estimate = estimateOf(service({ LaunchType: 'EC2' }));

    expect(estimate.lines).toEqual([]);
    expect(texts(estimate.billedByUse)).toEqual(['tasks on instances cost what the instances cost']);
  });
});

describe('instances', () => {
  const group = (properties: object, data: object = {}) => ({
    Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {
      MinSize: 1, MaxSize: 4, LaunchTemplate: { LaunchTemplateId: { Ref: 'Launch' }, Version: '1' }, ...properties,
    } },
    Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: {
      InstanceType: 'm7g.large', ...data,
    } } },
  });

  test('have the root volume of their image if nothing else is said, and the estimate says so', () => {
    const estimate = estimateOf(group({}));

    expect(components(estimate)).toEqual({ 'm7g.large instances': 59.57, 'root volume': 0.64 });
    expect(texts(estimate.assumptions)).toEqual(['the root volume is that of the image: 8 GiB gp3 on each instance']);
  });

  test('pay for IOPS and throughput above those of gp3', () => {
    const ebs = { VolumeSize: 100, VolumeType: 'gp3', Iops: 4000, Throughput: 250 };
    const estimate = estimateOf(group({}, { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: ebs }] }));

    expect(components(estimate)).toMatchObject({
      'gp3 volume': 8, 'gp3 IOPS above 3000': 5, 'gp3 throughput above 125 MiB/s': 5,
    });
  });

  test('with volumes that the book does not know are not complete', () => {
    const ebs = { VolumeSize: 100, VolumeType: 'io2', Iops: 4000 };

    expect(texts(estimateOf(group({}, { BlockDeviceMappings: [{ DeviceName: '/dev/xvda', Ebs: ebs }] })).unpriced))
      .toEqual(['volumes of type io2 are not in the price book']);
  });

  test('in public subnets have public addresses, unless the interface says no', () => {
    const subnet = { Subnet: { Type: 'AWS::EC2::Subnet', Properties: { MapPublicIpOnLaunch: true } } };
    const at = { VPCZoneIdentifier: [{ Ref: 'Subnet' }] };
    const never = { NetworkInterfaces: [{ AssociatePublicIpAddress: false }] };

    expect(components(estimateOf({ ...subnet, ...group(at) }))['public IPv4 addresses']).toBe(3.65);
    expect(components(estimateOf({ ...subnet, ...group(at, never) }))['public IPv4 addresses']).toBeUndefined();
  });

  test('start at the capacity that the template asks for', () => {
    expect(estimateOf(group({ DesiredCapacity: '3' })).lines[0].quantity).toEqual({
      minimum: 730, expected: 2190, maximum: 2920,
    });
  });

  test('on Spot above a base are counted apart', () => {
    const mixed = (distribution: object) => ({ LaunchTemplate: undefined, MinSize: 4, MixedInstancesPolicy: {
      LaunchTemplate: {
        LaunchTemplateSpecification: { LaunchTemplateId: { Ref: 'Launch' }, Version: '1' },
        Overrides: [{ InstanceType: 'm7i.large' }, { InstanceType: 'm6i.large' }],
      },
      InstancesDistribution: distribution,
    } });
    const of = (distribution: object) => components(estimateOf(group(mixed(distribution)), { spotPercent: 50 }));

    expect(of({ OnDemandBaseCapacity: 2, OnDemandPercentageAboveBaseCapacity: 0 })).toMatchObject({
      'm7i.large instances': 147.17, 'm7i.large Spot instances': 73.58,
    });
    expect(of({ OnDemandPercentageAboveBaseCapacity: 100 })).toMatchObject({ 'm7i.large instances': 294.34 });
  });

  test('of a launch configuration are monitored in detail unless told otherwise', () => {
    const configuration = (more: object) => ({
      Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: {
        MinSize: 1, MaxSize: 1, LaunchConfigurationName: { Ref: 'Launch' },
      } },
      Launch: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { InstanceType: 'm5.large', ...more } },
    });

    expect(components(estimateOf(configuration({})))['detailed monitoring']).toBe(2.1);
    expect(components(estimateOf(configuration({ InstanceMonitoring: false })))['detailed monitoring']).toBeUndefined();
  });

  test('that burst in standard mode pay nothing for it', () => {
    const data = { InstanceType: 't3.medium', CreditSpecification: { CpuCredits: 'standard' } };

    expect(components(estimateOf(group({}, data), { traffic: { cpuPercent: 70 } }))['surplus CPU credits'])
      .toBeUndefined();
  });

  test('at their baseline pay nothing for bursting', () => {
    const of = (cpuPercent: number) =>
      components(estimateOf(group({}, { InstanceType: 't4g.medium' }), { traffic: { cpuPercent } }));

    expect(of(20)['surplus CPU credits']).toBeUndefined();
    expect(of(45)['surplus CPU credits']).toBe(14.6);
  });

  test.each([
    [{ MaxSize: { 'Fn::ImportValue': 'n' } }, {}, 'the number of instances is known at deployment only'],
    [{ LaunchTemplate: { LaunchTemplateId: 'lt-1' } }, {}, 'its launch template is not in this template'],
    [{}, { InstanceType: { 'Fn::ImportValue': 'n' } }, 'the instance type is known at deployment only'],
    [{}, { InstanceType: 'x2.huge' }, 'the price book has no "ec2.x2.huge" for us-east-1; add it with "withPrice"'],
  ])('that cannot be priced say so: %#', (properties, data, text) => {
    expect(texts(estimateOf(group(properties, data)).unpriced)).toEqual([text]);
  });
});

describe('a database', () => {
  const database = (properties: object = {}) => ({ It: { Type: 'AWS::RDS::DBInstance', Properties: {
    Engine: 'postgres', DBInstanceClass: 'db.m7g.large', AllocatedStorage: '100', StorageType: 'gp3', ...properties,
  } } });

  test('costs its hours and its storage', () => {
    expect(components(estimateOf(database()))).toEqual({ 'db.m7g.large in one zone': 122.64, 'gp3 storage': 11.5 });
  });

  test('costs about twice as much in two zones', () => {
    expect(components(estimateOf(database({ MultiAZ: true })))).toEqual({
      'db.m7g.large in two zones': 246.01, 'gp3 storage': 23,
    });
  });

  test('may grow its storage', () => {
    expect(estimateOf(database({ MaxAllocatedStorage: 500 })).lines[1].quantity).toEqual({
      minimum: 100, expected: 100, maximum: 500,
    });
  });

  test('whose password RDS keeps costs a secret', () => {
    expect(components(estimateOf(database({ ManageMasterUserPassword: true })))['secret of the master user']).toBe(0.4);
  });

  test('that reads from another one has its storage', () => {
    const replica = { Replica: { Type: 'AWS::RDS::DBInstance', Properties: {
      DBInstanceClass: 'db.m7g.large', SourceDBInstanceIdentifier: { Ref: 'It' },
    } } };

    expect(components(estimateOf({ ...database(), ...replica }))).toEqual({
      'db.m7g.large in one zone': 245.28, 'gp3 storage': 23,
    });
  });

  test('behind a proxy pays for its vCPUs once more, two at least', () => {
    const proxy = {
      Proxy: { Type: 'AWS::RDS::DBProxy' },
      Targets: { Type: 'AWS::RDS::DBProxyTargetGroup', Properties: {
        DBProxyName: { Ref: 'Proxy' }, DBInstanceIdentifiers: [{ Ref: 'It' }],
      } },
    };
    const of = (type: string) => components(estimateOf({ ...database({ DBInstanceClass: type }), ...proxy }));

    expect(of('db.t4g.micro')['vCPUs of its database']).toBe(21.9);
    expect(of('db.m7g.2xlarge')['vCPUs of its database']).toBe(87.6);
  });

  test.each([
    ['gp2 unless it says otherwise', { StorageType: undefined }, { 'gp2 storage': 11.5 }],
    ['magnetic', { StorageType: 'standard', MultiAZ: true }, { 'standard storage': 20 }],
    ['io1 with its IOPS', { StorageType: 'io1', Iops: '1000' }, { 'io1 storage': 12.5, 'provisioned IOPS': 100 }],
    ['gp3 with 12,000 IOPS, of which 3,000 cost nothing', { Iops: 12_000, StorageThroughput: 500 },
      { 'gp3 storage': 11.5, 'IOPS above the baseline': 180, 'throughput above the baseline': 30 }],
    ['gp3 of 400 GiB, of which 12,000 cost nothing', { AllocatedStorage: 400, Iops: 12_000, StorageThroughput: 500 },
      { 'gp3 storage': 46 }],
  ])('has storage: %s', (_what, properties, storage) => {
    const lines = Object.entries(components(estimateOf(database(properties))));

    expect(Object.fromEntries(lines.filter(([component]) => !component.startsWith('db.')))).toEqual(storage);
  });

  test.each([
    [{ Engine: 'mysql' }, 'databases with the engine mysql are not in the price book'],
    [{ StorageType: 'io2' }, 'database storage of type io2 is not in the price book'],
    [{ PerformanceInsightsRetentionPeriod: 31 }, 'Performance Insights for more than 7 days is not in the price book'],
  ])('that cannot be priced as a whole says so: %j', (properties, text) => {
    expect(texts(estimateOf(database(properties)).unpriced)).toEqual([text]);
  });
});

describe('an Aurora cluster', () => {
  const cluster = (type: string, more: object = {}) => ({
    Cluster: { Type: 'AWS::RDS::DBCluster', Properties: { Engine: 'aurora-postgresql', ...more } },
    Writer: { Type: 'AWS::RDS::DBInstance', Properties: {
      DBClusterIdentifier: { Ref: 'Cluster' }, Engine: 'aurora-postgresql', DBInstanceClass: type,
    } },
  });

  test('without servers costs from its smallest to its largest capacity', () => {
    const scaling = { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 4 } };

    expect(estimateOf(cluster('db.serverless', scaling)).lines[0].monthly).toEqual({
      minimum: 43.8, expected: 43.8, maximum: 350.4,
    });
  });

  test('behind a proxy pays for the vCPUs of all its instances, or for eight capacity units at least', () => {
    const proxy = {
      Proxy: { Type: 'AWS::RDS::DBProxy' },
      Targets: { Type: 'AWS::RDS::DBProxyTargetGroup', Properties: {
        DBProxyName: { Ref: 'Proxy' }, DBClusterIdentifiers: [{ Ref: 'Cluster' }],
      } },
    };
    const scaling = { ServerlessV2ScalingConfiguration: { MinCapacity: 0.5, MaxCapacity: 16 } };
    const serverless = estimateOf({ ...cluster('db.serverless', scaling), ...proxy });

    expect(components(estimateOf({ ...cluster('db.r7g.2xlarge'), ...proxy }))['vCPUs of its database']).toBe(87.6);
    expect(serverless.lines.at(-1)).toMatchObject({
      component: 'capacity units of its database', quantity: { minimum: 5840, expected: 5840, maximum: 11_680 },
    });
  });

  test.each([
    [{ EngineMode: 'serverless' }, 'Aurora Serverless v1 is not in the price book'],
    [{ Engine: 'postgres' }, 'Multi-AZ clusters of RDS, here with the engine postgres, are not in the price book'],
  ])('of another kind says that its price is not known: %j', (properties, text) => {
    const { Cluster } = cluster('db.r7g.large', properties);

    expect(texts(estimateOf({ Cluster }).unpriced)).toEqual([text]);
  });

  test('with instances costs their hours, and its data', () => {
    expect(components(estimateOf(cluster('db.r7g.large'), { traffic: { dataGb: 50 } }))).toEqual({
      'db.r7g.large instance': 201.48, 'storage': 5,
    });
  });
});

describe('a cache', () => {
  const cache = (properties: object) => ({ It: { Type: 'AWS::ElastiCache::ReplicationGroup', Properties: {
    CacheNodeType: 'cache.t4g.micro', Engine: 'valkey', ...properties,
  } } });

  test.each([
    ['its nodes', { NumCacheClusters: 2 }, 18.69],
    ['shards and replicas', { NumNodeGroups: 3, ReplicasPerNodeGroup: 1 }, 56.06],
    ['one node', {}, 9.34],
  ])('costs %s', (_what, properties, usd) => {
    expect(components(estimateOf(cache(properties)))).toEqual({ 'cache.t4g.micro nodes': usd });
  });

  test('with Redis costs more than with Valkey', () => {
    expect(components(estimateOf(cache({ Engine: 'redis' })))).toEqual({ 'cache.t4g.micro nodes': 11.68 });
  });

  test('without servers costs at least a tenth of a gigabyte', () => {
    const serverless = { It: { Type: 'AWS::ElastiCache::ServerlessCache', Properties: { Engine: 'valkey' } } };

    expect(components(estimateOf(serverless))).toEqual({ data: 6.13 });
  });
});

describe('alarms', () => {
  const alarm = (properties: object) => ({ It: { Type: 'AWS::CloudWatch::Alarm', Properties: properties } });

  test.each([
    ['on one metric', { MetricName: 'M', Period: 60 }, 0.1],
    ['of high resolution', { MetricName: 'M', Period: 10 }, 0.3],
    ['that find anomalies', { ThresholdMetricId: 'band', Metrics: [
      { Id: 'm', MetricStat: { Period: 60 } }, { Id: 'band', Expression: 'ANOMALY_DETECTION_BAND(m)' },
    ] }, 0.3],
  ])('%s cost what they look at', (_what, properties, usd) => {
    expect(components(estimateOf(alarm(properties)))).toEqual({ 'metrics that it looks at': usd });
  });

  test('on a query say that their price is not known', () => {
    const query = { Metrics: [{ Id: 'q', Expression: 'SELECT AVG(CPUUtilization) FROM "AWS/EC2"' }] };

    expect(texts(estimateOf(alarm(query)).unpriced)).toEqual([
      'it is billed by the number of metrics that its query finds',
    ]);
  });

  test('that target tracking makes cost as much as others', () => {
    const policy = (configuration: object) => ({ It: {
      Type: 'AWS::ApplicationAutoScaling::ScalingPolicy',
      Properties: { TargetTrackingScalingPolicyConfiguration: configuration },
    } });

    expect(components(estimateOf(policy({ TargetValue: 70 })))).toEqual({ 'alarms of target tracking': 0.2 });
    expect(components(estimateOf(policy({ TargetValue: 70, DisableScaleIn: true })))).toEqual({
      'alarms of target tracking': 0.1,
    });
  });
});

describe('a trust store', () => {
  const store = { Store: { Type: 'AWS::ElasticLoadBalancingV2::TrustStore' } };
  const listener = (port: number) => ({ Type: 'AWS::ElasticLoadBalancingV2::Listener', Properties: {
    LoadBalancerArn: { Ref: 'Balancer' }, Port: port, MutualAuthentication: { TrustStoreArn: { Ref: 'Store' } },
  } });
  const balancer = { Balancer: {
    Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Scheme: 'internal' },
  } };

  test('costs its hours for each load balancer, however many of its listeners use it', () => {
    const estimate = estimateOf({ ...store, ...balancer, One: listener(443), Two: listener(8443) });

    expect(estimate.atPath('Store').expected).toBeCloseTo(3.65, 6);
  });

  test('that nothing uses in its template has no price', () => {
    expect(texts(estimateOf(store).unpriced)).toEqual([
      'no load balancer of this template uses it: it is billed for each one that does',
    ]);
  });
});

describe('Prometheus and Grafana of Amazon', () => {
  const workspaces = {
    Metrics: { Type: 'AWS::APS::Workspace' }, Collector: { Type: 'AWS::APS::Scraper' },
    Grafana: { Type: 'AWS::Grafana::Workspace' },
  };

  test('cost hours of a collector, samples and people', () => {
    const traffic = { millionSamples: 500, grafanaEditors: 3, grafanaViewers: 10 };

    expect(components(estimateOf(workspaces, { traffic }))).toEqual({
      'hours of a collector': 29.2, 'samples taken': 45, 'editors': 27, 'viewers': 50,
    });
  });

  test('ask for samples and people that nobody told', () => {
    expect(texts(estimateOf(workspaces).billedByUse)).toEqual([
      'samples are billed by their number: "millionSamples"; queries and storage are not counted',
      'active users are billed: "grafanaEditors", "grafanaViewers"',
    ]);
  });

  test('have no price where Amazon does not sell them', () => {
    expect(texts(estimateOf(workspaces, { region: 'us-west-1', traffic: { grafanaEditors: 1 } }).unpriced)).toEqual([
      'the price book has no "aps.collectorHour" for us-west-1; add it with "withPrice"',
      'the price book has no "grafana.editorMonth" for us-west-1; add it with "withPrice"',
    ]);
  });
});

describe('logs', () => {
  const group = (properties: object = {}) => ({ It: { Type: 'AWS::Logs::LogGroup', Properties: properties } });

  test('cost what is written, and what is kept', () => {
    const estimate = estimateOf(group({ RetentionInDays: 365 }), { traffic: { logGb: 10 } });

    expect(components(estimate)).toEqual({ 'logs written': 5, 'logs kept': 3.6 });
  });

  test('cost nothing if nobody says how much is written, and the estimate says so', () => {
    const estimate = estimateOf(group());

    expect(estimate.lines).toEqual([]);
    expect(texts(estimate.billedByUse)).toEqual(['logs are billed by their size: "logGb"']);
  });
});

test.each([
  ['AWS::WAFv2::WebACL', { Rules: [{}, {}] }, { 'web ACL': 5, 'rules': 2 }],
  ['AWS::CloudWatch::Dashboard', {}, { dashboard: 3 }],
  ['AWS::CloudWatch::CompositeAlarm', {}, { 'composite alarm': 0.5 }],
  ['AWS::SecretsManager::Secret', {}, { secret: 0.4 }],
  ['AWS::KMS::Key', {}, { key: 1 }],
  ['AWS::Route53::HostedZone', {}, { 'hosted zone': 0.5 }],
  ['AWS::Route53::HealthCheck', {}, { 'health check': 0.5 }],
  ['AWS::EC2::Volume', { Size: 50, VolumeType: 'gp3' }, { 'gp3 volume': 4 }],
  ['AWS::Logs::MetricFilter', { MetricTransformations: [{}] }, { 'custom metrics': 0.3 }],
])('%s has its price', (Type, Properties, expected) => {
  expect(components(estimateOf({ It: { Type, Properties } }))).toEqual(expected);
});

test.each([
  ['AWS::S3::Bucket', { bucketGb: 100 }, { storage: 2.3 }],
  ['AWS::EFS::FileSystem', { dataGb: 10 }, { storage: 3 }],
  ['AWS::ECR::Repository', { imageGb: 10 }, { images: 1 }],
  ['AWS::EC2::NatGateway', { natGb: 100 }, { hours: 32.85, data: 4.5 }],
])('%s costs what is used of it', (Type, traffic, expected) => {
  expect(components(estimateOf({ It: { Type } }, { traffic }))).toEqual(expected);
});
