// secrets whose keys the app makes in another stack than that of the reader.
import { App, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret, type ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  BackendAccess, Bootstrap, ElasticWebTier, ExistingBackend, FargateService, JobSchedule, Logging, LogOutput, Migration,
  PostgresDatabase, ScheduledJob, ServiceImage, Sidecar, TierImage, ValkeyCache, type FargateServiceProps,
} from '../../src';
import type { Properties } from '../support/templates';

const env = { account: '111122223333', region: 'eu-west-1' };
const NGINX = 'public.ecr.aws/nginx/nginx:1.27.3';
const image = ServiceImage.fromRegistry(NGINX);
const CODE = (secret: ISecret) => ({ CODE: TaskSecret.fromSecretsManager(secret, 'password') });
const VIA = { StringEquals: { 'kms:ViaService': expect.objectContaining({ 'Fn::Join': expect.anything() }) } };

/** A stack of the security team, and one that reads what it keeps. */
function stacks() {
  const app = new App();
  const [safe, stack] = [new Stack(app, 'Safe', { env }), new Stack(app, 'Stack', { env })];
  const key = new Key(safe, 'Key');
  return { safe, stack, key, vpc: new Vpc(stack, 'Vpc') };
}
type Made = ReturnType<typeof stacks>;

const secretIn = (stack: Stack, encryptionKey: Key) => new Secret(stack, 'Code', {
  encryptionKey, generateSecretString: { secretStringTemplate: '{"username":"shop"}', generateStringKey: 'password' },
});
const serviceOf = ({ stack, vpc }: Made, props: Partial<FargateServiceProps>) =>
  new FargateService(stack, 'Shop', { vpc, image, ...props });
const backendOf = ({ stack }: Made, secret: ISecret) => new ExistingBackend(stack, 'Backend', {
  port: 5432, environmentPrefix: 'DB', rotatingSecret: secret,
});

/** Statements of all roles that let somebody decrypt. */
function decryptions(stack: Stack): Properties[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'))
    .flatMap(({ Properties: { PolicyDocument } }) => PolicyDocument.Statement as Properties[])
    .filter(({ Action }) => Action === 'kms:Decrypt');
}

test.each<[string, (made: Made, secret: Secret) => unknown]>([
  ['an application', (made, secret) => serviceOf(made, { secrets: CODE(secret) })],
  ['a migration', (made, secret) =>
    serviceOf(made, { migration: Migration.beforeStart({ command: ['x'], secrets: CODE(secret) }) })],
  ['a container beside it', (made, secret) => serviceOf(made, { task: { sidecars: [
    Sidecar.of({ name: 'proxy', image, memoryMiB: 64, secrets: CODE(secret) }),
  ] } })],
  ['a log router', (made, secret) => serviceOf(made, { task: {
    logging: Logging.fireLens({ output: LogOutput.of({ name: 'datadog', secrets: CODE(secret) }) }),
  } })],
  ['a registry', (made, secret) =>
    serviceOf(made, { image: ServiceImage.fromRegistry('registry.example.com/shop:1', { credentials: secret }) })],
  ['a job', (made, secret) => new ScheduledJob(made.stack, 'Job', {
    service: serviceOf(made, {}), schedule: JobSchedule.every(Duration.hours(1)), command: ['x'], secrets: CODE(secret),
  })],
  ['instances', ({ stack, vpc }, secret) => new ElasticWebTier(stack, 'Shop', {
    vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry(NGINX)), secrets: CODE(secret),
  })],
  ['a backend', (made, secret) => serviceOf(made, {}).connectTo(new ExistingBackend(made.stack, 'Backend', {
    port: 5432, environmentPrefix: 'DB', secrets: { PASSWORD: TaskSecret.fromSecretsManager(secret) },
  }))],
  ['a backend that rotates', (made, secret) => serviceOf(made, {}).connectTo(backendOf(made, secret))],
  ['a backend whose secret is read at run time', (made, secret) =>
    serviceOf(made, {}).connectTo(backendOf(made, secret), { access: BackendAccess.secretAtRunTime() })],
])('a secret and its key in another stack are read by %s', (_, build) => {
  const made = stacks();
  const secret = secretIn(made.safe, made.key);
  build(made, secret);

  expect(decryptions(made.stack)).toEqual([expect.objectContaining({ Effect: 'Allow', Condition: VIA })]);
  expect(JSON.stringify(Template.fromStack(made.safe).findResources('AWS::KMS::Key'))).not.toContain('Stack:');
});

