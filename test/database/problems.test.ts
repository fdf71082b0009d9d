// the limits of the rules of a database, and what decides them, such as the profile and the subnets. A mistake that
// stands in the table of contract/bad-input/database.test.ts is not tried here again.
import { CfnParameter, Duration, Lazy, RemovalPolicy, Size } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as rds from 'aws-cdk-lib/aws-rds';
import { DatabaseCredentials, Pooling, PostgresDatabase, Profile } from '../../src';
import { databaseWith, invalid, stackWithVpc, templateOf, templateWith, writerOf, type Overrides } from './support';

const GENERATED = DatabaseCredentials.generated();

function accept(overrides: Overrides, profile?: Profile) {
  expect(() => databaseWith(overrides, profile)).not.toThrow();
}

function fail(overrides: Overrides, problem: string, profile?: Profile) {
  expect(() => databaseWith(overrides, profile)).toThrow(invalid(problem));
}

describe('port', () => {
  test.each([1150, 5432, 65535])('accepts %d', (port) => accept({ port }));

  test.each([1149, 1150.5])('fails for %d, which RDS does not listen on', (port) =>
    fail({ port }, `"port" must be an integer from 1150 to 65535, got ${port}`));
});

describe('version', () => {
  test('accepts the oldest major version', () => accept({
    engine: { version: rds.PostgresEngineVersion.of('13.20', '13') },
  }));
});

describe('allowMajorVersionUpgrade', () => {
  test('accepts it for a version that is given', () =>
    accept({ engine: { version: rds.PostgresEngineVersion.VER_18, allowMajorVersionUpgrade: true } }));
});

describe('instanceType', () => {
  test.each(['t4g.micro', 'm7g.large', 'r6g.xlarge', 'r6gd.16xlarge', 'x2g.medium'])('accepts %s', (name) =>
    accept({ instanceType: new ec2.InstanceType(name) }));

  test.each(['t9.huge', 'T4G.MEDIUM'])('fails for %s', (name) =>
    fail({ instanceType: new ec2.InstanceType(name) },
      `"instanceType" must be a family and a size such as "t4g.medium", got "${name}": leave the prefix "db." out`));
});

describe('databaseName', () => {
  test.each(['a', 'votes', 'Votes_2', 'v'.repeat(63)])('accepts %s', (databaseName) => accept({
    initial: { databaseName },
  }));

  test.each(['1db', '_db'])('fails for %j', (databaseName) =>
    fail(
      { initial: { databaseName } },
      `"initial.databaseName" must be 1 to 63 letters, digits and underscores, a letter first, got ${JSON.stringify(
        databaseName,
      )}`,
    ));

  test.each(['template0', 'Template1', 'SELECT'])('fails for %s, which is taken', (databaseName) =>
    fail(
      {
        initial: { databaseName },
      }, `"initial.databaseName" must not be a name that PostgreSQL or RDS uses itself, got "${databaseName}"`,
    ));
});

describe('user name', () => {
  test.each(['a', 'shop_owner', 'u'.repeat(63)])('accepts %s', (userName) =>
    accept({ credentials: DatabaseCredentials.managedByRds({ userName }) }));

  test.each(['1owner'])('fails for %j', (userName) =>
    fail({ credentials: DatabaseCredentials.managedByRds({ userName }) },
      `"credentials.userName" must be 1 to 63 letters, digits and underscores, a letter first, got "${userName}"`));

  test.each(['rdsadmin', 'postgres', 'Admin', 'rds_superuser', 'pg_monitor', 'user', 'select', 'Table'])(
    'fails for %s, which is reserved',
    (userName) =>
      fail({ credentials: DatabaseCredentials.generated({ userName }) },
        `"credentials.userName" must not be a word that PostgreSQL or RDS reserves, got "${userName}": for example `
        + '"dbowner"'),
  );
});

describe('rotation', () => {
  test.each([1, 1000])('accepts %d days', (days) =>
    accept({ credentials: DatabaseCredentials.generated({ rotateEvery: Duration.days(days) }) }));

  test.each([[Duration.days(1001), '1001 days']])('fails for %s', (rotateEvery, got) =>
    fail(
      { credentials: DatabaseCredentials.generated({ rotateEvery }) },
      `"credentials.rotateEvery" must be whole days from 1 to 1000, got ${got}`,
    ));
});

