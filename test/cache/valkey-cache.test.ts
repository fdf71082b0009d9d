import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks,
} from 'cdk-nag';
import { Network, Profile, ValkeyCache } from '../../src';
import { brokenInvariants } from '../support/invariants';
import { cacheWith, groupOf, stackWithVpc, templateWith, vpcIn } from './support';

describe('a cache with a VPC and nothing else', () => {
  const { stack, cache } = cacheWith();
  const template = Template.fromStack(stack);
  const group = groupOf(template);

  // R-DB-4
  test('is Valkey 8 on two nodes with failover', () => {
    expect(group).toMatchObject({
      Engine: 'valkey', EngineVersion: '8.0', CacheNodeType: 'cache.t4g.small', NumCacheClusters: 2,
      AutomaticFailoverEnabled: true, MultiAZEnabled: true,
      AutoMinorVersionUpgrade: true, Port: 6379,
    });
  });

  // R-DB-4, R-SEC-2
  test('encrypts what it sends and what it keeps', () => {
    expect(group)
      .toMatchObject({
        TransitEncryptionEnabled: true, TransitEncryptionMode: 'required', AtRestEncryptionEnabled: true,
      });
  });

  // R-DB-4: never a literal.
  test('asks for a random token that stands in a secret', () => {
    expect(group.AuthToken).toEqual({
      'Fn::Join': [
        '', ['{{resolve:secretsmanager:', { Ref: expect.stringMatching(/^CacheSecret/) }, ':SecretString:password::}}'],
      ],
    });
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      KmsKeyId: Match.anyValue(),
      GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 64, GenerateStringKey: 'password' },
    });
  });

  // a queue that evicts loses votes.
  test('refuses writes when it is full', () => {
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', {
      CacheParameterGroupFamily: 'valkey8', Properties: { 'maxmemory-policy': 'noeviction' },
    });
  });

  // R-NET-3, R-NET-4
  test('lives in the isolated subnets, accepts nobody and reaches nobody', () => {
    const [{ Properties: { SubnetIds } }] = Object.values(template.findResources('AWS::ElastiCache::SubnetGroup'));

    expect(SubnetIds.map((subnet: { Ref: string }) => subnet.Ref)).toEqual([
      expect.stringMatching(/^VpcDataSubnet1/), expect.stringMatching(/^VpcDataSubnet2/),
    ]);
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Valkey cache', SecurityGroupIngress: Match.absent(),
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  // R-MON-5
  test('writes its logs to groups with retention', () => {
    const groups = Object.keys(template.findResources('AWS::Logs::LogGroup'));

    expect(group.LogDeliveryConfigurations.map((one: Record<string, unknown>) => [one.LogType, one.LogFormat])).toEqual(
      [
        ['slow-log', 'json'], ['engine-log', 'json'],
      ],
    );
    for (const id of groups) expect(JSON.stringify(group.LogDeliveryConfigurations)).toContain(id);
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('keeps snapshots for 7 days, and one when it goes', () => {
    expect(group.SnapshotRetentionLimit).toBe(7);
    template.hasResource('AWS::ElastiCache::ReplicationGroup', {
      DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot',
    });
  });

  test('names nothing, and leaves the windows to ElastiCache', () => {
    for (const property of ['ReplicationGroupId', 'SnapshotWindow', 'PreferredMaintenanceWindow']) {
      expect(group).not.toHaveProperty(property);
    }
    expect(brokenInvariants(template.toJSON() as never)).toEqual([]);
  });

  test('shows what it is made of', () => {
    expect(cache.securityGroup).toBeInstanceOf(ec2.SecurityGroup);
    expect(stack.resolve(cache.host)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'PrimaryEndPoint.Address'] });
    expect(stack.resolve(cache.readerHost)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'ReaderEndPoint.Address'] });
  });
});

