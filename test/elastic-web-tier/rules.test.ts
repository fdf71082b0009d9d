// what users may get wrong about a tier: every prop, on both sides of its limits, with the whole message.
import path from 'node:path';
import { App, CfnParameter, Duration, Lazy, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import {
  InstanceArchitecture, InstanceType, MachineImage, OperatingSystemType, SubnetType, Volume, Vpc, type VpcAttributes,
} from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import {
  Bootstrap, CapacityRange, Compute, DataVolume, ElasticWebTier, Ingress, InstancePurchase, Replacement,
  ScalingPolicy, TierImage,
  type AutoScalingOptions, type ContainerBootstrapOptions, type DataVolumeOptions, type ElasticWebTierProps,
  type InstanceRefreshReplacementOptions,
  type MixedPurchaseOptions, type RollingReplacementOptions, type ScriptBootstrapOptions,
} from '../../src';
import { messageOf } from '../support/bad-input';
import { CONTAINER, CONTEXT, ENVIRONMENT, HTTP, queueIn, tierOf } from './support';

type Props = Partial<ElasticWebTierProps>;
type Make = Props | ((stack: Stack) => Props);

function build(make: Make): ElasticWebTier {
  const stack = new Stack(new App({ context: CONTEXT }), 'Stack', { env: ENVIRONMENT });
  const props = typeof make === 'function' ? make(stack) : make;
  return new ElasticWebTier(stack, 'Shop', {
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', SUBNETS), bootstrap: CONTAINER, ...props,
  });
}

/** A VPC that exists is a fraction of the work, in 170 tests. */
const SUBNETS: VpcAttributes = {
  vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3', 'subnet-4'],
};

const REGISTRY = 'public.ecr.aws/nginx/nginx:1.27.3';
const group = (options: AutoScalingOptions): Props => ({ ingress: HTTP, compute: Compute.autoScaling(options) });
const volume = (options: DataVolumeOptions): Props => ({
  compute: Compute.singleInstance({ dataVolume: DataVolume.sized(options) }),
});
const container = (options: ContainerBootstrapOptions): Props => ({
  bootstrap: Bootstrap.container(TierImage.fromRegistry(REGISTRY), options),
});
const image = (name: string): Props => ({ bootstrap: Bootstrap.container(TierImage.fromRegistry(name)) });
const tag = (name: string) =>
  (stack: Stack): Props => ({
    bootstrap: Bootstrap.container(TierImage.fromRepository(Repository.fromRepositoryName(stack, 'R', 'shop'), name)),
  });
const script = (options: ScriptBootstrapOptions, start = '/usr/bin/shop'): Props => ({
  bootstrap: Bootstrap.script(start, options),
});
const refresh = (options: InstanceRefreshReplacementOptions): Props =>
  group({ replacement: Replacement.instanceRefresh(options) });
const rolling = (options: RollingReplacementOptions): Props => group({ replacement: Replacement.rolling(options) });
const mixed = (options: MixedPurchaseOptions): Props => group({ purchase: InstancePurchase.mixed(options) });
const types = (...names: string[]) => names.map((name) => new InstanceType(name));
const secretOf = (stack: Stack) => ContainerSecret.fromSecretsManager(new Secret(stack, 'Secret'));
const alarms = (stack: Stack, count: number) => Array.from({ length: count }, (_, i) => new Alarm(stack, `Alarm${i}`, {
  metric: new Metric({ namespace: 'Shop', metricName: 'Errors' }), threshold: 1, evaluationPeriods: 1,
}));

const SIZE = 'be a family and a size such as "t3.medium"';

const REJECTED: readonly (readonly [name: string, make: Make, ...problems: string[]])[] = [
  [
    'a minimum above the maximum', group({ capacity: CapacityRange.between(5, 4) }),
    '"compute.capacity.min" must be at most "compute.capacity.max" (4), got 5',
  ],
  [
    'a negative minimum', group({ capacity: CapacityRange.between(-1, 4) }),
    '"compute.capacity.min" must be an integer of at least 0, got -1',
  ],
  [
    'half an instance', group({ capacity: CapacityRange.between(1.5, 4) }),
    '"compute.capacity.min" must be an integer of at least 0, got 1.5',
  ],
  [
    'less than no instance', group({ capacity: CapacityRange.between(-1, -1) }),
    '"compute.capacity.min" must be an integer of at least 0, got -1',
    '"compute.capacity.max" must be an integer of at least 0, got -1',
  ],
  ['scaling of a fixed capacity', group({ capacity: CapacityRange.fixed(3), scaling: [ScalingPolicy.cpuTarget()] }),
    '"compute.scaling" must be left out with a fixed capacity, got ["cpuTarget"]: give a range with '
    + 'CapacityRange.between'],
  ['a range without a policy', group({ scaling: [] }),
    '"compute.scaling" must have at least one policy, got []: leave it out for the default, or give '
    + 'CapacityRange.fixed as "capacity"'],
  [
    'a rolling update that keeps all',
    {
      compute: Compute.autoScaling({
        capacity: CapacityRange.between(2, 4), replacement: Replacement.rolling({ minInstances: 4 }),
      }),
    },
    '"compute.replacement.minInstances" must be less than "capacity.max" (4), got 4',
  ],
  [
    'a negative number in service', rolling({ minInstances: -1 }),
    '"compute.replacement.minInstances" must be an integer of at least 0, got -1',
  ],
  [
    'a batch of none', rolling({ replacedInstances: 0 }),
    '"compute.replacement.replacedInstances" must be an integer of at least 1, got 0',
  ],
  ['a lifetime of an hour', group({ maxInstanceLifetime: Duration.hours(1) }),
    '"compute.maxInstanceLifetime" must be whole days from 1 to 365, got 1 hour'],
  [
    'a lifetime of 366 days', group({ maxInstanceLifetime: Duration.days(366) }),
    '"compute.maxInstanceLifetime" must be whole days from 1 to 365, got 366 days',
  ],
  [
    'a family without a size', group({ instanceType: new InstanceType('t3') }),
    `"compute.instanceType" must ${SIZE}, got "t3"`,
  ],
  [
    'a size that does not exist', group({ instanceType: new InstanceType('t9.huge') }),
    `"compute.instanceType" must ${SIZE}, got "t9.huge"`,
  ],
  [
    'a class of a database', { compute: Compute.singleInstance({ instanceType: new InstanceType('db.t3.medium') }) },
    `"compute.instanceType" must ${SIZE}, got "db.t3.medium"`,
  ],
  [
    'another type without a size', mixed({ moreInstanceTypes: types('t3a') }),
    `"compute.purchase.moreInstanceTypes[0]" must ${SIZE}, got "t3a"`,
  ],
  [
    'an arm64 type with an x86_64 image',
    {
      compute: Compute.autoScaling({ instanceType: new InstanceType('t4g.medium') }),
      machineImage: MachineImage.latestAmazonLinux2023(),
    },
    '"machineImage" must have the architecture of "t4g.medium" (arm64), got "x86_64"',
  ],
  ['an x86_64 type with an arm64 image', { machineImage: MachineImage.fromSsmParameter('/images/shop-arm64') },
    '"machineImage" must have the architecture of "t3.medium" (x86_64), got "arm64"'],
  ['an arm64 type with an x86_64 container', {
    compute: Compute.autoScaling({ instanceType: new InstanceType('m7g.large') }),
    bootstrap: Bootstrap.container(TierImage.fromRegistry(REGISTRY, { architecture: InstanceArchitecture.X86_64 })),
  }, '"bootstrap.image.architecture" must be that of the instance type (arm64), got "x86_64": choose another instance '
  + 'type, or build the image for both architectures'],
  ['another type of another architecture', mixed({ moreInstanceTypes: types('t4g.medium') }),
    '"compute.purchase.moreInstanceTypes[0]" must have the architecture of "t3.medium" (x86_64), got "t4g.medium": '
    + 'all instances start from one machine image'],
  [
    'a type that is known at deployment only',
    (stack) => group({ instanceType: new InstanceType(new CfnParameter(stack, 'Type').valueAsString) }),
    '"compute.instanceType" must be known at synthesis, got a value that is only known at deployment: its '
    + 'architecture decides what is installed; '
    + 'only Bootstrap.none with a "machineImage" can do without',
  ],
  [
    'a root volume of 7 GiB', { rootVolumeSize: Size.gibibytes(7) },
    '"rootVolumeSize" must be whole GiB from 8 to 65536, got 7 GiB',
  ],
  [
    'a root volume beyond gp3', { rootVolumeSize: Size.gibibytes(65537) },
    '"rootVolumeSize" must be whole GiB from 8 to 65536, got 65537 GiB',
  ],
  [
    'a data volume of nothing', volume({ size: Size.gibibytes(0) }),
    '"compute.dataVolume.size" must be whole GiB from 1 to 65536, got 0 GiB',
  ],
  [
    'a data volume beyond gp3', volume({ size: Size.gibibytes(65537) }),
    '"compute.dataVolume.size" must be whole GiB from 1 to 65536, got 65537 GiB',
  ],
  [
    'a part of a GiB', volume({ size: Size.mebibytes(1536) }),
    '"compute.dataVolume.size" must be whole GiB from 1 to 65536, got 1.5 GiB',
  ],
  [
    '100 operations per second', volume({ iops: 100 }),
    '"compute.dataVolume.iops" must be an integer from 3000 to 80000, got 100',
  ],
  [
    '2999 operations per second', volume({ iops: 2999 }),
    '"compute.dataVolume.iops" must be an integer from 3000 to 80000, got 2999',
  ],
  [
    '80001 operations per second', volume({ size: Size.gibibytes(1000), iops: 80001 }),
    '"compute.dataVolume.iops" must be an integer from 3000 to 80000, got 80001',
  ],
  [
    'more operations than the size has', volume({ size: Size.gibibytes(20), iops: 10001 }),
    '"compute.dataVolume.iops" must be at most 500 for each GiB of the size, got 10001',
  ],
  ['data that is deleted', volume({ removalPolicy: RemovalPolicy.DESTROY }),
    '"compute.dataVolume.removalPolicy" must be RETAIN or SNAPSHOT, got "destroy": a switch of "compute" would delete '
    + 'the data'],
  [
    'a relative folder', volume({ mountPath: 'data' }),
    '"compute.dataVolume.mountPath" must be an absolute path of letters, digits, ".", "_" and "-", got "data"',
  ],
  [
    'the root as a folder', volume({ mountPath: '/' }),
    '"compute.dataVolume.mountPath" must be an absolute path of letters, digits, ".", "_" and "-", got "/"',
  ],
  ['a folder that holds the programs of the bootstrap', volume({ mountPath: '/opt' }),
    '"compute.dataVolume.mountPath" must not be a folder of the system, got "/opt": what is in it would be hidden: '
    + 'take one below /srv, or one of its own'],
  ['a way around to one', volume({ mountPath: '/data/../etc' }),
    '"compute.dataVolume.mountPath" must be an absolute path of letters, digits, ".", "_" and "-", got "/data/../etc"'],
  [
    'a folder with a blank', volume({ mountPath: '/my data' }),
    '"compute.dataVolume.mountPath" must be an absolute path of letters, digits, ".", "_" and "-", got "/my data"',
  ],
  [
    'a volume in a zone without instances',
    (stack) => ({ compute: Compute.singleInstance({ dataVolume: DataVolume.existing(
      Volume.fromVolumeAttributes(stack, 'Data', { volumeId: 'vol-1', availabilityZone: 'eu-west-1c' })) }) }),
    '"compute.dataVolume" must be in a zone where instances run, one of eu-west-1a, eu-west-1b, got "eu-west-1c"',
  ],
  ['a volume that nothing mounts', { bootstrap: Bootstrap.none(), ...volume({}) },
    '"compute.dataVolume" must be DataVolume.none() with Bootstrap.none(), got a volume that nothing mounts: attach '
    + 'it from the machine image'],
  ['a target of 0 percent', group({ scaling: [ScalingPolicy.cpuTarget({ targetUtilizationPercent: 0 })] }),
    '"compute.scaling[0].targetUtilizationPercent" must be a number from 1 to 100, got 0'],
  ['thresholds that overlap', group({ scaling: [ScalingPolicy.cpuSteps({ scaleIn: { thresholdPercent: 70 } })] }),
    '"compute.scaling[0].scaleIn.thresholdPercent" must be below "scaleOut.thresholdPercent" (70), got 70'],
  ['no cooldown', group({ scaling: [ScalingPolicy.cpuSteps({ scaleOut: { cooldown: Duration.seconds(0) } })] }),
    '"compute.scaling[0].scaleOut.cooldown" must be whole seconds of at least 1 second, got 0 seconds'],
  ['two policies of a kind', group({ scaling: [ScalingPolicy.cpuSteps(), ScalingPolicy.cpuSteps()] }),
    '"compute.scaling[1]" must differ from "compute.scaling[0]" in kind, or in name if both are schedules, got '
    + '"cpuSteps": two policies of one kind would work against each other'],
  [
    'requests of a worker',
    {
      compute: Compute.autoScaling({ scaling: [ScalingPolicy.requestsPerTarget({ requestsPerTargetPerMinute: 600 })] }),
    },
    '"compute.scaling[0]" must be used with an ingress, got none: requestsPerTarget has no requests to count without '
    + 'one',
  ],
  // health, warm-up, replacement, purchase
  ['a grace period below the start', group({ healthCheckGracePeriod: Duration.seconds(179) }),
    '"compute.healthCheckGracePeriod" must be at least "startTimeout" of the bootstrap, got 2 minutes 59 seconds: the '
    + 'group would replace instances that are still starting'],
  ['a grace period above 2 hours', group({ healthCheckGracePeriod: Duration.seconds(7201) }),
    '"compute.healthCheckGracePeriod" must be whole seconds from 0 seconds to 2 hours, got 2 hours 1 second'],
  [
    'a warm-up above 1 hour', group({ instanceWarmup: Duration.seconds(3601) }),
    '"compute.instanceWarmup" must be whole seconds from 0 seconds to 1 hour, got 1 hour 1 second',
  ],
  [
    'more than everything healthy', refresh({ minHealthyPercent: 101 }),
    '"compute.replacement.minHealthyPercent" must be an integer from 0 to 100 percent, got 101',
  ],
  [
    'less than everything at most', refresh({ maxHealthyPercent: 99 }),
    '"compute.replacement.maxHealthyPercent" must be an integer from 100 to 200 percent, got 99',
  ],
  [
    'thrice the capacity', refresh({ maxHealthyPercent: 201 }),
    '"compute.replacement.maxHealthyPercent" must be an integer from 100 to 200 percent, got 201',
    '"compute.replacement.maxHealthyPercent" must be at most 100 above "compute.replacement.minHealthyPercent" (100), '
    + 'got 201',
  ],
  ['a range of 101', refresh({ minHealthyPercent: 99 }),
    '"compute.replacement.maxHealthyPercent" must be at most 100 above "compute.replacement.minHealthyPercent" (99), '
    + 'got 200'],
  [
    'a bake of 49 hours', refresh({ bakeTime: Duration.hours(49) }),
    '"compute.replacement.bakeTime" must be whole seconds from 0 seconds to 2 days, got 2 days 1 hour',
  ],
  ['nine alarms of the user', (stack) => refresh({ rollbackAlarms: alarms(stack, 9) }),
    '"compute.replacement.rollbackAlarms" must have at most 8 alarms, got 9: an instance refresh watches 10, and the '
    + 'ingress has 2; combine yours to a composite alarm'],
  [
    'a negative base', mixed({ onDemandBase: -1 }),
    '"compute.purchase.onDemandBase" must be an integer of at least 0, got -1',
  ],
  [
    '101 percent on demand', mixed({ onDemandPercent: 101 }),
    '"compute.purchase.onDemandPercent" must be an integer from 0 to 100 percent, got 101',
  ],
  ['a type twice', mixed({ moreInstanceTypes: types('t3a.medium', 't3a.medium') }),
    '"compute.purchase.moreInstanceTypes[1]" must differ from "compute.purchase.moreInstanceTypes[0]", got '
    + '"t3a.medium"'],
  ['forty other types', mixed({ moreInstanceTypes: types(...Array.from({ length: 40 }, (_, i) => `m${i + 1}.large`)) }),
    '"compute.purchase.moreInstanceTypes" must have at most 39 types, got 40'],
  // ports and the bootstrap
  ['port 0', { port: 0 }, '"port" must be an integer from 1 to 65535, got 0'],
  ['port 70000', { port: 70000 }, '"port" must be an integer from 1 to 65535, got 70000'],
  [
    'port 0 of the container', container({ containerPort: 0 }),
    '"bootstrap.containerPort" must be an integer from 1 to 65535, got 0',
  ],
  [
    'port 65536 of the container', container({ containerPort: 65536 }),
    '"bootstrap.containerPort" must be an integer from 1 to 65535, got 65536',
  ],
  [
    'a further port 0 of the container', container({ furtherPorts: [9464, 0] }),
    '"bootstrap.furtherPorts[1]" must be an integer from 1 to 65535, got 0',
  ],
  [
    'a further port that is that of the tier', container({ furtherPorts: [8080] }),
    '"bootstrap.furtherPorts[0]" must not be the port of the tier, got 8080: Docker publishes that one already',
  ],
  [
    'a command without words', container({ command: [] }),
    '"bootstrap.command" must have at least one word, and the first must not be blank, got []',
  ],
  [
    'an image without a name', image(''),
    '"bootstrap.image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got ""',
  ],
  [
    'an image with a blank', image('nginx 1'),
    '"bootstrap.image" must be an image reference such as "public.ecr.aws/nginx/nginx:1.27.3", got "nginx 1"',
  ],
  ['a private image without its repository', image('111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1'),
    '"bootstrap.image" must be an image of a public registry, got '
    + '"111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1": '
    + 'give private ECR images with TierImage.fromRepository, which also grants the right to pull them'],
  ['a tag with a blank', tag('1 4'),
    '"bootstrap.image.tag" must be a tag of 1 to 128 letters, digits, ".", "_", "-", or a digest "sha256:" with 64 '
    + 'hexadecimal digits, got "1 4"'],
  [
    '9 seconds to start', container({ startTimeout: Duration.seconds(9) }),
    '"bootstrap.startTimeout" must be whole seconds from 10 seconds to 30 minutes, got 9 seconds',
  ],
  [
    '31 minutes to start',
    { ...container({ startTimeout: Duration.minutes(31) }), ...group({ healthCheckGracePeriod: Duration.hours(1) }) },
    '"bootstrap.startTimeout" must be whole seconds from 10 seconds to 30 minutes, got 31 minutes',
  ],
  [
    'no time to stop', container({ stopTimeout: Duration.seconds(0) }),
    '"bootstrap.stopTimeout" must be whole seconds from 1 second to 2 minutes, got 0 seconds',
  ],
  [
    '121 seconds to stop', container({ stopTimeout: Duration.seconds(121) }),
    '"bootstrap.stopTimeout" must be whole seconds from 1 second to 2 minutes, got 2 minutes 1 second',
  ],
  ['a Compose file that is not there', { bootstrap: Bootstrap.compose('/nowhere/compose.yaml') },
    '"bootstrap.file" must be the path of a Compose file, got "/nowhere/compose.yaml"'],
  ['a folder as a Compose file', { bootstrap: Bootstrap.compose('/') },
    '"bootstrap.file" must be the path of a Compose file, got "/"'],
  ['a directory of an image that is not there', { bootstrap: Bootstrap.container(TierImage.fromAsset('/nowhere')) },
    '"bootstrap.image.directory" must be a directory with a Dockerfile, got "/nowhere"'],
  [
    'a program without a command', script({}, ' '),
    '"bootstrap.start" must be one line with a command, got " ": put what comes before it into "setup"',
  ],
  [
    'a program of two lines', script({}, 'cd /opt\nshop'),
    '"bootstrap.start" must be one line with a command, got "cd /opt\\nshop": put what comes before it into "setup"',
  ],
  [
    'a package with a blank', script({ packages: ['nodejs20 npm'] }),
    '"bootstrap.packages" must be names of packages, got "nodejs20 npm"',
  ],
  [
    'an option in place of a package', script({ packages: ['--nogpgcheck'] }),
    '"bootstrap.packages" must be names of packages, got "--nogpgcheck"',
  ],
  [
    'a user that Linux does not take', script({ user: 'Web User' }),
    '"bootstrap.user" must be the name of a Linux user, got "Web User"',
  ],
  ['port 1023 without root', { ...script({}), port: 1023 },
    '"port" must be at least 1024 for the user "web" of the bootstrap, got 1023: choose another port, or run the '
    + 'application as root'],
  ['Windows', { machineImage: MachineImage.genericWindows({ 'eu-west-1': 'ami-1' }) },
    '"machineImage" must be Amazon Linux 2023, got Windows: use Bootstrap.none() with a Windows image of yours'],
  ['a name in both places', (stack) => ({ environment: { MODE: 'x' }, secrets: { MODE: secretOf(stack) } }),
    '"environment" must share no name with "secrets", got "MODE": remove it from one of the two'],
  ['a secret in plain sight', { environment: { DB_PASSWORD: 'x' } },
    '"environment" must hold no secrets, got "DB_PASSWORD": everyone who may read the SSM parameter of the settings '
    + 'can read it; '
    + 'give it in "secrets" from Secrets Manager or the SSM Parameter Store'],
  ['a name that no shell exports', { environment: { 'log.level': 'x' } },
    '"environment" must have names of letters, digits, "_" that do not begin with a digit, got "log.level"'],
  ['settings that nobody reads', { bootstrap: Bootstrap.none(), environment: { MODE: 'x' } },
    '"environment" must be left out with Bootstrap.none(), got ["MODE"]: a machine image that brings everything reads '
    + 'its settings itself'],
  ['secrets that nobody reads', (stack) => ({ bootstrap: Bootstrap.none(), secrets: { LICENCE: secretOf(stack) } }),
    '"secrets" must be left out with Bootstrap.none(), got ["LICENCE"]: a machine image that brings everything reads '
    + 'its settings itself'],
  // the rest
  ['a health check without a slash', { ingress: Ingress.http({ healthCheck: { path: 'health' } }) },
    '"ingress.healthCheck.path" must start with "/" and have at most 1024 visible characters, got "health"'],
  ['an owner without a name', { owner: '' }, '"owner" must have 1 to 256 characters, got ""'],
  [
    'an owner of 257 characters', { owner: 'x'.repeat(257) },
    `"owner" must have 1 to 256 characters, got "${'x'.repeat(257)}"`,
  ],
];

describe('props of a tier', () => {
  test.each(REJECTED.map(([name, make, ...problems]) =>
    [name, make, messageOf('Stack/Shop (ElasticWebTier)', problems)] as const))(
    'fails for %s', (_, make, message) => {
      expect(() => build(make)).toThrow(new Error(message));
    },
  );

  test('fails for everything at once, in one error', () => {
    expect(() => build({ port: 0, owner: '', rootVolumeSize: Size.gibibytes(1) })).toThrow(
      /has 3 invalid props:\n {2}"port".*\n {2}"rootVolumeSize".*\n {2}"owner"/,
    );
  });

  test('fails for public images and Compose in a VPC without a way to the internet', () => { // R-NET-2
    const stack = new Stack(new App({ context: CONTEXT }), 'Stack', { env: ENVIRONMENT });
    const vpc = new Vpc(stack, 'Vpc', {
      natGateways: 0, subnetConfiguration: [{ name: 'Service', subnetType: SubnetType.PRIVATE_ISOLATED }],
    });
    const message = (title: string) => messageOf('Stack/Shop (ElasticWebTier)', [
      `"bootstrap" must need nothing from the internet in a VPC without a way to it, got ${title}: `
      + 'use Bootstrap.container with TierImage.fromRepository, or give the VPC a NAT gateway']);
    const compose = Bootstrap.compose(path.join(__dirname, 'boot/compose.yaml'));

    expect(() => new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER })).toThrow(
      new Error(message('Bootstrap.container')),
    );
    expect(() => new ElasticWebTier(new Stack(stack.node.root as App, 'Other'), 'Shop', { vpc, bootstrap: compose }))
      .toThrow(/"bootstrap" must need nothing from the internet .* got Bootstrap.compose/);
  });

  test('fails for a VPC with public subnets only, even with a volume of a zone', () => {
    const stack = new Stack(new App({ context: CONTEXT }), 'Stack', { env: ENVIRONMENT });
    const vpc = new Vpc(stack, 'Vpc', {
      natGateways: 0, subnetConfiguration: [{ name: 'Public', subnetType: SubnetType.PUBLIC }],
    });
    const volume = Volume.fromVolumeAttributes(stack, 'Volume', {
      volumeId: 'vol-0123456789abcdef0', availabilityZone: 'eu-west-1a',
    });
    const compute = Compute.singleInstance({ dataVolume: DataVolume.existing(volume) });

    expect(() => new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, compute })).toThrow(
      new Error(messageOf('Stack/Shop (ElasticWebTier)', [
        '"vpc" must have private or isolated subnets, got public ones only: the default VPC of an account has none: '
        + 'make a Network, or pass another VPC',
      ])),
    );
  });

  test('fails for user data above 16384 bytes, and says how many there are', () => {
    const setup = (length: number) => build(script({ setup: [`# ${'x'.repeat(length)}`] }));

    expect(() => setup(20000)).toThrow(new RegExp(
      '"bootstrap" must render at most 16384 bytes of user data, got 2\\d{4}: '
      + 'put what is large into an image or a package$',
    ));
    expect(() => setup(1000)).not.toThrow();
  });
});