describe('storage', () => {
  test.each([[20, 20], [20, 22], [100, 110], [65536, 65536]])('accepts %d GiB that grow to %d GiB', (from, to) =>
    accept({ storage: { allocated: Size.gibibytes(from), maxAllocated: Size.gibibytes(to) } }));

  test.each([[19, '19 GiB'], [65537, '65537 GiB']])('fails for %d GiB', (size, got) =>
    fail(
      {
        storage: { allocated: Size.gibibytes(size) },
      }, `"storage.allocated" must be whole GiB from 20 to 65536, got ${got}`,
    ));

  test('fails for a part of a GiB', () =>
    fail(
      { storage: { allocated: Size.mebibytes(20 * 1024 + 512) } },
      '"storage.allocated" must be whole GiB from 20 to 65536, got 20.5 GiB',
    ));

  test.each([[20, 21], [100, 109], [100, 50]])('fails for %d GiB that grow to %d GiB', (from, to) =>
    fail({ storage: { allocated: Size.gibibytes(from), maxAllocated: Size.gibibytes(to) } },
      `"storage.maxAllocated" must be equal to "storage.allocated", or larger by at least 10 percent, got ${to} GiB: `
      + 'RDS grows storage in such steps; equal sizes turn growth off'));
});

describe('read replicas', () => {
  test.each([0, 1, 15])('accepts %d', (readReplicas) => accept({ readReplicas, credentials: GENERATED }));

  test.each([1.5])('fails for %d', (readReplicas) =>
    fail(
      { readReplicas, credentials: GENERATED }, `"readReplicas" must be an integer from 0 to 15, got ${readReplicas}`,
    ));

  test('fails without backups', () =>
    expect(() =>
      databaseWith({
        readReplicas: 1, credentials: GENERATED,
        backup: { retention: Duration.days(0) },
      }, Profile.STAGING))
      .toThrow(
        invalid('"backup.retention" must be at least 1 day for read replicas, got 0 seconds: RDS makes replicas from '
          + 'backups')));

  test('fails for a number that is known at deployment only, as it decides what is synthesized', () => {
    const { stack, vpc } = stackWithVpc();
    const readReplicas = new CfnParameter(stack, 'Replicas', { type: 'Number' }).valueAsNumber;

    expect(() => new PostgresDatabase(stack, 'Database', { vpc, readReplicas, credentials: GENERATED })).toThrow(
      invalid('"readReplicas" must be known at synthesis, got a value that is known at deployment only'));
  });
});

describe('restore', () => {
  test('accepts a snapshot with generated credentials', () =>
    accept({ initial: { snapshotIdentifier: 'before-upgrade' }, credentials: GENERATED }));

  test('fails for an empty name', () =>
    fail(
      { initial: { snapshotIdentifier: '' }, credentials: GENERATED },
      '"initial.snapshotIdentifier" must be the name or the ARN of a snapshot, got ""',
    ));
});

describe('backups', () => {
  test.each([1, 35])('accepts %d days', (days) => accept({ backup: { retention: Duration.days(days) } }));

  test.each([[Duration.days(36), '36 days']])(
    'fails for %s in production',
    (backupRetention, got) =>
      fail({ backup: { retention: backupRetention } },
        `"backup.retention" must be whole days from 1 to 35, got ${got}: `
        + 'without backups a mistake is final; only the development and staging profiles allow 0'),
  );

  test('fails without backups under regulation', () =>
    fail({
      backup: { retention: Duration.days(0) },
    }, '"backup.retention" must be whole days from 1 to 35, got 0 seconds: '
    + 'without backups a mistake is final; only the development and staging profiles allow 0', Profile.REGULATED));

  test.each([Profile.DEVELOPMENT, Profile.STAGING])('accepts none where data is worth nothing', (profile) =>
    accept({ backup: { retention: Duration.days(0) } }, profile));

  test('fails above the maximum in development as well', () =>
    fail(
      { backup: { retention: Duration.days(40) } }, '"backup.retention" must be whole days from 0 to 35, got 40 days',
      Profile.DEVELOPMENT,
    ));
});