describe('profiles', () => {
  // R-DEL-1
  test('development is one small node that leaves nothing behind', () => {
    const template = templateWith({}, Profile.DEVELOPMENT);

    expect(groupOf(template)).toMatchObject({
      CacheNodeType: 'cache.t4g.micro', NumCacheClusters: 1, AutomaticFailoverEnabled: false, MultiAZEnabled: false,
      SnapshotRetentionLimit: 0,
    });
    template.hasResource('AWS::ElastiCache::ReplicationGroup', {
      DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete',
    });
  });

  // R-SEC-1
  test('regulation asks for an own key and longer snapshots', () => {
    const template = templateWith({}, Profile.REGULATED);
    const key = { 'Fn::GetAtt': [Object.keys(template.findResources('AWS::KMS::Key'))[0], 'Arn'] };

    expect(groupOf(template)).toMatchObject({ KmsKeyId: key, SnapshotRetentionLimit: 15 });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key });
  });

  test('an explicit prop wins', () => {
    const template = templateWith(
      { nodes: 3, nodeType: 'cache.m7g.large', removalPolicy: RemovalPolicy.RETAIN }, Profile.DEVELOPMENT,
    );

    expect(groupOf(template))
      .toMatchObject({ NumCacheClusters: 3, AutomaticFailoverEnabled: true, CacheNodeType: 'cache.m7g.large' });
    for (const type of ['ReplicationGroup', 'SubnetGroup', 'ParameterGroup']) {
      template.hasResource(`AWS::ElastiCache::${type}`, { DeletionPolicy: 'Retain' });
    }
    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain' });
  });
});

describe('props', () => {
  test('version, port, windows and subnets are rendered', () => {
    const template = templateWith({
      version: '7.2', port: 7000, snapshotWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00',
      vpcSubnets: { subnetGroupName: 'Service' },
    });

    expect(groupOf(template)).toMatchObject({
      EngineVersion: '7.2', Port: 7000, SnapshotWindow: '01:00-02:00',
      PreferredMaintenanceWindow: 'sun:03:00-sun:04:00',
    });
    template.hasResourceProperties('AWS::ElastiCache::ParameterGroup', { CacheParameterGroupFamily: 'valkey7' });
    template.hasResourceProperties('AWS::ElastiCache::SubnetGroup', {
      SubnetIds: Match.arrayWith([{ Ref: Match.stringLikeRegexp('^VpcServiceSubnet1') }]),
    });
  });

  test('parameters are added, and one of the same name wins', () => {
    templateWith({ parameters: { 'maxmemory-policy': 'allkeys-lru', 'timeout': '300' } }).hasResourceProperties(
      'AWS::ElastiCache::ParameterGroup',
      {
        Properties: { 'maxmemory-policy': 'allkeys-lru', 'timeout': '300' },
      },
    );
  });

  test('a key of the user encrypts data and secret', () => {
    const { stack, vpc } = stackWithVpc();
    const encryptionKey = new Key(stack, 'Key');
    new ValkeyCache(stack, 'Cache', { vpc, encryptionKey });
    const template = Template.fromStack(stack);

    expect(groupOf(template).KmsKeyId).toEqual(stack.resolve(encryptionKey.keyArn));
    template.hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: stack.resolve(encryptionKey.keyArn) });
    template.resourceCountIs('AWS::KMS::Key', 1);
  });

  test('a secret of the user is taken, and its rotation is told to services', () => {
    const { stack, vpc } = stackWithVpc();
    const secret = new Secret(stack, 'Token', {
      generateSecretString: {
        secretStringTemplate: '{}', generateStringKey: 'password', excludePunctuation: true,
      },
    });

    const cache = new ValkeyCache(stack, 'Cache', { vpc, secret });

    expect(cache.rotatingSecret).toBe(secret);
    Template.fromStack(stack).resourceCountIs('AWS::SecretsManager::Secret', 1);
    expect(JSON.stringify(groupOf(Template.fromStack(stack)).AuthToken)).toContain('Token');
  });
});

