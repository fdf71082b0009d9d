import { loadAwsServiceSpecSync as schemas } from '@aws-cdk/aws-service-spec';
import { dangersBetween } from '../src/upgrade/check';
import { REPLACING_PARTS } from '../src/upgrade/replacing';
import { hasSettings } from '../src/upgrade/settings';
import type { StackTemplate } from '../src/upgrade/stack-template';

type Json = { readonly [key: string]: unknown };

const stack = (json: Json): StackTemplate =>
  ({ id: 'Shop', place: '111122223333/eu-west-1', json: json as StackTemplate['json'], paths: {}, nested: [] });
const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

/** What is told of two templates. */
function told(before: Json, after: Json): string[] {
  return dangersBetween([stack(before)], [stack(after)]).map(({ kind, id, text }) => `${kind} ${id}: ${text}`);
}

/** What is told of one thing whose properties change. */
function change(type: string, then: Json, now: Json, more: Json = {}): string[] {
  const [before, after] = [then, now].map((Properties) =>
    ({ Resources: { Data: { Type: `AWS::${type}`, Properties, ...kept, ...more } } }));
  return told(before, after);
}

const rules = (...Rules: Json[]) => ({ LifecycleConfiguration: { Rules } });
const expiring = (ExpirationInDays: number, more: Json = {}) => ({ Status: 'Enabled', ExpirationInDays, ...more });
const locked = (retention: Json) => ({ ObjectLockConfiguration: { Rule: { DefaultRetention: retention } } });
const images = (countNumber: number, countType = 'imageCountMoreThan') => ({ LifecyclePolicy: {
  LifecyclePolicyText: JSON.stringify({ rules: [{ selection: { tagStatus: 'any', countType, countNumber } }] }),
} });
const expiry = (AttributeName: string) => ({ TimeToLiveSpecification: { Enabled: true, AttributeName } });
const plan = (...BackupPlanRule: Json[]) => ({ BackupPlan: { BackupPlanRule } });
const brokers = (line: string) => ({ ServerProperties: `auto.create.topics.enable=false\n${line}\n` });
const attributes = (Value: string) =>
  ({ LoadBalancerAttributes: [{ Key: 'deletion_protection.enabled', Value }, { Key: 'other', Value: 'false' }] });

const SOONER: readonly (readonly [type: string, then: Json, now: Json, what: string])[] = [
  ['Logs::LogGroup', {}, { RetentionInDays: 365 }, 'RetentionInDays from no end to 365'],
  ['Logs::LogGroup', { RetentionInDays: 365 }, { RetentionInDays: '7' }, 'RetentionInDays from 365 to 7'],
  ['SQS::Queue', {}, { MessageRetentionPeriod: 60 }, 'MessageRetentionPeriod from 345600 to 60'],
  ['Kinesis::Stream', { RetentionPeriodHours: 168 }, {}, 'RetentionPeriodHours from 168 to 24'],
  ['Events::Archive', { RetentionDays: 0 }, { RetentionDays: 7 }, 'RetentionDays from no end to 7'],
  ['Cassandra::Table', {}, { DefaultTimeToLive: 60 }, 'DefaultTimeToLive from no end to 60'],
  ['DynamoDB::Table', {}, expiry('until'), 'rows by the attribute "until"'],
  ['DynamoDB::GlobalTable', {}, expiry('until'), 'rows by the attribute "until"'],
  ['S3::Bucket', {}, rules(expiring(30)), 'objects after 30 days'],
  ['S3::Bucket', rules(expiring(365)), rules(expiring(30)), 'objects after 30 days'],
  ['S3::Bucket', rules(expiring(30, { Prefix: 'tmp/' })), rules(expiring(30)), 'objects after 30 days'],
  ['S3::Bucket', rules(expiring(30, { TagFilters: [1] })), rules(expiring(30)), 'objects after 30 days'],
  ['S3::Bucket', rules({ ...expiring(30), Status: 'Disabled' }), rules(expiring(30, { Prefix: 'a/' })),
    'objects under a/ after 30 days'],
  ['S3::Bucket', {}, rules({ Status: 'Enabled', ExpirationDate: '2027-01-01' }), 'all objects on 2027-01-01'],
  ['S3::Bucket', rules({ Status: 'Enabled', NoncurrentVersionExpirationInDays: 90 }),
    rules({ Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 2 } }), 'older versions after 2 days'],
  ['ECR::Repository', images(50), images(5), 'images beyond 5'],
  ['ECR::Repository', {}, images(14, 'sinceImagePushed'), 'images after 14 days'],
  ['MSK::Configuration', brokers(''), brokers('log.retention.hours=24'), 'messages after 24 hours'],
  ['MSK::Configuration', brokers('log.retention.hours=-1'), brokers('log.retention.ms=3600000'),
    'messages after 1 hours'],
  ['MSK::Configuration', brokers(''), brokers('log.retention.bytes=1000'), 'messages beyond 1000 bytes'],
  ['Backup::BackupPlan', plan({ RuleName: 'a' }), plan({ RuleName: 'a', Lifecycle: { DeleteAfterDays: 7 } }),
    'Lifecycle.DeleteAfterDays from no end to 7 for the rule a'],
  ['SES::MailManagerArchive', { Retention: { RetentionPeriod: 'PERMANENT' } }, {},
    'Retention.RetentionPeriod from PERMANENT to SIX_MONTHS'],
  ['SNS::Topic', { ArchivePolicy: { MessageRetentionPeriod: '30' } }, {},
    'ArchivePolicy.MessageRetentionPeriod from 30 to 0'],
  ['DataSync::Task', {}, { Options: { PreserveDeletedFiles: 'REMOVE' } },
    'Options.PreserveDeletedFiles from PRESERVE to REMOVE'],
];

