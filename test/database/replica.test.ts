// a copy of a database in another Region.
import { App, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { InstanceType, SubnetType, Vpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { AccountPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  BackendAccess, DatabaseCredentials, FargateService, PostgresDatabase, PostgresReplica, Profile, ServiceImage,
  type PostgresDatabaseProps, type PostgresReplicaProps,
} from '../../src';
import { brokenInvariants } from '../support/invariants';
import { THREE_TIERS } from '../support/stacks';

const ACCOUNT = '111122223333';
const CREDENTIALS = DatabaseCredentials.generated({ replicaRegions: [{ region: 'eu-central-1' }] });

interface Places { readonly region?: string; readonly account?: string; readonly profile?: Profile }

function replicaWith(
  given: Partial<PostgresReplicaProps> | ((far: Stack) => Partial<PostgresReplicaProps>) = {},
  source: Partial<PostgresDatabaseProps> = {},
  { region = 'eu-central-1', account = ACCOUNT, profile }: Places = {},
) {
  const app = new App();
  profile?.applyTo(app);
  const near = new Stack(app, 'Near', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const database = new PostgresDatabase(near, 'Database', {
    vpc: new Vpc(near, 'Vpc', THREE_TIERS), credentials: CREDENTIALS, ...source,
  });
  const far = new Stack(app, 'Far', { env: { account, region } });
  const vpc = new Vpc(far, 'Vpc', THREE_TIERS);
  const props = typeof given === 'function' ? given(far) : given;
  const replica = new PostgresReplica(far, 'Replica', { vpc, source: database, ...props });
  return { app, near, far, vpc, database, replica };
}

const instanceOf = (template: Template) => Object.values(template.findResources('AWS::RDS::DBInstance'))[0];
const fail = (build: () => unknown, problem: string) =>
  expect(build).toThrow(new Error(`Far/Replica (PostgresReplica) has an invalid prop:\n  ${problem}`));

describe('a replica in another Region', () => {
  const { app, near, far, database, replica } = replicaWith({}, { engine: { parameters: { work_mem: '8192' } } });
  const template = Template.fromStack(far);
  const { Properties, DeletionPolicy } = instanceOf(template);

  // R-DB-3
  test('follows its source, whose Region and identifier it names without holding it there', () => {
    expect(Properties).toMatchObject({ SourceRegion: 'eu-west-1', Engine: 'postgres' });
    expect(JSON.stringify(Properties.SourceDBInstanceIdentifier)).toContain(':rds:eu-west-1:111122223333:db:');
    expect(JSON.stringify(Properties.SourceDBInstanceIdentifier)).toContain('Fn::GetStackOutput');
    expect(JSON.stringify(Template.fromStack(near).toJSON())).not.toContain('ExportWriter');
  });

  test('is made after its source', () => {
    expect(far.dependencies).toContain(near);
  });

  // R-SEC-2
  test('is encrypted with a key of its own Region', () => {
    expect(Properties.KmsKeyId).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^EncryptionKey/), 'Arn'] });
    expect(Properties.PerformanceInsightsKMSKeyId).toEqual(Properties.KmsKeyId);
  });

  test('has subnets, parameters, logs and a monitoring role of its own Region', () => {
    template.hasResourceProperties('AWS::RDS::DBParameterGroup', {
      Family: 'postgres17', Parameters: Match.objectLike({ 'rds.force_ssl': '1', 'work_mem': '8192' }),
    });
    template.resourceCountIs('AWS::RDS::DBSubnetGroup', 1);
    template.resourceCountIs('AWS::Logs::LogGroup', 2);
    expect(Properties).toMatchObject({
      MonitoringInterval: 60, PubliclyAccessible: false, MultiAZ: true, DeletionProtection: true,
      DBInstanceClass: 'db.t4g.medium', EnableIAMDatabaseAuthentication: true,
    });
    for (const property of ['MasterUsername', 'MasterUserPassword', 'DBName', 'BackupRetentionPeriod']) {
      expect(Properties).not.toHaveProperty(property);
    }
    expect(DeletionPolicy).toBe('Delete');
  });

  test('reads the copy of the secret in its own Region', () => {
    const reader = replicaWith();
    reader.replica.grantAccess(new Role(reader.far, 'Reader', { assumedBy: new AccountPrincipal(ACCOUNT) }));
    const statements = JSON.stringify(Template.fromStack(reader.far).findResources('AWS::IAM::Policy'));

    expect(statements).toContain(':secretsmanager:eu-central-1:111122223333:secret:');
    expect(statements).toMatch(/"Fn::Split":\[":",\{"Fn::GetStackOutput"/);
    Template.fromStack(near).hasResourceProperties('AWS::SecretsManager::Secret', {
      ReplicaRegions: [{ Region: 'eu-central-1' }],
    });
  });

  test('tells its clients what the source tells', () => {
    expect(Object.keys(replica.secretsFor('DB'))).toEqual(Object.keys(database.secretsFor('DB')));
  });

  // R-MON-1
  test('reports how far it is behind', () => {
    expect(replica.signals().map(({ id }) => id)).toContain('ReplicaLag1');
  });

  test('says that it takes several groups of subnets, unless one is chosen', () => {
    const groups = {
      subnetConfiguration: ['Data-A', 'Data-B'].map((name) => ({ name, subnetType: SubnetType.PRIVATE_ISOLATED })),
    };
    const warningsOf = (vpcSubnets?: SubnetSelection) => {
      const { far: stack } = replicaWith((scope) => ({ vpc: new Vpc(scope, 'Other', groups), vpcSubnets }));
      return Annotations.fromStack(stack).findWarning('/Far/Replica', Match.stringLikeRegexp('several groups')).length;
    };

    expect(warningsOf()).toBe(1);
    expect(warningsOf({ subnetGroupName: 'Data-A' })).toBe(0);
  });

  test('keeps the rules of the house, and is synthesised', () => {
    expect(brokenInvariants(template.toJSON() as never)).toEqual([]);
    expect(() => app.synth()).not.toThrow();
  });
});

describe('a replica that is promoted', () => {
  const { far, replica } = replicaWith({ promoted: true });
  const { Properties, DeletionPolicy } = instanceOf(Template.fromStack(far));

  test('has no source, and the backups and the last snapshot of a database', () => {
    expect(Properties).not.toHaveProperty('SourceDBInstanceIdentifier');
    expect(Properties).toMatchObject({ SourceRegion: 'eu-west-1', BackupRetentionPeriod: 14 });
    expect(DeletionPolicy).toBe('Snapshot');
  });

  test('is nothing behind', () => {
    expect(replica.signals().map(({ id }) => id)).not.toContain('ReplicaLag1');
  });

  test('keeps its name and its address', () => {
    const before = instanceOf(Template.fromStack(replicaWith().far)).Properties;

    expect(Properties.DBInstanceIdentifier).toEqual(before.DBInstanceIdentifier);
    expect(Properties.KmsKeyId).toEqual(before.KmsKeyId);
  });
});

describe('a service in the other Region', () => {
  test('reaches the replica with a rule and the same variables', () => {
    const { far, vpc, replica } = replicaWith();
    const shop = new FargateService(far, 'Shop', {
      vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1'),
    });
    shop.connectTo(replica, { access: BackendAccess.iam({ userName: 'shop' }) });

    Template.fromStack(far).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 5432, ToPort: 5432 });
    const policies = Template.fromStack(far).findResources('AWS::IAM::ManagedPolicy');
    expect(JSON.stringify(policies)).toContain('rds-db:connect');
  });

  test('may decrypt a copy whose key the app imports', () => {
    const { near, database } = replicaWith();
    const key = Key.fromKeyArn(near, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/1');
    const { far, replica } = replicaWith({}, {
      credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: 'eu-central-1', encryptionKey: key }] }),
    });
    replica.grantAccess(new Role(far, 'Role', { assumedBy: new AccountPrincipal(ACCOUNT) }));

    expect(database).toBeDefined();
    expect(JSON.stringify(Template.fromStack(far).findResources('AWS::IAM::Policy'))).toContain('kms:Decrypt');
  });
});

