// what an update of the stack does to the data: a change of a prop or of the profile may resize, never replace.
import { diffTemplate, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App, Duration, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import {
  AccessLogs, CapacityRange, DatabaseCredentials, Deployment, FargateService, Firewall, Ingress, Logging, Migration,
  Nat,
  Network, Pooling, PostgresDatabase,
  Profile, ScalingPolicy, ServiceImage, Sidecar, Spot, Stickiness, TaskSize, type FargateServiceProps,
  type HttpsIngressOptions, type NetworkProps,
  type PostgresDatabaseProps,
} from '../../src';
import { HOUSING_TYPES, STATEFUL_TYPES } from '../../src/template';
import { INTERRUPTING } from '../../cli/src/upgrade/in-place';

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly [key: string]: unknown;
}
interface Template { readonly Resources: Record<string, Resource> }

/** What is orphaned stays, so it is no loss. The subnet group takes the database along. */
const STATEFUL = [...STATEFUL_TYPES, ...HOUSING_TYPES, 'AWS::RDS::DBSubnetGroup'];
/**
 * Types that hold nothing themselves, but whose replacement would take away what stands in them; with a zone they may
 * go.
 */
const HOUSING = ['AWS::EC2::Subnet'];
const REPLACED = [ResourceImpact.WILL_REPLACE, ResourceImpact.MAY_REPLACE];

/** Stateful resources that an update replaces or removes, and how. */
function lossesOf(before: Template, after: Template): string[] {
  const { resources } = diffTemplate(before, after);
  return resources.logicalIds.flatMap((id) => {
    const change = resources.get(id);
    const type = change.resourceType ?? '';
    const short = type.replace('AWS::', '');
    if (STATEFUL.includes(type) && change.changeImpact === ResourceImpact.WILL_DESTROY) return [`${short} is removed`];
    if (![...STATEFUL, ...HOUSING].includes(type)) return [];
    return Object.entries(change.propertyUpdates)
      .filter(([name, update]) => REPLACED.includes(update.changeImpact!) && !INTERRUPTING[type]?.includes(name)).map(
        ([name]) => `${short} is replaced for ${name}`,
      );
  }).sort();
}

interface Wish {
  readonly profile?: Profile;
  readonly network?: NetworkProps;
  readonly database?: Partial<PostgresDatabaseProps>;
  readonly service?: Partial<FargateServiceProps>;
  readonly ingress?: HttpsIngressOptions;
}

function templateOf(
  { profile = Profile.PRODUCTION, network = {}, database = {}, service = {}, ingress }: Wish,
): Template {
  const app = new App({
    context: { 'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] },
  });
  profile.applyTo(app);
  const stack = new Stack(app, 'Shop', { env: { account: '111122223333', region: 'eu-west-1' } });
  const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
    hostedZoneId: 'Z1', zoneName: 'example.com',
  });
  const { vpc } = new Network(stack, 'Network', network);
  const data = new PostgresDatabase(stack, 'Database', { vpc, ...database });
  new FargateService(stack, 'Shop', {
    vpc,
    image: ServiceImage.managedRepository({ tag: '1.0.0' }),
    ingress: Ingress.https({ domainName: 'shop.example.com', hostedZone, ...ingress }),
    ...service,
  }).connectTo(data);
  return app.synth().getStackByName('Shop').template as Template;
}

const lossesBetween = (before: Wish, after: Wish) => lossesOf(templateOf(before), templateOf(after));
const image = ServiceImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3');
const credentials = DatabaseCredentials.generated();