describe('data that AWS deletes sooner than before', () => {
  test.each(SOONER)('%s %j %j', (type, then, now, what) => {
    expect(change(type, then, now)).toEqual([`expire Data: AWS deletes more than before, or sooner: ${what}`]);
    expect(change(type, now, then)).toEqual([]);
    expect(change(type, now, now)).toEqual([]);
  });

  test('is not what goes elsewhere, or what holds nothing', () => {
    const Transitions = [{ StorageClass: 'GLACIER', TransitionInDays: 30 }];
    const uploads = { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } };

    expect(change('S3::Bucket', {}, rules({ Status: 'Enabled', Transitions, ...uploads }))).toEqual([]);
    expect(change('S3::Bucket', rules(expiring(30)), rules(expiring(30, { Id: 'other', Prefix: 'tmp/' })))).toEqual([]);
    expect(change('ECR::Repository', {}, { LifecyclePolicy: { LifecyclePolicyText: 'no policy' } })).toEqual([]);
    expect(change('Logs::LogGroup', { RetentionInDays: 30 }, { RetentionInDays: { Ref: 'Days' } })).toEqual([]);
    expect(change('S3::Bucket', {}, rules({ Ref: 'Rules' }))).toEqual([]);
  });
});

const LESS: readonly (readonly [type: string, then: Json, now: Json, what: string])[] = [
  ['RDS::DBInstance', { MultiAZ: true }, { MultiAZ: 'false' }, 'MultiAZ off'],
  ['RDS::DBInstance', { BackupRetentionPeriod: 30 }, { BackupRetentionPeriod: 7 },
    'BackupRetentionPeriod from 30 to 7'],
  ['RDS::DBInstance', { DeleteAutomatedBackups: false }, {}, 'DeleteAutomatedBackups on'],
  ['RDS::DBInstance', { AutomaticBackupReplicationRegion: 'eu-west-2' }, {},
    'AutomaticBackupReplicationRegion removed'],
  ['RDS::DBCluster', { BacktrackWindow: 3600 }, {}, 'BacktrackWindow off'],
  ['Neptune::DBCluster', { BackupRetentionPeriod: 30 }, {}, 'BackupRetentionPeriod from 30 to 1'],
  ['Redshift::Cluster', {}, { ManualSnapshotRetentionPeriod: 7 }, 'ManualSnapshotRetentionPeriod from no end to 7'],
  ['ElastiCache::ReplicationGroup', { NumCacheClusters: 3 }, { NumCacheClusters: 1 }, 'NumCacheClusters from 3 to 1'],
  ['ElastiCache::ReplicationGroup', { AutomaticFailoverEnabled: true }, {}, 'AutomaticFailoverEnabled off'],
  ['MemoryDB::Cluster', {}, { NumReplicasPerShard: 0 }, 'NumReplicasPerShard from 1 to 0'],
  ['EFS::FileSystem', { ReplicationConfiguration: {} }, {}, 'ReplicationConfiguration removed'],
  ['FSx::Volume', {}, { OntapConfiguration: { SnapshotPolicy: 'none' } }, 'OntapConfiguration.SnapshotPolicy off'],
  ['KMS::Key', {}, { Enabled: false }, 'Enabled off'],
  ['KMS::Key', {}, { PendingWindowInDays: 7 }, 'PendingWindowInDays from 30 to 7'],
  ['ECR::Repository', {}, { EmptyOnDelete: true }, 'EmptyOnDelete on'],
  ['ECR::Repository', { ImageTagMutability: 'IMMUTABLE' }, {}, 'ImageTagMutability from IMMUTABLE to MUTABLE'],
  ['S3::Bucket', locked({ Mode: 'COMPLIANCE', Years: 1 }), locked({ Mode: 'COMPLIANCE', Days: 30 }),
    'ObjectLockConfiguration.Rule.DefaultRetention from 365 to 30 days'],
  ['S3::Bucket', locked({ Mode: 'COMPLIANCE', Days: 365 }), locked({ Mode: 'GOVERNANCE', Years: 1 }),
    'ObjectLockConfiguration.Rule.DefaultRetention from COMPLIANCE to GOVERNANCE'],
  ['S3::Bucket', locked({ Mode: 'COMPLIANCE', Days: 365 }), {},
    'ObjectLockConfiguration.Rule.DefaultRetention removed'],
  ['S3::Bucket', { ReplicationConfiguration: { Rules: [{ Id: 'a', Status: 'Enabled' }] } },
    { ReplicationConfiguration: { Rules: [{ Id: 'a', Status: 'Disabled' }] } }, 'Status off for the rule a'],
  ['SecretsManager::Secret', { ReplicaRegions: [{ Region: 'a' }, { Region: 'b' }] },
    { ReplicaRegions: [{ Region: 'b' }] }, 'the replica in a removed'],
  ['Backup::BackupSelection', { BackupSelection: { Resources: ['a', 'b'] } }, { BackupSelection: { Resources: ['a'] } },
    'the backup of b removed'],
  ['DLM::LifecyclePolicy', {}, { State: 'DISABLED' }, 'State off'],
  ['SQS::Queue', { RedrivePolicy: { maxReceiveCount: 3 } }, {}, 'RedrivePolicy removed'],
  ['Cassandra::Table', { RegularColumns: [{ ColumnName: 'a', ColumnType: 'int' }] }, { RegularColumns: [] },
    'the column a int removed'],
  ['Route53::RecordSetGroup', { RecordSets: [{ Name: 'a', Type: 'A' }] }, { RecordSets: [] },
    'the record a A removed'],
  ['VerifiedPermissions::PolicyStore', { DeletionProtection: { Mode: 'ENABLED' } },
    { DeletionProtection: { Mode: 'DISABLED' } }, 'DeletionProtection.Mode off'],
  ['OpenSearchServerless::Collection', { DeletionProtection: 'ENABLED' }, { DeletionProtection: 'DISABLED' },
    'DeletionProtection off'],
  ['ElasticLoadBalancingV2::LoadBalancer', attributes('true'), attributes('false'), 'deletion_protection.enabled off'],
];

