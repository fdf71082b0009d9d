import fs from 'node:fs';
import { CfnParameter, Duration, Lazy, Size } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { CpuArchitecture, Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { Ingress, Logging, Profile } from '../../../src';
import { FargateService, Migration, ServiceImage, Sidecar, TaskSize } from '../../../src/fargate-service';
import { containerOf, IMAGE, serviceTemplate } from '../support';
import { stackWithVpc } from '../../support/stacks';
import { only, type Properties } from '../../support/templates';

// R-ECS-1
describe('task of a service with defaults', () => {
  const { template } = serviceTemplate();
  const { Properties: properties } = only(template, 'AWS::ECS::TaskDefinition');

  test('has half a vCPU and 1 GiB in production', () => {
    expect(properties)
      .toMatchObject({ Cpu: '512', Memory: '1024', NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'] });
  });

  // R-ECS-3
  test('runs on X86_64', () => {
    expect(properties.RuntimePlatform).toEqual({ CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' });
  });

  test('serves port 8080', () => {
    expect(containerOf(template).PortMappings).toEqual([{ ContainerPort: 8080, Protocol: 'tcp' }]);
  });

  // R-MON-5
  test('logs to a group of its own, and goes on when CloudWatch does not answer', () => {
    expect(containerOf(template).LogConfiguration).toEqual({
      LogDriver: 'awslogs',
      Options: {
        'awslogs-group': { Ref: expect.stringMatching(/^ShopTaskLogGroup/) },
        'awslogs-region': { Ref: 'AWS::Region' },
        'awslogs-stream-prefix': 'task',
        'mode': 'non-blocking',
        'max-buffer-size': '26214400b',
      },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('has an init process, a memory limit and 30 seconds to stop', () => {
    expect(containerOf(template))
      .toMatchObject({ LinuxParameters: { InitProcessEnabled: true }, Memory: 1024, StopTimeout: 30, Essential: true });
  });

  // R-SEC-1
  test('gets no environment from the library', () => {
    expect(containerOf(template)).not.toHaveProperty('Environment');
  });

  // R-ECS-4
  test('has two roles without inline or AWS managed policies, assumed by tasks of this account only', () => {
    template.resourceCountIs('AWS::IAM::Role', 2);
    template.resourceCountIs('AWS::IAM::Policy', 0);
    template.hasResourceProperties('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [Match.objectLike({
      Principal: { Service: 'ecs-tasks.amazonaws.com' },
      Condition: Match.objectLike({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } }),
    })] } });
  });

  test('may only write its own logs', () => {
    const { Properties: policy } = only(template, 'AWS::IAM::ManagedPolicy');

    expect(policy.PolicyDocument.Statement).toEqual([{
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow',
      Resource: { 'Fn::GetAtt': [expect.stringMatching(/^ShopTaskLogGroup/), 'Arn'] },
    }]);
  });
});

describe('task of a service', () => {
  // R-DEL-1
  test.each([
    [Profile.DEVELOPMENT, '256', '512', 7], [Profile.STAGING, '256', '512', 30],
    [Profile.REGULATED, '512', '1024', 365],
  ])(
    '%#: size and log retention follow the profile', (profile, cpu, memory, retention) => {
      const { stack, vpc } = stackWithVpc();
      profile.applyTo(stack);
      new FargateService(stack, 'Shop', { vpc, image: IMAGE });
      const template = Template.fromStack(stack);

      template.hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: cpu, Memory: memory });
      template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: retention });
    });

  test('takes every setting of its container', () => {
    const { template } = serviceTemplate({
      port: 3000,
      task: {
        size: TaskSize.of({ cpu: 1024, memoryMiB: 3072, ephemeralStorage: Size.gibibytes(50) }),
        architecture: CpuArchitecture.ARM64,
        logging: Logging.cloudWatch({ retention: RetentionDays.THREE_DAYS }),
      },
      environment: { LOG_LEVEL: 'debug' },
      container: {
        command: ['node', 'server.js'],
        entryPoint: ['/entry'],
        user: '1000:1000',
        readonlyRootFilesystem: true,
        stopTimeout: Duration.seconds(120),
        healthCheck: {
          command: ['CMD', 'true'], interval: Duration.seconds(10), timeout: Duration.seconds(2), retries: 2,
          startPeriod: Duration.seconds(5),
        },
      },
    });

    template.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Cpu: '1024', Memory: '3072', EphemeralStorage: { SizeInGiB: 50 },
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    });
    expect(containerOf(template)).toMatchObject({
      Command: ['node', 'server.js'],
      EntryPoint: ['/entry'],
      User: '1000:1000',
      ReadonlyRootFilesystem: true,
      StopTimeout: 120,
      Memory: 3072,
      Environment: [{ Name: 'LOG_LEVEL', Value: 'debug' }],
      PortMappings: [{ ContainerPort: 3000 }],
      HealthCheck: { Command: ['CMD', 'true'], Interval: 10, Timeout: 2, Retries: 2, StartPeriod: 5 },
    });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 3 });
  });

  // R-LB-3
  test('stops within half the time that its load balancer waits for open requests', () => {
    const ingress = Ingress.http({ target: { deregistrationDelay: Duration.seconds(20) } });

    expect(containerOf(serviceTemplate({ ingress }).template).StopTimeout).toBe(10);
  });

  // R-ECS-4
  test('reads exactly the secrets and parameters that it is given', () => {
    const { stack, vpc } = stackWithVpc();
    const secret = new Secret(stack, 'Secret');
    const parameter = StringParameter.fromStringParameterName(stack, 'Parameter', '/shop/level');
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, secrets: {
      DB_PASSWORD: ContainerSecret.fromSecretsManager(secret, 'password'),
      LEVEL: ContainerSecret.fromSsmParameter(parameter),
    } });
    const template = Template.fromStack(stack);

    expect(containerOf(template).Secrets.map(({ Name }: { Name: string }) => Name)).toEqual(['DB_PASSWORD', 'LEVEL']);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([
      Match.objectLike({
        Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
        Resource: { Ref: Match.stringLikeRegexp('^Secret') },
      }),
    ]) } });
  });

  test('values that are known at deployment only are rendered unchanged', () => {
    const { stack, vpc } = stackWithVpc();
    const parameter = new CfnParameter(stack, 'P', { type: 'Number' }).valueAsNumber;
    new FargateService(stack, 'Shop', {
      vpc,
      image: ServiceImage.fromRegistry(`public.ecr.aws/nginx/nginx:${new CfnParameter(stack, 'Tag').valueAsString}`),
      port: parameter,
      task: { size: TaskSize.of({ cpu: parameter, memoryMiB: parameter }) },
      environment: { LEVEL: Lazy.string({ produce: () => 'debug' }) },
      container: { stopTimeout: Duration.seconds(parameter), healthCheck: { command: ['true'], retries: parameter } },
    });
    const template = Template.fromStack(stack);

    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: { Ref: 'P' }, Memory: { Ref: 'P' } });
    expect(containerOf(template)).toMatchObject({
      Image: { 'Fn::Join': ['', ['public.ecr.aws/nginx/nginx:', { Ref: 'Tag' }]] },
      PortMappings: [{ ContainerPort: { Ref: 'P' } }],
      StopTimeout: { Ref: 'P' },
      HealthCheck: { Retries: { Ref: 'P' } },
      Environment: [{ Name: 'LEVEL', Value: 'debug' }],
    });
  });
});