/** One change each, made to a stack of defaults and undone again. */
const CHANGES: readonly (readonly [string, Wish, Wish?])[] = [
  ['a zone less', { network: { availabilityZones: 2 } }],
  ['a zone more', {}, { network: { availabilityZones: 2 } }],
  ['one NAT gateway for all', { network: { nat: Nat.single() } }],
  ['no NAT gateway', { network: { nat: Nat.none() } }],
  ['longer flow logs', { network: { flowLogRetention: RetentionDays.TWO_YEARS } }],

  [
    'a health check, a drain and a slow start',
    {
      ingress: {
        healthCheck: { path: '/up' },
        target: { deregistrationDelay: Duration.seconds(90), slowStart: Duration.seconds(60) },
      },
    },
  ],
  ['sticky sessions', { ingress: { target: { stickiness: Stickiness.loadBalancerCookie() } } }],
  [
    'other clients and times',
    {
      ingress: {
        allowedCidrs: ['203.0.113.0/24'],
        loadBalancer: { attributes: { idleTimeout: Duration.seconds(120), clientKeepAlive: Duration.minutes(5) } },
      },
    },
  ],
  [
    'other firewall rules',
    { ingress: { loadBalancer: { firewall: Firewall.managed({ fiveMinuteRequestLimit: 100, countedRules: [] }) } } },
  ],
  ['no redirect and no deletion protection', { ingress: {
    tls: { redirectHttp: false },
    loadBalancer: { attributes: { deletionProtection: false } },
  } }],
  ['access logs kept longer', { ingress: {
    loadBalancer: { accessLogs: AccessLogs.toNewBucket({ retention: Duration.days(400) }) },
  } }],

  [
    'another image',
    {
      service: {
        image: ServiceImage.managedRepository({ tag: '1.0.1', keepImages: 5, untaggedExpiry: Duration.days(1) }),
      },
    },
  ],
  [
    'size, port and settings',
    { service: {
      task: { size: TaskSize.LARGE },
      port: 3000, environment: { LEVEL: 'debug' }, container: { user: '1000' },
    } },
  ],
  ['a migration', { service: { migration: Migration.beforeStart({ command: ['migrate'] }) } }],
  ['a sidecar', { service: { task: { sidecars: [Sidecar.of({ name: 'proxy', image, memoryMiB: 64 })] } } }],
  ['scaling by steps and by the clock', {
    service: {
      scaling: [ScalingPolicy.cpuSteps(), ScalingPolicy.schedule({ name: 'Day', cron: { hour: '7' }, minCapacity: 3 })],
    },
  }],
  ['a fixed number of tasks', { service: { capacity: CapacityRange.fixed(3) } }],
  ['Spot', { service: { spot: Spot.mixed() } }],
  ['a canary', { service: { deployment: Deployment.canary() } }],
  ['longer logs of the tasks', { service: {
    task: { logging: Logging.cloudWatch({ retention: RetentionDays.TWO_YEARS }) },
  } }],

  ['a larger instance', { database: { instanceType: new InstanceType('m7g.large') } }],
  ['one zone', { database: { multiAz: false } }],
  ['larger storage', { database: { storage: { allocated: Size.gibibytes(200), maxAllocated: Size.gibibytes(400) } } }],
  ['no growth', { database: { storage: { maxAllocated: Size.gibibytes(20) } } }],
  ['other backups and windows', {
    database: {
      backup: { retention: Duration.days(35), window: '01:00-02:00' },
      engine: { maintenanceWindow: 'sun:03:00-sun:04:00' },
    },
  }],
  ['no Enhanced Monitoring', { database: { monitoringInterval: Duration.seconds(0) } }],
  ['other parameters', { database: { engine: { parameters: { work_mem: '8192' } } } }],
  [
    'no protection, and a database that stays',
    { database: { deletionProtection: false, removalPolicy: RemovalPolicy.RETAIN } },
  ],
  ['a proxy', { database: { pooling: Pooling.rdsProxy() } }],
  ['read replicas', { database: { credentials, readReplicas: 2 } }, { database: { credentials } }],
  [
    'another rotation', { database: { credentials: DatabaseCredentials.generated({ rotateEvery: Duration.days(7) }) } },
    { database: { credentials } },
  ],
];

describe('no data is lost by', () => {
  test.each(CHANGES.map(([name, change, base = {}]) => [name, base, change] as const))('%s', (_, base, change) => {
    expect(lossesBetween(base, change)).toEqual([]);
  });

  const profiles = [Profile.DEVELOPMENT, Profile.STAGING, Profile.PRODUCTION];
  const pairs = profiles.flatMap((from) =>
    profiles.filter((to) => to !== from).map((to) => [from.name, to.name, from, to] as const));
  test.each(pairs)('a change of the profile from %s to %s', (_, __, from, to) => {
    expect(lossesBetween({ profile: from }, { profile: to })).toEqual([]);
  });
});

const KEY = [
  'ECR::Repository is replaced for EncryptionConfiguration', 'RDS::DBInstance is replaced for KmsKeyId',
  'RDS::DBInstance is replaced for PerformanceInsightsKMSKeyId',
];
const PORT = 'RDS::DBInstance is replaced for Port';

