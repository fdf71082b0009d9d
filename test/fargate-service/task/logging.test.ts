import { Match, Template } from 'aws-cdk-lib/assertions';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Secret as StoredSecret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  FargateService, Logging, LogOutput, Migration, ServiceImage, Sidecar, TaskSize, type FireLensOptions,
  type TaskOptions,
} from '../../../src';
import { stackWithVpc } from '../../support/stacks';
import { containerOf, IMAGE } from '../support';

const LOKI = LogOutput.of({ name: 'loki', options: { host: 'loki.example.com' } });

describe('logs that are routed elsewhere', () => {
  const { stack, vpc } = stackWithVpc();
  const key = Secret.fromSecretsManager(new StoredSecret(stack, 'ApiKey'));
  new FargateService(stack, 'Shop', {
    vpc, image: IMAGE, migration: Migration.beforeStart({ command: ['migrate'] }),
    task: {
      size: TaskSize.SMALL,
      sidecars: [Sidecar.of({ name: 'agent', image: IMAGE, memoryMiB: 64 })],
      logging: Logging.fireLens({
        output: LogOutput.of({ name: 'datadog', options: { TLS: 'on' }, secrets: { apikey: key } }),
      }),
    },
  });
  const template = Template.fromStack(stack);

  test('leave every container through the router, which they start after', () => {
    for (const name of ['app', 'migration', 'agent']) {
      expect(containerOf(template, name)).toMatchObject({
        LogConfiguration: {
          LogDriver: 'awsfirelens', Options: { Name: 'datadog', TLS: 'on' }, SecretOptions: [{ Name: 'apikey' }],
        },
        DependsOn: expect.arrayContaining([{ ContainerName: 'log-router', Condition: 'START' }]) as object[],
      });
    }
  });

  test('are routed by one container that is pinned, essential, limited, and logs to CloudWatch itself', () => {
    const [{ Properties }] = Object.values(template.findResources('AWS::ECS::TaskDefinition'));
    expect(Properties.ContainerDefinitions).toHaveLength(4);
    expect(containerOf(template, 'log-router')).toMatchObject({
      Image: 'public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32.0', Essential: true, Memory: 128,
      FirelensConfiguration: { Type: 'fluentbit', Options: { 'enable-ecs-log-metadata': 'true' } },
      LogConfiguration: { LogDriver: 'awslogs' },
    });
  });

  test('take the memory of the router from that of the task', () => {
    expect(containerOf(template).Memory).toBe(1024 - 64 - 128);
  });

  test('give no right but those for the secret and the own log', () => {
    const statements = JSON.stringify(template.findResources('AWS::IAM::ManagedPolicy'));
    expect(statements).not.toMatch(/firehose|kinesis|logs:CreateLogGroup/);
    expect(statements).toContain('secretsmanager:GetSecretValue');
  });

  test('may write to the one delivery stream that they go to', () => {
    const own = stackWithVpc();
    const stream = DeliveryStream.fromDeliveryStreamName(own.stack, 'Stream', 'lines');
    new FargateService(own.stack, 'Shop', {
      vpc: own.vpc, image: IMAGE,
      task: { logging: Logging.fireLens({ output: LogOutput.firehose(stream) }) },
    });
    const routed = Template.fromStack(own.stack);

    expect(containerOf(routed).LogConfiguration.Options)
      .toEqual({ Name: 'kinesis_firehose', region: { Ref: 'AWS::Region' }, delivery_stream: 'lines' });
    routed.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [Match.objectLike({
      Action: 'firehose:PutRecordBatch', Resource: { 'Fn::Join': Match.anyValue() },
    })] } });
  });

  test('read a file of the image of the router, never one of a bucket', () => {
    const own = stackWithVpc();
    new FargateService(own.stack, 'Shop', {
      vpc: own.vpc, image: IMAGE,
      task: { logging: Logging.fireLens({ output: LOKI, image: IMAGE, configFile: '/fluent-bit/extra.conf' }) },
    });

    expect(containerOf(Template.fromStack(own.stack), 'log-router').FirelensConfiguration.Options).toMatchObject({
      'config-file-type': 'file', 'config-file-value': '/fluent-bit/extra.conf',
    });
  });
});

describe('a router that cannot work', () => {
  const { stack, vpc } = stackWithVpc();
  let count = 0;
  const make = (options: Partial<FireLensOptions>, task: TaskOptions = {}) =>
    new FargateService(stack, `Shop${count += 1}`, {
      vpc, image: IMAGE, task: { logging: Logging.fireLens({ output: LOKI, ...options }), ...task },
    });
  const outputOf = (options: object) => ({ output: LogOutput.of({ name: 'loki', ...options } as never) });

  test.each<[Partial<FireLensOptions>, TaskOptions, string]>([
    [{ output: 'loki' as never }, {}, '"task.logging.output" must be made with a factory of LogOutput, got "loki"'],
    [{ memoryMiB: 16 }, {}, '"task.logging.memoryMiB" must be an integer of at least 32 MiB, got 16'],
    [{ configFile: '/extra.conf' }, {}, '"task.logging.configFile" must be left out without an "image" of yours'],
    [{ configFile: 'extra.conf', image: IMAGE }, {}, '"task.logging.configFile" must be an absolute path in the image'],
    [{ image: ServiceImage.managedRepository() }, {}, '"task.logging.image" must come from a repository that exists'],
    [outputOf({ name: '' }), {}, '"task.logging.output.name" must be the name of an output plugin, got ""'],
    [outputOf({ options: { Name: 'es' } }), {},
      '"task.logging.output.options" must leave the name of the plugin to "name"'],
    [outputOf({ options: { apikey: 'abc' } }), {}, '"task.logging.output.options" must hold no secrets, got "apikey"'],
    [outputOf({ options: { http_passwd: 'abc' } }), {}, '"task.logging.output.options" must hold no secrets'],
    [outputOf({ secrets: { apikey: 'abc' } }), {}, '"task.logging.output.secrets.apikey" must be a secret'],
    [{ memoryMiB: 1020 }, { size: TaskSize.SMALL },
      '"task.logging" must leave the application at least 6 of the 1024 MiB of the task, got 1020 MiB for the log '
      + 'router'],
    [{}, { sidecars: [Sidecar.of({ name: 'log-router', image: IMAGE, memoryMiB: 64 })] },
      '"task.sidecars[0].name" must be unique in the task, and neither "app" nor "migration", got "log-router"'],
    [{}, { sidecars: [Sidecar.of({ name: 'b', image: IMAGE, memoryMiB: 64, port: 24224 })] },
      '"task.sidecars[0].port" must be a port that no other container of the task listens on, got 24224'],
  ])('%# is rejected', (options, more, problem) => {
    expect(() => make(options, more)).toThrow(problem);
  });

  test('a text in place of the router is rejected', () => {
    expect(() => make({}, { logging: 'datadog' as never }))
      .toThrow('"task.logging" must be made with a factory of Logging, got "datadog"');
  });

  test.each<[Partial<FireLensOptions>, TaskOptions]>([
    [{ memoryMiB: 32 }, {}], [{ memoryMiB: 1018 }, { size: TaskSize.SMALL }],
    [outputOf({ options: { tls: 'on', http_user: 'shop' } }), {}],
  ])('%# passes', (options, more) => {
    expect(() => make(options, more)).not.toThrow();
  });
});