describe('windows', () => {
  test.each(['01:00-01:30', '23:45-00:15', '00:00-23:59'])('accepts backups at %s', (backupWindow) =>
    accept({ backup: { window: backupWindow } }));

  test.each(['sun:03:00-sun:03:30', 'Sun:23:45-Mon:00:15', 'mon:00:00-mon:23:30'])(
    'accepts maintenance at %s', (maintenanceWindow) => accept({ engine: { maintenanceWindow } }),
  );

  test.each(['1:00-2:00', '24:00-24:30', '01:60-02:30', '01:00', '01:00-02:00 ', 'sun:01:00-02:00'])(
    'fails for backups at %j',
    (backupWindow) =>
      fail({
        backup: { window: backupWindow },
      }, `"backup.window" must be a time span in UTC such as "01:00-02:00", got "${backupWindow}"`),
  );

  test.each(['03:00-03:30', 'sunday:03:00-sunday:03:30', 'sun:3:00-sun:4:00', 'xyz:03:00-xyz:03:30'])(
    'fails for maintenance at %j',
    (maintenanceWindow) =>
      fail(
        { engine: { maintenanceWindow } },
        '"engine.maintenanceWindow" must be a span of the week in UTC such as "sun:03:00-sun:04:00", got '
        + `"${maintenanceWindow}"`,
      ),
  );

  test.each(['01:00-01:00'])('fails for backups of less than half an hour: %s', (backupWindow) =>
    fail({ backup: { window: backupWindow } }, `"backup.window" must last at least 30 minutes, got "${backupWindow}"`));

  test.each(['sun:23:45-mon:00:14', 'sun:03:00-sun:03:00'])(
    'fails for maintenance of less than half an hour: %s',
    (maintenanceWindow) =>
      fail({
        engine: { maintenanceWindow },
      }, `"engine.maintenanceWindow" must last at least 30 minutes, got "${maintenanceWindow}"`),
  );

  test.each([
    ['01:00-02:00', 'sun:02:00-sun:03:00'], ['01:00-02:00', 'sun:00:00-sun:01:00'],
    ['23:45-00:15', 'wed:00:15-wed:00:45'],
  ])('accepts windows that touch: %s and %s', (backupWindow, maintenanceWindow) =>
    accept({ backup: { window: backupWindow }, engine: { maintenanceWindow } }));

  test.each([
    ['01:00-02:00', 'sun:00:30-sun:01:01'],
    ['23:45-00:15', 'wed:00:00-wed:00:45'],
    ['23:45-00:15', 'mon:00:00-mon:00:30'], ['01:00-02:00', 'sat:22:00-sun:21:00'],
  ])('fails for windows that overlap: %s and %s', (backupWindow, maintenanceWindow) =>
    fail({ backup: { window: backupWindow }, engine: { maintenanceWindow } },
      `"engine.maintenanceWindow" must not overlap "backup.window" ("${backupWindow}"), got "${maintenanceWindow}": `
      + 'AWS does one thing at a time'));
});

describe('monitoring interval', () => {
  test.each([0, 1, 5, 10, 15, 30, 60])('accepts %d seconds', (seconds) =>
    accept({ monitoringInterval: Duration.seconds(seconds) }));

  test.each([[61, '1 minute 1 second'], [120, '2 minutes']])('fails for %d seconds', (seconds, got) =>
    fail(
      { monitoringInterval: Duration.seconds(seconds) },
      `"monitoringInterval" must be one of 0, 1, 5, 10, 15, 30, 60 seconds, got ${got}`,
    ));
});

describe('removal', () => {
  test.each([RemovalPolicy.RETAIN, RemovalPolicy.SNAPSHOT, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE])(
    'accepts %s with deletion protection',
    (removalPolicy) =>
      accept({ removalPolicy }),
  );

  test('accepts the end of the data when the protection is taken away by name', () =>
    accept({ removalPolicy: RemovalPolicy.DESTROY, deletionProtection: false }));

  test.each<[string, Overrides, Profile | undefined]>([
    ['of the user', { deletionProtection: true }, Profile.DEVELOPMENT],
  ])('fails for the end of the data under the protection %s', (_, overrides, profile) =>
    fail(overrides, '"removalPolicy" must not be "destroy" while "deletionProtection" is on, got "destroy": '
    + 'the data would be lost for good: set "deletionProtection" to false if that is meant', profile));
});

