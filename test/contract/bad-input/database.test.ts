// what belongs here: the table of props of a database that are wrong by themselves, each mistake once, with the whole
// message of the construct; and the props that pass as tokens. What is accepted, more values at the limits of a rule,
// and rules that look at the network or the profile stand in test/database/problems.test.ts, which repeats no row of
// this table.
import { CfnParameter, Duration, RemovalPolicy, Size, type Stack } from 'aws-cdk-lib';
import { InstanceType, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { DatabaseCredentials, Pooling, type PostgresDatabaseProps, type RdsProxyOptions } from '../../../src';
import { acceptsTokens, rejects, type BadInput, type Place } from '../../support/bad-input';

const database = (props: Partial<PostgresDatabaseProps>) => (place: Place) => place.database(props);
const managed = (userName: string) => database({ credentials: DatabaseCredentials.managedByRds({ userName }) });
const rotating = (rotateEvery: Duration) => database({ credentials: DatabaseCredentials.generated({ rotateEvery }) });
const proxy = (options: RdsProxyOptions) => database({ pooling: Pooling.rdsProxy(options) });
const credentials = DatabaseCredentials.generated();
const number = (stack: Stack) => new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;
const text = (stack: Stack) => new CfnParameter(stack, 'Later').valueAsString;

const ROWS: readonly BadInput[] = [
  ['port 80', database({ port: 80 }), 'Stack/Database (PostgresDatabase)',
    '"port" must be an integer from 1150 to 65535, got 80'],
  ['port 65536', database({ port: 65536 }), 'Stack/Database (PostgresDatabase)',
    '"port" must be an integer from 1150 to 65535, got 65536'],
  ['PostgreSQL 12', database({
    engine: { version: PostgresEngineVersion.of('12.22', '12') },
  }), 'Stack/Database (PostgresDatabase)',
  '"engine.version" must be PostgreSQL 13 or newer, got "12.22"'],
  [
    'a version that is no number', database({ engine: { version: PostgresEngineVersion.of('latest', '17') } }),
    'Stack/Database (PostgresDatabase)',
    '"engine.version" must be the number of a version such as "17" or "17.4", got "latest"',
  ],
  [
    'a major upgrade to whatever is the default', database({ engine: { allowMajorVersionUpgrade: true } }),
    'Stack/Database (PostgresDatabase)',
    '"engine.allowMajorVersionUpgrade" must be given together with "engine.version", got true: otherwise the default '
    + 'of a later '
    + 'release could upgrade the database',
  ],
  ['a family without a size', database({ instanceType: new InstanceType('t3') }), 'Stack/Database (PostgresDatabase)',
    '"instanceType" must be a family and a size such as "t4g.medium", got "t3": leave the prefix "db." out'],
  [
    'a class with its prefix', database({ instanceType: new InstanceType('db.t4g.medium') }),
    'Stack/Database (PostgresDatabase)',
    '"instanceType" must be a family and a size such as "t4g.medium", got "db.t4g.medium": leave the prefix "db." out',
  ],
  ['a name with a hyphen', database({ initial: { databaseName: 'my-db' } }), 'Stack/Database (PostgresDatabase)',
    '"initial.databaseName" must be 1 to 63 letters, digits and underscores, a letter first, got "my-db"'],
  ['an empty name', database({ initial: { databaseName: '' } }), 'Stack/Database (PostgresDatabase)',
    '"initial.databaseName" must be 1 to 63 letters, digits and underscores, a letter first, got ""'],
  ['a name with a line end', database({ initial: { databaseName: 'app\n' } }), 'Stack/Database (PostgresDatabase)',
    '"initial.databaseName" must be 1 to 63 letters, digits and underscores, a letter first, got "app\\n"'],
  ['a name of 64 characters', database({
    initial: { databaseName: 'a'.repeat(64) },
  }), 'Stack/Database (PostgresDatabase)',
  '"initial.databaseName" must be 1 to 63 letters, digits and underscores, a letter first, got '
  + '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"'],
  ['a name that is a word of SQL', database({ initial: { databaseName: 'user' } }), 'Stack/Database (PostgresDatabase)',
    '"initial.databaseName" must not be a name that PostgreSQL or RDS uses itself, got "user"'],
  ['the name of the database of RDS', database({
    initial: { databaseName: 'rdsadmin' },
  }), 'Stack/Database (PostgresDatabase)',
  '"initial.databaseName" must not be a name that PostgreSQL or RDS uses itself, got "rdsadmin"'],
  ['10 GiB', database({ storage: { allocated: Size.gibibytes(10) } }), 'Stack/Database (PostgresDatabase)',
    '"storage.allocated" must be whole GiB from 20 to 65536, got 10 GiB'],
  [
    'a part of a GiB', database({ storage: { allocated: Size.mebibytes(20 * 1024 + 1) } }),
    'Stack/Database (PostgresDatabase)', '"storage.allocated" must be whole GiB from 20 to 65536, got 20.0009765625 '
    + 'GiB',
  ],
  [
    'growth of 5 percent',
    database({ storage: { allocated: Size.gibibytes(100), maxAllocated: Size.gibibytes(105) } }),
    'Stack/Database (PostgresDatabase)',
    '"storage.maxAllocated" must be equal to "storage.allocated", or larger by at least 10 percent, got 105 GiB: RDS '
    + 'grows storage in such steps; equal sizes turn growth off',
  ],
  [
    'storage beyond the largest volume', database({ storage: { maxAllocated: Size.gibibytes(65537) } }),
    'Stack/Database (PostgresDatabase)', '"storage.maxAllocated" must be whole GiB from 20 to 65536, got 65537 GiB',
  ],
  ['a negative number of replicas', database({ credentials, readReplicas: -1 }), 'Stack/Database (PostgresDatabase)',
    '"readReplicas" must be an integer from 0 to 15, got -1'],
  ['sixteen replicas', database({ credentials, readReplicas: 16 }), 'Stack/Database (PostgresDatabase)',
    '"readReplicas" must be an integer from 0 to 15, got 16'],
  // RDS makes no replica of an instance whose password it manages.
  ['replicas of a managed password', database({ readReplicas: 1 }), 'Stack/Database (PostgresDatabase)',
    '"readReplicas" must be 0 while RDS manages the master password, got 1: set "credentials" to '
    + 'DatabaseCredentials.generated()'],
  ['no backups in production', database({
    backup: { retention: Duration.days(0) },
  }), 'Stack/Database (PostgresDatabase)',
  '"backup.retention" must be whole days from 1 to 35, got 0 seconds: without backups a mistake is final; only the '
  + 'development and staging profiles allow 0'],
  ['backups of 40 days', database({ backup: { retention: Duration.days(40) } }), 'Stack/Database (PostgresDatabase)',
    '"backup.retention" must be whole days from 1 to 35, got 40 days: without backups a mistake is final; only the '
    + 'development and staging profiles allow 0'],
  ['backups of half a day', database({
    backup: { retention: Duration.hours(12) },
  }), 'Stack/Database (PostgresDatabase)',
  '"backup.retention" must be whole days from 1 to 35, got 12 hours: without backups a mistake is final; only the '
  + 'development and staging profiles allow 0'],
  ['a backup window at 24 o\'clock', database({
    backup: { window: '24:00-01:00' },
  }), 'Stack/Database (PostgresDatabase)',
  '"backup.window" must be a time span in UTC such as "01:00-02:00", got "24:00-01:00"'],
  ['a backup window of 29 minutes', database({
    backup: { window: '01:00-01:29' },
  }), 'Stack/Database (PostgresDatabase)',
  '"backup.window" must last at least 30 minutes, got "01:00-01:29"'],
  [
    'a maintenance window without days', database({ engine: { maintenanceWindow: '03:00-04:00' } }),
    'Stack/Database (PostgresDatabase)',
    '"engine.maintenanceWindow" must be a span of the week in UTC such as "sun:03:00-sun:04:00", got "03:00-04:00"',
  ],
  [
    'windows that overlap', database({
      backup: { window: '01:00-02:00' },
      engine: { maintenanceWindow: 'sun:01:30-sun:02:30' },
    }),
    'Stack/Database (PostgresDatabase)',
    '"engine.maintenanceWindow" must not overlap "backup.window" ("01:00-02:00"), got "sun:01:30-sun:02:30": AWS '
    + 'does one '
    + 'thing at a time',
  ],
  [
    'monitoring every 7 seconds', database({ monitoringInterval: Duration.seconds(7) }),
    'Stack/Database (PostgresDatabase)',
    '"monitoringInterval" must be one of 0, 1, 5, 10, 15, 30, 60 seconds, got 7 seconds',
  ],
  [
    'destruction of what is protected', database({ removalPolicy: RemovalPolicy.DESTROY }),
    'Stack/Database (PostgresDatabase)',
    '"removalPolicy" must not be "destroy" while "deletionProtection" is on, got "destroy": the data would be lost '
    + 'for good: set "deletionProtection" to false if that is meant',
  ],
  [
    'an unknown removal policy', database({ removalPolicy: 'delete' as RemovalPolicy }),
    'Stack/Database (PostgresDatabase)',
    '"removalPolicy" must be one of destroy, retain, snapshot, retain-on-update-or-delete, got "delete"',
  ],
  [
    'a snapshot with a space', database({ credentials, initial: { snapshotIdentifier: 'my snapshot' } }),
    'Stack/Database (PostgresDatabase)',
    '"initial.snapshotIdentifier" must be the name or the ARN of a snapshot, got "my snapshot"',
  ],
  // RDS restores no PostgreSQL instance with a password that it manages.
  [
    'a snapshot with a managed password', database({ initial: { snapshotIdentifier: 'before-upgrade' } }),
    'Stack/Database (PostgresDatabase)',
    '"initial.snapshotIdentifier" must be absent while RDS manages the master password, got "before-upgrade": set '
    + '"credentials" to DatabaseCredentials.generated() with the user name of the snapshot',
  ],
  ['a parameter with a space', database({
    engine: { parameters: { 'work mem': '1' } },
  }), 'Stack/Database (PostgresDatabase)',
  '"engine.parameters" must have names of letters, digits, "_" and ".", got "work mem"'],
  [
    'a parameter without a value', database({ engine: { parameters: { work_mem: undefined as unknown as string } } }),
    'Stack/Database (PostgresDatabase)', '"engine.parameters.work_mem" must be a text, got undefined',
  ],
  ['the user postgres', managed('postgres'), 'Stack/Database (PostgresDatabase)',
    '"credentials.userName" must not be a word that PostgreSQL or RDS reserves, got "postgres": for example "dbowner"'],
  ['a user that RDS keeps', managed('rdsadmin'), 'Stack/Database (PostgresDatabase)',
    '"credentials.userName" must not be a word that PostgreSQL or RDS reserves, got "rdsadmin": for example "dbowner"'],
  ['a user with a hyphen', managed('shop-owner'), 'Stack/Database (PostgresDatabase)',
    '"credentials.userName" must be 1 to 63 letters, digits and underscores, a letter first, got "shop-owner"'],
  ['a user of 64 characters', managed('u'.repeat(64)), 'Stack/Database (PostgresDatabase)',
    '"credentials.userName" must be 1 to 63 letters, digits and underscores, a letter first, got '
    + '"uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"'],
  ['an empty user', managed(''), 'Stack/Database (PostgresDatabase)',
    '"credentials.userName" must be 1 to 63 letters, digits and underscores, a letter first, got ""'],
  ['a rotation of no days', rotating(Duration.days(0)), 'Stack/Database (PostgresDatabase)',
    '"credentials.rotateEvery" must be whole days from 1 to 1000, got 0 seconds'],
  ['a rotation of 2000 days', rotating(Duration.days(2000)), 'Stack/Database (PostgresDatabase)',
    '"credentials.rotateEvery" must be whole days from 1 to 1000, got 2000 days'],
  ['a rotation of 36 hours', rotating(Duration.hours(36)), 'Stack/Database (PostgresDatabase)',
    '"credentials.rotateEvery" must be whole days from 1 to 1000, got 1 day 12 hours'],
  ['no connections', proxy({ maxConnectionsPercent: 0 }), 'Stack/Database (PostgresDatabase)',
    '"pooling.maxConnectionsPercent" must be an integer from 1 to 100 percent, got 0'],
  ['more than all connections', proxy({ maxConnectionsPercent: 101 }), 'Stack/Database (PostgresDatabase)',
    '"pooling.maxConnectionsPercent" must be an integer from 1 to 100 percent, got 101'],
  [
    'more idle connections than connections', proxy({ maxConnectionsPercent: 50, maxIdleConnectionsPercent: 60 }),
    'Stack/Database (PostgresDatabase)',
    '"pooling.maxIdleConnectionsPercent" must be at most "maxConnectionsPercent" (50), got 60',
  ],
  ['a wait of six minutes', proxy({ borrowTimeout: Duration.minutes(6) }), 'Stack/Database (PostgresDatabase)',
    '"pooling.borrowTimeout" must be whole seconds from 0 seconds to 5 minutes, got 6 minutes'],
  ['no idle time', proxy({ idleClientTimeout: Duration.seconds(0) }), 'Stack/Database (PostgresDatabase)',
    '"pooling.idleClientTimeout" must be whole seconds from 1 second to 8 hours, got 0 seconds'],
  [
    'milliseconds of idle time', proxy({ idleClientTimeout: Duration.millis(1500) }),
    'Stack/Database (PostgresDatabase)',
    '"pooling.idleClientTimeout" must be whole seconds from 1 second to 8 hours, got 1.5 seconds',
  ],
  ['public subnets', database({ vpcSubnets: { subnetType: SubnetType.PUBLIC } }), 'Stack/Database (PostgresDatabase)',
    '"vpcSubnets" must be subnets without a route to the internet gateway, got "public subnets"'],
  [
    'subnets of one zone', (place) => place.database({ vpcSubnets: { subnets: [place.vpc.isolatedSubnets[0]] } }),
    'Stack/Database (PostgresDatabase)',
    '"vpcSubnets" must lie in at least 2 Availability Zones, got [a value that is known at deployment only]: RDS asks '
    + 'for it even without a standby',
  ],
  [
    'an empty prefix of variables', (place) => place.service().connectTo(place.database(), { environmentPrefix: '' }),
    'Stack/Shop (FargateService)',
    '"environmentPrefix" must be letters, digits and "_" that do not begin with a digit, got ""',
  ],
  [
    'a prefix with a space', (place) => place.service().connectTo(place.database(), { environmentPrefix: 'MY DB' }),
    'Stack/Shop (FargateService)',
    '"environmentPrefix" must be letters, digits and "_" that do not begin with a digit, got "MY DB"',
  ],
  [
    'a log in as everybody', (place) => place.database().grantConnect(place.service(), '*'),
    'Stack/Database (PostgresDatabase.grantConnect)',
    '"userName" must be the name of one user, of 1 to 63 characters, got "*"',
  ],
  [
    'several problems of a database',
    database({
      port: 80,
      initial: { databaseName: 'my-db' },
      storage: { allocated: Size.gibibytes(10) },
      backup: { window: 'night' },
    }),
    'Stack/Database (PostgresDatabase)',
    '"initial.databaseName" must be 1 to 63 letters, digits and underscores, a letter first, got "my-db"',
    '"port" must be an integer from 1150 to 65535, got 80',
    '"storage.allocated" must be whole GiB from 20 to 65536, got 10 GiB',
    '"backup.window" must be a time span in UTC such as "01:00-02:00", got "night"',
  ],
];

describe('a database', () => {
  rejects(ROWS, 53);

  acceptsTokens([
    ['port', (place) => place.database({ port: number(place.stack) })],
    ['name', (place) => place.database({ initial: { databaseName: text(place.stack) } })],
    ['storage', (place) => place.database({ storage: { allocated: Size.gibibytes(number(place.stack)) } })],
    ['backups', (place) => place.database({ backup: { retention: Duration.days(number(place.stack)) } })],
    [
      'windows',
      (place) => place.database({
        backup: { window: text(place.stack) },
        engine: { maintenanceWindow: 'sun:01:00-sun:02:00' },
      }),
    ],
    ['snapshot', (place) => place.database({ credentials, initial: { snapshotIdentifier: text(place.stack) } })],
    ['parameter', (place) => place.database({ engine: { parameters: { work_mem: text(place.stack) } } })],
    ['user', (place) => managed(text(place.stack))(place)],
    ['rotation', (place) => rotating(Duration.days(number(place.stack)))(place)],
    ['connections', (place) => proxy({ maxConnectionsPercent: number(place.stack) })(place)],
  ]);
});
