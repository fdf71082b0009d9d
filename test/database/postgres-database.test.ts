import { App, Aspects, Duration, RemovalPolicy, Size, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks } from 'cdk-nag';
import { DatabaseCredentials, Network, Pooling, PostgresDatabase, Profile } from '../../src';
import { LeastPrivilegeRole } from '../../src/core';
import { brokenInvariants } from '../support/invariants';
import { databaseWith, instancesOf, replicasOf, stackWithVpc, templateOf, templateWith, vpcIn, writerOf } from './support';

const GENERATED = DatabaseCredentials.generated();

describe('a database with a VPC and nothing else', () => {
  const { stack, database } = databaseWith();
  const template = Template.fromStack(stack);
  const writer = writerOf(template);

  // R-DB-1
  test('is PostgreSQL 17 whose minor version RDS keeps up', () => {
    expect(writer).toMatchObject({ Engine: 'postgres', EngineVersion: '17', AutoMinorVersionUpgrade: true, DBName: 'app', Port: '5432' });
  });

  // R-DB-1, R-NET-3
  test('lives in the isolated subnets and has no public address', () => {
    const [{ Properties: { SubnetIds } }] = Object.values(template.findResources('AWS::RDS::DBSubnetGroup'));

    expect(SubnetIds.map((subnet: { Ref: string }) => subnet.Ref)).toEqual([
      expect.stringMatching(/^VpcDataSubnet1/), expect.stringMatching(/^VpcDataSubnet2/),
    ]);
    expect(writer.PubliclyAccessible).toBe(false);
  });

  // R-NET-4
  test('accepts nobody, and reaches nobody', () => {
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'PostgreSQL database', SecurityGroupIngress: Match.absent(), SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  // R-SEC-2
  test('is encrypted on gp3 storage that grows from 20 to 100 GiB', () => {
    expect(writer).toMatchObject({ StorageEncrypted: true, StorageType: 'gp3', AllocatedStorage: '20', MaxAllocatedStorage: 100 });
  });

  // R-DB-2
  test('has a standby, 14 days of backups and protection against deletion', () => {
    expect(writer).toMatchObject({
      MultiAZ: true, DBInstanceClass: 'db.t4g.medium', BackupRetentionPeriod: 14, DeletionProtection: true, CopyTagsToSnapshot: true, DeleteAutomatedBackups: false,
    });
  });

  // R-DB-2: failure mode "data loss on delete or replace".
  test('leaves a snapshot when it is removed or replaced', () => {
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Snapshot' });
  });

  // R-DB-1: never a literal.
  test('has a password that RDS makes, keeps and rotates', () => {
    expect(writer).toMatchObject({ ManageMasterUserPassword: true, MasterUsername: 'dbowner' });
    expect(writer).not.toHaveProperty('MasterUserPassword');
    expect(writer).not.toHaveProperty('MasterUserSecret');
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.resourceCountIs('AWS::Lambda::Function', 0);
  });

  // R-SEC-2
  test('takes TLS connections only, with a certificate of a current authority', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Family: 'postgres17', Parameters: Match.objectLike({ 'rds.force_ssl': '1' }) });
    expect(writer.CACertificateIdentifier).toBe('rds-ca-rsa2048-g1');
  });

  test('logs slow statements without the values that are bound to them', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: Match.objectLike({
        log_min_duration_statement: '1000', log_parameter_max_length: '0', log_parameter_max_length_on_error: '0', log_connections: '1', log_lock_waits: '1',
      }),
    });
  });

  test('has a parameter group whose description never changes, because a change would replace it', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Description: 'Parameters of a PostgreSQL database' });
  });

  // R-MON-5: RDS would make these groups itself, without retention.
  test('writes both logs to groups that are there first', () => {
    const groups = template.findResources('AWS::Logs::LogGroup');
    const names = Object.values(groups).map(({ Properties }) => Properties.LogGroupName['Fn::Join'][1]);
    const { DependsOn } = Object.values(instancesOf(template))[0];

    expect(writer.EnableCloudwatchLogsExports).toEqual(['postgresql', 'upgrade']);
    expect(names).toEqual([
      ['/aws/rds/instance/', writer.DBInstanceIdentifier, '/postgresql'], ['/aws/rds/instance/', writer.DBInstanceIdentifier, '/upgrade'],
    ]);
    expect(DependsOn).toEqual(expect.arrayContaining(Object.keys(groups)));
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  // a group that stays after a failed creation would make every further attempt fail, because its name is taken.
  test('keeps its logs, except those of a creation that failed', () => {
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  // failure mode "named resource cannot be replaced" as a protection: no prop replaces the database by an empty one.
  test('is named after the id of its stack, which no other stack ever has', () => {
    expect(writer.DBInstanceIdentifier).toEqual({
      'Fn::Join': ['-', [expect.stringMatching(/^db-[0-9a-f]{10}$/), { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]],
    });
  });

  test('measures the database and its operating system', () => {
    expect(writer).toMatchObject({ EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 7, MonitoringInterval: 60 });
  });

  // R-ECS-4, R-SEC-2
  test('lets Enhanced Monitoring write to its own log group only, without a policy of AWS', () => {
    const [[policyId, policy]] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
    const resources = policy.Properties.PolicyDocument.Statement.map((statement: any) => statement.Resource['Fn::Join'][1].at(-1));

    expect(resources).toEqual([':log-group:RDSOSMetrics', ':log-group:RDSOSMetrics:log-stream:*']);
    template.hasResourceProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
    // RDS tries the role when it makes the instance.
    expect(Object.values(instancesOf(template))[0].DependsOn).toContain(policyId);
  });

  test('accepts log-ins by IAM', () => {
    expect(writer.EnableIAMDatabaseAuthentication).toBe(true);
  });

  test('leaves the windows to RDS', () => {
    expect(writer).not.toHaveProperty('PreferredBackupWindow');
    expect(writer).not.toHaveProperty('PreferredMaintenanceWindow');
  });

  test('shows what it is made of', () => {
    expect(database.instance).toBeInstanceOf(rds.DatabaseInstance);
    expect(database.securityGroup).toBeInstanceOf(ec2.SecurityGroup);
    expect(database.proxy).toBeUndefined();
    expect(database.readReplicas).toEqual([]);
    expect(database.databaseName).toBe('app');
    expect(stack.resolve(database.host)).toEqual({ 'Fn::GetAtt': [expect.any(String), 'Endpoint.Address'] });
  });

  test('breaks no invariant', () => {
    expect(brokenInvariants(template.toJSON() as never)).toEqual([]);
  });
});

describe('profiles', () => {
  // R-DEL-1, R-DB-2
  test('development is one small instance that leaves nothing behind', () => {
    const template = templateWith({}, Profile.DEVELOPMENT);

    expect(writerOf(template)).toMatchObject({
      DBInstanceClass: 'db.t4g.micro', MultiAZ: false, BackupRetentionPeriod: 1, DeletionProtection: false, MonitoringInterval: 0, MaxAllocatedStorage: 50,
      DeleteAutomatedBackups: true,
    });
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('staging is small and leaves a snapshot', () => {
    const template = templateWith({}, Profile.STAGING);

    expect(writerOf(template)).toMatchObject({ DBInstanceClass: 'db.t4g.small', MultiAZ: false, BackupRetentionPeriod: 7, DeletionProtection: false });
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
  });

  // R-SEC-1
  test('regulation asks for an own key, another port and the longest backups', () => {
    const template = templateWith({}, Profile.REGULATED);
    const [keyId] = Object.keys(template.findResources('AWS::KMS::Key'));
    const key = { 'Fn::GetAtt': [keyId, 'Arn'] };

    expect(writerOf(template)).toMatchObject({
      Port: '5433', BackupRetentionPeriod: 35, KmsKeyId: key, PerformanceInsightsKMSKeyId: key, MasterUserSecret: { KmsKeyId: key },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key, RetentionInDays: 365 });
  });

  test('an explicit prop wins over each of them', () => {
    const template = templateWith({
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE), multiAz: true, backupRetention: Duration.days(3), deletionProtection: true,
      monitoringInterval: Duration.seconds(5), removalPolicy: RemovalPolicy.SNAPSHOT, port: 6000,
    }, Profile.DEVELOPMENT);

    expect(writerOf(template)).toMatchObject({
      DBInstanceClass: 'db.m7g.large', MultiAZ: true, BackupRetentionPeriod: 3, DeletionProtection: true, MonitoringInterval: 5, Port: '6000',
    });
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
  });

  test('an explicit prop can be less than production, too', () => {
    expect(writerOf(templateWith({ multiAz: false, deletionProtection: false, monitoringInterval: Duration.seconds(0) }))).toMatchObject({
      MultiAZ: false, DeletionProtection: false, MonitoringInterval: 0,
    });
  });
});

describe('props', () => {
  test('the version sets the family of the parameters', () => {
    const template = templateWith({ version: rds.PostgresEngineVersion.VER_16_4 });

    expect(writerOf(template).EngineVersion).toBe('16.4');
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Family: 'postgres16' });
  });

  test('parameters are added, and one of the same name wins', () => {
    templateWith({ parameters: { 'max_connections': '200', 'log_min_duration_statement': '250' } }).hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: Match.objectLike({ 'max_connections': '200', 'log_min_duration_statement': '250', 'rds.force_ssl': '1' }),
    });
  });

  test('windows are rendered', () => {
    expect(writerOf(templateWith({ backupWindow: '01:00-02:00', maintenanceWindow: 'sun:03:00-sun:04:00' }))).toMatchObject({
      PreferredBackupWindow: '01:00-02:00', PreferredMaintenanceWindow: 'sun:03:00-sun:04:00',
    });
  });

  test('equal sizes turn the growth of storage off', () => {
    const properties = writerOf(templateWith({ allocatedStorage: Size.gibibytes(50), maxAllocatedStorage: Size.gibibytes(50) }));

    expect(properties.AllocatedStorage).toBe('50');
    expect(properties).not.toHaveProperty('MaxAllocatedStorage');
  });

  test.each([[60, 120], [40, 100], [40000, 65536]])('storage of %d GiB grows to %d GiB by default', (allocated, max) => {
    expect(writerOf(templateWith({ allocatedStorage: Size.gibibytes(allocated) })).MaxAllocatedStorage).toBe(max);
  });

  test('subnets of the user are taken', () => {
    const template = templateWith({ vpcSubnets: { subnetGroupName: 'Service' } });
    const [{ Properties: { SubnetIds } }] = Object.values(template.findResources('AWS::RDS::DBSubnetGroup'));

    expect(SubnetIds[0].Ref).toMatch(/^VpcServiceSubnet1/);
  });

  test('a key of the user encrypts storage, insights and secret', () => {
    const { stack, vpc } = stackWithVpc();
    const encryptionKey = new Key(stack, 'Key');

    const database = new PostgresDatabase(stack, 'Database', { vpc, encryptionKey });

    const key = stack.resolve(encryptionKey.keyArn);
    expect(writerOf(templateOf(database))).toMatchObject({ KmsKeyId: key, PerformanceInsightsKMSKeyId: key, MasterUserSecret: { KmsKeyId: key } });
  });

  test.each([RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])('what a database stands on stays behind with it: %s', (removalPolicy) => {
    const template = templateWith({ removalPolicy, credentials: GENERATED });
    const DeletionPolicy = removalPolicy === RemovalPolicy.RETAIN ? 'Retain' : 'RetainExceptOnCreate';

    for (const type of ['AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBParameterGroup', 'AWS::SecretsManager::Secret']) {
      template.hasResource(type, { DeletionPolicy, UpdateReplacePolicy: 'Retain' });
    }
    template.hasResource('AWS::EC2::SecurityGroup', { Properties: Match.objectLike({ GroupDescription: 'PostgreSQL database' }), DeletionPolicy });
  });
});

