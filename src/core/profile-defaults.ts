import { Duration, RemovalPolicy, Size } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { CapacityRange } from './capacity-range';

/** One default that differs between the profiles. */
export interface ProfileDefault<T> {
  /** Where it acts, in the words of the public API. */
  readonly setting: string;
  readonly development: T;
  readonly staging: T;
  readonly production: T;
  readonly regulated: T;
  /** Why the values differ. */
  readonly reason: string;
}

const row = <T>(
  setting: string, development: T, staging: T, production: T, regulated: T, reason: string,
): ProfileDefault<T> =>
  ({ setting, development, staging, production, regulated, reason });

/**
 * Every default that differs between the profiles; defaults that are the same everywhere stand beside their props.
 *
 * `docs/profiles.md` shows this table, and a test keeps the two equal.
 */
export const PROFILE_DEFAULTS = {
  customerManagedKeys: row('Encryption with a customer managed key', false, false, false, true,
    'HIPAA, NIST and PCI packs ask for keys under your own policy; a key costs about 1 USD a month'),
  logRetention: row(
    'Log groups: retention in days', RetentionDays.ONE_WEEK, RetentionDays.ONE_MONTH, RetentionDays.ONE_MONTH,
    RetentionDays.ONE_YEAR, 'long enough to find the cause of an incident; auditors ask for a year',
  ),
  telemetryRemoval: row(
    'Log groups and log buckets: on removal', RemovalPolicy.DESTROY, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN,
    RemovalPolicy.RETAIN, 'evidence outlives the stack where it may be needed',
  ),

  availabilityZones: row(
    'Network: Availability Zones', 2, 2, 3, 3, 'three zones keep two thirds of the capacity when one is lost',
  ),
  natPerZone: row(
    'Network: a NAT gateway in each zone', false, false, true, true,
    'a NAT gateway costs about 33 USD a month; one per zone survives the loss of a zone',
  ),

  deletionProtection: row('Deletion protection of load balancers and databases', false, false, true, true,
    'a test environment must go away with one command, a production one must not'),
  redirectHttp: row(
    'Ingress: port 80 redirects to 443', true, true, true, false,
    'auditors count an open port 80 as unencrypted even if it only redirects',
  ),
  firewall: row('Ingress: web application firewall on public load balancers', false, false, true, true,
    'managed rule groups cost about 10 USD a month'),
  accessLogRetention: row(
    'Ingress: access logs are kept', Duration.days(30), Duration.days(30), Duration.days(90), Duration.days(365),
    'as for log groups',
  ),

  taskCpu: row(
    'FargateService: CPU units', 256, 256, 512, 512,
    'smallest size that exists, and one with room for a runtime such as Node or the JVM',
  ),
  taskMemoryMiB: row(
    'FargateService: memory in MiB', 512, 512, 1024, 1024, 'twice the CPU units: the smallest legal pair',
  ),
  taskCapacity: row(
    'FargateService: number of tasks', CapacityRange.between(1, 2), CapacityRange.between(1, 4),
    CapacityRange.between(2, 10), CapacityRange.between(2, 10), 'two tasks in two zones survive the loss of either',
  ),
  containerInsights: row(
    'FargateService: Container Insights', false, false, true, true, 'custom metrics cost about 0.30 USD each a month',
  ),
  imageRemoval: row(
    'ImageRepository: on removal', RemovalPolicy.DESTROY, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN,
    RemovalPolicy.RETAIN, 'images of production are what a rollback needs',
  ),

  instanceType: row(
    'ElasticWebTier: instance type', 't3.micro', 't3.small', 't3.medium', 't3.medium',
    'burstable and cheap; 4 GiB hold a container runtime and an application',
  ),
  instanceCapacity: row(
    'ElasticWebTier: number of instances', CapacityRange.between(1, 2), CapacityRange.between(1, 4),
    CapacityRange.between(2, 10), CapacityRange.between(2, 10), 'two instances in two zones survive the loss of either',
  ),
  dataVolumeRemoval: row(
    'ElasticWebTier: data volume on removal', RemovalPolicy.SNAPSHOT, RemovalPolicy.SNAPSHOT, RemovalPolicy.RETAIN,
    RemovalPolicy.RETAIN,
    'a switch of `compute` removes the volume, so the data outlives it everywhere; a snapshot costs less than a volume',
  ),

  databaseInstanceType: row(
    'PostgresDatabase: instance type', 't4g.micro', 't4g.small', 't4g.medium', 't4g.medium',
    'smallest class that holds the connections of the default number of tasks',
  ),
  databaseMultiAz: row(
    'PostgresDatabase: standby in a second zone', false, false, true, true,
    'a standby doubles the price and takes over in one or two minutes',
  ),
  databaseBackupRetention: row(
    'PostgresDatabase: backups are kept', Duration.days(1), Duration.days(7), Duration.days(14), Duration.days(35),
    'point-in-time recovery reaches back this far; 35 days is the maximum of RDS',
  ),
  databaseRemoval: row(
    'PostgresDatabase: on removal', RemovalPolicy.DESTROY, RemovalPolicy.SNAPSHOT, RemovalPolicy.SNAPSHOT,
    RemovalPolicy.SNAPSHOT, 'test data is worth nothing, all other data gets a last snapshot',
  ),
  databasePort: row(
    'PostgresDatabase: port', 5432, 5432, 5432, 5433, 'auditors ask for a port other than the default one',
  ),
  databaseMonitoringInterval: row(
    'PostgresDatabase: Enhanced Monitoring interval', Duration.seconds(0), Duration.minutes(1), Duration.minutes(1),
    Duration.minutes(1), 'operating system metrics are billed as logs',
  ),
  databaseStorage: row(
    'PostgresDatabase: largest size that storage grows to', Size.gibibytes(50), Size.gibibytes(100),
    Size.gibibytes(100), Size.gibibytes(100), 'a bound on what a runaway table can cost',
  ),

  cacheNodeType: row(
    'ValkeyCache: node type', 'cache.t4g.micro', 'cache.t4g.micro', 'cache.t4g.small', 'cache.t4g.small',
    'smallest nodes that hold the queue of an hour',
  ),
  cacheNodes: row('ValkeyCache: number of nodes', 1, 1, 2, 2, 'a replica in a second zone takes over by itself'),
  cacheSnapshots: row(
    'ValkeyCache: snapshots are kept', Duration.days(0), Duration.days(1), Duration.days(7), Duration.days(15),
    'HIPAA and NIST packs ask for at least 15 days',
  ),
  cacheRemoval: row(
    'ValkeyCache: on removal', RemovalPolicy.DESTROY, RemovalPolicy.SNAPSHOT, RemovalPolicy.SNAPSHOT,
    RemovalPolicy.SNAPSHOT, 'a queue may hold what is not stored anywhere else yet',
  ),

  queueRemoval: row(
    'WorkQueue: on removal', RemovalPolicy.DESTROY, RemovalPolicy.DESTROY, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN,
    'as for the cache; Amazon SQS makes no snapshots',
  ),
} as const;