describe('an error of a tier', () => {
  const childrenOf = (make: Make): { message: string; children: string[] } => {
    const stack = new Stack(new App({ context: CONTEXT }), 'Stack', { env: ENVIRONMENT });
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1, maxAzs: 2 });
    const props = typeof make === 'function' ? make(stack) : make;
    const before = stack.node.findAll().map(({ node }) => node.path);
    let message = '';
    try {
      new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: CONTAINER, ingress: HTTP, ...props });
    } catch (error) {
      message = (error as Error).message;
    }
    const after = stack.node.findAll().map(({ node }) => node.path);
    return { message, children: after.filter((id) => !before.includes(id) && id !== 'Stack/Shop') };
  };
  const LARGE = { bootstrap: Bootstrap.script('/usr/bin/shop', { setup: [`# ${'x'.repeat(20000)}`] }) };
  const WINDOWS = { machineImage: MachineImage.genericWindows({ 'eu-west-1': 'ami-1' }) };

  test.each<[string, Make, string]>([
    ['large user data of a group', LARGE, 'user data'],
    ['large user data of a single instance', { ...LARGE, compute: Compute.singleInstance() }, 'user data'],
    ['a Windows image', WINDOWS, 'Windows'],
    [
      'a looked up Windows image', { machineImage: MachineImage.lookup({ name: 'shop', windows: true }) }, 'Windows',
    ],
    [
      'a Windows image of a parameter',
      {
        machineImage: MachineImage.fromSsmParameter('/images/shop', { os: OperatingSystemType.WINDOWS }),
      },
      'Windows',
    ],
  ])('comes before the first resource, for %s', (_, make, words) => {
    const { message, children } = childrenOf(make);

    expect(message).toMatch(/^Stack\/Shop \(ElasticWebTier\) has an invalid prop:/);
    expect(message).toContain(words);
    expect(children).toEqual([]);
  });

  test('says everything at once, user data and operating system too', () => {
    expect(childrenOf({ ...LARGE, owner: '' }).message).toMatch(
      /has 2 invalid props:\n {2}"bootstrap" must render .*\n {2}"owner"/,
    );
    expect(childrenOf({ ...WINDOWS, port: 0 }).message).toMatch(
      /has 2 invalid props:\n {2}"port".*\n {2}"machineImage" must be Amazon Linux 2023/,
    );
  });

  test('counts a built image, and makes no asset for it', () => {
    const image = TierImage.fromAsset(path.join(__dirname, 'image'));
    const command = (length: number) => ({ bootstrap: Bootstrap.container(image, { command: ['x'.repeat(length)] }) });

    expect(childrenOf(command(20000)))
      .toEqual({ message: expect.stringContaining('bytes of user data'), children: [] });
    expect(childrenOf(command(100)).message).toBe('');
  });
});