describe('generated credentials', () => {
  const { stack, database } = databaseWith({ credentials: DatabaseCredentials.generated({ userName: 'shop', rotateEvery: Duration.days(14) }) });
  const template = Template.fromStack(stack);

  // R-DB-1
  test('come from a secret, by reference', () => {
    expect(writerOf(template)).toMatchObject({
      MasterUsername: 'shop', MasterUserPassword: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', expect.anything(), ':SecretString:password::}}']] },
    });
    expect(writerOf(template)).not.toHaveProperty('ManageMasterUserPassword');
  });

  test('are encrypted with the key of the stack and say what becomes of them', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: Match.objectLike({ KmsKeyId: Match.anyValue() }), DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete',
    });
  });

  test('rotate by the function that AWS hosts, first after the interval', () => {
    template.hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      HostedRotationLambda: Match.objectLike({ RotationType: 'PostgreSQLSingleUser', KmsKeyArn: Match.anyValue() }),
      RotationRules: { AutomaticallyAfterDays: 14 },
      RotateImmediatelyOnUpdate: false,
    });
  });

  test('rotate every 30 days by default', () => {
    templateWith({ credentials: GENERATED }).hasResourceProperties('AWS::SecretsManager::RotationSchedule', { RotationRules: { AutomaticallyAfterDays: 30 } });
  });

  // failure mode "rotation function cannot reach the database or Secrets Manager".
  test('rotate from subnets with a way to Secrets Manager, through a rule on one port', () => {
    const [{ Properties: { HostedRotationLambda } }] = Object.values(template.findResources('AWS::SecretsManager::RotationSchedule'));

    expect(JSON.stringify(HostedRotationLambda.VpcSubnetIds)).toContain('VpcServiceSubnet1');
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 5432, ToPort: 5432, Description: 'PostgreSQL from the rotation of its password',
      GroupId: stack.resolve(database.securityGroup.securityGroupId),
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'Rotation of the password of a PostgreSQL database',
      SecurityGroupEgress: [Match.objectLike({ FromPort: 443, ToPort: 443 })],
    });
  });

  test('get an endpoint of Secrets Manager where there is no NAT gateway', () => {
    const stackWithout = new Stack(new App(), 'Shop');
    const vpc = new ec2.Vpc(stackWithout, 'Vpc', { natGateways: 0, subnetConfiguration: [{ name: 'Service', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }] });

    const isolated = templateOf(new PostgresDatabase(stackWithout, 'Database', { vpc, credentials: GENERATED }));

    const [endpoint] = Object.keys(isolated.findResources('AWS::EC2::VPCEndpoint', { Properties: Match.objectLike({ VpcEndpointType: 'Interface' }) }));
    expect(Object.values(isolated.findResources('AWS::SecretsManager::RotationSchedule'))[0].DependsOn).toContain(endpoint);
  });
});

