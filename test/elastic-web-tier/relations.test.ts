// what a tier is given by others: machine images, volumes, Compose files; and values of closed lists.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { InstanceType, MachineImage, Volume } from 'aws-cdk-lib/aws-ec2';
import {
  Bootstrap, CapacityRange, Compute, DataVolume, ElasticWebTier, Ingress, Network, ScalingPolicy, TierImage,
  type ElasticWebTierProps,
} from '../../src';
import { CONTAINER, groupOf, singleOf, stackWithVpc, tierOf, userDataOf } from './support';

type Props = Partial<ElasticWebTierProps>;
const fails = (props: Props, problem: string) => expect(() => tierOf(props))
  .toThrow(new Error(`Stack/Shop (ElasticWebTier) has an invalid prop:\n  ${problem}`));
const passes = (props: Props) => expect(() => tierOf(props)).not.toThrow();
const single = (name: string): Props =>
  ({ compute: Compute.singleInstance({ instanceType: new InstanceType(name) }) });
const group = (name: string): Props => ({ compute: Compute.autoScaling({ instanceType: new InstanceType(name) }) });

describe('the machine of a tier', () => {
  const AMAZON_LINUX_2 = '/aws/service/ami-amazon-linux-latest/amzn2-ami-kernel-5.10-hvm-x86_64-gp2';
  const UBUNTU = '/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id';

  test.each([
    ['Amazon Linux 2', MachineImage.latestAmazonLinux2(), AMAZON_LINUX_2],
    ['Ubuntu', MachineImage.fromSsmParameter(UBUNTU), UBUNTU],
  ])('is no %s', (_, machineImage, got) => fails({ machineImage }, '"machineImage" must be Amazon Linux 2023, got '
  + `${got}: use Bootstrap.none() with an image of yours`));

  test.each([
    ['Amazon Linux 2023', { machineImage: MachineImage.latestAmazonLinux2023() }],
    ['an image of the user', { machineImage: MachineImage.fromSsmParameter('/images/web') }],
    ['Ubuntu that brings everything', {
      machineImage: MachineImage.fromSsmParameter(UBUNTU), bootstrap: Bootstrap.none(),
    }],
  ])('may be %s', (_, props: Props) => passes(props));

  test('is of a type that runs the system', () => {
    fails(group('a1.large'), '"compute.instanceType" must be a type that runs Amazon Linux 2023, got "a1.large": take '
    + 'a newer Graviton type, for example t4g or m7g');
    fails(group('mac2.metal'), '"compute.instanceType" must be a type that runs Linux, got "mac2.metal": Mac instances '
    + 'run macOS, on dedicated hosts only');
    fails(single('m5.metal'), '"compute.instanceType" must be a virtual type for a single instance, not bare metal, '
    + 'got "m5.metal": EC2 cannot recover bare metal; take another size, or Compute.autoScaling');
    passes(group('m5.metal'));
    passes(group('m7g.medium'));
  });
});

describe('a data volume', () => {
  const mounted = (mountPath: string): Props =>
    ({ compute: Compute.singleInstance({ dataVolume: DataVolume.sized({ mountPath }) }) });

  test.each(['/usr/lib64', '/run/web', '/etc/systemd/system', '/opt/web/bin', '/usr/bin/x', '/var/lib/docker/volumes',
    '/var/run/web', '/opt'])('is not mounted to %s', (mountPath) => fails(mounted(mountPath),
    '"compute.dataVolume.mountPath" must not be a folder of the system, got '
    + `"${mountPath}": what is in it would be hidden: take one below /srv, or one of its own`));

  test.each(['/data', '/srv/web', '/var/lib/shop', '/usr/local/shop', '/optics', '/etcetera'])('may be mounted to %s',
    (mountPath) => passes(mounted(mountPath)));

  test('belongs to one tier', () => {
    const { stack, vpc } = stackWithVpc();
    const zone = vpc.privateSubnets[0].availabilityZone;
    const tier = (id: string, volumeId: string) => () => new ElasticWebTier(stack, id, {
      vpc, bootstrap: CONTAINER, compute: Compute.singleInstance({
        dataVolume: DataVolume.existing(Volume.fromVolumeAttributes(stack, `${id}Volume`, {
          volumeId, availabilityZone: zone,
        })),
      }),
    });
    tier('One', 'vol-0123456789abcdef0')();

    expect(tier('Two', 'vol-0123456789abcdef0')).toThrow(new Error('Stack/Two (ElasticWebTier) has an invalid prop:\n  '
      + '"compute.dataVolume" must be a volume that no other instance has, got that of Stack/One: an instance stops '
      + 'whoever holds its volume'));
    expect(tier('Three', 'vol-0fedcba9876543210')).not.toThrow();
  });
});