const ACCEPTED: readonly (readonly [string, Make])[] = [
  ['one instance', group({ capacity: CapacityRange.between(1, 2) })],
  ['a lifetime of a day', group({ maxInstanceLifetime: Duration.days(1) })],
  ['a lifetime of 365 days', group({ maxInstanceLifetime: Duration.days(365) })],
  ['a bare metal type', group({ instanceType: new InstanceType('m5.metal') })],
  ['a type with a long name', group({ instanceType: new InstanceType('u-6tb1.56xlarge') })],
  ['the smallest root volume', { rootVolumeSize: Size.gibibytes(8) }],
  ['the largest root volume', { rootVolumeSize: Size.gibibytes(65536) }],
  ['the smallest data volume', volume({ size: Size.gibibytes(1) })],
  ['the most operations', volume({ size: Size.gibibytes(160), iops: 80000 })],
  ['the operations that the size has', volume({ size: Size.gibibytes(20), iops: 10000 })],
  ['the operations that each volume has', volume({ size: Size.gibibytes(1), iops: 3000 })],
  ['a grace period as long as the start', group({ healthCheckGracePeriod: Duration.minutes(3) })],
  ['the longest grace period', group({ healthCheckGracePeriod: Duration.hours(2) })],
  ['no warm-up', group({ instanceWarmup: Duration.seconds(0) })],
  ['the longest warm-up', group({ instanceWarmup: Duration.hours(1) })],
  ['one instance at a time', refresh({ maxHealthyPercent: 100 })],
  ['all at once', refresh({ minHealthyPercent: 0, maxHealthyPercent: 100 })],
  ['the longest bake', refresh({ bakeTime: Duration.hours(48) })],
  ['eight alarms', (stack) => refresh({ rollbackAlarms: alarms(stack, 8) })],
  [
    'one less than all in service',
    {
      compute: Compute.autoScaling({
        capacity: CapacityRange.between(2, 4), replacement: Replacement.rolling({ minInstances: 3 }),
      }),
    },
  ],
  ['39 other types', mixed({ moreInstanceTypes: types(...Array.from({ length: 39 }, (_, i) => `m${i + 1}.large`)) })],
  ['port 1', { port: 1 }],
  ['port 65535', { port: 65535 }],
  ['port 1024 without root', { ...script({}), port: 1024 }],
  ['port 80 with root', { ...script({ user: 'root' }), port: 80 }],
  ['ten seconds to start', container({ startTimeout: Duration.seconds(10) })],
  ['two minutes to stop', container({ stopTimeout: Duration.seconds(120) })],
  ['an image by digest', image(`public.ecr.aws/nginx/nginx@sha256:${'a'.repeat(64)}`)],
  ['a digest of a repository', tag(`sha256:${'a'.repeat(64)}`)],
  [
    'an x86_64 container on an x86_64 type',
    { bootstrap: Bootstrap.container(TierImage.fromRegistry(REGISTRY, { architecture: InstanceArchitecture.X86_64 })) },
  ],
  ['an image whose name says nothing', { machineImage: MachineImage.fromSsmParameter('/images/shop') }],
  ['an owner of 256 characters', { owner: 'x'.repeat(256) }],
  [
    'Windows that brings everything',
    { bootstrap: Bootstrap.none(), machineImage: MachineImage.genericWindows({ 'eu-west-1': 'ami-1' }) },
  ],
];

