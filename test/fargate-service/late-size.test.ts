import { App, CfnParameter, SecretValue, Stack } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { Key, KeySpec } from 'aws-cdk-lib/aws-kms';
import { Secret as StoredSecret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  Bootstrap, ElasticWebTier, ExistingBackend, FargateService, ImageRepository, Migration, ServiceImage, Sidecar,
  TierImage, type FargateServiceProps,
} from '../../src';
import { stackWithVpc } from '../support/stacks';
import { IMAGE } from './support';

const ENV = { env: { account: '111122223333', region: 'eu-west-1' } };
const backend = (scope: Stack, size: number) => new ExistingBackend(scope, 'Backend', {
  port: 5432, environmentPrefix: 'DB', environment: { TEXT: 'x'.repeat(size) },
});

describe('what is connected counts in the size', () => {
  const connected = (size: number) => {
    const { app, stack, vpc } = stackWithVpc();
    new FargateService(stack, 'Shop', { vpc, image: IMAGE }).connectTo(backend(stack, size));
    return app;
  };

  test('of a task definition', () => {
    expect(() => connected(66_000).synth())
      .toThrow(/the task definition must have at most 65536 bytes, got 66\d{3} with what was connected/);
    expect(() => connected(64_000).synth()).not.toThrow();
  });

  test('of the settings of instances', () => {
    const tier = (size: number) => {
      const { app, stack, vpc } = stackWithVpc({ props: ENV });
      const bootstrap = Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'));
      new ElasticWebTier(stack, 'Web', { vpc, bootstrap }).connectTo(backend(stack, size));
      return app;
    };

    expect(() => tier(9000).synth()).toThrow(/the settings must have at most 8192 bytes, got 90\d{2} with what was/);
    expect(() => tier(8000).synth()).not.toThrow();
  });
});

describe('a field that is injected', () => {
  const { stack, vpc } = stackWithVpc();
  const template = JSON.stringify({ username: 'shop' });
  const secret = new StoredSecret(stack, 'Login', {
    generateSecretString: { secretStringTemplate: template, generateStringKey: 'password' },
  });
  const plain = new StoredSecret(stack, 'Plain');
  let count = 0;
  const inject = (source: ISecret, field?: string) => ({ VALUE: Secret.fromSecretsManager(source, field) });
  const make = (props: Partial<FargateServiceProps>) =>
    new FargateService(stack, `Shop${count += 1}`, { vpc, image: IMAGE, ...props });

  test.each<[Partial<FargateServiceProps>, string]>([
    [{ secrets: inject(secret, 'user') },
      '"secrets.VALUE" must have the field "user", got only "username", "password"'],
    [{ migration: Migration.beforeStart({ command: ['m'], secrets: inject(secret, 'pass') }) },
      '"migration.secrets.VALUE" must have the field "pass"'],
    [{ task: { sidecars: [Sidecar.of({ name: 'a', image: IMAGE, memoryMiB: 64, secrets: inject(secret, 'x') })] } },
      '"task.sidecars[0].secrets.VALUE" must have the field "x"'],
  ])('%# has to be there', (props, problem) => {
    expect(() => make(props)).toThrow(problem);
  });

  test.each<[Partial<FargateServiceProps>]>([
    [{ secrets: inject(secret, 'password') }], [{ secrets: inject(secret) }], [{ secrets: inject(plain) }],
    [{ secrets: inject(plain, 'filledByHand') }],
    [{ secrets: inject(StoredSecret.fromSecretNameV2(stack, 'Imported', 'shop/login'), 'anything') }],
    [{ secrets: inject(new StoredSecret(stack, 'Given', {
      secretObjectValue: { user: SecretValue.unsafePlainText('shop') },
    }), 'user') }],
    [{ secrets: inject(new StoredSecret(stack, 'Later', {
      secretStringValue: SecretValue.cfnParameter(new CfnParameter(stack, 'Value', { noEcho: true })),
    }), 'user') }],
    [{ secrets: { VALUE: Secret.fromSsmParameter(
      StringParameter.fromStringParameterName(stack, 'Parameter', '/shop/user'),
    ) } }],
    [{ secrets: { VALUE: Secret.fromSecretsManagerVersion(secret, { versionStage: 'AWSPREVIOUS' }, 'username') } }],
  ])('%# passes', (props) => {
    expect(() => make(props)).not.toThrow();
  });

  test('of an existing backend has to be there, too', () => {
    expect(() => new ExistingBackend(stack, 'Backend', {
      port: 5432, environmentPrefix: 'DB', secrets: { USER: Secret.fromSecretsManager(secret, 'user') },
    })).toThrow('"secrets.USER" must have the field "user", got only "username", "password"');
  });
});

describe('the key of a repository', () => {
  const stack = new Stack(new App(), 'Stack', ENV);

  test('encrypts', () => {
    const encryptionKey = new Key(stack, 'Key', { keySpec: KeySpec.RSA_2048 });
    expect(() => new ImageRepository(stack, 'Images', { encryptionKey }))
      .toThrow('"encryptionKey" must be a symmetric key for encryption, got "RSA_2048"');
  });

  test('is of the Region, also in a repository that the service makes', () => {
    const own = stackWithVpc({ props: ENV });
    const encryptionKey = Key.fromKeyArn(own.stack, 'Far', 'arn:aws:kms:us-east-1:111122223333:key/1');

    expect(() => new ImageRepository(own.stack, 'Images', { encryptionKey }))
      .toThrow('"encryptionKey" must be in the Region eu-west-1 of the stack, got one in us-east-1');
    expect(() => new FargateService(own.stack, 'Shop', {
      vpc: own.vpc, image: ServiceImage.managedRepository({ tag: '1', encryptionKey }),
    })).toThrow('"image.encryptionKey" must be in the Region eu-west-1 of the stack');
  });
});
