import { CfnParameter } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { DatabaseInstance, DatabaseInstanceEngine } from 'aws-cdk-lib/aws-rds';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  Bootstrap, ElasticWebTier, ExistingBackend, FargateService, TierImage, type ExistingBackendProps,
} from '../../src';
import { containerOf, IMAGE } from '../fargate-service/support';
import { stackWithVpc } from '../support/stacks';
import { only } from '../support/templates';

function connected(props: Partial<ExistingBackendProps> = {}) {
  const { stack, vpc } = stackWithVpc();
  const secret = Secret.fromSecretNameV2(stack, 'Secret', 'legacy/database');
  const backend = new ExistingBackend(stack, 'Legacy', {
    port: 3306,
    environmentPrefix: 'DB',
    admittedBy: SecurityGroup.fromSecurityGroupId(stack, 'SecurityGroup', 'sg-0123456789abcdef0'),
    environment: { HOST: 'legacy.example.com' },
    secrets: { PASSWORD: ContainerSecret.fromSecretsManager(secret, 'password') },
    ...props,
  });
  const service = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
  return { stack, vpc, secret, backend, service };
}

// R-DB-5
describe('a backend that exists already', () => {
  test('is connected with one call: rule, settings, secrets', () => {
    const { stack, service, backend } = connected();
    service.connectTo(backend);
    const template = Template.fromStack(stack);

    expect(only(template, 'AWS::EC2::SecurityGroupIngress').Properties).toMatchObject({
      GroupId: 'sg-0123456789abcdef0', IpProtocol: 'tcp', FromPort: 3306, ToPort: 3306,
    });
    expect(containerOf(template, 'app'))
      .toMatchObject({
        Environment: [{ Name: 'DB_HOST', Value: 'legacy.example.com' }], Secrets: [{ Name: 'DB_PASSWORD' }],
      });
    template.resourceCountIs('AWS::Events::Rule', 0);
  });

  test('takes another prefix', () => {
    const { stack, service, backend } = connected();
    service.connectTo(backend, { environmentPrefix: 'OLD' });

    expect(containerOf(Template.fromStack(stack), 'app'))
      .toMatchObject({ Environment: [{ Name: 'OLD_HOST' }], Secrets: [{ Name: 'OLD_PASSWORD' }] });
  });

  test('with a secret that rotates restarts the tasks, which may read it', () => {
    const { stack, secret, service } = connected();
    service.connectTo(new ExistingBackend(stack, 'Rotating', {
      port: 5432, environmentPrefix: 'PG', rotatingSecret: secret,
    }));
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::Events::Rule', 1);
    const rights = Object.values(template.findResources('AWS::IAM::ManagedPolicy'))
      .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes('ShopTaskRole')).flatMap(
        ({ Properties }) => Properties.PolicyDocument.Statement,
      );
    expect(rights).toEqual([
      expect.objectContaining({ Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'] }),
    ]);
  });

  test('outside of the VPC makes no rule', () => {
    const { stack, service, backend } = connected({ admittedBy: undefined });
    service.connectTo(backend);

    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });

  test('may be a construct of the CDK', () => {
    const { stack, vpc, service } = connected();
    const database = new DatabaseInstance(stack, 'Mysql', { vpc, engine: DatabaseInstanceEngine.MYSQL });
    service.connectTo(new ExistingBackend(stack, 'Orders', {
      port: 3306, environmentPrefix: 'ORDERS', admittedBy: database,
    }));

    const { GroupId } = only(Template.fromStack(stack), 'AWS::EC2::SecurityGroupIngress').Properties;
    expect(GroupId['Fn::GetAtt'][0]).toMatch(/^MysqlSecurityGroup/);
  });

  test('is connected to instances in the same way', () => {
    const { stack, vpc, backend } = connected();
    const tier = new ElasticWebTier(stack, 'Tier', {
      vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3')),
    });
    tier.connectTo(backend);

    const settings = Template.fromStack(stack).findResources('AWS::SSM::Parameter');
    expect(JSON.stringify(settings)).toContain('DB_HOST');
  });

  test('passes values that are known at deployment only', () => {
    const { stack } = stackWithVpc();
    const parameter = new CfnParameter(stack, 'Port', { type: 'Number' });

    expect(() => new ExistingBackend(stack, 'Legacy', {
      port: parameter.valueAsNumber, environmentPrefix: 'DB',
    })).not.toThrow();
  });

  test.each([
    ['port', { port: 0 }, '"port" must be an integer from 1 to 65535, got 0'],
    [
      'prefix', { environmentPrefix: '1DB' },
      '"environmentPrefix" must be letters, digits and "_" that do not begin with a digit, got "1DB"',
    ],
    [
      'secret in plain text', { environment: { TOKEN: 'x' } },
      '"environment" must hold no secrets, got "TOKEN": everyone who may read the task '
      + 'definition, or the settings of the instances, can read it; give it in "secrets" from Secrets Manager or the '
      + 'SSM Parameter Store',
    ],
    [
      'name', { environment: { 'A.B': 'x' } },
      '"environment" must have names of letters, digits, "_" that do not begin with a digit, got "A.B"',
    ],
    [
      'setting that looks like a secret', { environment: { TOKEN: 'x' } },
      '"environment" must hold no secrets, got "TOKEN": everyone who may read the task definition, or the settings '
      + 'of the instances, can read it; give it in "secrets" from Secrets Manager or the SSM Parameter Store',
    ],
  ])('fails with a wrong %s', (_, props, message) => {
    expect(() => connected(props)).toThrow(`Stack/Legacy (ExistingBackend) has an invalid prop:\n  ${message}`);
  });
});
