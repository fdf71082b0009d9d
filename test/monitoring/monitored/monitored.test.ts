// R-MON-1
import { Duration, Size, Stack } from 'aws-cdk-lib';
import { AutoScalingGroup, CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { InstanceType, MachineImage, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateService, FargateTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import { CfnReplicationGroup, type CfnReplicationGroupProps } from 'aws-cdk-lib/aws-elasticache';
import { ApplicationLoadBalancer, ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  DatabaseInstance, DatabaseInstanceEngine, MysqlEngineVersion, PostgresEngineVersion, type IInstanceEngine,
} from 'aws-cdk-lib/aws-rds';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Monitored, Monitoring, Severity, type IMonitored, type Signal } from '../../../src';
import { severitiesOf, thresholdOf } from '../../../src/signal';
import { alarmsOf, ENV, pathsOf, resourcesOf, signal, stackIn } from '../support';

const { stack } = stackIn();
const vpc = new Vpc(stack, 'Vpc', { maxAzs: 2 });

/** Ids of the signals with their limits: `Cpu > 80`. */
function limitsOf(subject: IMonitored): string[] {
  const signs: Record<string, string> = {
    GreaterThanThreshold: '>', GreaterThanOrEqualToThreshold: '>=', LessThanThreshold: '<',
    LessThanOrEqualToThreshold: '<=',
  };
  return subject.signals().flatMap((one: Signal) => severitiesOf(one).map((severity) => {
    const { comparison, value } = thresholdOf(one, severity)!;
    return `${one.id}${severity === Severity.CRITICAL ? '!' : ''} ${signs[comparison]} ${value}`;
  }));
}

const databaseOf = (id: string, engine: IInstanceEngine) => new DatabaseInstance(stack, id, {
  vpc, engine, instanceType: new InstanceType('m7g.large'), allocatedStorage: 100,
});
const GIB = 1024 ** 3;

describe('what the CDK made', () => {
  test('a queue', () => {
    const queue = new Queue(stack, 'Queue', {
      deadLetterQueue: { queue: new Queue(stack, 'Dead'), maxReceiveCount: 3 },
    });

    expect(limitsOf(Monitored.sqs(queue))).toEqual(['OldestMessage > 3600', 'DeadMessages >= 1', 'InFlight > 96000']);
    expect(limitsOf(Monitored.sqs(new Queue(stack, 'Fifo.fifo', { fifo: true }), { maxAge: Duration.minutes(5) })))
      .toEqual(['OldestMessage > 300', 'InFlight > 16000']);
  });

  test('a function', () => {
    const made = new Function(stack, 'Function', {
      runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('x'), timeout: Duration.seconds(10),
    });

    expect(limitsOf(Monitored.lambda(made))).toEqual(['Errors > 0', 'Throttles > 0', 'RunTime > 8000']);
    expect(limitsOf(Monitored.lambda(Function.fromFunctionName(stack, 'Made elsewhere', 'invoices'))))
      .toEqual(['Errors > 0', 'Throttles > 0']);
  });

  test('a database of PostgreSQL, by its class and size', () => {
    const engine = DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 });

    expect(limitsOf(Monitored.rds(databaseOf('Postgres', engine)))).toEqual(expect.arrayContaining([
      'Cpu > 80', 'Load > 2', `FreeStorage! < ${5 * GIB}`, `FreeStorage < ${10 * GIB}`, `FreeMemory < ${0.8 * GIB}`,
      'TransactionIds > 1000000000', expect.stringMatching(/^Connections > \d+$/),
    ]));
  });

  test('a database of MySQL, without what only PostgreSQL has', () => {
    const engine = DatabaseInstanceEngine.mysql({ version: MysqlEngineVersion.VER_8_4_5 });
    const database = databaseOf('Mysql', engine);

    expect(limitsOf(Monitored.rds(database, { maxConnections: 1000 })).filter((limit) => /^(Conn|Trans)/.test(limit)))
      .toEqual(['Connections > 800']);
  });

  test('an Auto Scaling group, whose own metrics are switched on', () => {
    const group = new AutoScalingGroup(stack, 'Group', {
      vpc, instanceType: new InstanceType('t3.micro'), machineImage: MachineImage.latestAmazonLinux2023(),
      minCapacity: 2, maxCapacity: 5,
    });

    expect(limitsOf(Monitored.autoScalingGroup(group)))
      .toEqual(['Cpu > 80', 'StatusChecks >= 1', 'InService! < 2', 'AtMaximum >= 5']);
    expect(stack.resolve((group.node.defaultChild as CfnAutoScalingGroup).metricsCollection)).toEqual(
      [{ granularity: '1Minute' }],
    );
  });

  test('a service of ECS', () => {
    const cluster = new Cluster(stack, 'Cluster', { vpc });
    const taskDefinition = new FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('app', { image: ContainerImage.fromRegistry('nginx') });
    const serviceOf = (id: string) => new FargateService(stack, id, {
      cluster, taskDefinition, desiredCount: 3, minHealthyPercent: 100,
    });

    expect(limitsOf(Monitored.ecsService(serviceOf('Service'))))
      .toEqual(['Cpu > 80', 'Memory > 80', 'ReportingTasks! < 1']);
    expect(limitsOf(Monitored.ecsService(serviceOf('Insights'), { containerInsights: true })))
      .toEqual(['Cpu > 80', 'Memory > 80', 'RunningTasks! < 3', 'EphemeralStorage > 80']);
    expect(limitsOf(Monitored.ecsService(serviceOf('Sleeps'), { minTasks: 0 }))).toEqual(['Cpu > 80', 'Memory > 80']);
  });

  test('a replication group', () => {
    const group = new CfnReplicationGroup(stack, 'Cache', {
      replicationGroupDescription: 'cache', numCacheClusters: 2, cacheNodeType: 'cache.t4g.small',
    });

    expect(limitsOf(Monitored.elastiCache(group, { evictsKeys: false }))).toEqual([
      'Cpu! > 45', 'Cpu > 40', 'Memory! > 90', 'Memory > 80', 'Evictions > 0', 'Connections > 52000',
      'ReplicationLag > 10', 'Failover > 0',
      'CpuCredits < 20',
    ]);
  });

  test('a load balancer, and the service behind it', () => {
    const balancer = (id: string) => new ApplicationLoadBalancer(stack, id, { vpc });
    const targetGroups = [new ApplicationTargetGroup(stack, 'Targets', { vpc, port: 80 })];
    balancer('Front').addListener('Listener', { port: 80, defaultTargetGroups: targetGroups });

    expect(limitsOf(Monitored.alb(balancer('Alone'))))
      .toEqual(['LoadBalancerErrorRatio! > 1', 'RejectedConnections > 0']);
    expect(limitsOf(Monitored.alb(balancer('WithTargets'), { targetGroups, minHealthyTargetCount: 2 }))).toEqual(
      expect.arrayContaining(['ErrorRatio! > 1', 'Latency > 1', 'HealthyTargets! < 2', 'RejectedConnections > 0']),
    );
  });
});