// docs/profiles.md and docs/postgres-database.md name each of them; the name of the database makes CloudFormation
// refuse those that concern it.
describe('known to replace or remove', () => {
  test.each<[string, Wish, Wish, string[]]>([
    ['REGULATED on', {}, { profile: Profile.REGULATED }, [...KEY, PORT]],
    ['REGULATED off', { profile: Profile.REGULATED }, {}, [...KEY, PORT]],
    ['REGULATED on, with the port kept', {}, { profile: Profile.REGULATED, database: { port: 5432 } }, KEY],
    ['another port', {}, { database: { port: 5433 } }, [PORT]],
    [
      'another name of the database', {}, { database: { initial: { databaseName: 'shop' } } },
      ['RDS::DBInstance is replaced for DBName'],
    ],
    [
      'another user', {}, { database: { credentials: DatabaseCredentials.managedByRds({ userName: 'shop' }) } },
      ['RDS::DBInstance is replaced for MasterUsername'],
    ],
    [
      'a snapshot given later', { database: { credentials } },
      { database: { credentials, initial: { snapshotIdentifier: 'before' } } },
      [
        'RDS::DBInstance is replaced for DBName', 'RDS::DBInstance is replaced for DBSnapshotIdentifier',
        'RDS::DBInstance is replaced for MasterUsername',
      ],
    ],
    [
      'generated credentials given up: RDS makes new ones', { database: { credentials } }, {},
      ['SecretsManager::Secret is removed'],
    ],
    [
      'a replica given up: it holds nothing of its own', { database: { credentials, readReplicas: 1 } },
      { database: { credentials } }, ['RDS::DBInstance is removed'],
    ],
    [
      'access logs given up in development', { profile: Profile.DEVELOPMENT },
      { profile: Profile.DEVELOPMENT, ingress: { loadBalancer: { accessLogs: AccessLogs.none() } } },
      [
        'S3::Bucket is removed',
      ],
    ],
  ])('%s', (_, before, after, losses) => {
    expect(lossesBetween(before, after)).toEqual(losses);
  });

  test('another address range replaces the network', () => {
    expect(lossesBetween({}, { network: { cidr: '10.1.0.0/16' } }))
      .toEqual(expect.arrayContaining(['EC2::VPC is replaced for CidrBlock', 'EC2::Subnet is replaced for CidrBlock']));
  });
});

describe('the check itself', () => {
  const before = templateOf({});
  const changed = (type: string, change: (resource: Resource) => Resource | undefined): Template => {
    const resources = Object.entries(before.Resources).flatMap(([id, resource]) => {
      const after = resource.Type === type ? change(resource) : resource;
      return after ? [[id, after]] : [];
    });
    return { ...before, Resources: Object.fromEntries(resources) };
  };

  test('sees a database that is replaced', () => {
    const after = changed('AWS::RDS::DBInstance', (resource) => ({
      ...resource, Properties: { ...resource.Properties, StorageEncrypted: false },
    }));

    expect(lossesOf(before, after)).toEqual(['RDS::DBInstance is replaced for StorageEncrypted']);
  });

  test('sees a database that gets another logical id', () => {
    const after = {
      Resources: Object.fromEntries(Object.entries(before.Resources)
        .map(([id, resource]) => [resource.Type === 'AWS::RDS::DBInstance' ? 'Other' : id, {
          ...resource, DeletionPolicy: 'Delete',
        }])),
    };

    expect(lossesOf(
      {
        Resources: Object.fromEntries(Object.entries(before.Resources)
          .map(([id, resource]) => [id, { ...resource, DeletionPolicy: 'Delete' }])),
      },
      after,
    ))
      .toEqual(['RDS::DBInstance is removed']);
  });

  test('sees a bucket that goes', () => {
    const deleted = changed('AWS::S3::Bucket', (resource) => ({ ...resource, DeletionPolicy: 'Delete' }));

    expect(lossesOf(deleted, changed('AWS::S3::Bucket', () => undefined))).toEqual(['S3::Bucket is removed']);
  });

  test('sees nothing where nothing changes', () => {
    expect(lossesOf(before, templateOf({}))).toEqual([]);
  });
});
