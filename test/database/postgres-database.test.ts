import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Key } from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DatabaseCredentials, PostgresDatabase, Profile } from '../../src';
import { brokenInvariants } from '../support/invariants';
import { databaseWith, instancesOf, stackWithVpc, templateOf, templateWith, writerOf } from './support';

const GENERATED = DatabaseCredentials.generated();

describe('a database with a VPC and nothing else', () => {
  const { stack, database } = databaseWith();
  const template = Template.fromStack(stack);
  const writer = writerOf(template);

  // R-DB-1
  test('is PostgreSQL 17 whose minor version RDS keeps up', () => {
    expect(writer)
      .toMatchObject({
        Engine: 'postgres', EngineVersion: '17', AutoMinorVersionUpgrade: true, DBName: 'app', Port: '5432',
      });
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
      GroupDescription: 'PostgreSQL database', SecurityGroupIngress: Match.absent(),
      SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
    });
    template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  // R-SEC-2
  test('is encrypted on gp3 storage that grows from 20 to 100 GiB', () => {
    expect(writer)
      .toMatchObject({ StorageEncrypted: true, StorageType: 'gp3', AllocatedStorage: '20', MaxAllocatedStorage: 100 });
  });

  // R-DB-2
  test('has a standby, 14 days of backups and protection against deletion', () => {
    expect(writer).toMatchObject({
      MultiAZ: true, DBInstanceClass: 'db.t4g.medium', BackupRetentionPeriod: 14, DeletionProtection: true,
      CopyTagsToSnapshot: true, DeleteAutomatedBackups: false,
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
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'postgres17', Parameters: Match.objectLike({ 'rds.force_ssl': '1' }),
    });
    expect(writer.CACertificateIdentifier).toBe('rds-ca-rsa2048-g1');
  });

  test('logs slow statements without the values that are bound to them', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Parameters: Match.objectLike({
        log_min_duration_statement: '1000', log_parameter_max_length: '0', log_parameter_max_length_on_error: '0',
        log_connections: '1', log_lock_waits: '1',
      }),
    });
  });

  test('has a parameter group whose description never changes, because a change would replace it', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Description: 'Parameters of a PostgreSQL database',
    });
  });

  // R-MON-5: RDS would make these groups itself, without retention.
  test('writes both logs to groups that are there first', () => {
    const groups = template.findResources('AWS::Logs::LogGroup');
    const names = Object.values(groups).map(({ Properties }) => Properties.LogGroupName['Fn::Join'][1]);
    const { DependsOn } = Object.values(instancesOf(template))[0];

    expect(writer.EnableCloudwatchLogsExports).toEqual(['postgresql', 'upgrade']);
    expect(names).toEqual([
      ['/aws/rds/instance/', writer.DBInstanceIdentifier, '/postgresql'],
      ['/aws/rds/instance/', writer.DBInstanceIdentifier, '/upgrade'],
    ]);
    expect(DependsOn).toEqual(expect.arrayContaining(Object.keys(groups)));
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  // a group that stays after a failed creation would make every further attempt fail, because its name is taken.
  test('keeps its logs, except those of a creation that failed', () => {
    template.allResources('AWS::Logs::LogGroup', {
      DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain',
    });
  });

  // failure mode "named resource cannot be replaced" as a protection: no prop replaces the database by an empty one.
  test('is named after the id of its stack, which no other stack ever has', () => {
    expect(writer.DBInstanceIdentifier).toEqual({
      'Fn::Join': [
        '-',
        [
          expect.stringMatching(/^db-[0-9a-f]{10}$/),
          { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] },
        ],
      ],
    });
  });

  test('measures the database and its operating system', () => {
    expect(writer)
      .toMatchObject({
        EnablePerformanceInsights: true, PerformanceInsightsRetentionPeriod: 7, MonitoringInterval: 60,
      });
  });

  // R-ECS-4, R-SEC-2
  test('lets Enhanced Monitoring write to its own log group only, without a policy of AWS', () => {
    const [[policyId, policy]] = Object.entries(template.findResources('AWS::IAM::ManagedPolicy'));
    const [{ Action: actions, Resource: arns }, ...others] = policy.Properties.PolicyDocument.Statement;
    const resources = arns.map((arn: { 'Fn::Join': [string, string[]] }) => arn['Fn::Join'][1].at(-1));

    // for actions on a group IAM looks at the form that ends in ":*".
    expect(resources).toEqual([':log-group:RDSOSMetrics', ':log-group:RDSOSMetrics:*']);
    expect(actions)
      .toEqual(expect.arrayContaining([
        'logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents',
      ]));
    expect(others).toEqual([]);
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
      DBInstanceClass: 'db.t4g.micro', MultiAZ: false, BackupRetentionPeriod: 1, DeletionProtection: false,
      MonitoringInterval: 0, MaxAllocatedStorage: 50,
      DeleteAutomatedBackups: true,
    });
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
    template.resourceCountIs('AWS::IAM::Role', 0);
  });

  test('staging is small and leaves a snapshot', () => {
    const template = templateWith({}, Profile.STAGING);

    expect(writerOf(template))
      .toMatchObject({
        DBInstanceClass: 'db.t4g.small', MultiAZ: false, BackupRetentionPeriod: 7, DeletionProtection: false,
      });
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
  });

  // R-SEC-1
  test('regulation asks for an own key, another port and the longest backups', () => {
    const template = templateWith({}, Profile.REGULATED);
    const [keyId] = Object.keys(template.findResources('AWS::KMS::Key'));
    const key = { 'Fn::GetAtt': [keyId, 'Arn'] };

    expect(writerOf(template)).toMatchObject({
      Port: '5433', BackupRetentionPeriod: 35, KmsKeyId: key, PerformanceInsightsKMSKeyId: key,
      MasterUserSecret: { KmsKeyId: key },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key, RetentionInDays: 365 });
  });

  test('an explicit prop wins over each of them', () => {
    const template = templateWith({
      instanceType: ec2.InstanceType.of(ec2.InstanceClass.M7G, ec2.InstanceSize.LARGE),
      multiAz: true,
      backup: { retention: Duration.days(3) },
      deletionProtection: true,
      monitoringInterval: Duration.seconds(5),
      removalPolicy: RemovalPolicy.SNAPSHOT,
      port: 6000,
    }, Profile.DEVELOPMENT);

    expect(writerOf(template)).toMatchObject({
      DBInstanceClass: 'db.m7g.large', MultiAZ: true, BackupRetentionPeriod: 3, DeletionProtection: true,
      MonitoringInterval: 5, Port: '6000',
    });
    template.hasResource('AWS::RDS::DBInstance', { DeletionPolicy: 'Snapshot' });
  });

  test('an explicit prop can be less than production, too', () => {
    expect(writerOf(templateWith({
      multiAz: false, deletionProtection: false, monitoringInterval: Duration.seconds(0),
    })))
      .toMatchObject(
        {
          MultiAZ: false, DeletionProtection: false, MonitoringInterval: 0,
        },
      );
  });
});