describe('less protection, fewer copies, and copies for a shorter time', () => {
  test.each(LESS)('%s %j %j', (type, then, now, what) => {
    expect(change(type, then, now)).toEqual([`unprotect Data: less protected: ${what}`]);
    expect(change(type, now, then)).toEqual([]);
    expect(change(type, now, now)).toEqual([]);
  });

  test('are not fewer replicas as long as one is left', () => {
    expect(change('ElastiCache::ReplicationGroup', { NumCacheClusters: 5 }, { NumCacheClusters: 2 })).toEqual([]);
  });

  test('are seen in types that exist', () => {
    const types = [...SOONER, ...LESS].map(([type]) => `AWS::${type}`);
    const known = new Set(schemas().all('resource').map(({ cloudFormationType }) => cloudFormationType));

    expect(types.filter((type) => !known.has(type))).toEqual([]);
    expect(hasSettings('AWS::Logs::LogGroup') && !hasSettings('Custom::Logs::LogGroup')).toBe(true);
  });
});

describe('a part of a property', () => {
  const broker = (part: Json) => ({ BrokerNodeGroupInfo: { InstanceType: 'a', ...part } });
  const stays = 'the old one stays in the account, and the stack no longer knows it';

  test('replaces what it stands in, if the schema says so', () => {
    expect(change('MSK::Cluster', broker({ ClientSubnets: ['a'] }), broker({ ClientSubnets: ['b'] })))
      .toEqual([`replace Data: replaced for BrokerNodeGroupInfo.ClientSubnets; ${stays}`]);
    expect(change('MSK::Cluster', broker({}), broker({ InstanceType: 'b' }))).toEqual([]);
  });

  test('takes along what names it', () => {
    const export_ = { Outputs: { Brokers: { Value: { Ref: 'Data' }, Export: { Name: 'brokers' } } } };
    const [before, after] = ['a', 'b'].map((subnet) => ({ ...export_, Resources: {
      Data: { Type: 'AWS::MSK::Cluster', Properties: broker({ ClientSubnets: [subnet] }), ...kept },
    } }));

    expect(told(before, after)).toContainEqual(expect.stringMatching(/^change-export brokers: .*Data is replaced/));
  });

  test('is in the list for each type that holds data or is known outside', () => {
    const spec = schemas();
    for (const [type, paths] of Object.entries(REPLACING_PARTS)) {
      const [model] = spec.lookup('resource', 'cloudFormationType', 'equals', type);
      for (const [first, ...rest] of paths.map((path) => path.split('.'))) {
        const found = rest.reduce((property, name) => property?.type.type === 'ref'
          ? spec.get('typeDefinition', property.type.reference).properties[name]
          : undefined, model.properties[first] as typeof model.properties[string] | undefined);
        expect([type, rest, found?.causesReplacement]).toEqual([type, rest, 'yes']);
      }
    }
  });
});