describe('an existing secret', () => {
  test('is attached, and its rotation is left to its owner', () => {
    const { stack, vpc } = stackWithVpc();
    const secret = Secret.fromSecretCompleteArn(stack, 'Secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf');

    const database = new PostgresDatabase(stack, 'Database', { vpc, credentials: DatabaseCredentials.fromSecret(secret, { userName: 'shop' }) });

    const template = templateOf(database);
    template.hasResourceProperties('AWS::SecretsManager::SecretTargetAttachment', { SecretId: secret.secretArn });
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
    expect(writerOf(template).MasterUsername).toBe('shop');
  });
});

describe('read replicas', () => {
  const { stack, database } = databaseWith({ credentials: GENERATED, readReplicas: 2, port: 6000 });
  const template = Template.fromStack(stack);
  const replicas = replicasOf(template);

  // R-DB-3
  test('copy the writer in its size, with its parameters and its protection', () => {
    expect(replicas).toHaveLength(2);
    for (const { Properties } of replicas) {
      expect(Properties).toMatchObject({
        DBInstanceClass: 'db.t4g.medium', Engine: 'postgres', Port: '6000', MultiAZ: true, DeletionProtection: true, EnableIAMDatabaseAuthentication: true,
        DBParameterGroupName: writerOf(template).DBParameterGroupName, EnableCloudwatchLogsExports: ['postgresql', 'upgrade'], PubliclyAccessible: false,
      });
    }
  });

  test('leave no snapshot, because they hold nothing that the writer does not hold', () => {
    for (const replica of replicas) expect(replica).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
  });

  test('have names and log groups of their own', () => {
    const names = Object.values(instancesOf(template)).map(({ Properties }) => JSON.stringify(Properties.DBInstanceIdentifier));

    expect(new Set(names).size).toBe(3);
    template.resourceCountIs('AWS::Logs::LogGroup', 6);
  });

  test('are reached through a group of their own, beside the writer', () => {
    expect(database.connections.securityGroups).toHaveLength(2);
    expect(database.readReplicas).toHaveLength(2);
  });

  test('a further replica leaves the ids of all others as they were', () => {
    const more = templateWith({ credentials: GENERATED, readReplicas: 3, port: 6000 });

    expect(Object.keys(instancesOf(more))).toEqual(expect.arrayContaining(Object.keys(instancesOf(template))));
  });

  test('break no invariant', () => {
    expect(brokenInvariants(template.toJSON() as never)).toEqual([]);
  });
});

