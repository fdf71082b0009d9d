import { App, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { DatabaseCredentials, PostgresDatabase } from '../../src';
import { databaseWith, stackWithVpc, templateOf, templateWith, writerOf } from './support';

const GENERATED = DatabaseCredentials.generated();

describe('generated credentials', () => {
  const { stack, database } = databaseWith({
    credentials: DatabaseCredentials.generated({ userName: 'shop', rotateEvery: Duration.days(14) }),
  });
  const template = Template.fromStack(stack);

  // R-DB-1
  test('come from a secret, by reference', () => {
    expect(writerOf(template)).toMatchObject({
      MasterUsername: 'shop',
      MasterUserPassword: {
        'Fn::Join': ['', ['{{resolve:secretsmanager:', expect.anything(), ':SecretString:password::}}']],
      },
    });
    expect(writerOf(template)).not.toHaveProperty('ManageMasterUserPassword');
  });

  test('are encrypted with the key of the stack and say what becomes of them', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: Match.objectLike({ KmsKeyId: Match.anyValue() }), DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
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
    templateWith({ credentials: GENERATED }).hasResourceProperties(
      'AWS::SecretsManager::RotationSchedule', { RotationRules: { AutomaticallyAfterDays: 30 } },
    );
  });

  // failure mode "rotation function cannot reach the database or Secrets Manager".
  test('rotate from subnets with a way to Secrets Manager, through a rule on one port', () => {
    const [{ Properties: { HostedRotationLambda } }] = Object.values(template.findResources(
      'AWS::SecretsManager::RotationSchedule',
    ));

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
    const vpc = new ec2.Vpc(stackWithout, 'Vpc', {
      natGateways: 0, subnetConfiguration: [{ name: 'Service', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }],
    });

    const isolated = templateOf(new PostgresDatabase(stackWithout, 'Database', { vpc, credentials: GENERATED }));

    const [endpoint] = Object.keys(isolated.findResources('AWS::EC2::VPCEndpoint', {
      Properties: Match.objectLike({ VpcEndpointType: 'Interface' }),
    }));
    expect(Object.values(isolated.findResources('AWS::SecretsManager::RotationSchedule'))[0].DependsOn).toContain(
      endpoint,
    );
  });
});

describe('an existing secret', () => {
  test('is attached, and its rotation is left to its owner', () => {
    const { stack, vpc } = stackWithVpc();
    const secret = Secret.fromSecretCompleteArn(
      stack, 'Secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:shop-AbCdEf',
    );

    const database = new PostgresDatabase(stack, 'Database', {
      vpc, credentials: DatabaseCredentials.fromSecret(secret, { userName: 'shop' }),
    });

    const template = templateOf(database);
    template.hasResourceProperties('AWS::SecretsManager::SecretTargetAttachment', { SecretId: secret.secretArn });
    template.resourceCountIs('AWS::SecretsManager::RotationSchedule', 0);
    expect(writerOf(template).MasterUsername).toBe('shop');
  });
});

describe('restore from a snapshot', () => {
  const { stack, database } = databaseWith({
    initial: { snapshotIdentifier: 'before-upgrade', databaseName: 'votes' },
    credentials: DatabaseCredentials.generated({ userName: 'shop' }),
  });
  const template = Template.fromStack(stack);

  test('takes user and database from the snapshot, and a new password', () => {
    const writer = writerOf(template);

    expect(writer)
      .toMatchObject({
        DBSnapshotIdentifier: 'before-upgrade', StorageEncrypted: true, MasterUserPassword: expect.anything(),
      });
    expect(writer).not.toHaveProperty('DBName');
    expect(writer).not.toHaveProperty('MasterUsername');
  });

  test('keeps the logical ids of a database that was not restored', () => {
    const fresh = templateWith({
      credentials: DatabaseCredentials.generated({ userName: 'shop' }),
      initial: { databaseName: 'votes' },
    });

    expect(Object.keys(template.toJSON().Resources))
      .toEqual(expect.arrayContaining(Object.keys(fresh.toJSON().Resources)));
  });

  test('takes an existing secret as well', () => {
    const made = stackWithVpc();
    const secret = new Secret(made.stack, 'Secret', {
      generateSecretString: { secretStringTemplate: '{"username":"shop"}', generateStringKey: 'password' },
    });

    const restored = new PostgresDatabase(made.stack, 'Database', {
      vpc: made.vpc,
      initial: { snapshotIdentifier: 'x' },
      credentials: DatabaseCredentials.fromSecret(secret, { userName: 'shop' }),
    });

    expect(JSON.stringify(writerOf(templateOf(restored)).MasterUserPassword)).toContain('{{resolve:secretsmanager:');
  });

  test('tells clients the name of the database by a parameter, because the secret may not have it', () => {
    expect(Object.keys(database.secretsFor('DB'))).toContain('DB_NAME');
    template.hasResourceProperties('AWS::SSM::Parameter', { Value: 'votes' });
  });
});
