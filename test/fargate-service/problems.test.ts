// rules of a service that look at several props, at its VPC or its cluster, and their limits. A mistake that stands in
// the table of contract/bad-input/fargate-service.test.ts is not tried here again.
import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, CpuArchitecture, Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  CapacityRange, Deployment, FargateService, Ingress, Migration, ScalingPolicy, ServiceImage, Sidecar, Spot, TaskSize,
  type FargateServiceProps,
} from '../../src';
import { HTTP, IMAGE } from './support';
import { stackWithVpc } from '../support/stacks';

const sidecar = (name: string, memoryMiB: number, cpu?: number, port?: number) =>
  Sidecar.of({ name, image: IMAGE, memoryMiB, cpu, port });

/** What the constructor says about props, or nothing. */
function errorOf(props: Partial<FargateServiceProps>): string | undefined {
  const { stack, vpc } = stackWithVpc();
  try {
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, ...props });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const one = (problem: string) => `Stack/Shop (FargateService) has an invalid prop:\n  ${problem}`;

describe('rules of a service', () => {
  test.each<[string, Partial<FargateServiceProps>, string]>([
    [
      'an unknown architecture', { task: { architecture: CpuArchitecture.of('RISCV') } },
      '"task.architecture" must be one of X86_64, ARM64, got "RISCV"',
    ],
    ['an image with a space', { image: ServiceImage.fromRegistry('my app') },
      '"image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "my app"'],
    ['11 retries', { container: { healthCheck: { command: ['x'], retries: 11 } } },
      '"container.healthCheck.retries" must be an integer from 1 to 10, got 11'],
    [
      'a range from 0 that nothing leaves', { capacity: CapacityRange.between(0, 1) },
      '"scaling" must have a policy that starts the first one in a range from 0, got ["cpuTarget"]: nothing measures '
      + 'what does not run: add a backlogPerTarget policy or a schedule with "minCapacity", or raise the lower bound',
    ],
    [
      'a migration from a repository of its own',
      { migration: Migration.beforeStart({ command: ['x'], image: ServiceImage.managedRepository() }) },
      '"migration.image" must come from a repository that exists, got ServiceImage.managedRepository: use '
      + 'ServiceImage.fromRepository',
    ],
    [
      'a sidecar from a repository of its own',
      { task: { sidecars: [Sidecar.of({ name: 'a', image: ServiceImage.managedRepository(), memoryMiB: 8 })] } },
      '"task.sidecars[0].image" must come from a repository that exists, got ServiceImage.managedRepository: use '
      + 'ServiceImage.fromRepository',
    ],
    ['two sidecars of one name', { task: { sidecars: [sidecar('a', 8), sidecar('a', 8)] } },
      '"task.sidecars[1].name" must be unique in the task, and neither "app" nor "migration", got "a"'],
    ['sidecars that take all memory', { task: { sidecars: [sidecar('a', 512), sidecar('b', 512)] } },
      '"task.sidecars" must leave the application at least 6 of the 1024 MiB of the task, got 1024 MiB for sidecars: '
      + 'give a '
      + 'larger "task.size"'],
    ['sidecars that want more CPU than there is', { task: { sidecars: [sidecar('a', 8, 256), sidecar('b', 8, 257)] } },
      '"task.sidecars" must have together at most the 512 CPU units of the task, got 513: give a larger "task.size"'],
  ])('fail for %s', (_, props, problem) => {
    expect(errorOf(props)).toBe(one(problem));
  });

  test.each<[string, Partial<FargateServiceProps>]>([
    ['ports 1 and 65535', { port: 65535, task: { sidecars: [sidecar('a', 8, undefined, 1)] } }],
    ['no task at all', { capacity: CapacityRange.fixed(0) }],
    ['a range that begins at 0', {
      capacity: CapacityRange.between(0, 1), scaling: [
        ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 1 }),
      ],
    }],
    ['sidecars that leave 6 MiB', { task: { sidecars: [sidecar('a', 1018)] } }],
    ['sidecars that take all CPU', { task: { sidecars: [sidecar('a', 8, 256), sidecar('b', 8, 256)] } }],
    ['traffic shifting with an ingress', { ingress: HTTP, deployment: Deployment.linear() }],
  ])('accept %s', (_, props) => {
    expect(errorOf(props)).toBeUndefined();
  });

  test('fail for more containers than a task may have', () => {
    const many = (count: number) => Array.from({ length: count }, (_, i) => sidecar(`s${i}`, 8));
    const migration = Migration.beforeStart({ command: ['x'] });

    expect(errorOf({ task: { sidecars: many(9) } })).toBeUndefined();
    expect(errorOf({ task: { sidecars: many(8) }, migration })).toBeUndefined();
    expect(errorOf({ task: { sidecars: many(9) }, migration })).toBe(
      one('"task.sidecars" must be at most 8, got 9: a task has at most 10 containers, and the others are its own'));
  });

  test('fail for a name that is both a setting and a secret', () => {
    const secret = ContainerSecret.fromSecretsManager(Secret.fromSecretNameV2(new Stack(), 'Secret', 'shop'));

    expect(errorOf({ environment: { HOST: 'x' }, secrets: { HOST: secret } })).toBe(
      one('"environment" must share no name with "secrets", got "HOST": remove it from one of the two'));
  });

  // R-LB-3
  test('fail for a container that stops later than the load balancer waits', () => {
    const ingress = Ingress.http({ target: { deregistrationDelay: Duration.seconds(20) } });

    expect(errorOf({ ingress, container: { stopTimeout: Duration.seconds(20) } })).toBe(one(
      '"container.stopTimeout" must be shorter than "ingress.target.deregistrationDelay" (20 seconds), got 20 seconds: '
      + 'the load balancer waits no longer than that for open requests'));
    expect(errorOf({ ingress, container: { stopTimeout: Duration.seconds(19) } })).toBeUndefined();
    expect(errorOf({ ingress })).toBeUndefined();
  });

  test('fail for a drain time that is a number, as languages without types can pass', () => {
    expect(errorOf({ ingress: Ingress.http({ target: { deregistrationDelay: 20 as never } }) })).toBe(
      one('"ingress.target.deregistrationDelay" must be whole seconds from 0 seconds to 1 hour, got 20'),
    );
  });

  test('accept sizes and ports of sidecars that are known at deployment only', () => {
    const later = new CfnParameter(new Stack(), 'P', { type: 'Number' }).valueAsNumber;

    expect(errorOf({
      task: { size: TaskSize.of({ cpu: later, memoryMiB: later }), sidecars: [sidecar('a', 9999, 9999, 8080)] },
      port: later,
    }))
      .toBeUndefined();
    expect(errorOf({
      task: { sidecars: [sidecar('a', later, later, later), sidecar('b', 9999, 9999, later)] },
    })).toBeUndefined();
  });
});