describe('RDS Proxy', () => {
  const { stack, database } = databaseWith({ pooling: Pooling.rdsProxy(), port: 6000 });
  const template = Template.fromStack(stack);

  // R-DB-3, R-SEC-2
  test('takes TLS connections only and knows the credentials by their secret', () => {
    template.hasResourceProperties('AWS::RDS::DBProxy', {
      EngineFamily: 'POSTGRESQL', RequireTLS: true, IdleClientTimeout: 1800,
      Auth: [{ AuthScheme: 'SECRETS', IAMAuth: 'DISABLED', ClientPasswordAuthType: 'POSTGRES_SCRAM_SHA_256', SecretArn: stack.resolve(database.secret.secretArn) }],
    });
  });

  test('leaves connections for people', () => {
    template.hasResourceProperties('AWS::RDS::DBProxyTargetGroup', {
      ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: 90, MaxIdleConnectionsPercent: 50, ConnectionBorrowTimeout: 120 },
      DBInstanceIdentifiers: [{ Ref: Match.stringLikeRegexp('^DatabaseInstance') }],
    });
  });

  test('keeps no more idle connections than it may open', () => {
    templateWith({ pooling: Pooling.rdsProxy({ maxConnectionsPercent: 30 }) }).hasResourceProperties('AWS::RDS::DBProxyTargetGroup', {
      ConnectionPoolConfigurationInfo: Match.objectLike({ MaxConnectionsPercent: 30, MaxIdleConnectionsPercent: 30 }),
    });
  });

  // R-NET-4
  test('stands between clients and the database, each on one port', () => {
    const [proxyGroup] = database.connections.securityGroups;

    expect(database.connections.securityGroups).toHaveLength(1);
    expect(database.backendPort).toBe(5432);
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      GroupId: stack.resolve(database.securityGroup.securityGroupId), SourceSecurityGroupId: stack.resolve(proxyGroup.securityGroupId), FromPort: 6000, ToPort: 6000,
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { GroupId: stack.resolve(proxyGroup.securityGroupId), FromPort: 6000, ToPort: 6000 });
  });

  test('is the host that clients get', () => {
    expect(stack.resolve(database.host)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^DatabaseProxy/), 'Endpoint'] });
  });

  test('reads its secret by a role of its own, which is ready first', () => {
    const [{ DependsOn }] = Object.values(template.findResources('AWS::RDS::DBProxy'));

    expect(DependsOn).toEqual(expect.arrayContaining([expect.stringMatching(/^DatabaseProxyRoleRights/), expect.stringMatching(/^DatabaseProxyLogGroup/)]));
  });

  test('serves the writer, while replicas are reached on the same port', () => {
    const { stack: other, database: replicated } = databaseWith({ pooling: Pooling.rdsProxy(), credentials: GENERATED, readReplicas: 1, port: 6000 });

    expect(replicated.connections.securityGroups).toHaveLength(2);
    expect(replicasOf(Template.fromStack(other))[0].Properties.Port).toBe('5432');
  });

  test('breaks no invariant', () => {
    expect(brokenInvariants(template.toJSON() as never)).toEqual([]);
  });
});