// R-ECS-5
describe('migration', () => {
  const migration = Migration.beforeStart({ command: ['npm', 'run', 'migrate'], timeout: Duration.seconds(120) });

  test('runs the image of the application before it, and the application waits for its success', () => {
    const { template } = serviceTemplate({ migration, container: { user: 'node' } });

    expect(containerOf(template, 'migration')).toMatchObject({
      Image: 'public.ecr.aws/nginx/nginx:1.27.3', Command: ['npm', 'run', 'migrate'], Essential: false,
      StartTimeout: 120, User: 'node',
      LinuxParameters: { InitProcessEnabled: true }, LogConfiguration: { LogDriver: 'awslogs' },
    });
    expect(containerOf(template).DependsOn).toEqual([{ ContainerName: 'migration', Condition: 'SUCCESS' }]);
  });

  test('may use all memory of the task, because it runs alone', () => {
    const { template } = serviceTemplate({ migration });

    expect(containerOf(template, 'migration')).not.toHaveProperty('Memory');
    expect(containerOf(template).Memory).toBe(1024);
  });

  test('takes no traffic', () => {
    expect(containerOf(serviceTemplate({ migration }).template, 'migration')).not.toHaveProperty('PortMappings');
  });

  test('has the settings of the application, and its own win', () => {
    const { stack, vpc } = stackWithVpc();
    const [reader, owner] = ['Reader', 'Owner'].map((id) => ContainerSecret.fromSecretsManager(new Secret(stack, id)));
    new FargateService(stack, 'Shop', {
      vpc,
      image: IMAGE,
      environment: { LEVEL: 'info', HOST: 'a' },
      secrets: { DB_PASSWORD: reader, OTHER: reader },
      migration: Migration.beforeStart({
        command: ['x'], environment: { LEVEL: 'debug', OTHER: 'plain' }, secrets: { DB_PASSWORD: owner },
      }),
    });
    const container = containerOf(Template.fromStack(stack), 'migration');

    expect(container.Environment)
      .toEqual([{ Name: 'HOST', Value: 'a' }, { Name: 'LEVEL', Value: 'debug' }, { Name: 'OTHER', Value: 'plain' }]);
    expect(container.Secrets).toEqual([{ Name: 'DB_PASSWORD', ValueFrom: { Ref: expect.stringMatching(/^Owner/) } }]);
  });

  test('can run an image of its own', () => {
    const { template } = serviceTemplate({
      migration: Migration.beforeStart({ command: ['x'], image: ServiceImage.fromRegistry('flyway/flyway:11') }),
    });

    expect(containerOf(template, 'migration').Image).toBe('flyway/flyway:11');
  });
});

