// what a database is given by others: keys, secrets, subnets, snapshots, a VPC of certain hardware.
import { App, CfnParameter, Duration, Size, Stack, Stage } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { DefaultInstanceTenancy, InstanceType, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, KeySpec } from 'aws-cdk-lib/aws-kms';
import { DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  BackendAccess, DatabaseCredentials, ExistingBackend, FargateService, Network, Pooling, PostgresDatabase, ServiceImage,
  ValkeyCache, type PostgresDatabaseProps,
} from '../../src';
import { secondCopy } from '../support/second-copy';
import { THREE_TIERS } from '../support/stacks';
import type { Properties } from '../support/templates';
import { databaseWith, invalid, stackWithVpc } from './support';

const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/11112222-3333-4444-5555-666677778888';
const EU = { account: '111122223333', region: 'eu-west-1' };
const GENERATED = DatabaseCredentials.generated();

/** A database in a stack whose Region is known. */
function inEurope(overrides: (made: ReturnType<typeof stackWithVpc>) => Partial<PostgresDatabaseProps>): () => unknown {
  const made = stackWithVpc(undefined, { env: EU });
  return () => new PostgresDatabase(made.stack, 'Database', { vpc: made.vpc, ...overrides(made) });
}
const fails = (overrides: Parameters<typeof inEurope>[0], problem: string) =>
  expect(inEurope(overrides)).toThrow(invalid(problem));
const passes = (overrides: Parameters<typeof inEurope>[0]) => expect(inEurope(overrides)).not.toThrow();
const secretIn = (stack: Stack, template = '{"username":"shop"}', id = 'Own') => new Secret(stack, id, {
  generateSecretString: { secretStringTemplate: template, generateStringKey: 'password' },
});
const own = (secret: ISecret, userName = 'shop') => DatabaseCredentials.fromSecret(secret, { userName });

describe('keys of a database', () => {
  const asymmetric = (stack: Stack) => new Key(stack, 'Key', { keySpec: KeySpec.RSA_4096 });
  const mistake = 'must be a symmetric key for encryption, got "RSA_4096": leave "keySpec" and "keyUsage" of '
    + 'the key out';

  test('encrypt, and do not sign', () => {
    fails(({ stack }) => ({ encryptionKey: asymmetric(stack) }), `"encryptionKey" ${mistake}`);
    fails(({ stack }) => ({ credentials: DatabaseCredentials.managedByRds({ encryptionKey: asymmetric(stack) }) }),
      `"credentials.encryptionKey" ${mistake}`);
    fails(({ stack }) => ({ credentials: DatabaseCredentials.generated({ encryptionKey: asymmetric(stack) }) }),
      `"credentials.encryptionKey" ${mistake}`);
  });

  test('are of the Region of the database', () => {
    const far = (stack: Stack) => Key.fromKeyArn(stack, 'Far', KEY_ARN.replace('eu-west-1', 'us-east-1'));
    fails(({ stack }) => ({ encryptionKey: far(stack) }), '"encryptionKey" must be in the Region eu-west-1 of the '
    + 'stack, got one in us-east-1: a key works in its own Region only; take a replica of it');
    passes(({ stack }) => ({ encryptionKey: Key.fromKeyArn(stack, 'Near', KEY_ARN) }));
    passes(({ stack }) => ({
      encryptionKey: Key.fromKeyArn(stack, 'Central', KEY_ARN.replace('111122223333', '444455556666')),
    }));
  });
});

