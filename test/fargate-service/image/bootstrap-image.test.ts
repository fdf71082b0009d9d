import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { FargateService, Migration, ServiceImage } from '../../../src/fargate-service';
import { bootstrapCommand } from '../../../src/fargate-service/image/bootstrap-image';
import { containerOf, HTTP } from '../support';
import { stackWithVpc } from '../../support/stacks';
import { only } from '../../support/templates';

// R-ECS-2
describe('the first deployment, while the repository is empty', () => {
  const { stack, vpc } = stackWithVpc();
  new FargateService(stack, 'Shop', {
    vpc,
    image: ServiceImage.managedRepository(),
    ingress: HTTP,
    port: 3000,
    migration: Migration.beforeStart({ command: ['migrate'] }),
    container: {
      command: ['shop'], entryPoint: ['/entry'], user: '1000', healthCheck: { command: ['curl', 'localhost'] },
      readonlyRootFilesystem: true,
    },
  });
  const template = Template.fromStack(stack);
  const container = containerOf(template);

  test('runs a pinned public placeholder, so nothing has to be built or pushed before', () => {
    expect(container.Image).toMatch(/^public\.ecr\.aws\/docker\/library\/node:\d+\.\d+\.\d+-alpine[\d.]+$/);
    expect(container.Command).toEqual(bootstrapCommand(3000));
    template.resourceCountIs('AWS::ECR::Repository', 1);
  });

  test('leaves out what only the application has', () => {
    expect(Object.keys(container)).not.toEqual(expect.arrayContaining([
      expect.stringMatching(/^(EntryPoint|User|HealthCheck)$/),
    ]));
    expect(containerOf(template, 'migration')).toBeUndefined();
  });

  test('keeps what is true of any container', () => {
    expect(container)
      .toMatchObject({
        ReadonlyRootFilesystem: true, PortMappings: [{ ContainerPort: 3000 }], Memory: 1024, StopTimeout: 30,
      });
  });

  test('says at synthesis that the placeholder runs', () => {
    Annotations.fromStack(stack).hasWarning(
      '/Stack/Shop', Match.stringLikeRegexp('the placeholder runs in place of the application: push an image'),
    );
  });

  test('switches to the application with the first tag', () => {
    const other = stackWithVpc();
    new FargateService(other.stack, 'Shop', {
      vpc: other.vpc, image: ServiceImage.managedRepository({ tag: '1.0.0' }), container: { command: ['shop'] },
    });
    const result = Template.fromStack(other.stack);

    expect(JSON.stringify(containerOf(result).Image)).toMatch(/ShopRepository.*:1\.0\.0"/);
    expect(containerOf(result).Command).toEqual(['shop']);
    expect(Annotations.fromStack(other.stack).findWarning('*', Match.anyValue())).toEqual([]);
    expect(only(result, 'AWS::ECR::Repository').id).toBe(only(template, 'AWS::ECR::Repository').id);
  });

  test('takes a port that is known at deployment only', () => {
    const other = stackWithVpc();
    const port = new CfnParameter(other.stack, 'P', { type: 'Number' }).valueAsNumber;
    new FargateService(other.stack, 'Shop', { vpc: other.vpc, image: ServiceImage.managedRepository(), port });

    expect(JSON.stringify(containerOf(Template.fromStack(other.stack)).Command)).toContain('{"Ref":"P"}');
  });
});

describe('the placeholder', () => {
  test('answers any health check path with 200, and ends on SIGTERM', async () => {
    const [, ...parameters] = bootstrapCommand(0);
    // port 0 lets the system choose a free one, which the program does not print: it is asked for through a line added
    // to it.
    const [evaluate, program, ...rest] = parameters;
    const server = spawn(
      process.execPath,
      [evaluate, program.replace(/\);$/, ', function () { console.log(this.address().port); });'), ...rest],
      {
        stdio: ['ignore', 'pipe', 'inherit'], env: {},
      },
    );
    const [line] = await once(server.stdout, 'data');
    const answers = await Promise.all(['/', '/health', '/any/path'].map((path) =>
      fetch(`http://127.0.0.1:${String(line).trim()}${path}`)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  }, 10_000);
});

describe('floating tags', () => {
  test.each([
    ['latest', ServiceImage.fromRegistry('nginx:latest'), 1], ['no tag', ServiceImage.fromRegistry('nginx'), 1],
    ['a tag', ServiceImage.fromRegistry('nginx:1'), 0],
    ['latest of a managed repository', ServiceImage.managedRepository({ tag: 'latest' }), 1],
  ])('%s', (_, image, warnings) => {
    const { stack, vpc } = stackWithVpc();
    new FargateService(stack, 'Shop', { vpc, image, container: { stopTimeout: Duration.seconds(5) } });

    expect(Annotations.fromStack(stack).findWarning(
      '*', Match.stringLikeRegexp('an image without a tag, or with the tag "latest"'),
    ))
      .toHaveLength(
        warnings,
      );
  });
});