describe('restore from a snapshot', () => {
  const { stack, database } = databaseWith({ snapshotIdentifier: 'before-upgrade', credentials: DatabaseCredentials.generated({ userName: 'shop' }), databaseName: 'votes' });
  const template = Template.fromStack(stack);

  test('takes user and database from the snapshot, and a new password', () => {
    const writer = writerOf(template);

    expect(writer).toMatchObject({ DBSnapshotIdentifier: 'before-upgrade', StorageEncrypted: true, MasterUserPassword: expect.anything() });
    expect(writer).not.toHaveProperty('DBName');
    expect(writer).not.toHaveProperty('MasterUsername');
  });

  test('keeps the logical ids of a database that was not restored', () => {
    const fresh = templateWith({ credentials: DatabaseCredentials.generated({ userName: 'shop' }), databaseName: 'votes' });

    expect(Object.keys(template.toJSON().Resources)).toEqual(expect.arrayContaining(Object.keys(fresh.toJSON().Resources)));
  });

  test('takes an existing secret as well', () => {
    const made = stackWithVpc();
    const secret = new Secret(made.stack, 'Secret');

    const restored = new PostgresDatabase(made.stack, 'Database', {
      vpc: made.vpc, snapshotIdentifier: 'x', credentials: DatabaseCredentials.fromSecret(secret, { userName: 'shop' }),
    });

    expect(JSON.stringify(writerOf(templateOf(restored)).MasterUserPassword)).toContain('{{resolve:secretsmanager:');
  });

  test('tells clients the name of the database by a parameter, because the secret may not have it', () => {
    expect(Object.keys(database.secretsFor('DB'))).toContain('DB_NAME');
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: 'votes' });
  });
});

