import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Secret as EcsSecret } from 'aws-cdk-lib/aws-ecs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  BackendAccess, FargateService, Migration, Pooling, PostgresDatabase, ServiceImage, ValkeyCache, type ConnectOptions,
  type FargateServiceProps, type PostgresDatabaseProps,
} from '../../src';
import { messageOf } from '../support/bad-input';
import { stackWithVpc, THREE_TIERS } from '../support/stacks';
import { only, type Properties } from '../support/templates';

function connected(
  options: ConnectOptions, secrets = {}, service: Partial<FargateServiceProps> = {},
  database: Partial<PostgresDatabaseProps> = {},
): Template {
  const { stack, vpc } = stackWithVpc({ vpc: THREE_TIERS });
  const shop = new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), secrets, ...service,
  });
  shop.connectTo(new PostgresDatabase(stack, 'Database', { vpc, ...database }), options);
  return Template.fromStack(stack);
}

const names = (template: Template) => (only(template, 'AWS::ECS::TaskDefinition').Properties
  .ContainerDefinitions[0].Secrets as Properties[]).map(({ Name }) => Name);

// R-DB-5
describe('the credentials of a backend', () => {
  test('are injected, and a rotation restarts the tasks, unless something else is said', () => {
    expect(names(connected({}))).toEqual(['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_PASSWORD']);
    expect(connected({ access: BackendAccess.injected() }).toJSON()).toEqual(connected({}).toJSON());
    connected({}).resourceCountIs('AWS::StepFunctions::StateMachine', 1);
  });

  test('are read by the application, and a rotation restarts nothing', () => {
    const template = connected({ access: BackendAccess.secretAtRunTime() });
    const arns = Object.entries(template.findResources('AWS::SSM::Parameter'))
      .filter(([id]) => id.includes('SecretArn'));

    expect(names(template)).toEqual(['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_SECRET_ARN']);
    expect(arns.map(([, { Properties }]) => Properties.Value)).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^DatabaseInstance/), 'MasterUserSecret.SecretArn'] },
    ]);
    expect(JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy')))
      .toContain('secretsmanager:GetSecretValue');
    template.resourceCountIs('AWS::StepFunctions::StateMachine', 0);
  });

  test('give the role of the tasks no rights where they are injected', () => {
    const template = connected({});
    const ofTasks = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .filter(({ Properties: { Roles } }) => JSON.stringify(Roles).includes('ShopTaskRole'));

    expect(JSON.stringify(ofTasks)).not.toMatch(/secretsmanager|rds-db/);
  });

  test('give the role of the tasks exactly the secret where they read it', () => {
    const template = connected({ access: BackendAccess.secretAtRunTime() });
    const ofTasks = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .filter(({ Properties: { Roles } }) => JSON.stringify(Roles).includes('ShopTaskRole'))
      .flatMap(({ Properties: { PolicyDocument } }) => PolicyDocument.Statement as Properties[]);

    expect(ofTasks.flatMap(({ Action }) => Action as string[]).filter((action) => /secretsmanager|rds-db/.test(action)))
      .toEqual(['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue']);
  });

  test('follow the prefix', () => {
    expect(names(connected({ access: BackendAccess.secretAtRunTime(), environmentPrefix: 'PG' })))
      .toEqual(['PG_HOST', 'PG_PORT', 'PG_NAME', 'PG_SECRET_ARN']);
  });

  test('fail to be read from a backend without a secret that rotates', () => {
    const { stack, vpc } = stackWithVpc({ vpc: THREE_TIERS });
    const shop = new FargateService(stack, 'Shop', {
      vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'),
    });
    const cache = new ValkeyCache(stack, 'Cache', { vpc });

    expect(() => shop.connectTo(cache, { access: BackendAccess.secretAtRunTime() })).toThrow(
      '"access" must be BackendAccess.injected for a backend without a secret that rotates, got '
      + 'BackendAccess.secretAtRunTime',
    );
  });
});