describe('a replica asks for', () => {
  test('another Region, which both stacks name', () => {
    fail(() => replicaWith({}, {}, { region: 'eu-west-1' }), '"source" must be in another Region, got Near/Database in '
    + 'eu-west-1: set "readReplicas" of the database for replicas in its Region');
    expect(() => {
      const app = new App();
      const stack = new Stack(app, 'Anywhere');
      const vpc = new Vpc(stack, 'Vpc', THREE_TIERS);
      const source = new PostgresDatabase(stack, 'Database', { vpc, credentials: CREDENTIALS });
      new PostgresReplica(stack, 'Replica', { vpc, source });
    }).toThrow('"source" must be in a stack that names its Region');
  });

  test('one account and one partition', () => {
    fail(() => replicaWith({}, {}, { account: '999988887777' }), '"source" must be in the account 999988887777 of the '
    + 'stack, got Near/Database: RDS copies a database within its account');
    expect(() => replicaWith({}, {}, { region: 'cn-north-1' }))
      .toThrow('"source" must be in the same partition of AWS');
  });

  test('a password that RDS does not manage', () => {
    const credentials = DatabaseCredentials.managedByRds();

    fail(() => replicaWith({}, { credentials }), '"source" must have a password that '
    + 'RDS does not manage, got Near/Database: set "credentials" of the database to DatabaseCredentials.generated({ '
    + 'replicaRegions })');
  });

  test('a copy of the secret', () => {
    fail(() => replicaWith({}, { credentials: DatabaseCredentials.generated() }), '"source" must have a copy of its '
    + 'secret in eu-central-1, got Near/Database: set "credentials" of the database to '
    + 'DatabaseCredentials.generated({ replicaRegions })');
    expect(() => replicaWith({}, {
      credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: Token.asString({ Ref: 'Region' }) }] }),
    })).not.toThrow();
  });

  test('backups of the source', () => {
    expect(() => replicaWith({}, { backup: { retention: undefined } }, { profile: Profile.DEVELOPMENT })).not.toThrow();
  });

  test('keys, secrets and subnets of its own Region', () => {
    expect(() => {
      const { near } = replicaWith();
      replicaWith({ encryptionKey: new Key(near, 'Key') });
    }).toThrow('"encryptionKey" must be in the Region eu-central-1 of the stack');
    expect(() => {
      const { near } = replicaWith();
      replicaWith({ secret: Secret.fromSecretCompleteArn(
        near, 'Copy', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf',
      ) });
    }).toThrow('"secret" must be in the Region eu-central-1 of the stack');
  });

  test('a class that runs PostgreSQL, and takes one of its own', () => {
    fail(() => replicaWith({ instanceType: new InstanceType('t2.micro') }), '"instanceType" must be of a family that '
    + 'runs PostgreSQL 13 or newer, got "t2.micro": take a newer one, for example t4g, m7g or r7g');
    const { far } = replicaWith({ instanceType: new InstanceType('r7g.large'), multiAz: false });
    expect(instanceOf(Template.fromStack(far)).Properties).toMatchObject({
      DBInstanceClass: 'db.r7g.large', MultiAZ: false,
    });
  });
});

