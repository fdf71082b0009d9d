import { Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { DatabaseCredentials, Pooling, PostgresDatabase } from '../../src';
import { LeastPrivilegeRole } from '../../src/core';
import { databaseWith } from './support';

const GENERATED = DatabaseCredentials.generated();

describe('as a backend', () => {
  const valueFrom = (stack: Stack, database: PostgresDatabase, prefix = 'DB') =>
    Object.fromEntries(Object.entries(database.secretsFor(prefix))
      .map(([name, secret]) => [name, stack.resolve(secret.arn)]));

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
    expect(database.requiredServices.map(({ name }) => name)).toEqual(['secretsmanager', 'ssm']);
  });

  // AwsSolutions-ECS2
  test('passes nothing in plain sight', () => {
    expect(databaseWith().database.environmentFor('DB')).toEqual({});
  });

  test('passes everything from a secret that holds everything', () => {
    const { stack, database } = databaseWith({ credentials: GENERATED });

    const values = valueFrom(stack, database, 'VOTES');

    expect(Object.entries(values).map(([name, value]) => [name, /:(\w+)::/.exec(JSON.stringify(value))?.[1]])).toEqual([
      ['VOTES_HOST', 'host'], ['VOTES_PORT', 'port'], ['VOTES_NAME', 'dbname'], ['VOTES_USER', 'username'],
      ['VOTES_PASSWORD', 'password'],
    ]);
    Template.fromStack(stack).resourceCountIs('AWS::SSM::Parameter', 0);
    expect(database.requiredServices.map(({ name }) => name)).toEqual(['secretsmanager']);
  });

  test('passes the host of the proxy, which no secret knows', () => {
    const { stack, database } = databaseWith({ credentials: GENERATED, pooling: Pooling.rdsProxy() });

    expect(JSON.stringify(valueFrom(stack, database).DB_HOST)).toContain(':parameter');
    Template.fromStack(stack)
      .hasResourceProperties('AWS::SSM::Parameter', { Value: stack.resolve(database.proxy!.endpoint) });
  });

  // R-DB-3
  test('passes the hosts of the replicas, separated by commas', () => {
    const { stack, database } = databaseWith({ credentials: GENERATED, readReplicas: 2 });

    expect(Object.keys(database.secretsFor('DB'))).toContain('DB_READER_HOSTS');
    Template.fromStack(stack).hasResourceProperties('AWS::SSM::Parameter', {
      Value: {
        'Fn::Join': [
          ',',
          [
            { 'Fn::GetAtt': [Match.anyValue(), 'Endpoint.Address'] },
            { 'Fn::GetAtt': [Match.anyValue(), 'Endpoint.Address'] },
          ],
        ],
      },
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
      FromPort: 5432,
      ToPort: 5432,
      SourceSecurityGroupId: stack.resolve(client.securityGroupId),
      GroupId: stack.resolve(database.securityGroup.securityGroupId),
    });
  });

  test('lets an application read the secret and log in as the master user', () => {
    const { stack, database } = databaseWith();
    const role = new LeastPrivilegeRole(stack, 'Role', {
      assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com'), description: 'Shop',
    });

    database.grantAccess(role).assertSuccess();

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: Match.objectLike({
        Statement: [
          {
            Effect: 'Allow', Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
            Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^DatabaseInstance'), 'MasterUserSecret.SecretArn'] },
          },
          {
            Effect: 'Allow', Action: 'rds-db:connect',
            Resource: {
              'Fn::Join': ['', [
                'arn:', { Ref: 'AWS::Partition' }, ':rds-db:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' },
                ':dbuser:',
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

    const [{ Properties: { PolicyDocument: { Statement: [statement] } } }] = Object.values(
      Template.fromStack(stack).findResources('AWS::IAM::Policy'),
    );
    expect(statement.Resource).toHaveLength(2);
    expect(JSON.stringify(statement.Resource)).toContain('/reporting');
  });
});