describe('readers of a secret under an imported key', () => {
  const decryption = {
    Effect: 'Allow', Action: 'kms:Decrypt', Resource: KEY_ARN,
    Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
  };
  const image = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
  function rolesThatDecrypt(
    connect: (service: FargateService, made: ReturnType<typeof stackWithVpc>, key: Key) => void, resource = KEY_ARN,
  ): string[] {
    const made = stackWithVpc(undefined, { env: EU });
    const key = Key.fromKeyArn(made.stack, 'Key', KEY_ARN) as Key;
    connect(new FargateService(made.stack, 'Service', { vpc: made.vpc, image }), made, key);
    const policies = [
      ...Object.values(Template.fromStack(made.stack).findResources('AWS::IAM::ManagedPolicy')),
      ...Object.values(Template.fromStack(made.stack).findResources('AWS::IAM::Policy')),
    ];
    const suffix = { 'Fn::Join': ['', ['secretsmanager.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] };
    return policies.filter(({ Properties }) => (Properties.PolicyDocument.Statement as Properties[]).some((statement) =>
      statement.Action === decryption.Action && JSON.stringify(statement.Resource).includes(resource)
      && [JSON.stringify(suffix), JSON.stringify(decryption.Condition.StringEquals['kms:ViaService'])]
        .includes(JSON.stringify(statement.Condition?.StringEquals?.['kms:ViaService']))))
      .flatMap(({ Properties }) => Properties.Roles.map(({ Ref }: { Ref: string }) => Ref.slice(0, -8)));
  }

  // whoever reads it: ECS that injects it, or else the tasks themselves.
  test.each([
    // its address is in the secret too, and is injected.
    ['a database', GENERATED, ['ServiceTaskExecutionRole', 'ServiceTaskRole']],
    ['a database whose password RDS keeps', undefined, ['ServiceTaskRole']],
  ])('may decrypt it: %s', (_, credentials, roles) => {
    const readers = (access: BackendAccess) => rolesThatDecrypt((service, { stack, vpc }, encryptionKey) =>
      service.connectTo(new PostgresDatabase(stack, 'Database', { vpc, encryptionKey, credentials }), { access }));

    expect(readers(BackendAccess.injected())).toEqual(['ServiceTaskExecutionRole']);
    expect(readers(BackendAccess.secretAtRunTime()).sort()).toEqual(roles);
  });

  test('may decrypt it: a proxy, for which the CDK says it', () => {
    const { stack, vpc } = stackWithVpc(undefined, { env: EU });
    new PostgresDatabase(stack, 'Database', {
      vpc, encryptionKey: Key.fromKeyArn(stack, 'Key', KEY_ARN), credentials: GENERATED, pooling: Pooling.rdsProxy(),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt', Resource: KEY_ARN })]) },
      Roles: [{ Ref: Match.stringLikeRegexp('DatabaseProxyRole') }],
    });
  });

  test('may decrypt it: a cache', () => {
    expect(rolesThatDecrypt((service, { stack, vpc }, encryptionKey) =>
      service.connectTo(new ValkeyCache(stack, 'Cache', { vpc, encryptionKey }))))
      .toEqual(['ServiceTaskExecutionRole']);
  });

  test('may decrypt it: a backend that exists', () => {
    expect(rolesThatDecrypt((service, { stack }, encryptionKey) => service.connectTo(new ExistingBackend(stack, 'Old', {
      port: 5432, environmentPrefix: 'DB', rotatingSecret: Secret.fromSecretAttributes(stack, 'Secret', {
        secretCompleteArn: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:old-AbCdEf', encryptionKey,
      }),
    })))).toEqual(['ServiceTaskRole']);
  });

  test('may decrypt it: a role that is not of the library', () => {
    expect(rolesThatDecrypt((_, { stack, vpc }, encryptionKey) => {
      const role = new Role(stack, 'Reader', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
      new PostgresDatabase(stack, 'Database', { vpc, encryptionKey, credentials: GENERATED }).grantAccess(role);
    })).toEqual(['Reader']);
  });

  test('get no such right for a key of the app, whose policy says it', () => {
    const anyKey = '';

    expect(rolesThatDecrypt((service, { stack, vpc }) => service.connectTo(new PostgresDatabase(stack, 'Database', {
      vpc, encryptionKey: new Key(stack, 'Made'), credentials: GENERATED,
    })), anyKey)).toEqual([]);
  });
});

describe('a secret of the user', () => {
  test('has a user and a password', () => {
    fails(({ stack }) => ({ credentials: own(new Secret(stack, 'Text')) }), '"credentials.secret" must have the fields '
    + '"username" and "password", got plain text: give "generateSecretString" of the secret a "secretStringTemplate" '
    + 'and a "generateStringKey"');
    passes(({ stack }) => ({ credentials: own(secretIn(stack)) }));
    passes(({ stack }) => ({ credentials: own(Secret.fromSecretNameV2(stack, 'Imported', 'shop')) }));
  });

  test('is of the user that the credentials name', () => {
    fails(({ stack }) => ({ credentials: own(secretIn(stack), 'owner') }), '"credentials.userName" must be that of the '
    + 'secret ("shop"), got "owner": RDS makes the user that is named in the secret');
  });

  test('belongs to one database', () => {
    fails(({ stack, vpc }) => {
      const secret = secretIn(stack);
      new PostgresDatabase(stack, 'First', { vpc, credentials: own(secret) });
      return { credentials: own(secret) };
    }, '"credentials.secret" must be attached to nothing yet, got one attached by Shop/First: make a secret for each '
    + 'database, because CloudFormation writes the address of one into it');
  });

  test('belongs to one database, whichever copy of the library or the CDK has made the other', () => {
    const made = stackWithVpc();
    const [one, two] = [secretIn(made.stack), secretIn(made.stack, undefined, 'Two')];
    const library = secondCopy();
    new library.PostgresDatabase(made.stack, 'First', {
      vpc: made.vpc, credentials: library.DatabaseCredentials.fromSecret(one, { userName: 'shop' }),
    });
    two.attach(new DatabaseInstance(made.stack, 'Plain', { engine: DatabaseInstanceEngine.MYSQL, vpc: made.vpc }));
    const second = (secret: ISecret, id: string) => () =>
      new PostgresDatabase(made.stack, id, { vpc: made.vpc, credentials: own(secret) });

    expect(second(one, 'A')).toThrow('got one attached by Shop/First');
    expect(second(two, 'B')).toThrow('got one attached by Shop/Two/Attachment');
  });

  test('of one name may be another one in another stage', () => {
    const app = new App();
    const create = (id: string) => {
      const stack = new Stack(new Stage(app, id), 'Shop');
      new PostgresDatabase(stack, 'Database', {
        vpc: new Vpc(stack, 'Vpc', THREE_TIERS), credentials: own(Secret.fromSecretNameV2(stack, 'Secret', 'shop')),
      });
    };
    create('Test');

    expect(() => create('Production')).not.toThrow();
  });
});

describe('subnets of a database', () => {
  test.each<[string, Parameters<typeof inEurope>[0], string]>([
    ['a group that the VPC lacks', () => ({ vpcSubnets: { subnetGroupName: 'Db' } }),
      '"vpcSubnets.subnetGroupName" must be one of Public, Service, Data, got "Db"'],
    ['two ways at once', () => ({
      vpcSubnets: { subnetGroupName: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED },
    }), '"vpcSubnets" must have one of "subnets", "subnetType", "subnetGroupName", got ["subnetType", '
    + '"subnetGroupName"]'],
    ['none', () => ({ vpcSubnets: { subnets: [] } }),
      '"vpcSubnets" must select at least one subnet, got a selection of none'],
    ['another VPC', ({ stack, vpc }) => ({
      vpcSubnets: { subnets: [vpc.isolatedSubnets[0], new Vpc(stack, 'Other', THREE_TIERS).isolatedSubnets[0]] },
    }), '"vpcSubnets.subnets[1]" must be a subnet of Shop/Vpc, got Shop/Other/DataSubnet1'],
  ])('are of the VPC: not %s', (_, overrides, problem) => fails(overrides, problem));

  test('are of a type that the VPC has', () => {
    fails(({ stack }) => ({
      vpc: new Vpc(stack, 'Flat', { natGateways: 1, maxAzs: 2 }),
      vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
    }), '"vpcSubnets.subnetType" must be one that Shop/Flat has: Public, Private, got "Isolated"');
  });

  test('may be named one by one', () => {
    passes(({ vpc }) => ({ vpcSubnets: { subnets: vpc.isolatedSubnets } }));
    passes(() => ({ vpcSubnets: { subnetGroupName: 'Data' } }));
    passes(() => ({ vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS } }));
  });
});

describe('a snapshot', () => {
  const snapshot = (region: string, account = EU.account) => `arn:aws:rds:${region}:${account}:snapshot:shop`;

  test('is of the Region of the database', () => {
    fails(() => ({
      initial: { snapshotIdentifier: snapshot('us-east-1') },
      credentials: GENERATED,
    }), '"initial.snapshotIdentifier" must be '
    + 'in the Region eu-west-1 of the stack, got one in us-east-1: copy the snapshot to the Region of the database '
    + 'first');
    passes(() => ({ initial: { snapshotIdentifier: snapshot('eu-west-1', '444455556666') }, credentials: GENERATED }));
  });

  test('brings its user and its name, also those that RDS would not take today', () => {
    passes(() => ({
      initial: { snapshotIdentifier: 'shop', databaseName: 'user' },
      credentials: DatabaseCredentials.generated({ userName: 'postgres' }),
    }));
    fails(() => ({ credentials: DatabaseCredentials.generated({ userName: 'postgres' }) }), '"credentials.userName" '
    + 'must not be a word that PostgreSQL or RDS reserves, got "postgres": for example "dbowner"');
  });
});

describe('a proxy', () => {
  test('does not run in a VPC of dedicated tenancy', () => {
    const dedicated = { ...THREE_TIERS, defaultInstanceTenancy: DefaultInstanceTenancy.DEDICATED };
    fails(({ stack }) => ({ vpc: new Vpc(stack, 'Dedicated', dedicated), pooling: Pooling.rdsProxy() }),
      '"pooling" must be Pooling.none() in a VPC of dedicated tenancy, got Pooling.rdsProxy: RDS Proxy does not run on '
      + 'dedicated hardware');
    passes(({ stack }) => ({ vpc: new Vpc(stack, 'Dedicated', dedicated) }));
    passes(() => ({ pooling: Pooling.rdsProxy() }));
  });
});

describe('version and class', () => {
  test.each(['t2.micro', 'm4.large', 'r4.xlarge', 'm3.medium'])('%s runs no version that is offered', (name) =>
    fails(() => ({ instanceType: new InstanceType(name) }), '"instanceType" must be of a family that runs PostgreSQL '
    + `13 or newer, got "${name}": take a newer one, for example t4g, m7g or r7g`));

  test.each(['c6i.xlarge', 'g5.2xlarge', 'i4i.large'])('%s is of a family for other work', (name) =>
    fails(() => ({ instanceType: new InstanceType(name) }), '"instanceType" must be of a family that RDS has: t, m, r, '
    + `x or z, and c6gd, got "${name}": take one, for example t4g, m7g or r7g`));

  test.each(['t4g.micro', 'm8g.large', 'r7i.xlarge', 'x2g.large', 'x2iedn.xlarge', 'z1d.large', 'c6gd.large'])(
    '%s is of a family of RDS', (name) => passes(() => ({ instanceType: new InstanceType(name) })));

  test('the full version is of the major version', () =>
    fails(() => ({
      engine: { version: PostgresEngineVersion.of('16.4', '17') },
    }), '"engine.version" must be of its major version (17), '
    + 'got "16.4": give both numbers of one version to PostgresEngineVersion.of'));

  test.each(['13.23-rds.20260224', '13.20-R2', '13'])('%s is a version of 13', (version) =>
    passes(() => ({ engine: { version: PostgresEngineVersion.of(version, '13') } })));
});

describe('numbers that are known at deployment only', () => {
  const later = (stack: Stack) => new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;
  const wrong = (prop: string, wanted: string, got: string) => `"${prop}" must be made with ${wanted} where its number `
    + `is known at deployment only, got ${got}: synthesis cannot convert such a number`;

  test('come in the unit of the template', () => {
    fails(({ stack }) => ({ monitoringInterval: Duration.minutes(later(stack)) }),
      wrong('monitoringInterval', 'Duration.seconds', 'Duration.minutes'));
    fails(({ stack }) => ({ backup: { retention: Duration.hours(later(stack)) } }),
      wrong('backup.retention', 'Duration.days', 'Duration.hours'));
    fails(({ stack }) => ({ storage: { allocated: Size.tebibytes(later(stack)) } }),
      wrong('storage.allocated', 'Size.gibibytes', 'Size.tebibytes'));
    passes(({ stack }) => ({ monitoringInterval: Duration.seconds(later(stack)) }));
  });
});

describe('languages without types', () => {
  const create = (props: unknown) => () => new PostgresDatabase(stackWithVpc().stack, 'Database', props as never);

  test('learn what is missing', () => {
    expect(create({})).toThrow(invalid('"vpc" must be a VPC, got undefined: pass the VPC of a Network, or one of your '
      + 'own'));
    expect(create(undefined)).toThrow('"vpc" must be a VPC');
    const { stack, vpc } = stackWithVpc();
    expect(create({ vpc: new Network(stack, 'Network') })).toThrow(invalid('"vpc" must be a VPC, got an object of '
      + 'Network: pass its "vpc"'));
    expect(create({ vpc, credentials: {}, pooling: 'proxy' })).toThrow('"credentials" must be made with a factory of '
      + 'DatabaseCredentials, got an object of Object\n  "pooling" must be made with a factory of Pooling, got '
      + '"proxy"');
  });
});

test('outputs are written once', () => {
  const { database } = databaseWith();
  database.exportOutputs();

  expect(() => database.exportOutputs('Other')).toThrow(new Error('Shop/Database (PostgresDatabase.exportOutputs) has '
    + 'an invalid prop:\n  "prefix" must be given once, because the outputs exist already, got "Other": call '
    + 'exportOutputs once for each construct'));
});