describe('copies of a secret', () => {
  const database = (...regions: string[]) => () => replicaWith({}, {
    credentials: DatabaseCredentials.generated({ replicaRegions: regions.map((region) => ({ region })) }),
  });

  test.each([
    ['the Region of the stack', ['eu-west-1'], '"credentials.replicaRegions[0].region" must be another Region than '
    + 'that of the stack, got "eu-west-1": the secret itself is there'],
    ['no Region', ['Frankfurt'], '"credentials.replicaRegions[0].region" must be a Region such as "eu-central-1", got '
    + '"Frankfurt"'],
    ['one Region twice', ['us-east-1', 'us-east-1'], '"credentials.replicaRegions[1]" must differ from '
    + '"credentials.replicaRegions[0]", got "us-east-1"'],
  ])('fail for %s', (_, regions, problem) => expect(database(...regions)).toThrow(problem));

  test.each(['ap-southeast-7', 'ca-west-1', 'mx-central-1'])('may be in %s', (region) => {
    expect(database('eu-central-1', region)).not.toThrow();
  });

  test('come with a restore too', () => {
    const { near } = replicaWith({}, {
      initial: { snapshotIdentifier: 'before' },
      removalPolicy: RemovalPolicy.RETAIN,
    });

    Template.fromStack(near).hasResourceProperties('AWS::SecretsManager::Secret', {
      ReplicaRegions: [{ Region: 'eu-central-1' }],
    });
  });
});