test('another version replaces a domain, unless its policy of updates says otherwise', () => {
  const [old, next] = ['1.0', '2.0'].map((version) => ({ EngineVersion: `OpenSearch_${version}` }));
  const inPlace = { UpdatePolicy: { EnableVersionUpgrade: true } };
  const [before, after] = ['7.1', '7.4'].map((ElasticsearchVersion) => ({ ElasticsearchVersion }));

  expect(change('OpenSearchService::Domain', old, next))
    .toEqual([expect.stringMatching(/^replace Data: replaced for EngineVersion/)]);
  expect(change('OpenSearchService::Domain', old, next, inPlace)).toEqual([]);
  expect(change('Elasticsearch::Domain', before, after)).toEqual([expect.stringMatching(/^may-replace Data: may be/)]);
  expect(change('Elasticsearch::Domain', before, after, inPlace)).toEqual([]);
});

test('the value of a secret is made anew by another text; that of a parameter stays in its history', () => {
  expect(change('SecretsManager::Secret', { SecretString: 'a' }, { SecretString: 'b' }))
    .toEqual(['replace Data: its value is made anew for SecretString']);
  expect(change('SSM::Parameter', { Name: 'a', Value: 'a' }, { Name: 'a', Value: 'b' })).toEqual([]);
  expect(change('SSM::Parameter', { Name: 'a' }, { Name: 'b' })).toEqual([expect.stringMatching(/^replace Data: /)]);
});