describe('rules of the place that a service runs in', () => {
  test('fail for a cluster of another VPC', () => {
    const { stack, vpc } = stackWithVpc();
    const cluster = new Cluster(stack, 'Cluster', { vpc: new Vpc(stack, 'Other') });

    expect(() => new FargateService(stack, 'Shop', { vpc, cluster, image: IMAGE })).toThrow(new Error(
      one('"cluster" must be in the VPC of the service, got one in Stack/Other: the service is in Stack/Vpc')));
  });

  test('fail for a cluster of another imported VPC, and accept another import of the same', () => {
    const stack = new Stack(new App(), 'Stack');
    const [one1, same, other] = [['A', 'vpc-1'], ['B', 'vpc-1'], ['C', 'vpc-2']].map(([id, vpcId]) =>
      Vpc.fromVpcAttributes(stack, id, {
        vpcId, availabilityZones: ['a', 'b'], privateSubnetIds: ['s1', 's2'],
      }));
    const clusterIn = (id: string, vpc: typeof one1) =>
      Cluster.fromClusterAttributes(stack, id, { clusterName: 'shared', vpc });

    expect(() => new FargateService(stack, 'Shop', { vpc: one1, cluster: clusterIn('X', other), image: IMAGE }))
      .toThrow(
        new Error(
          one('"cluster" must be in the VPC of the service, got one in Stack/C: the service is in Stack/A')),
      );
    expect(() => new FargateService(stack, 'Good', {
      vpc: one1, cluster: clusterIn('Y', same), image: IMAGE,
    })).not.toThrow();
  });

  test('fail for Spot in a cluster that does not offer it', () => {
    const { stack, vpc } = stackWithVpc();
    const cluster = new Cluster(stack, 'Cluster', { vpc });

    expect(() => new FargateService(stack, 'Shop', { vpc, cluster, image: IMAGE, spot: Spot.only() })).toThrow(
      new Error(
        one(
          '"spot" must be used in a cluster with the capacity providers FARGATE and FARGATE_SPOT, got Stack/Cluster '
          + 'without them: '
          + 'set "enableFargateCapacityProviders" of the cluster',
        )),
    );
  });

  test('fail for a VPC with public subnets only', () => {
    const stack = new Stack(new App(), 'Stack');
    const vpc = new Vpc(stack, 'Vpc', { subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC }] });

    expect(() => new FargateService(stack, 'Shop', { vpc, image: IMAGE })).toThrow(new Error(
      one('"vpc" must have private or isolated subnets, got public ones only: '
        + 'the default VPC of an account has none: make a Network, or pass another VPC')));
  });

  // R-NET-2
  describe('without a way to the internet', () => {
    const isolated = () => {
      const stack = new Stack(new App(), 'Stack');
      return {
        stack,
        vpc: new Vpc(stack, 'Vpc', {
          natGateways: 0, subnetConfiguration: [{ name: 'Service', subnetType: SubnetType.PRIVATE_ISOLATED }],
        }),
      };
    };

    test('fail for images of public registries, wherever they are used', () => {
      const { stack, vpc } = isolated();
      const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'shop'), '1');
      const must = 'must come from a private ECR repository in a VPC without a way to the internet, got one of a '
        + 'public registry: '
        + 'copy it to a repository of yours and use ServiceImage.fromRepository, or give the VPC a NAT gateway';

      expect(() => new FargateService(stack, 'Shop', {
        vpc, image: IMAGE, migration: Migration.beforeStart({ command: ['x'], image: IMAGE }),
        task: { sidecars: [sidecar('a', 8)] },
      }))
        .toThrow(new Error('Stack/Shop (FargateService) has 3 invalid props:\n'
          + `  "image" ${must}\n  "migration.image" ${must}\n  "task.sidecars[0].image" ${must}`));
      expect(() => new FargateService(stack, 'Good', { vpc, image })).not.toThrow();
    });

    test('fail for the placeholder of an empty repository, and say what to do', () => {
      const { stack, vpc } = isolated();

      expect(() => new FargateService(stack, 'Shop', { vpc, image: ServiceImage.managedRepository() })).toThrow(
        new Error(
          one(
            '"image" must come from a private ECR repository in a VPC without a way to the internet, got the '
            + 'placeholder of an empty repository: '
            + 'make an ImageRepository in a stack of its own, push an image to it, and use '
            + 'ServiceImage.fromRepository',
          )),
      );
    });

    test('fail for an imported VPC without endpoints, and list them', () => {
      const stack = new Stack(new App(), 'Stack');
      const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
        vpcId: 'vpc-1', availabilityZones: ['a', 'b'], isolatedSubnetIds: ['s1', 's2'],
      });
      const image = ServiceImage.fromRepository(Repository.fromRepositoryName(stack, 'Images', 'shop'), '1');
      const secrets = { KEY: ContainerSecret.fromSecretsManager(new Secret(stack, 'Secret')) };

      expect(() => new FargateService(stack, 'Shop', {
        vpc, image, secrets,
        task: { enableExecuteCommand: true },
      })).toThrow(
        new Error(
          one(
            '"vpc" must have a NAT gateway, or VPC endpoints for ecr.api, ecr.dkr, logs, s3, secretsmanager, '
            + 'ssmmessages, got neither: '
            + 'create the endpoints, and declare them with Network.declareEndpoints(vpc, [...])',
          )),
      );
    });
  });
});