describe('network', () => {
  test('fails in one zone', () => {
    const { stack } = stackWithVpc();
    const vpc = new ec2.Vpc(stack, 'Small', { maxAzs: 1 });

    expect(() => new PostgresDatabase(stack, 'Database', { vpc })).toThrow(invalid(
      '"vpcSubnets" must lie in at least 2 Availability Zones, got [a value that is known at deployment only]: RDS '
      + 'asks for it even without a standby'));
  });

  test('fails in two subnets of one zone of an imported VPC', () => {
    const { stack } = stackWithVpc();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
      vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1a'], isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    });

    expect(() => new PostgresDatabase(stack, 'Database', { vpc })).toThrow(invalid(
      '"vpcSubnets" must lie in at least 2 Availability Zones, got ["eu-west-1a"]: RDS asks for it even without a '
      + 'standby'));
  });

  test('fails in a VPC that has public subnets only', () => {
    const { stack } = stackWithVpc();
    const vpc = new ec2.Vpc(stack, 'Public', {
      natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: ec2.SubnetType.PUBLIC }],
    });

    expect(() => new PostgresDatabase(stack, 'Database', { vpc })).toThrow(
      'Shop/Database (PostgresDatabase) has an invalid prop:\n  "vpc" must have private or isolated subnets, got ',
    );
  });

  test('accepts the subnets of a VPC that is looked up later', () => {
    const { stack } = stackWithVpc(undefined, { env: { account: '111122223333', region: 'eu-west-1' } });
    const vpc = ec2.Vpc.fromLookup(stack, 'Looked', { vpcId: 'vpc-1' });

    expect(() => new PostgresDatabase(stack, 'Database', { vpc })).not.toThrow();
  });

  // failure mode: a rotation function without a way to Secrets Manager.
  test('fails for a rotation that cannot reach Secrets Manager', () => {
    const { stack } = stackWithVpc();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
      vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'], isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    });

    expect(() => new PostgresDatabase(stack, 'Database', { vpc, credentials: GENERATED })).toThrow(invalid(
      '"vpc" must have a NAT gateway, or VPC endpoints for secretsmanager, got neither: '
      + 'create the endpoints, and declare them with Network.declareEndpoints(vpc, [...])'));
  });
});

describe('pooling', () => {
  const proxy = (options: Parameters<typeof Pooling.rdsProxy>[0]) => ({ pooling: Pooling.rdsProxy(options) });

  test.each([1, 50, 100])('accepts %d percent of the connections', (maxConnectionsPercent) =>
    accept(proxy({ maxConnectionsPercent })));

  test.each([1.5])('fails for %d percent', (maxConnectionsPercent) =>
    fail(
      proxy({ maxConnectionsPercent, maxIdleConnectionsPercent: 0 }),
      `"pooling.maxConnectionsPercent" must be an integer from 1 to 100 percent, got ${maxConnectionsPercent}`,
    ));

  test.each([0, 90])('accepts %d percent of idle connections', (maxIdleConnectionsPercent) =>
    accept(proxy({ maxIdleConnectionsPercent })));

  test('fails for more idle connections than connections', () =>
    fail(
      proxy({ maxConnectionsPercent: 40, maxIdleConnectionsPercent: 41 }),
      '"pooling.maxIdleConnectionsPercent" must be at most "maxConnectionsPercent" (40), got 41',
    ));

  test('fails for fewer than no idle connections', () =>
    fail(
      proxy({ maxIdleConnectionsPercent: -1 }),
      '"pooling.maxIdleConnectionsPercent" must be an integer from 0 to 100 percent, got -1',
    ));

  test.each([0, 300])('accepts a wait of %d seconds', (seconds) =>
    accept(proxy({ borrowTimeout: Duration.seconds(seconds) })));

  test('fails for a longer wait', () =>
    fail(
      proxy({ borrowTimeout: Duration.seconds(301) }),
      '"pooling.borrowTimeout" must be whole seconds from 0 seconds to 5 minutes, got 5 minutes 1 second',
    ));

  test.each([1, 28800])('accepts clients that rest for %d seconds', (seconds) =>
    accept(proxy({ idleClientTimeout: Duration.seconds(seconds) })));

  test.each([[28801, '8 hours 1 second']])(
    'fails for clients that rest for %d seconds',
    (seconds, got) =>
      fail(
        proxy({ idleClientTimeout: Duration.seconds(seconds) }),
        `"pooling.idleClientTimeout" must be whole seconds from 1 second to 8 hours, got ${got}`,
      ),
  );
});

test('all problems come in one error', () => {
  expect(() => databaseWith({
    port: 80,
    initial: { databaseName: 'my-db' },
    backup: { retention: Duration.days(40) },
  })).toThrow(new Error(
    'Shop/Database (PostgresDatabase) has 3 invalid props:\n'
    + '  "initial.databaseName" must be 1 to 63 letters, digits and underscores, a letter first, got "my-db"\n'
    + '  "port" must be an integer from 1150 to 65535, got 80\n'
    + '  "backup.retention" must be whole days from 1 to 35, got 40 days: without backups a mistake is final; only the '
    + 'development and staging profiles allow 0',
  ));
});