test.each(ACCEPTED)('accepts %s', (_, make) => {
  expect(() => build(make)).not.toThrow();
});

describe('values that are known at deployment only', () => {
  const number = (stack: Stack) => new CfnParameter(stack, 'Later', { type: 'Number' }).valueAsNumber;
  const text = (stack: Stack) => new CfnParameter(stack, 'Later').valueAsString;
  const TOKENS: readonly (readonly [string, (stack: Stack) => Props])[] = [
    ['port', (stack) => ({ ingress: HTTP, port: number(stack) })],
    ['port of a lazy value', () => ({ port: Lazy.number({ produce: () => 8080 }) })],
    ['smallest capacity', (stack) => group({ capacity: CapacityRange.between(number(stack), 10) })],
    ['largest capacity', (stack) => group({ capacity: CapacityRange.between(1, number(stack)) })],
    ['grace period', (stack) => group({ healthCheckGracePeriod: Duration.seconds(number(stack)) })],
    ['warm-up', (stack) => group({ instanceWarmup: Duration.seconds(number(stack)) })],
    ['lifetime', (stack) => group({ maxInstanceLifetime: Duration.seconds(number(stack)) })],
    ['healthy share', (stack) => refresh({ minHealthyPercent: number(stack) })],
    ['largest share', (stack) => refresh({ maxHealthyPercent: number(stack) })],
    ['bake', (stack) => refresh({ bakeTime: Duration.seconds(number(stack)) })],
    ['batch', (stack) => rolling({ replacedInstances: number(stack) })],
    ['instances in service', (stack) => rolling({ minInstances: number(stack) })],
    ['base on demand', (stack) => mixed({ onDemandBase: number(stack) })],
    ['share on demand', (stack) => mixed({ onDemandPercent: number(stack) })],
    ['root volume', (stack) => ({ rootVolumeSize: Size.gibibytes(number(stack)) })],
    ['data volume', (stack) => volume({ size: Size.gibibytes(number(stack)) })],
    ['operations', (stack) => volume({ iops: number(stack) })],
    ['folder', (stack) => volume({ mountPath: text(stack) })],
    ['port of the container', (stack) => container({ containerPort: number(stack) })],
    ['word of the command', (stack) => container({ command: [text(stack)] })],
    ['image', (stack) => image(text(stack))],
    ['tag', (stack) => tag(text(stack))(stack)],
    ['start of a program', (stack) => script({}, text(stack))],
    ['package', (stack) => script({ packages: [text(stack)] })],
    ['user', (stack) => script({ user: text(stack) })],
    ['owner', (stack) => ({ owner: text(stack) })],
    ['setting', (stack) => ({ environment: { MODE: text(stack) } })],
    ['type of a baked image', (stack) => ({
      bootstrap: Bootstrap.none(), machineImage: MachineImage.genericLinux({ 'eu-west-1': 'ami-1' }),
      compute: Compute.autoScaling({ instanceType: new InstanceType(text(stack)) }),
    })],
  ];

  test.each(TOKENS)('are passed on: %s', (name, make) => {
    const tier = build(make);
    const { template } = (tier.node.root as App).synth().getStackByName('Stack');

    expect(JSON.stringify(template)).toContain(name.includes('lazy') ? ':8080/health' : '"Ref":"Later"');
  });

  test.each<[string, ContainerBootstrapOptions]>([
    ['startTimeout', { startTimeout: Duration.seconds(Lazy.number({ produce: () => 60 })) }],
    ['stopTimeout', { stopTimeout: Duration.seconds(Lazy.number({ produce: () => 60 })) }],
  ])('fails for %s, which other times are made of', (name, options) => {
    expect(() => build(container(options))).toThrow(`"bootstrap.${name}" must be known at synthesis, got `);
  });
});