test('a secret of the stack may have a key of another one', () => {
  const made = stacks();
  serviceOf(made, { secrets: CODE(secretIn(made.stack, made.key)) });

  expect(decryptions(made.stack)).toHaveLength(1);
});

test('a key of the same stack says it in its policy, as the CDK does', () => {
  const made = stacks();
  serviceOf(made, { secrets: CODE(secretIn(made.stack, new Key(made.stack, 'Own'))) });

  expect(decryptions(made.stack)).toEqual([]);
  expect(JSON.stringify(Template.fromStack(made.stack).findResources('AWS::KMS::Key'))).toContain('ExecutionRole');
});

describe('a backend in another VPC', () => {
  const warnings = (stack: Stack) => Annotations.fromStack(stack)
    .findWarning('*', Match.stringLikeRegexp('another VPC')).map(({ entry }) => String(entry.data));
  const other = ({ stack }: Made) => new Vpc(stack, 'Other');

  test.each<[string, (made: Made, vpc: Vpc) => Parameters<FargateService['connectTo']>[0]]>([
    ['a database', ({ stack }, vpc) => new PostgresDatabase(stack, 'Data', { vpc })],
    ['a cache', ({ stack }, vpc) => new ValkeyCache(stack, 'Data', { vpc })],
    ['a backend that exists', ({ stack }, vpc) => new ExistingBackend(stack, 'Data', {
      port: 5432, environmentPrefix: 'DB', admittedBy: new SecurityGroup(stack, 'Group', { vpc }),
    })],
  ])('is said, because only a way between the VPCs leads there: %s', (_, build) => {
    const made = stacks();
    serviceOf(made, {}).connectTo(build(made, other(made)));

    expect(warnings(made.stack)).toEqual([expect.stringContaining(
      'Stack/Data is in another VPC than the service, Stack/Vpc: the service needs a VPC peering connection',
    )]);
  });

  test('is said for instances', () => {
    const made = stacks();
    new ElasticWebTier(made.stack, 'Tier', {
      vpc: made.vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry(NGINX)),
    }).connectTo(new ValkeyCache(made.stack, 'Data', { vpc: other(made) }));

    expect(warnings(made.stack)).toHaveLength(1);
  });

  test('is not said where one VPC is imported, because that may be the other one', () => {
    const made = stacks();
    const vpc = Vpc.fromVpcAttributes(made.stack, 'Theirs', {
      vpcId: 'vpc-1', availabilityZones: ['eu-west-1a', 'eu-west-1b'], privateSubnetIds: ['subnet-1', 'subnet-2'],
    });
    new ElasticWebTier(made.stack, 'Tier', { vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry(NGINX)) })
      .connectTo(new ValkeyCache(made.stack, 'Data', { vpc: other(made) }));

    expect(warnings(made.stack)).toEqual([]);
  });

  test('is not said in one VPC, nor of a group that is imported', () => {
    const made = stacks();
    const service = serviceOf(made, {});
    service.connectTo(new PostgresDatabase(made.stack, 'Data', { vpc: made.vpc }));
    service.connectTo(new ExistingBackend(made.stack, 'Old', {
      port: 6379, environmentPrefix: 'OLD',
      admittedBy: SecurityGroup.fromSecurityGroupId(made.stack, 'Group', 'sg-0123456789abcdef0'),
    }));

    expect(warnings(made.stack)).toEqual([]);
  });
});