describe('as a backend', () => {
  const valueFrom = (stack: Stack, database: PostgresDatabase, prefix = 'DB') =>
    Object.fromEntries(Object.entries(database.secretsFor(prefix)).map(([name, secret]) => [name, stack.resolve(secret.arn)]));

  // R-DB-5
  test('passes user and password from the secret, host, port and name from parameters', () => {
    const { stack, database } = databaseWith();
    const template = Template.fromStack(stack);

    const values = valueFrom(stack, database);

    expect(Object.keys(values)).toEqual(['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_PASSWORD']);
    expect(JSON.stringify(values.DB_USER)).toContain(':username::');
    expect(JSON.stringify(values.DB_PASSWORD)).toContain(':password::');
    expect(JSON.stringify(values.DB_HOST)).toContain(':parameter');
    template.hasResourceProperties('AWS::SSM::Parameter', { Type: 'String', Value: stack.resolve(database.host) });
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: '5432' });
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: 'app' });
    expect(database.requiredServices).toEqual(['secretsmanager', 'ssm']);
  });

  // AwsSolutions-ECS2
  test('passes nothing in plain sight', () => {
    expect(databaseWith().database.environmentFor('DB')).toEqual({});
  });

  test('passes everything from a secret that holds everything', () => {
    const { stack, database } = databaseWith({ credentials: GENERATED });

    const values = valueFrom(stack, database, 'VOTES');

    expect(Object.entries(values).map(([name, value]) => [name, /:(\w+)::/.exec(JSON.stringify(value))?.[1]])).toEqual([
      ['VOTES_HOST', 'host'], ['VOTES_PORT', 'port'], ['VOTES_NAME', 'dbname'], ['VOTES_USER', 'username'], ['VOTES_PASSWORD', 'password'],
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::SSM::Parameter', 0);
    expect(database.requiredServices).toEqual(['secretsmanager']);
  });

  test('passes the host of the proxy, which no secret knows', () => {
    const { stack, database } = databaseWith({ credentials: GENERATED, pooling: Pooling.rdsProxy() });

    expect(JSON.stringify(valueFrom(stack, database).DB_HOST)).toContain(':parameter');
    Template.fromStack(stack).hasResourceProperties('AWS::SSM::Parameter', { Value: stack.resolve(database.proxy!.endpoint) });
  });

  // R-DB-3
  test('passes the hosts of the replicas, separated by commas', () => {
    const { stack, database } = databaseWith({ credentials: GENERATED, readReplicas: 2 });

    expect(Object.keys(database.secretsFor('DB'))).toContain('DB_READER_HOSTS');
    Template.fromStack(stack).hasResourceProperties('AWS::SSM::Parameter', {
      Value: { 'Fn::Join': [',', [{ 'Fn::GetAtt': [Match.anyValue(), 'Endpoint.Address'] }, { 'Fn::GetAtt': [Match.anyValue(), 'Endpoint.Address'] }]] },
    });
  });

  // failure mode "rotated secret, old tasks keep the old value".
  test('says that its secret rotates', () => {
    const { database } = databaseWith();

    expect(database.rotatingSecret).toBe(database.secret);
    expect(database.defaultEnvironmentPrefix).toBe('DB');
  });

  // R-NET-4
  test('admits a client on its port and nothing else', () => {
    const { stack, vpc, database } = databaseWith();
    const client = new ec2.SecurityGroup(stack, 'Client', { vpc });

    database.connections.allowDefaultPortFrom(client, 'client');

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: stack.resolve(client.securityGroupId), GroupId: stack.resolve(database.securityGroup.securityGroupId),
    });
  });

  test('lets an application read the secret and log in as the master user', () => {
    const { stack, database } = databaseWith();
    const role = new LeastPrivilegeRole(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Shop' });

    database.grantAccess(role).assertSuccess();

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: [
          {
            Effect: 'Allow', Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DatabaseInstance'), 'MasterUserSecret.SecretArn'] },
          },
          {
            Effect: 'Allow', Action: 'rds-db:connect',
            Resource: {
              'Fn::Join': ['', [
                'arn:', { Ref: 'AWS::Partition' }, ':rds-db:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':dbuser:',
                { 'Fn::GetAtt': [Match.stringLikeRegexp('^DatabaseInstance'), 'DbiResourceId'] }, '/dbowner',
              ]],
            },
          },
        ],
      }),
    });
  });

  test('lets an application log in as another user, at the replicas too', () => {
    const { stack, database } = databaseWith({ credentials: GENERATED, readReplicas: 1 });
    const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });

    database.grantConnect(role, 'reporting');

    const [{ Properties: { PolicyDocument: { Statement: [statement] } } }] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'));
    expect(statement.Resource).toHaveLength(2);
    expect(JSON.stringify(statement.Resource)).toContain('/reporting');
  });
});