describe('warnings', () => {
  const warnings = (make: Make) =>
    build(make).node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data));

  test.each([
    ['without a tag', image('public.ecr.aws/nginx/nginx')],
    ['with the tag latest', image('public.ecr.aws/nginx/nginx:latest')], ['of a repository, latest', tag('latest')],
  ])(
    'an image %s', (_, make) => {
      expect(warnings(make)).toEqual([expect.stringContaining('give each build a tag of its own')]);
    },
  );

  test('a family that the CDK does not know', () => {
    expect(warnings(group({ instanceType: new InstanceType('t99.medium') })))
      .toEqual([expect.stringContaining('does not know the family of t99.medium')]);
  });

  test('nothing else', () => {
    expect(warnings({ ingress: HTTP })).toEqual([]);
  });
});

describe('what both kinds of services owe their users', () => {
  test.each(['', '1DB', 'my db'])(
    'fails for the prefix "%s", which makes no name of a variable',
    (environmentPrefix) => {
      expect(() =>
        tierOf({}, (tier, stack) =>
          tier.connectTo(queueIn(stack, new Vpc(stack, 'OtherVpc')), { environmentPrefix })))
        .toThrow(
          new Error(
            'Stack/Shop (ElasticWebTier) has an invalid prop:\n'
            + '  "environmentPrefix" must be letters, digits and "_" that do not begin with a digit, got '
            + `"${environmentPrefix}"`,
          ),
        );
    },
  );

  test('a secret without a value is a problem with a name, not a crash', () => {
    const build = () => tierOf({ secrets: { A: undefined as never } });

    expect(build).toThrow(/^Stack\/Shop \(ElasticWebTier\) has an invalid prop:\n {2}"secrets\.?A?"? /);
  });
});
