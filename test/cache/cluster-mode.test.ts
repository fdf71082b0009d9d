// what cluster mode changes in a cache, and what it asks for.
import { CfnParameter } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import {
  CacheDurability, ClusterMode, FargateService, Ingress, Profile, ServiceImage, ValkeyCache, VotingApp,
  VotingIngress,
} from '../../src';
import { brokenInvariants } from '../support/invariants';
import { cacheWith, groupOf, invalid, stackWithVpc, templateWith, type Overrides } from './support';

const THREE = ClusterMode.enabled({ shards: 3 });
const fail = (overrides: Overrides, problem: string) => expect(() => cacheWith(overrides)).toThrow(invalid(problem));
const accept = (overrides: Overrides) => expect(() => cacheWith(overrides)).not.toThrow();

describe('a cache in cluster mode', () => {
  const { stack, vpc, cache } = cacheWith({ clusterMode: THREE });
  const shop = new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'), ingress: Ingress.http(),
  });
  shop.connectTo(cache);
  const template = Template.fromStack(stack);

  // R-DB-4
  test('has shards with a primary and a replica each, in several zones', () => {
    expect(groupOf(template)).toMatchObject({
      NumNodeGroups: 3, ReplicasPerNodeGroup: 1, ClusterMode: 'enabled', AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
    });
    expect(groupOf(template)).not.toHaveProperty('NumCacheClusters');
    expect(groupOf(template)).not.toHaveProperty('Durability');
  });

  test('has a parameter group of its family that says so', () => {
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', {
      CacheParameterGroupFamily: 'valkey8',
      Properties: { 'cluster-enabled': 'yes', 'maxmemory-policy': 'noeviction' },
    });
  });

  test('moves keys and is not replaced when the number of shards changes', () => {
    template.hasResource('AWS::ElastiCache::ReplicationGroup', { UpdatePolicy: { UseOnlineResharding: true } });
  });

  test('tells its clients the endpoint of the cluster, and that it is one', () => {
    template.hasResourceProperties('AWS::SSM::Parameter', {
      Value: { 'Fn::GetAtt': [Match.stringLikeRegexp('^CacheReplicationGroup'), 'ConfigurationEndPoint.Address'] },
    });
    expect(Object.keys(cache.secretsFor('REDIS')))
      .toEqual(['REDIS_HOST', 'REDIS_PORT', 'REDIS_TLS', 'REDIS_PASSWORD', 'REDIS_CLUSTER']);
    expect(JSON.stringify(template.toJSON())).not.toMatch(/(Primary|Reader)EndPoint/);
    expect(stack.resolve(cache.readerHost)).toEqual(stack.resolve(cache.host));
  });

  test('keeps the rules of the house', () => expect(brokenInvariants(template.toJSON() as never)).toEqual([]));
});

describe('the signals of a cache in cluster mode', () => {
  const { stack, cache } = cacheWith({ clusterMode: ClusterMode.enabled({ shards: 2 }), nodes: 3 });
  const signals = cache.signals();

  // R-MON-1
  test('are of each shard, with the limits of a cache without it', () => {
    const names = ['Cpu', 'Memory', 'Evictions', 'Connections', 'ReplicationLag', 'Failover', 'CpuCredits'];

    expect(signals.map(({ id }) => id)).toEqual([
      ...names.map((name) => `${name}Shard1`), ...names.map((name) => `${name}Shard2`),
    ]);
    expect(signals.find(({ id }) => id === 'MemoryShard2')).toMatchObject({
      title: 'Memory of the cache, shard 2', critical: { value: 90 }, warning: { value: 80 },
    });
  });

  test('look at the nodes of their shard, as ElastiCache names them', () => {
    const { metric } = signals.find(({ id }) => id === 'MemoryShard2')!;
    const nodes = Object.values((metric as MathExpression).usingMetrics)
      .map((one) => JSON.stringify(stack.resolve((one.toMetricConfig().metricStat!.dimensions![0].value))));

    expect(nodes.map((node) => /-\d{4}-\d{3}/.exec(node)?.[0])).toEqual(['-0002-001', '-0002-002', '-0002-003']);
  });

  test('fit into an alarm, which looks at ten metrics at most', () => {
    const { cache: largest } = cacheWith({ clusterMode: ClusterMode.enabled({ shards: 83 }), nodes: 6 });

    for (const { metric } of largest.signals()) {
      expect(Object.keys((metric as MathExpression).usingMetrics).length).toBeLessThanOrEqual(10);
    }
  });

  test('any other metric is the worst of all nodes', () => {
    expect((cache.metric('CurrItems') as MathExpression).expression)
      .toBe('MAX([node1, node2, node3, node4, node5, node6])');
  });
});