describe('outputs', () => {
  // R-DEL-3
  test('have stable names, and come only when asked for', () => {
    const { stack, database } = databaseWith();
    database.exportOutputs('Shop');

    const outputs = Template.fromStack(stack).toJSON().Outputs;

    expect(Object.keys(outputs).sort()).toEqual(['ShopHost', 'ShopInstanceIdentifier', 'ShopName', 'ShopPort', 'ShopSecretArn', 'ShopSecurityGroupId']);
    expect(templateWith().toJSON()).not.toHaveProperty('Outputs');
  });
});

describe('stacks', () => {
  test('two databases in one stack have names, logs and ids of their own', () => {
    const { stack, vpc } = databaseWith();
    new PostgresDatabase(stack, 'Second', { vpc });
    const template = Template.fromStack(stack);

    const names = Object.values(instancesOf(template)).map(({ Properties }) => JSON.stringify(Properties.DBInstanceIdentifier));
    expect(new Set(names).size).toBe(2);
    template.resourceCountIs('AWS::Logs::LogGroup', 4);
  });

  // failure mode "cyclic stacks through security group rules".
  test.each([Profile.PRODUCTION, Profile.REGULATED])('a client in another stack gets values and rule without a cycle', (profile) => {
    const app = new App();
    profile.applyTo(app);
    const data = new Stack(app, 'Data');
    const database = new PostgresDatabase(data, 'Database', { vpc: vpcIn(data), credentials: GENERATED, pooling: Pooling.rdsProxy() });
    const compute = new Stack(app, 'Compute');
    const client = new ec2.SecurityGroup(compute, 'Client', { vpc: ec2.Vpc.fromVpcAttributes(compute, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }) });
    const role = new Role(compute, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });

    client.connections.allowToDefaultPort(database, 'database');
    for (const secret of Object.values(database.secretsFor('DB'))) secret.grantRead(role);
    database.grantAccess(role);

    expect(() => app.synth()).not.toThrow();
    Template.fromStack(compute).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
    expect(JSON.stringify(Template.fromStack(data).toJSON())).not.toContain('Compute');
  });

  test('the same input gives the same template', () => {
    const overrides = { credentials: GENERATED, readReplicas: 2, pooling: Pooling.rdsProxy() };

    expect(JSON.stringify(templateWith(overrides).toJSON())).toBe(JSON.stringify(templateWith(overrides).toJSON()));
  });

  test('an optional prop leaves all other ids as they were', () => {
    const plain = Object.keys(templateWith().toJSON().Resources);
    const more = Object.keys(templateWith({ pooling: Pooling.rdsProxy(), parameters: { work_mem: '8192' }, backupWindow: '01:00-02:00' }).toJSON().Resources);

    expect(more).toEqual(expect.arrayContaining(plain));
  });

  // failure mode "database replaced through its subnet group".
  test('a zone more changes the subnet group in place', () => {
    const groups = [2, 3].map((maxAzs) => {
      const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
      const vpc = new ec2.Vpc(stack, 'Vpc', { availabilityZones: ['a', 'b', 'c'].slice(0, maxAzs).map((zone) => `eu-west-1${zone}`) });
      return templateOf(new PostgresDatabase(stack, 'Database', { vpc })).findResources('AWS::RDS::DBSubnetGroup');
    });

    expect(Object.keys(groups[0])).toEqual(Object.keys(groups[1]));
    for (const group of groups) expect(Object.values(group)[0].Properties).not.toHaveProperty('DBSubnetGroupName');
  });

  test('works inside a stage', () => {
    const stage = new Stage(new App(), 'Production');
    const stack = new Stack(stage, 'Shop');
    new PostgresDatabase(stack, 'Database', { vpc: vpcIn(stack) });

    expect(() => stage.synth()).not.toThrow();
  });
});

