import { Template } from 'aws-cdk-lib/assertions';
import {
  BackendAccess, FargateService, PostgresDatabase, ServiceImage, ValkeyCache, type ConnectOptions,
} from '../../src';
import { stackWithVpc, THREE_TIERS } from '../support/stacks';
import { only, type Properties } from '../support/templates';

function connected(options: ConnectOptions, secrets = {}): Template {
  const { stack, vpc } = stackWithVpc({ vpc: THREE_TIERS });
  const shop = new FargateService(stack, 'Shop', {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'), secrets,
  });
  shop.connectTo(new PostgresDatabase(stack, 'Database', { vpc }), options);
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