describe('cluster mode asks for', () => {
  const shards = (value: number) => ({ clusterMode: ClusterMode.enabled({ shards: value }) });

  test.each([1, 90, 250])('a whole number of shards: %d', (value) => accept({ ...shards(value), nodes: 2 }));

  test.each([0, 251, 1.5, -1, NaN])('a whole number of shards: not %d', (value) => fail(shards(value),
    `"clusterMode.shards" must be an integer from 1 to 250, got ${value}`));

  test('at most 500 nodes', () => {
    accept({ ...shards(83), nodes: 6 });
    fail({ ...shards(84), nodes: 6 }, '"clusterMode.shards" must be at most 83 with 6 nodes each, got 84: a cache has '
    + 'at most 500 nodes');
  });

  test('a replica in each shard, which every profile has', () => {
    fail({ ...shards(1), nodes: 1 }, '"nodes" must be at least 2 in cluster mode, got 1: a shard without a replica '
    + 'cannot be updated later');
    expect(groupOf(templateWith(shards(1), Profile.DEVELOPMENT))).toMatchObject({ ReplicasPerNodeGroup: 1 });
  });

  test('a number that is known at synthesis, because each shard has alarms', () => {
    const { stack, vpc } = stackWithVpc();
    const { valueAsNumber } = new CfnParameter(stack, 'Shards', { type: 'Number' });

    expect(() => new ValkeyCache(stack, 'Cache', { vpc, ...shards(valueAsNumber) }))
      .toThrow('"clusterMode.shards" must be known at synthesis');
  });

  test('two zones', () => {
    const { stack, vpc } = stackWithVpc();
    const oneZone = { subnetType: SubnetType.PRIVATE_ISOLATED, availabilityZones: [vpc.availabilityZones[0]] };

    expect(() => new ValkeyCache(stack, 'Cache', { vpc, ...shards(2), vpcSubnets: oneZone }))
      .toThrow('"vpcSubnets" must');
  });

  test('no parameter that turns it off', () => {
    fail({ ...shards(2), parameters: { 'cluster-enabled': 'no' } },
      '"parameters.cluster-enabled" must be one of yes, got "no": set "clusterMode" in its place');
    accept({ ...shards(2), parameters: { 'cluster-enabled': 'yes' } });
  });

  test('a choice, and nothing in its place', () => {
    fail({ clusterMode: true as never }, '"clusterMode" must be made with a factory of ClusterMode, got true');
    fail({ clusterMode: ClusterMode.enabled(undefined as never) },
      '"clusterMode.shards" must be a number, got undefined');
    fail(shards('3' as never), '"clusterMode.shards" must be an integer from 1 to 250, got "3"');
  });

  test('a word with AWS above 90 nodes, and none below', () => {
    Annotations.fromStack(cacheWith({ ...shards(46), nodes: 2 }).stack)
      .hasWarning('/Shop/Cache', Match.stringLikeRegexp('AWS allows 90 nodes .* this one has 92'));
    expect(Annotations.fromStack(cacheWith({ ...shards(45), nodes: 2 }).stack).findWarning('*', Match.anyValue()))
      .toEqual([]);
  });
});

// R-APP-4: all keys of its queue are in one slot.
test('a voting application can have it for its queue, and waits for as many replicas as a shard has', () => {
  const { stack, vpc, cache } = cacheWith({ clusterMode: THREE });
  const votes = (id: string, replicas: string) => new VotingApp(stack, id, {
    vpc, cache, ingress: VotingIngress.httpPorts(), settings: { QUEUE_WAIT_REPLICAS: replicas },
  });

  expect(() => votes('Patient', '2')).toThrow('"settings.QUEUE_WAIT_REPLICAS" must be at most 1');
  votes('Votes', '1');

  Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
    ContainerDefinitions: Match.arrayWith([Match.objectLike({
      Secrets: Match.arrayWith([Match.objectLike({ Name: 'REDIS_CLUSTER' })]),
    })]),
  });
});

describe('a log of writes', () => {
  const durable = (durability: CacheDurability, more: Overrides = {}) => ({
    clusterMode: ClusterMode.enabled({ shards: 1, durability }), version: '9.0', nodeType: 'cache.r7g.large', ...more,
  });

  test.each([[CacheDurability.SYNC, 'sync'], [CacheDurability.ASYNC, 'async'], [CacheDurability.NONE, 'disabled']])(
    '%s', (durability, word) => expect(groupOf(templateWith(durable(durability))).Durability).toBe(word),
  );

  test.each(['cache.r6g.large', 'cache.m6g.xlarge', 'cache.m8g.large', 'cache.c7gn.large', 'cache.c8gn.large'])(
    'is kept by %s', (nodeType) => accept(durable(CacheDurability.SYNC, { nodeType })),
  );

  test.each(['cache.t4g.medium', 'cache.r5.large', 'cache.m5.large'])('is not kept by %s', (nodeType) =>
    fail(durable(CacheDurability.SYNC, { nodeType }), '"nodeType" must be of a family that keeps a log with '
    + `"clusterMode.durability", got "${nodeType}": for example "cache.r7g.large"`));

  test('begins with Valkey 9', () => {
    fail(durable(CacheDurability.ASYNC, { version: '8.2' }), '"version" must be 9.0 or newer with '
    + '"clusterMode.durability", got "8.2": older ones have no log');
    accept(durable(CacheDurability.ASYNC, { version: '9.1' }));
    accept(durable(CacheDurability.NONE, { version: '8.0', nodeType: 'cache.t4g.small' }));
  });

  test('is one of three kinds', () => fail(durable('always' as never), '"clusterMode.durability" must be one of '
  + 'disabled, async, sync, got "always"'));
});