describe('what was made elsewhere', () => {
  test('has limits only where they are known', () => {
    const group = AutoScalingGroup.fromAutoScalingGroupName(stack, 'OtherGroup', 'workers');
    const database = DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'OtherDatabase', {
      instanceIdentifier: 'shop', instanceEndpointAddress: 'shop', port: 5432, securityGroups: [],
    });

    expect(limitsOf(Monitored.autoScalingGroup(group))).toEqual(['Cpu > 80', 'StatusChecks >= 1']);
    expect(limitsOf(Monitored.rds(database))).toEqual([
      'Cpu > 80', `FreeStorage! < ${GIB}`, `FreeStorage < ${2 * GIB}`, 'ReadLatency > 0.02', 'WriteLatency > 0.02',
      'TransactionIds > 1000000000',
    ]);
  });

  test('has the limits that it is said to have', () => {
    const group = AutoScalingGroup.fromAutoScalingGroupName(stack, 'KnownGroup', 'workers');

    expect(limitsOf(Monitored.autoScalingGroup(group, { minInstances: 2, maxInstances: 4, groupMetrics: true })))
      .toEqual(['Cpu > 80', 'StatusChecks >= 1', 'InService! < 2', 'AtMaximum >= 4']);
    expect(limitsOf(Monitored.elastiCache(CfnReplicationGroup.fromReplicationGroupId(stack, 'OtherCache', 'shop'), {
      nodeType: 'cache.m7g.xlarge',
    }))).toEqual(['EngineCpu! > 90', 'EngineCpu > 80', 'Memory! > 90', 'Memory > 80', 'Connections > 52000']);
  });
});