describe('sidecars', () => {
  const proxy = Sidecar.of({
    name: 'proxy', image: ServiceImage.fromRegistry('nginx:1'), memoryMiB: 128, cpu: 64, port: 9000, command: ['x'],
  });
  const checked = Sidecar.of({
    name: 'agent', image: ServiceImage.fromRegistry('agent:1'), memoryMiB: 64, essential: true,
    healthCheck: { command: ['true'] },
  });
  const { template } = serviceTemplate({ task: { sidecars: [proxy, checked] } });

  test('leave the application the rest of the memory', () => {
    expect(containerOf(template).Memory).toBe(1024 - 128 - 64);
    expect(containerOf(template, 'proxy'))
      .toMatchObject({ Memory: 128, Cpu: 64, PortMappings: [{ ContainerPort: 9000 }], Command: ['x'] });
  });

  test('do not take the application down unless they are essential', () => {
    expect(containerOf(template, 'proxy').Essential).toBe(false);
    expect(containerOf(template, 'agent').Essential).toBe(true);
  });

  test('start before the application, which waits for the health of those that have a check', () => {
    expect(containerOf(template).DependsOn).toEqual([
      { ContainerName: 'proxy', Condition: 'START' }, { ContainerName: 'agent', Condition: 'HEALTHY' },
    ]);
  });

  test('log to the group of the service', () => {
    expect(containerOf(template, 'proxy').LogConfiguration).toEqual(containerOf(template).LogConfiguration);
  });
});

describe('image of a service', () => {
  test('from a repository is pulled by tag with exactly the right to do so', () => {
    const { stack, vpc } = stackWithVpc();
    const repository = new Repository(stack, 'Repository');
    new FargateService(stack, 'Shop', { vpc, image: ServiceImage.fromRepository(repository, '1.4.2') });
    const template = Template.fromStack(stack);

    expect(JSON.stringify(containerOf(template).Image)).toContain(':1.4.2"');
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([
      {
        Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], Effect: 'Allow',
        Resource: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Repository'), 'Arn'] },
      },
      { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' },
    ]) } });
  });

  test('by digest is pulled by digest', () => {
    const { stack, vpc } = stackWithVpc();
    const digest = `sha256:${'a1'.repeat(32)}`;
    new FargateService(stack, 'Shop', {
      vpc, image: ServiceImage.fromRepository(new Repository(stack, 'Repository'), digest),
    });

    expect(JSON.stringify(containerOf(Template.fromStack(stack)).Image)).toContain(`@${digest}"`);
  });

  // R-ECS-3
  test.each([
    [undefined, 'linux/amd64'], [CpuArchitecture.X86_64, 'linux/amd64'], [CpuArchitecture.ARM64, 'linux/arm64'],
  ])(
    '%#: from a directory is built for the architecture of the task', (architecture, platform) => {
      const { app, stack, vpc } = stackWithVpc();
      new FargateService(stack, 'Shop', {
        vpc,
        task: { architecture },
        image: ServiceImage.fromAsset(`${__dirname}/image`, { buildArgs: { A: 'b' }, target: 'run' }),
      });
      const manifest = JSON.parse(fs.readFileSync(`${app.synth().directory}/Stack.assets.json`, 'utf8'));
      const [asset] = Object.values<Properties>(manifest.dockerImages);

      expect(asset.source).toMatchObject({ platform, dockerBuildArgs: { A: 'b' }, dockerBuildTarget: 'run' });
    });

  test('from a private registry reads its credentials', () => {
    const { stack, vpc } = stackWithVpc();
    const credentials = new Secret(stack, 'Credentials', {
      generateSecretString: { secretStringTemplate: '{"username":"robot"}', generateStringKey: 'password' },
    });
    new FargateService(stack, 'Shop', { vpc, image: ServiceImage.fromRegistry('ghcr.io/a/b:1', { credentials }) });
    const template = Template.fromStack(stack);

    expect(containerOf(template).RepositoryCredentials)
      .toEqual({ CredentialsParameter: { Ref: expect.stringMatching(/^Credentials/) } });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: Match.arrayWith([
      Match.objectLike({ Resource: { Ref: Match.stringLikeRegexp('^Credentials') } }),
    ]) } });
  });
});