describe('props', () => {
  test('a newer major version is taken only where that is asked for', () => {
    const version = rds.PostgresEngineVersion.VER_18;

    templateWith({ engine: { version } })
      .hasResourceProperties('AWS::RDS::DBInstance', { AllowMajorVersionUpgrade: Match.absent() });
    templateWith({
      engine: { version, allowMajorVersionUpgrade: true },
    }).hasResourceProperties('AWS::RDS::DBInstance', {
      EngineVersion: '18', AllowMajorVersionUpgrade: true,
    });
  });

  test('the version sets the family of the parameters', () => {
    const template = templateWith({ engine: { version: rds.PostgresEngineVersion.VER_16_4 } });

    expect(writerOf(template).EngineVersion).toBe('16.4');
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', { Family: 'postgres16' });
  });

  test('parameters are added, and one of the same name wins', () => {
    templateWith({
      engine: { parameters: { max_connections: '200', log_min_duration_statement: '250' } },
    }).hasResourceProperties(
      'AWS::RDS::DBParameterGroup',
      {
        Parameters: Match.objectLike({
          'max_connections': '200', 'log_min_duration_statement': '250', 'rds.force_ssl': '1',
        }),
      },
    );
  });

  test('windows are rendered', () => {
    expect(writerOf(templateWith({
      backup: { window: '01:00-02:00' },
      engine: { maintenanceWindow: 'sun:03:00-sun:04:00' },
    })))
      .toMatchObject(
        {
          PreferredBackupWindow: '01:00-02:00', PreferredMaintenanceWindow: 'sun:03:00-sun:04:00',
        },
      );
  });

  test('equal sizes turn the growth of storage off', () => {
    const properties = writerOf(templateWith({
      storage: { allocated: Size.gibibytes(50), maxAllocated: Size.gibibytes(50) },
    }));

    expect(properties.AllocatedStorage).toBe('50');
    expect(properties).not.toHaveProperty('MaxAllocatedStorage');
  });

  test.each([[60, 120], [40, 100], [40000, 65536]])(
    'storage of %d GiB grows to %d GiB by default',
    (allocated, max) => {
      expect(writerOf(templateWith({
        storage: { allocated: Size.gibibytes(allocated) },
      })).MaxAllocatedStorage).toBe(max);
    },
  );

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
    expect(writerOf(templateOf(database)))
      .toMatchObject({ KmsKeyId: key, PerformanceInsightsKMSKeyId: key, MasterUserSecret: { KmsKeyId: key } });
  });

  test.each([RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])(
    'what a database stands on stays behind with it: %s',
    (removalPolicy) => {
      const template = templateWith({ removalPolicy, credentials: GENERATED });
      const DeletionPolicy = removalPolicy === RemovalPolicy.RETAIN ? 'Retain' : 'RetainExceptOnCreate';

      for (const type of [
        'AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBParameterGroup', 'AWS::SecretsManager::Secret',
      ]) {
        template.hasResource(type, { DeletionPolicy, UpdateReplacePolicy: 'Retain' });
      }
      template.hasResource('AWS::EC2::SecurityGroup', {
        Properties: Match.objectLike({ GroupDescription: 'PostgreSQL database' }), DeletionPolicy,
      });
    },
  );
});