describe('values that are known at deployment only', () => {
  const lazyNumber = () => Lazy.number({ produce: () => 7 });
  const lazyString = (value: string) => Lazy.string({ produce: () => value });

  test('pass every rule as parameters and are rendered unchanged', () => {
    const { stack, vpc } = stackWithVpc();
    const number = (id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    const string = (id: string) => new CfnParameter(stack, id).valueAsString;

    const database = new PostgresDatabase(stack, 'Database', {
      vpc,
      port: number('Port'),
      initial: { databaseName: string('Name') },
      instanceType: new ec2.InstanceType(string('Class')),
      engine: {
        version: rds.PostgresEngineVersion.of(string('Version'), '17'),
        maintenanceWindow: string('MaintenanceWindow'),
      },
      credentials: DatabaseCredentials.managedByRds({ userName: string('User') }),
      storage: { allocated: Size.gibibytes(number('Storage')), maxAllocated: Size.gibibytes(number('MaxStorage')) },
      backup: { retention: Duration.days(number('Backup')), window: string('BackupWindow') },
      monitoringInterval: Duration.seconds(number('Interval')),
      pooling: Pooling.rdsProxy({
        maxConnectionsPercent: number('Max'), borrowTimeout: Duration.seconds(number('Borrow')),
        idleClientTimeout: Duration.seconds(number('Idle')),
      }),
    });
    const template = templateOf(database);

    expect(writerOf(template)).toMatchObject({
      Port: { Ref: 'Port' },
      DBName: { Ref: 'Name' },
      DBInstanceClass: { 'Fn::Join': ['', ['db.', { Ref: 'Class' }]] },
      EngineVersion: { Ref: 'Version' },
      MasterUsername: { Ref: 'User' },
      AllocatedStorage: { Ref: 'Storage' },
      MaxAllocatedStorage: { Ref: 'MaxStorage' },
      BackupRetentionPeriod: { Ref: 'Backup' },
      PreferredBackupWindow: { Ref: 'BackupWindow' },
      PreferredMaintenanceWindow: { Ref: 'MaintenanceWindow' },
      MonitoringInterval: { Ref: 'Interval' },
    });
    template.hasResourceProperties('AWS::RDS::DBProxy', { IdleClientTimeout: { Ref: 'Idle' } });
    template.hasResourceProperties('AWS::RDS::DBProxyTargetGroup', {
      ConnectionPoolConfigurationInfo: {
        MaxConnectionsPercent: { Ref: 'Max' }, ConnectionBorrowTimeout: { Ref: 'Borrow' }, MaxIdleConnectionsPercent: 0,
      },
    });
  });

  test('pass as lazy values too', () => {
    const properties = writerOf(templateWith({
      port: lazyNumber(),
      initial: { databaseName: lazyString('lazy-name') },
      backup: { window: lazyString('later'), retention: Duration.days(lazyNumber()) },
      storage: { allocated: Size.gibibytes(lazyNumber()) },
    }));

    expect(properties).toMatchObject({
      Port: '7', DBName: 'lazy-name', PreferredBackupWindow: 'later', BackupRetentionPeriod: 7, AllocatedStorage: '7',
    });
  });

  test('a rotation interval passes', () => {
    const { stack, vpc } = stackWithVpc();
    const rotateEvery = Duration.days(new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber);

    const database = new PostgresDatabase(stack, 'Database', {
      vpc, credentials: DatabaseCredentials.generated({ rotateEvery }),
    });

    templateOf(database).hasResourceProperties('AWS::SecretsManager::RotationSchedule', {
      RotationRules: { AutomaticallyAfterDays: { Ref: 'Days' } },
    });
  });

  test('a snapshot passes', () => {
    const { stack, vpc } = stackWithVpc();
    const snapshotIdentifier = new CfnParameter(stack, 'Snapshot').valueAsString;

    const database = new PostgresDatabase(stack, 'Database', {
      vpc,
      initial: { snapshotIdentifier },
      credentials: GENERATED,
    });

    expect(writerOf(templateOf(database)).DBSnapshotIdentifier).toEqual({ Ref: 'Snapshot' });
  });

  test('a list of subnets passes', () => {
    const { stack } = stackWithVpc();
    const subnets = new CfnParameter(stack, 'Subnets', { type: 'List<AWS::EC2::Subnet::Id>' }).valueAsList;
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Imported', {
      vpcId: 'vpc-1', availabilityZones: new CfnParameter(stack, 'Zones', { type: 'CommaDelimitedList' }).valueAsList,
      isolatedSubnetIds: subnets,
    });

    const database = new PostgresDatabase(stack, 'Database', { vpc });

    templateOf(database).hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: { Ref: 'Subnets' } });
  });
});