describe('a Compose file', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'compose-'));
  afterAll(() => fs.rmSync(folder, { recursive: true }));
  function problemOf(content: string): string {
    const file = path.join(folder, 'compose.yaml');
    fs.writeFileSync(file, content);
    try {
      tierOf({ bootstrap: Bootstrap.compose(file) });
      return '';
    } catch (error) {
      return (error as Error).message.replaceAll(file, 'FILE').split('\n').slice(1).join('\n').trim();
    }
  }
  const web = 'services:\n  web:\n    image: nginx:1.27\n';
  const advice = 'the instances get the Compose file alone: put files into images, and settings into "environment"';

  test.each([
    ['empty', '', '"bootstrap.file" must have "services", got FILE without them'],
    ['without services', '# services:\nversion: "3"\n', '"bootstrap.file" must have "services", got FILE without them'],
    ['with a build', 'services:\n  web:\n    build: .\n',
      `"bootstrap.file" must need no other file, got an image that is built ("build") in line 3 of FILE: ${advice}`],
    ['with a relative mount', `${web}    volumes:\n      - ./html:/usr/share/nginx/html\n`,
      `"bootstrap.file" must need no other file, got a mount of a relative path in line 5 of FILE: ${advice}`],
    ['with a long relative mount', `${web}    volumes:\n      - type: bind\n        source: ../x\n        target: /x\n`,
      `"bootstrap.file" must need no other file, got a mount of a relative path in line 6 of FILE: ${advice}`],
    ['with a file of settings', `${web}    env_file: .env\n`,
      `"bootstrap.file" must need no other file, got a file of settings ("env_file") in line 4 of FILE: ${advice}`],
    ['with another file', `${web}configs:\n  nginx:\n    file: ./nginx.conf\n`,
      `"bootstrap.file" must need no other file, got another file ("file") in line 6 of FILE: ${advice}`],
  ])('fails: %s', (_, content, problem) => expect(problemOf(content)).toBe(problem));

  test.each([
    ['plain', web],
    ['with volumes and absolute mounts', `${web}    volumes:\n      - a:/data\n      - /srv/x:/x\nvolumes:\n  a:\n`],
    ['with a build in a comment', `${web}    # build: .\n`],
    ['with a service that is called builder', `${web}  builder:\n    image: nginx:1.27\n`],
    ['with line ends of Windows', web.replaceAll('\n', '\r\n')],
  ])('passes: %s', (_, content) => expect(problemOf(content)).toBe(''));
});

describe('settings and programs', () => {
  test('fit into an SSM parameter', () => {
    const settings = (size: number): Props => ({ environment: { TEXT: 'x'.repeat(size) } });
    fails(settings(8192), '"environment" must take at most 8192 bytes, got 8232 bytes: the settings stand in one SSM '
    + 'parameter: put large ones into the image or a bucket');
    passes(settings(8192 - 40));
  });

  test.each(['PATH', 'IFS', 'BASH_ENV'])('do not hide the programs of the shell: %s', (name) =>
    fails({ environment: { [name]: '/x' } }, '"environment" must have no variable that hides the programs of the shell '
    + `(BASH_ENV, IFS, PATH), got "${name}": set it where the application starts`));

  test('have no carriage return', () => {
    fails({ bootstrap: Bootstrap.script('node server.js\r') }, '"bootstrap.start" must be one line with a command, got '
    + '"node server.js\\r": put what comes before it into "setup"');
    fails({ bootstrap: Bootstrap.script('node x.js', { setup: ['npm ci\r'] }) }, '"bootstrap.setup[0]" must be a line '
    + 'of bash without a carriage return, got "npm ci\\r": bash takes it for a part of the last word');
  });

  test('a port that traffic and health check share is published once', () => {
    const image = TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
    const { template } = tierOf({
      ingress: Ingress.http({ healthCheck: { path: '/health', port: '8080' } }),
      bootstrap: Bootstrap.container(image, { containerPort: 80 }), port: 8080,
    });

    expect(userDataOf(template).match(/--publish \S+/g)).toEqual(['--publish 8080:80']);
  });
});

describe('the size of a tier', () => {
  test('may be no instance at all', () => {
    expect(() => groupOf({ capacity: CapacityRange.fixed(0) })).not.toThrow();
  });

  test('has at most 125 schedules', () => {
    const many = (count: number) => () => groupOf({
      capacity: CapacityRange.between(1, 9),
      scaling: [ScalingPolicy.cpuSteps(), ...Array.from({ length: count }, (_, i) => ScalingPolicy.schedule({
        name: `At${i}`, cron: { hour: String(i % 24), minute: String(Math.floor(i / 24)) }, minCapacity: 2,
      }))],
    });
    expect(many(126)).toThrow('"compute.scaling" must have at most 125 schedules, got 126');
    expect(many(125)).not.toThrow();
  });
});

test('languages without types learn what is missing, and what stands in its place', () => {
  const create = (props: unknown) => () => new ElasticWebTier(stackWithVpc().stack, 'Shop', props as never);
  expect(create({})).toThrow(new Error('Stack/Shop (ElasticWebTier) has 2 invalid props:\n  "vpc" must be a VPC, got '
    + 'undefined: pass the VPC of a Network, or one of your own\n  "bootstrap" must be made with a factory of '
    + 'Bootstrap, got undefined'));
  expect(create(undefined)).toThrow('"vpc" must be a VPC');
  const { stack } = stackWithVpc();
  expect(create({ vpc: new Network(stack, 'Network'), bootstrap: CONTAINER }))
    .toThrow('"vpc" must be a VPC, got an object of Network: pass its "vpc"');
  expect(() => singleOf()).not.toThrow();
});