describe('a cache in cluster mode', () => {
  const { stack } = stackIn();
  const made = (id: string, props: Partial<CfnReplicationGroupProps>) => new CfnReplicationGroup(stack, id, {
    replicationGroupDescription: 'c', cacheNodeType: 'cache.m7g.xlarge', replicasPerNodeGroup: 1, ...props,
  });
  const memoryOf = (subject: IMonitored) => subject.signals().filter(({ id }) => id.startsWith('Memory'))
    .map(({ id, metric }) => [id, nodesIn(JSON.stringify(stack.resolve(metric.toMetricConfig())))]);
  const nodesIn = (config: string) => config.match(/-0*\d+-0*\d+"/g)?.length;

  test('has signals of each shard, from the nodes of that shard', () => {
    expect(memoryOf(Monitored.elastiCache(made('Two', { numNodeGroups: 2 }))))
      .toEqual([['MemoryShard1', 2], ['MemoryShard2', 2]]);
  });

  test('may have one shard, whose nodes are named like those of many', () => {
    expect(memoryOf(Monitored.elastiCache(made('One', { numNodeGroups: 1, clusterMode: 'enabled' }))))
      .toEqual([['MemoryShard1', 2]]);
    expect(memoryOf(Monitored.elastiCache(made('Parameters', {
      numNodeGroups: 1, cacheParameterGroupName: 'default.valkey8.cluster.on',
    })))).toEqual([['MemoryShard1', 2]]);
  });

  test('is none with one shard by itself', () => {
    expect(memoryOf(Monitored.elastiCache(made('Plain', { numNodeGroups: 1 })))).toEqual([['Memory', undefined]]);
  });

  test('is told of a group that was made elsewhere', () => {
    expect(memoryOf(Monitored.elastiCache(CfnReplicationGroup.fromReplicationGroupId(stack, 'Theirs', 'shop'), {
      shards: 3, nodes: 2,
    }))).toEqual([['MemoryShard1', 2], ['MemoryShard2', 2], ['MemoryShard3', 2]]);
  });
});

test('signals of any metric stand in the stack of their scope', () => {
  const made = stackIn();
  const subject = Monitored.signals(made.stack, 'Checkout', [signal('PaymentErrors')]);
  new Monitoring(made.stack, 'Monitoring', { subjects: [subject] });

  expect(alarmsOf(resourcesOf(made.stack))).toHaveLength(1);
  expect(pathsOf(made.stack, 'AWS::CloudWatch::Alarm')).toEqual(['Shop/Checkout/Alarms/PaymentErrors/Warning']);
});

test('a construct has one subject, which is named after it', () => {
  const made = stackIn();
  const queue = new Queue(made.stack, 'Orders');
  const subject = Monitored.sqs(queue);
  new Monitoring(made.stack, 'Monitoring', { subjects: [subject] });

  expect(Monitored.sqs(queue)).toBe(subject);
  expect(alarmsOf(resourcesOf(made.stack))[0].AlarmDescription).toMatch(
    /^WARNING: Age of the oldest message \(Orders\)\. /,
  );
});

describe('fails for', () => {
  const inStack = (build: (scope: Stack) => unknown) => () => build(new Stack(undefined, 'Stack'));
  test.each<[string, (scope: Stack) => unknown, string]>([
    [
      'a queue that may be older than its messages',
      (scope) => Monitored.sqs(new Queue(scope, 'Queue'), { maxAge: Duration.days(15) }),
      'Stack/Queue (Monitored.sqs) has an invalid prop:\n  "maxAge" must be whole seconds from 1 minute to 14 days, '
      + 'got 15 days',
    ],
    [
      'a function that runs too long',
      (scope) => Monitored.lambda(Function.fromFunctionName(scope, 'Function', 'f'), { timeout: Duration.minutes(16) }),
      'Stack/Function (Monitored.lambda) has an invalid prop:\n  "timeout" must be whole seconds from 1 second to 15 '
      + 'minutes, got 16 minutes',
    ],
    [
      'a group that starts above its end',
      (scope) =>
        Monitored.autoScalingGroup(AutoScalingGroup.fromAutoScalingGroupName(scope, 'Group', 'g'), {
          minInstances: 3, maxInstances: 2,
        }),
      'Stack/Group (Monitored.autoScalingGroup) has an invalid prop:\n  "minInstances" must be at most "maxInstances" '
      + '(2), got 3',
    ],
    [
      'target groups of which the load balancer is not known',
      (scope) => {
        const network = new Vpc(scope, 'Vpc');
        Monitored.alb(new ApplicationLoadBalancer(scope, 'Balancer', { vpc: network }), {
          targetGroups: [new ApplicationTargetGroup(scope, 'Targets', { vpc: network, port: 80 })],
        });
      },
      'Stack/Balancer (Monitored.alb) has an invalid prop:\n  "targetGroups[0]" must be behind a load balancer, got '
      + 'Stack/Targets: attach it to a listener first, or import it with "loadBalancerArns"',
    ],
    [
      'a target group that stands there twice',
      (scope) => {
        const loadBalancer = new ApplicationLoadBalancer(scope, 'Balancer', { vpc: new Vpc(scope, 'Vpc') });
        const targets = loadBalancer.addListener('Listener', { port: 80 }).addTargets('Targets', { port: 80 });
        Monitored.alb(loadBalancer, { targetGroups: [targets, targets] });
      },
      'Stack/Balancer (Monitored.alb) has an invalid prop:\n  "targetGroups[1]" must differ from "targetGroups[0]", '
      + 'got "Stack/Balancer/Listener/TargetsGroup"',
    ],
    [
      'a cache of too many shards',
      (scope) =>
        Monitored.elastiCache(new CfnReplicationGroup(scope, 'Cache', { replicationGroupDescription: 'c' }), {
          shards: 501,
        }),
      'Stack/Cache (Monitored.elastiCache) has an invalid prop:\n  "shards" must be an integer from 1 to 500, got 501',
    ],
    [
      'a database without connections',
      (scope) =>
        Monitored.rds(
          DatabaseInstance.fromDatabaseInstanceAttributes(scope, 'Database', {
            instanceIdentifier: 'd', instanceEndpointAddress: 'd', port: 1, securityGroups: [],
          }),
          { maxConnections: 0, allocatedStorage: Size.mebibytes(1) },
        ),
      'Stack/Database (Monitored.rds) has 2 invalid props:\n  "allocatedStorage" must be whole GiB of at least 1, got '
      + '0.0009765625 GiB\n  "maxConnections" must be an integer of at least 1, got 0',
    ],
    [
      'three target groups',
      (scope) =>
        Monitored.alb(
          ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(scope, 'Alb', {
            loadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/0',
            securityGroupId: 'sg-0',
          }),
          { targetGroups: [] },
        ),
      'Stack/Alb (Monitored.alb) has an invalid prop:\n  "targetGroups" must hold 1 or 2 target groups, got 0: watch '
      + 'other services as subjects of their own',
    ],
    [
      'a function of another Region and account',
      (scope) => Monitored.lambda(Function.fromFunctionArn(
        new Stack(scope, 'Inner', { env: ENV }), 'Function', 'arn:aws:lambda:us-east-1:444455556666:function:shop',
      )),
      'Stack/Inner/Function (Monitored) has 2 invalid props:\n  "region" must be that of its stack (eu-west-1), got '
      + '"us-east-1": import it in a stack of its account and Region\n  "account" must be that of its stack '
      + '(111122223333), got "444455556666": import it in a stack of its account and Region',
    ],
    [
      'no signal', (scope) => Monitored.signals(scope, 'Own', []),
      'Stack/Own (Monitored.signals) has an invalid prop:\n  "signals" must hold at least one signal, got []',
    ],
    [
      'a bad signal', (scope) => Monitored.signals(scope, 'Own', [signal('errors')]),
      'Stack/Own (Monitored.signals) has an invalid prop:\n  "signal.id" must be a name in PascalCase, got "errors"',
    ],
  ])('%s', (_, build, message) => {
    expect(inStack(build)).toThrow(new Error(message));
  });
});

describe('the fewest tasks of a service that scales', () => {
  test.each([
    ['are those that scaling leaves, also where it starts with more', 4, 2, ['RunningTasks! < 2']],
    ['are those that scaling keeps, also where it starts with one', undefined, 3, ['RunningTasks! < 3']],
    ['may be none', undefined, 0, []],
  ])('%s', (_, desiredCount, minCapacity, limits) => {
    const { stack: own } = stackIn();
    const cluster = new Cluster(own, 'Cluster', { vpc: new Vpc(own, 'Vpc') });
    const taskDefinition = new FargateTaskDefinition(own, 'Task');
    taskDefinition.addContainer('App', { image: ContainerImage.fromRegistry('nginx') });
    const service = new FargateService(own, 'Service', { cluster, taskDefinition, desiredCount });
    service.autoScaleTaskCount({ minCapacity, maxCapacity: 8 });

    expect(limitsOf(Monitored.ecsService(service, { containerInsights: true })).filter((one) => one.includes('Tasks')))
      .toEqual(limits);
  });
});

describe('a construct that is wrapped a second time', () => {
  const queueIn = () => {
    const own = new Stack(undefined, 'Shop');
    return { queue: new Queue(own, 'Queue'), dead: new Queue(own, 'Dead') };
  };

  test('is the same subject without options, and with the same ones', () => {
    const { queue, dead } = queueIn();
    const first = Monitored.sqs(queue, { maxAge: Duration.hours(2), deadLetterQueue: dead });

    expect(Monitored.sqs(queue)).toBe(first);
    expect(Monitored.sqs(queue, { maxAge: Duration.minutes(120), deadLetterQueue: dead })).toBe(first);
    expect(Monitored.sqs(queue, { maxAge: undefined })).toBe(first);
  });

  test.each([
    ['another value', { maxAge: Duration.hours(2) }, { maxAge: Duration.hours(3) }],
    ['an option more', {}, { maxAge: Duration.hours(3) }],
  ])('fails with %s', (_, first, second) => {
    const { queue } = queueIn();
    Monitored.sqs(queue, first);

    expect(() => Monitored.sqs(queue, second)).toThrow(new Error(
      'Shop/Queue (Monitored) has an invalid prop:\n  "maxAge" must be the same whenever a construct is wrapped, got '
      + 'something else than the first time: give the options once; a second call without options finds the same '
      + 'subject',
    ));
  });

  test('fails with another construct', () => {
    const { queue, dead } = queueIn();
    Monitored.sqs(queue, { deadLetterQueue: dead });

    expect(() => Monitored.sqs(queue, { deadLetterQueue: queue })).toThrow('"deadLetterQueue" must be the same');
  });
});
