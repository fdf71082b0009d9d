import type { RawResource } from './raw-resource';

/** Settings that keep a second copy of what is held: backups, older versions. */
const COPIES: { readonly [type: string]: readonly string[] } = {
  'AWS::DynamoDB::Table': ['PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'],
  'AWS::EFS::FileSystem': ['BackupPolicy.Status'],
  'AWS::ElastiCache::ReplicationGroup': ['SnapshotRetentionLimit'],
  'AWS::ElastiCache::ServerlessCache': ['SnapshotRetentionLimit'],
  'AWS::MemoryDB::Cluster': ['SnapshotRetentionLimit'],
  'AWS::RDS::DBInstance': ['BackupRetentionPeriod'],
  'AWS::S3::Bucket': ['VersioningConfiguration.Status'],
};
/** What a replica of a global table has of its own. */
const OF_A_REPLICA = ['DeletionProtectionEnabled', 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'];
const OFF: readonly unknown[] = [0, '0', false, 'false', 'DISABLED', 'Suspended'];
/** Where AWS keeps backups unless it is told otherwise. */
const ON_BY_DEFAULT: readonly string[] = ['BackupRetentionPeriod'];

type Json = { readonly [name: string]: unknown };

/**
 * Copies that an update ends. With a `BackupRetentionPeriod` of 0, Amazon RDS deletes all automated backups at once.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.Enabling.html
 */
export function copiesLost(then: RawResource, now: RawResource): string[] {
  const [old, next] = [then.Properties ?? {}, now.Properties ?? {}];
  return [
    ...turnedOff(COPIES[then.Type ?? ''] ?? [], old, next),
    ...then.Type === 'AWS::DynamoDB::GlobalTable' ? replicasLost(old, next) : [],
  ];
}

function replicasLost(then: Json, now: Json): string[] {
  const later = replicasOf(now);
  return replicasOf(then).flatMap((replica) => {
    const name = `the replica in ${String(replica.Region)}`;
    const next = later.find(({ Region }) => Region === replica.Region);
    return next ? turnedOff(OF_A_REPLICA, replica, next).map((what) => `${what} for ${name}`) : [`${name} removed`];
  });
}

/** Replicas whose Region is known. */
function replicasOf({ Replicas: replicas }: Json): Json[] {
  return Array.isArray(replicas) ? (replicas as Json[]).filter(({ Region }) => typeof Region === 'string') : [];
}

function turnedOff(paths: readonly string[], then: Json, now: Json): string[] {
  return paths.filter((path) => isOn(path, valueAt(then, path)) && isOff(path, valueAt(now, path)))
    .map((path) => `${path} off`);
}

function isOn(path: string, value: unknown): boolean {
  return typeof value !== 'object' && !isOff(path, value);
}

function isOff(path: string, value: unknown): boolean {
  return value === undefined ? !ON_BY_DEFAULT.includes(path) : OFF.includes(value);
}

/** What stands there; an expression on the way is known at deployment only. */
function valueAt(properties: Json, path: string): unknown {
  return path.split('.').reduce((value: unknown, name) => {
    if (typeof value !== 'object' || value === null) return undefined;
    const isExpression = Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));
    return isExpression ? value : (value as Json)[name];
  }, properties);
}