describe('as a backend', () => {
  const { stack, cache } = cacheWith();
  const template = Template.fromStack(stack);

  // R-DB-5
  test('passes host, port and TLS from parameters, the password from the secret', () => {
    const values = Object.fromEntries(Object.entries(cache.secretsFor('REDIS'))
      .map(([name, secret]) => [name, JSON.stringify(stack.resolve(secret.arn))]));

    expect(Object.keys(values))
      .toEqual(['REDIS_HOST', 'REDIS_PORT', 'REDIS_TLS', 'REDIS_PASSWORD', 'REDIS_READER_HOST']);
    expect(values.REDIS_PASSWORD).toContain(':password::');
    expect(values.REDIS_HOST).toContain(':parameter');
    for (const Value of ['6379', 'true', stack.resolve(cache.host), stack.resolve(cache.readerHost)]) {
      template.hasResourceProperties('AWS::SSM::Parameter', { Type: 'String', Value });
    }
    expect(cache.requiredServices.map(({ name }) => name)).toEqual(['secretsmanager', 'ssm']);
    expect(cache.environmentFor('REDIS')).toEqual({});
    expect(cache.defaultEnvironmentPrefix).toBe('REDIS');
  });

  test('has no host for readers where there is one node', () => {
    expect(Object.keys(cacheWith({ nodes: 1 }).cache.secretsFor('QUEUE')))
      .toEqual(['QUEUE_HOST', 'QUEUE_PORT', 'QUEUE_TLS', 'QUEUE_PASSWORD']);
  });

  test('does not ask for restarts, because its own token does not rotate', () => {
    expect(cache.rotatingSecret).toBeUndefined();
  });

  // R-NET-4
  test('admits a client on its port and nothing else', () => {
    const made = cacheWith();
    const client = new ec2.SecurityGroup(made.stack, 'Client', { vpc: made.vpc });

    made.cache.connections.allowDefaultPortFrom(client, 'client');

    Template.fromStack(made.stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 6379,
      ToPort: 6379,
      SourceSecurityGroupId: made.stack.resolve(client.securityGroupId),
      GroupId: made.stack.resolve(made.cache.securityGroup.securityGroupId),
    });
  });

  test('lets an application read the token', () => {
    const made = cacheWith();
    made.cache.grantAccess(new Role(made.stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') }))
      .assertSuccess();

    Template.fromStack(made.stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: Match.objectLike({
        Statement: [
          Match.objectLike({
            Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
            Resource: { Ref: Match.stringLikeRegexp('^CacheSecret') },
          }),
        ],
      }),
    });
  });
});

describe('stacks', () => {
  // R-DEL-3
  test('outputs have stable names, and come only when asked for', () => {
    const { stack, cache } = cacheWith();
    cache.exportOutputs('Queue');

    expect(Object.keys(Template.fromStack(stack).toJSON().Outputs).sort())
      .toEqual(['QueueHost', 'QueuePort', 'QueueSecretArn', 'QueueSecurityGroupId']);
    expect(templateWith().toJSON()).not.toHaveProperty('Outputs');
  });

  test.each([Profile.PRODUCTION, Profile.REGULATED])('a client in another stack makes no cycle', (profile) => {
    const app = new App();
    profile.applyTo(app);
    const data = new Stack(app, 'Data');
    const cache = new ValkeyCache(data, 'Cache', { vpc: vpcIn(data) });
    const compute = new Stack(app, 'Compute');
    const client = new ec2.SecurityGroup(compute, 'Client', {
      vpc: ec2.Vpc.fromVpcAttributes(compute, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }),
    });
    const role = new Role(compute, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });

    client.connections.allowToDefaultPort(cache, 'cache');
    for (const secret of Object.values(cache.secretsFor('REDIS'))) secret.grantRead(role);

    expect(() => app.synth()).not.toThrow();
  });

  test('two caches stand in one stack, and the same input gives the same template', () => {
    const twice = () => {
      const { stack, vpc } = cacheWith();
      new ValkeyCache(stack, 'Second', { vpc });
      return Template.fromStack(stack);
    };

    twice().resourceCountIs('AWS::ElastiCache::ReplicationGroup', 2);
    expect(JSON.stringify(twice().toJSON())).toBe(JSON.stringify(twice().toJSON()));
  });
});

describe('compliance', () => {
  const findings = (profile: Profile) => {
    const app = new App();
    profile.applyTo(app);
    const stack = new Stack(app, 'Shop');
    new ValkeyCache(stack, 'Cache', { vpc: new Network(stack, 'Network').vpc });
    app.synth();
    return [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks]
      .flatMap((Pack) => new Pack(app).validateScope(stack).violations)
      .filter(({ violatingResources }) =>
        violatingResources.some(({ constructPath }) => constructPath?.startsWith('Shop/Cache')))
      .map(({ ruleName }) => ruleName);
  };

  // R-SEC-1
  test('in production only the rules remain that ask for keys of your own and for longer snapshots', () => {
    expect(findings(Profile.PRODUCTION)).toEqual([
      'HIPAA.Security-CloudWatchLogGroupEncrypted', 'HIPAA.Security-ElastiCacheRedisClusterAutomaticBackup',
      'NIST.800.53.R4-CloudWatchLogGroupEncrypted', 'NIST.800.53.R4-ElastiCacheRedisClusterAutomaticBackup',
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-ElastiCacheRedisClusterAutomaticBackup',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted',
    ]);
  });

  test('under regulation nothing remains', () => {
    expect(findings(Profile.REGULATED)).toEqual([]);
  });
});