describe('compliance', () => {
  const findings = (profile: Profile, overrides = {}) => {
    const app = new App();
    profile.applyTo(app);
    const stack = new Stack(app, 'Shop');
    new PostgresDatabase(stack, 'Database', { vpc: new Network(stack, 'Network').vpc, ...overrides });
    app.synth();
    return [AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks]
      .flatMap((Pack) => new Pack(app).validateScope(stack).violations)
      .filter(({ violatingResources }) => violatingResources.some(({ constructPath }) => constructPath?.startsWith('Shop/Database')))
      .map(({ ruleName }) => ruleName);
  };

  // R-SEC-1
  test('in production only the rules remain that ask for keys of your own and for a backup plan', () => {
    expect(findings(Profile.PRODUCTION)).toEqual([
      'HIPAA.Security-CloudWatchLogGroupEncrypted', 'HIPAA.Security-RDSInBackupPlan',
      'NIST.800.53.R4-CloudWatchLogGroupEncrypted', 'NIST.800.53.R4-RDSInBackupPlan',
      'NIST.800.53.R5-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-RDSInBackupPlan',
      'PCI.DSS.321-CloudWatchLogGroupEncrypted',
    ]);
  });

  test.each([{}, { credentials: GENERATED, readReplicas: 1 }, { credentials: GENERATED, pooling: Pooling.rdsProxy() }])('under regulation only the backup plan remains', (overrides) => {
    expect(findings(Profile.REGULATED, overrides)).toEqual([
      'HIPAA.Security-RDSInBackupPlan', 'NIST.800.53.R4-RDSInBackupPlan', 'NIST.800.53.R5-RDSInBackupPlan',
    ]);
  });
});

test('aspects can still reach the instance', () => {
  const { stack } = databaseWith();
  Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof rds.CfnDBInstance) node.monitoringInterval = 15;
    },
  });

  expect(writerOf(Template.fromStack(stack)).MonitoringInterval).toBe(15);
});
