// what a service is given by others: VPC, cluster, namespace, alarms, images; and values of closed lists.
import { App, Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SecurityGroup, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import {
  CapacityRange, Deployment, FargateService, Network, ScalingPolicy, ServiceConnect, ServiceImage, Sidecar,
  type FargateServiceProps, type ScalingScheduleOptions,
} from '../../src';
import { secondCopy } from '../support/second-copy';
import { stackWithVpc } from '../support/stacks';
import { only } from '../support/templates';
import { HTTP, IMAGE } from './support';

const EU = { account: '111122223333', region: 'eu-west-1' };
type Overrides = (stack: Stack) => Partial<FargateServiceProps>;

function inEurope(overrides: Overrides): () => unknown {
  const { stack, vpc } = stackWithVpc({ props: { env: EU } });
  return () => new FargateService(stack, 'Shop', { vpc, image: IMAGE, ...overrides(stack) });
}
const fails = (overrides: Overrides, problem: string) => expect(inEurope(overrides))
  .toThrow(new Error(`Stack/Shop (FargateService) has an invalid prop:\n  ${problem}`));
const passes = (overrides: Overrides) => expect(inEurope(overrides)).not.toThrow();

describe('the cluster of a service', () => {
  const arn = (region: string, account = EU.account) => `arn:aws:ecs:${region}:${account}:cluster/shared`;

  test('knows its VPC', () => fails((stack) => ({ cluster: Cluster.fromClusterArn(stack, 'Shared', arn('eu-west-1')) }),
    '"cluster" must know its VPC, got Stack/Shared without one: import it with Cluster.fromClusterAttributes'));

  test.each([
    ['us-east-1', EU.account, 'Region eu-west-1 of the stack, got one in us-east-1'],
    ['eu-west-1', '444455556666', 'account 111122223333 of the stack, got one in 444455556666'],
  ])('is where the service is, not in %s of %s', (region, account, got) => fails((stack) => ({
    cluster: Cluster.fromClusterAttributes(stack, 'Shared', {
      clusterName: 'shared', clusterArn: arn(region, account), vpc: stack.node.findChild('Vpc') as Vpc,
    }),
  }), `"cluster" must be in the ${got}: a service is where its cluster is`));

  test('may be imported', () => passes((stack) => ({
    cluster: Cluster.fromClusterAttributes(stack, 'Shared', {
      clusterName: 'shared', clusterArn: arn('eu-west-1'), vpc: stack.node.findChild('Vpc') as Vpc,
    }),
  })));
});

describe('Service Connect', () => {
  const server = (dnsName: string, namespace: HttpNamespace) => ServiceConnect.server(namespace, { dnsName });
  const imported = (stack: Stack, region: string) => HttpNamespace.fromHttpNamespaceAttributes(stack, 'Names', {
    namespaceArn: `arn:aws:servicediscovery:${region}:111122223333:namespace/ns-1`, namespaceId: 'ns-1',
    namespaceName: 'shop',
  });

  test('has one service of a name in a namespace, whichever copy of the library has made it', () => {
    const { stack, vpc } = stackWithVpc();
    const [namespace, other] = ['One', 'Two'].map((name) => new HttpNamespace(stack, name, { name }));
    const library = secondCopy();
    new library.FargateService(stack, 'First', {
      vpc, image: library.ServiceImage.fromRegistry('nginx:1.27'),
      serviceConnect: library.ServiceConnect.server(namespace, { dnsName: 'orders' }),
    });
    const service = (id: string, serviceConnect: ServiceConnect) => () =>
      new FargateService(stack, id, { vpc, image: IMAGE, serviceConnect });

    expect(service('A', server('orders', namespace))).toThrow(new Error('Stack/A (FargateService) has an invalid '
      + 'prop:\n  "serviceConnect.dnsName" must be unique in its namespace, got "orders": Stack/First has it already'));
    expect(service('B', server('bills', namespace))).not.toThrow();
    expect(service('C', server('orders', other))).not.toThrow();
    expect(service('D', ServiceConnect.client(namespace))).not.toThrow();
  });

  test('takes a namespace of its own Region', () => {
    fails((stack) => ({ serviceConnect: ServiceConnect.client(imported(stack, 'us-east-1')) }),
      '"serviceConnect.cloudMapNamespace" must be in the Region eu-west-1 of the stack, got one in us-east-1: a '
      + 'namespace serves its own Region');
    passes((stack) => ({ serviceConnect: ServiceConnect.client(imported(stack, 'eu-west-1')) }));
  });
});

describe('a deployment', () => {
  const rolling = (min: number, max: number, capacity: CapacityRange) => () => ({
    deployment: Deployment.rolling({ minHealthyPercent: min, maxHealthyPercent: max }), capacity,
    ...capacity.isFixed ? {} : { scaling: [ScalingPolicy.cpuTarget()] },
  });

  test.each<[number, number, CapacityRange, string]>([
    [100, 150, CapacityRange.fixed(1), 'with 1 task ECS keeps at least 1 and runs at most 1'],
    [60, 100, CapacityRange.fixed(2), 'with 2 tasks ECS keeps at least 2 and runs at most 2'],
    [100, 110, CapacityRange.between(2, 20), 'with 2 tasks ECS keeps at least 2 and runs at most 2'],
    [100, 120, CapacityRange.between(5, 20), ''],
    [50, 100, CapacityRange.fixed(2), ''],
    [0, 100, CapacityRange.fixed(1), ''],
    [100, 200, CapacityRange.fixed(1), ''],
    [100, 150, CapacityRange.fixed(0), ''],
  ])('from %d to %d percent leaves room, or fails', (min, max, capacity, advice) => {
    if (advice === '') return passes(rolling(min, max, capacity));
    fails(rolling(min, max, capacity), '"deployment.maxHealthyPercent" must leave room to replace a task at any number '
    + `of tasks, got ${max}: ${advice}: raise it, or lower "minHealthyPercent"`);
  });

  test('is rolled back by alarms of its own Region', () => {
    const alarm = (stack: Stack, region: string) => Alarm.fromAlarmArn(
      stack, 'Errors', `arn:aws:cloudwatch:${region}:111122223333:alarm:errors`);
    fails((stack) => ({ deployment: Deployment.rolling({ rollbackAlarms: [alarm(stack, 'us-east-1')] }) }),
      '"deployment.rollbackAlarms[0]" must be in the Region eu-west-1 of the stack, got one in us-east-1: ECS looks '
      + 'for alarms where the service is');
    passes((stack) => ({ deployment: Deployment.rolling({ rollbackAlarms: [alarm(stack, 'eu-west-1')] }) }));
  });
});

test('alarms that are added later roll a deployment back too', () => {
  const { stack, vpc } = stackWithVpc();
  const { service } = new FargateService(stack, 'Shop', { vpc, image: IMAGE, ingress: HTTP });
  service.enableDeploymentAlarms(['orders-fail']);
  service.enableDeploymentAlarms(['orders-fail', 'orders-are-slow']);

  const { Alarms } = only(Template.fromStack(stack), 'AWS::ECS::Service').Properties.DeploymentConfiguration;
  expect(Alarms).toMatchObject({ Enable: true, Rollback: true });
  expect(Alarms.AlarmNames).toHaveLength(4);
  expect(Alarms.AlarmNames.slice(2)).toEqual(['orders-fail', 'orders-are-slow']);
});

test('a security group that is added and would not be attached is an error', () => {
  const { app, stack, vpc } = stackWithVpc();
  const shop = new FargateService(stack, 'Shop', { vpc, image: IMAGE });
  shop.connections.addSecurityGroup(new SecurityGroup(stack, 'Group', { vpc }));

  expect(() => app.synth()).toThrow('"connections" must keep its one security group, got 2: a group that is added with '
    + 'addSecurityGroup is not attached to any task or instance');
});

test('no task at all is a number of tasks', () => {
  const { stack, vpc } = stackWithVpc();
  new FargateService(stack, 'Shop', { vpc, image: IMAGE, ingress: HTTP, capacity: CapacityRange.fixed(0) });

  expect(only(Template.fromStack(stack), 'AWS::ECS::Service').Properties.DesiredCount).toBe(0);
});

describe('schedules', () => {
  const schedule = (options: Partial<ScalingScheduleOptions>) =>
    ScalingPolicy.schedule({ name: 'Day', cron: { hour: '8' }, minCapacity: 2, ...options });
  const scaled = (...more: Partial<ScalingScheduleOptions>[]) => () => ({
    capacity: CapacityRange.between(1, 50), scaling: [ScalingPolicy.cpuTarget(), ...more.map(schedule)],
  });

  test.each<[string, Partial<ScalingScheduleOptions>[], string]>([
    ['a time zone of Mars', [{ timeZone: TimeZone.of('Mars/Phobos') }],
      '"scaling[1].timeZone" must be a time zone of IANA such as "Europe/Berlin", got "Mars/Phobos"'],
    ['31 February', [{ cron: { day: '31', month: '2' } }],
      '"scaling[1].cron.day" must be a day that month 2 has, got "31": the schedule would never begin'],
    ['31 in short months', [{ cron: { day: '31', month: 'APR,JUN,9,NOV' } }],
      '"scaling[1].cron.day" must be a day that month APR,JUN,9,NOV has, got "31": the schedule would never begin'],
    ['one time', [{ name: 'One' }, { name: 'Two', timeZone: TimeZone.of('etc/utc') }],
      '"scaling[2].cron" must begin at another time than "scaling[1]", got "0 8 * * * etc/utc": of two schedules at '
      + 'one time, AWS takes one'],
    ['bounds that cross', [{ name: 'Day', minCapacity: 20 },
      { name: 'Night', cron: { hour: '20' }, minCapacity: undefined, maxCapacity: 10 }],
    '"scaling[2]" must agree with "scaling[1]", got at least 20 from "Day" and at most 10 from "Night": a bound that a '
    + 'schedule leaves out stays as the last one has set it; give both bounds'],
  ])('fail for %s', (_, options, problem) => fails(scaled(...options), problem));

  test.each<[string, Partial<ScalingScheduleOptions>[]]>([
    ['29 February', [{ cron: { day: '29', month: '2' } }]],
    ['31 of every second month', [{ cron: { day: '31', month: '1/2' } }]],
    ['a range of days', [{ cron: { day: '28-31', month: 'FEB' } }]],
    ['old and new names of zones', ['UTC', 'US/Pacific', 'Asia/Calcutta', 'Asia/Kolkata', 'Europe/Kyiv'].map(
      (zone, i) => ({ name: `Zone${i}`, timeZone: TimeZone.of(zone) }))],
    ['two zones at one hour', [{ name: 'One' }, { name: 'Two', timeZone: TimeZone.EUROPE_BERLIN }]],
    ['both bounds in each', [{ name: 'Day', minCapacity: 20, maxCapacity: 40 },
      { name: 'Night', cron: { hour: '20' }, minCapacity: 1, maxCapacity: 10 }]],
  ])('accept %s', (_, options) => passes(scaled(...options)));

  test('are at most 200 for a service', () => {
    const many = (count: number) => scaled(...Array.from({ length: count }, (_, i) => ({
      name: `At${i}`, cron: { hour: String(i % 24), minute: String(Math.floor(i / 24)) },
    })));
    fails(many(201), '"scaling" must have at most 200 schedules, got 201');
    passes(many(200));
  });
});

describe('settings and images', () => {
  test('fit into a task definition', () => {
    const settings = (size: number) => () => ({ environment: { TEXT: 'x'.repeat(size) } });
    fails(settings(65536), '"environment" must leave the task definition at most 65536 bytes, got 65564 bytes: put '
    + 'large settings into the image, an SSM parameter or a bucket');
    passes(settings(65536 - 28));
  });

  test.each(['STRIPE_PUBLISHABLE_KEY', 'PARTITION_KEY', 'PRIMARY_KEY', 'SORT_KEY', 'publicKey'])(
    '%s is a setting', (name) => passes(() => ({ environment: { [name]: 'x' } })));

  test.each(['STRIPE_SECRET_KEY', 'API_KEY'])('%s is a secret', (name) =>
    expect(inEurope(() => ({ environment: { [name]: 'x' } }))).toThrow('"environment" must hold no secrets'));

  test('a secret is no text, and its text is not shown', () => {
    fails(() => ({ secrets: { TOKEN: 'hush' as never } }), '"secrets.TOKEN" must be a secret, got a text: leave the '
    + 'name out if it has no value');
    expect(inEurope((stack) => ({ secrets: { TOKEN: new Secret(stack, 'Token') as never } })))
      .toThrow('"secrets.TOKEN" must be a secret');
  });

  test.each([
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1', '111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/shop:1',
    '111122223333.dkr-ecr.eu-west-1.on.aws/shop:1', '111122223333.dkr-ecr-fips.us-east-1.on.aws/shop:1',
  ])('%s is private', (name) => fails(() => ({ image: ServiceImage.fromRegistry(name) }), '"image" must be an image of '
  + `a public registry or of one with credentials, got "${name}": give private ECR images with `
  + 'ServiceImage.fromRepository, which also grants the right to pull them'));

  test('credentials of a registry have a user and a password', () => {
    expect(inEurope((stack) => ({
      image: ServiceImage.fromRegistry('ghcr.io/a/b:1', { credentials: new Secret(stack, 'Login') }),
    }))).toThrow('"image.credentials" must have the fields "username" and "password", got plain text');
  });

  test('an image is built from a directory, with a Dockerfile that is a file', () => {
    fails(() => ({ image: ServiceImage.fromAsset('package.json') }), '"image.directory" must be a directory with a '
    + 'Dockerfile, got "package.json"');
    fails(() => ({ image: ServiceImage.fromAsset('.', { file: 'src' }) }), '"image.file" must be the path of a '
    + 'Dockerfile in ".", got "src"');
  });

  test('the application keeps 6 MiB', () => {
    const sidecar = (memoryMiB: number) => () => ({
      task: { sidecars: [Sidecar.of({ name: 'a', image: IMAGE, memoryMiB })] },
    });
    expect(inEurope(sidecar(1019))).toThrow('"task.sidecars" must leave the application at least 6 of the 1024 MiB');
    passes(sidecar(1018));
  });
});

describe('languages without types', () => {
  const create = (props: unknown) => () => new FargateService(stackWithVpc().stack, 'Shop', props as never);

  test('learn what is missing, and what stands in its place', () => {
    expect(create({})).toThrow(new Error('Stack/Shop (FargateService) has 2 invalid props:\n  "vpc" must be a VPC, got '
      + 'undefined: pass the VPC of a Network, or one of your own\n  "image" must be made with a factory of '
      + 'ServiceImage, got undefined'));
    expect(create(undefined)).toThrow('"vpc" must be a VPC');
    expect(create({ vpc: new Network(new Stack(new App(), 'Other'), 'Network'), image: 'nginx' })).toThrow('"vpc" must '
      + 'be a VPC, got an object of Network: pass its "vpc"\n  "image" must be made with a factory of ServiceImage, '
      + 'got "nginx"');
    expect(inEurope(() => ({ scaling: ['cpu'] as never }))).toThrow('"scaling[0]" must be made with a factory of '
      + 'ScalingPolicy, got "cpu"');
    expect(inEurope(() => ({ container: { stopTimeout: 30 as unknown as Duration } })))
      .toThrow('"container.stopTimeout" must be whole seconds from 2 seconds to 2 minutes, got 30');
  });
});