// R-DB-5, R-SEC-2
describe('a log-in with IAM', () => {
  const access = BackendAccess.iam({ userName: 'shop' });
  const secretsOf = (template: Template, container: string) => Object.fromEntries(
    (only(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions as Properties[])
      .find(({ Name }) => Name === container)!.Secrets.map(({ Name, ValueFrom }: Properties) => [Name, ValueFrom]),
  ) as Record<string, unknown>;
  const parameter = (template: Template, reference: unknown) => Object.entries(
    template.findResources('AWS::SSM::Parameter'),
  ).find(([id]) => JSON.stringify(reference).includes(`"${id}"`))?.[1].Properties.Value as unknown;
  /** Statements of the role with the logical id, in all its policies. */
  const statements = (template: Template, role: string) => Object.values(
    template.findResources('AWS::IAM::ManagedPolicy'),
  ).filter(({ Properties: { Roles } }) => JSON.stringify(Roles).includes(role))
    .flatMap(({ Properties: { PolicyDocument } }) => PolicyDocument.Statement as Properties[]);
  const TASK_ROLE = 'ShopTaskRole';

  test('gives the application a user, and no password', () => {
    const template = connected({ access });
    const given = secretsOf(template, 'app');

    expect(Object.keys(given)).toEqual(['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_IAM_AUTH']);
    expect(parameter(template, given.DB_USER)).toBe('shop');
    expect(parameter(template, given.DB_IAM_AUTH)).toBe('true');
  });

  test('is allowed for exactly this user, and the application may not read the secret', () => {
    const template = connected({ access });
    const { id } = only(template, 'AWS::RDS::DBInstance');
    const rights = statements(template, TASK_ROLE).filter(({ Action }) => Action !== 'kms:Decrypt');

    expect(rights).toEqual([{
      Effect: 'Allow', Action: 'rds-db:connect', Resource: { 'Fn::Join': ['', [
        'arn:', { Ref: 'AWS::Partition' }, ':rds-db:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' },
        ':dbuser:', { 'Fn::GetAtt': [id, 'DbiResourceId'] }, '/shop',
      ]] },
    }]);
  });

  test('gives tasks another definition when the user changes, because the right of running ones goes at once', () => {
    const userOf = (userName: string) =>
      JSON.stringify(secretsOf(connected({ access: BackendAccess.iam({ userName }) }), 'app').DB_USER);

    expect(userOf('shop')).toBe(userOf('shop'));
    expect(userOf('shop')).not.toBe(userOf('store'));
  });

  test('restarts nothing after a rotation', () => {
    connected({ access }).resourceCountIs('AWS::StepFunctions::StateMachine', 0);
  });

  test('lets the migration make the user as the master user', () => {
    const template = connected({ access }, {}, { migration: Migration.beforeStart({ command: ['migrate'] }) });
    const given = secretsOf(template, 'migration');

    expect(Object.keys(given))
      .toEqual(['DB_HOST', 'DB_PORT', 'DB_NAME', 'DB_USER', 'DB_PASSWORD', 'DB_IAM_USER']);
    expect(parameter(template, given.DB_IAM_USER)).toBe('shop');
    expect(JSON.stringify(given.DB_USER)).toContain(':username::');
    expect(Object.keys(secretsOf(template, 'app'))).not.toContain('DB_PASSWORD');
  });

  test.each<[string, Partial<PostgresDatabaseProps>, string, string[]]>([
    ['the master user', {}, 'dbowner', [
      '"access.userName" must not be the master user, got "dbowner": who may log in with IAM can no longer log in with '
      + 'a password, which the master user has to',
    ]],
    ['every user', {}, '*', [
      '"access.userName" must be 1 to 63 lower-case letters, digits and underscores, no digit first, got "*"',
    ]],
    ['a role that RDS has', {}, 'rds_iam', [
      '"access.userName" must not be a name that PostgreSQL or RDS keeps for itself, got "rds_iam"',
    ]],
    ['a prefix that PostgreSQL keeps for itself', {}, 'pg_shop', [
      '"access.userName" must not be a name that PostgreSQL or RDS keeps for itself, got "pg_shop"',
    ]],
    ['behind a proxy', { pooling: Pooling.rdsProxy() }, 'shop', [
      '"access" must be BackendAccess.injected for a backend that knows passwords only, got BackendAccess.iam: RDS '
      + 'Proxy is one: it logs in to the database with the secret',
    ]],
  ])('fails for %s', (_, database, userName, problems) => {
    const connect = () => connected({ access: BackendAccess.iam({ userName }) }, {}, {}, database);

    expect(connect).toThrow(new Error(messageOf('Stack/Shop (FargateService)', problems)));
  });

  test('fails where the names are taken', () => {
    const taken = (name: string) => () => connected({ access }, {
      [name]: EcsSecret.fromSsmParameter(StringParameter.fromStringParameterName(new Stack(), 'P', 'p')),
    });

    for (const name of ['DB_IAM_AUTH', 'DB_IAM_USER']) expect(taken(name)).toThrow(`"${name}" is there already`);
  });
});

describe('variables that an application does not read', () => {
  test('are left out, and those that do not exist are ignored', () => {
    expect(names(connected({ omit: ['NAME', 'READER_HOSTS'] })))
      .toEqual(['DB_HOST', 'DB_PORT', 'DB_USER', 'DB_PASSWORD']);
    expect(names(connected({ environmentPrefix: 'PG', omit: ['NAME'] }))).not.toContain('PG_NAME');
  });
});
