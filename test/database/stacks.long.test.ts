import { App, Aspects, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import * as rds from 'aws-cdk-lib/aws-rds';
import {
  AwsSolutionsChecks, HIPAASecurityChecks, NIST80053R4Checks, NIST80053R5Checks, PCIDSS321Checks,
} from 'cdk-nag';
import { DatabaseCredentials, Network, Pooling, PostgresDatabase, Profile } from '../../src';
import { databaseWith, instancesOf, templateOf, templateWith, vpcIn, writerOf } from './support';

const GENERATED = DatabaseCredentials.generated();

describe('outputs', () => {
  // R-DEL-3
  test('have stable names, and come only when asked for', () => {
    const { stack, database } = databaseWith();
    database.exportOutputs('Shop');

    const outputs = Template.fromStack(stack).toJSON().Outputs;

    expect(Object.keys(outputs).sort())
      .toEqual(['ShopHost', 'ShopInstanceIdentifier', 'ShopName', 'ShopPort', 'ShopSecretArn', 'ShopSecurityGroupId']);
    expect(templateWith().toJSON()).not.toHaveProperty('Outputs');
  });
});

describe('stacks', () => {
  test('two databases in one stack have names, logs and ids of their own', () => {
    const { stack, vpc } = databaseWith();
    new PostgresDatabase(stack, 'Second', { vpc });
    const template = Template.fromStack(stack);

    const names = Object.values(instancesOf(template))
      .map(({ Properties }) => JSON.stringify(Properties.DBInstanceIdentifier));
    expect(new Set(names).size).toBe(2);
    template.resourceCountIs('AWS::Logs::LogGroup', 4);
  });

  // failure mode "cyclic stacks through security group rules".
  test.each([Profile.PRODUCTION, Profile.REGULATED])(
    'a client in another stack gets values and rule without a cycle',
    (profile) => {
      const app = new App();
      profile.applyTo(app);
      const data = new Stack(app, 'Data');
      const database = new PostgresDatabase(data, 'Database', {
        vpc: vpcIn(data), credentials: GENERATED, pooling: Pooling.rdsProxy(),
      });
      const compute = new Stack(app, 'Compute');
      const client = new ec2.SecurityGroup(compute, 'Client', {
        vpc: ec2.Vpc.fromVpcAttributes(compute, 'Vpc', { vpcId: 'vpc-1', availabilityZones: ['a'] }),
      });
      const role = new Role(compute, 'Role', { assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });

      client.connections.allowToDefaultPort(database, 'database');
      for (const secret of Object.values(database.secretsFor('DB'))) secret.grantRead(role);
      database.grantAccess(role);

      expect(() => app.synth()).not.toThrow();
      Template.fromStack(compute).resourceCountIs('AWS::EC2::SecurityGroupIngress', 1);
      expect(JSON.stringify(Template.fromStack(data).toJSON())).not.toContain('Compute');
    },
  );

  test('the same input gives the same template', () => {
    const overrides = { credentials: GENERATED, readReplicas: 2, pooling: Pooling.rdsProxy() };

    expect(JSON.stringify(templateWith(overrides).toJSON())).toBe(JSON.stringify(templateWith(overrides).toJSON()));
  });

  test('an optional prop leaves all other ids as they were', () => {
    const plain = Object.keys(templateWith().toJSON().Resources);
    const more = Object.keys(
      templateWith({
        pooling: Pooling.rdsProxy(),
        engine: { parameters: { work_mem: '8192' } },
        backup: { window: '01:00-02:00' },
      })
        .toJSON()
        .Resources,
    );

    expect(more).toEqual(expect.arrayContaining(plain));
  });

  // failure mode "database replaced through its subnet group".
  test('a zone more changes the subnet group in place', () => {
    const groups = [2, 3].map((maxAzs) => {
      const stack = new Stack(new App(), 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
      const vpc = new ec2.Vpc(stack, 'Vpc', {
        availabilityZones: ['a', 'b', 'c'].slice(0, maxAzs).map((zone) => `eu-west-1${zone}`),
      });
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
      .filter(({ violatingResources }) =>
        violatingResources.some(({ constructPath }) => constructPath?.startsWith('Shop/Database')))
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

  test.each([{}, { credentials: GENERATED, readReplicas: 1 }, { credentials: GENERATED, pooling: Pooling.rdsProxy() }])(
    'under regulation only the backup plan remains',
    (overrides) => {
      expect(findings(Profile.REGULATED, overrides)).toEqual([
        'HIPAA.Security-RDSInBackupPlan', 'NIST.800.53.R4-RDSInBackupPlan', 'NIST.800.53.R5-RDSInBackupPlan',
      ]);
    },
  );
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
