import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { App, Duration, Size } from 'aws-cdk-lib';
import { Deployment, FargateService, Migration, ServiceImage, Sidecar, Spot, TaskSize } from '../../src';
import { HTTP } from './support';
import { Queue } from '../support/queue';
import { stackWithVpc } from '../support/stacks';

// the CDK's own validator costs seconds and is off in all other tests; the demo runs it over every example.
test('a service with everything switched on passes the strict validation of the CDK', () => {
  const before = process.env.CDK_VALIDATION;
  process.env.CDK_VALIDATION = 'true';
  try {
    const { app, stack, vpc } = stackWithVpc({ app: new App({ context: {
      '@aws-cdk/core:validateAgainstDefaultRules': true, '@aws-cdk/core:strictCfnValidateErrors': true,
    } }) });
    const service = new FargateService(stack, 'Shop', {
      vpc,
      image: ServiceImage.managedRepository({ tag: '1' }),
      ingress: HTTP,
      deployment: Deployment.linear(),
      migration: Migration.beforeStart({ command: ['migrate'], timeout: Duration.seconds(60) }),
      task: {
        sidecars: [
          Sidecar.of({ name: 'proxy', image: ServiceImage.fromRegistry('nginx:1'), memoryMiB: 64, port: 9000 }),
        ],
        size: TaskSize.of({ cpu: 256, memoryMiB: 512, ephemeralStorage: Size.gibibytes(21) }),
        architecture: CpuArchitecture.ARM64,
        enableExecuteCommand: true,
      },
      spot: Spot.mixed(),
      container: { healthCheck: { command: ['true'] } },
    });
    service.connectTo(new Queue(stack, 'Queue', vpc, { rotates: true }));

    expect(() => app.synth()).not.toThrow();
  } finally {
    process.env.CDK_VALIDATION = before;
  }
}, 60_000);
