import { DangerKind } from './danger';
import { images, objects, rows } from './expiry';
import { kafkaRetention } from './kafka';
import { defaultRetention } from './object-lock';
import { attribute, copies, data, given, members, moreThan, off, on, ranked, type Setting } from './setting';

const { EXPIRE } = DangerKind;
/** Amazon RDS keeps backups for a day unless it is told otherwise, and as long as before if the property goes. */
const KEPT_FOR_A_DAY = { byDefault: 1, isKept: true } as const;
const FOR_A_DAY = { byDefault: 1 };
/** Data stays for ever unless a number says otherwise. */
const FOR_EVER = { byDefault: Infinity };
const REPLICA = 'the replica in';
const RECOVERY = [
  on('PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled'),
  copies('PointInTimeRecoverySpecification.RecoveryPeriodInDays', { byDefault: 35 }),
];
const EXPIRING_OBJECTS = [objects('LifecycleConfiguration.Rules')];
const IOT_ANALYTICS = [data('RetentionPeriod.NumberOfDays', FOR_EVER)];
const KEY = [on('Enabled', true), copies('PendingWindowInDays', { byDefault: 30 })];
const ARCHIVED = ['THREE_MONTHS', 'SIX_MONTHS', 'NINE_MONTHS', 'ONE_YEAR', 'EIGHTEEN_MONTHS', 'TWO_YEARS',
  'THIRTY_MONTHS', ...['THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE', 'TEN'].map((n) => `${n}_YEARS`),
  'PERMANENT'];

/**
 * Settings on which it depends how much is kept and for how long, with the defaults of AWS. Types of AWS stand there
 * without `AWS::`, and custom resources are those of the CDK.
 */
const OF_TYPES: { readonly [type: string]: readonly Setting[] } = {
  'ACMPCA::CertificateAuthorityActivation': [on('Status', true)],
  'APS::Workspace': [data('WorkspaceConfiguration.RetentionPeriodInDays', { byDefault: 150 })],
  'AmazonMQ::Broker': [ranked('DataReplicationMode', ['NONE', 'CRDR'])],
  'Backup::BackupPlan': [members('BackupPlan.BackupPlanRule', ['RuleName'], 'the rule', [
    data('Lifecycle.DeleteAfterDays', FOR_EVER),
    members('CopyActions', ['DestinationBackupVaultArn'], 'the copy in'),
    on('EnableContinuousBackup'),
  ])],
  'Backup::BackupSelection': [members('BackupSelection.Resources', [], 'the backup of')],
  'Backup::BackupVault': [given('LockConfiguration'), copies('LockConfiguration.MinRetentionDays')],
  'Cassandra::Table': [
    on('PointInTimeRecoveryEnabled'), data('DefaultTimeToLive', { byDefault: 0, endless: 0 }),
    members('ReplicaSpecifications', ['Region'], REPLICA),
    members('RegularColumns', ['ColumnName', 'ColumnType'], 'the column'),
  ],
  'CloudHSM::Cluster': [copies('BackupRetentionPolicy.Value', { byDefault: 90 })],
  'CloudTrail::EventDataStore': [on('TerminationProtectionEnabled', true), data('RetentionPeriod')],
  'Custom::CDKBucketDeployment': [off('Prune', true), on('RetainOnDelete', true)],
  'Custom::LogRetention': [data('RetentionInDays', FOR_EVER), ranked('RemovalPolicy', ['destroy', 'retain'], 'retain')],
  'CustomerProfiles::Domain': [data('DefaultExpirationDays')],
  'DLM::LifecyclePolicy': [
    on('State', true), members('PolicyDetails.Schedules', ['Name'], 'the schedule', [copies('RetainRule.Count')]),
  ],
  'DataSync::Task': [ranked('Options.PreserveDeletedFiles', ['REMOVE', 'PRESERVE'], 'PRESERVE', EXPIRE)],
  'DocDB::DBCluster': [copies('BackupRetentionPeriod', FOR_A_DAY)],
  'DocDBElastic::Cluster': [copies('BackupRetentionPeriod', FOR_A_DAY)],
  'DynamoDB::GlobalTable': [
    members('Replicas', ['Region'], REPLICA, [on('DeletionProtectionEnabled'), ...RECOVERY]),
    rows('TimeToLiveSpecification'),
  ],
  'DynamoDB::Table': [...RECOVERY, rows('TimeToLiveSpecification')],
  'ECR::ReplicationConfiguration': [members('ReplicationConfiguration.Rules', [], 'the rule')],
  'ECR::Repository': [
    off('EmptyOnDelete'), images('LifecyclePolicy.LifecyclePolicyText'),
    ranked('ImageTagMutability', ['MUTABLE', 'MUTABLE_WITH_EXCLUSION', 'IMMUTABLE_WITH_EXCLUSION', 'IMMUTABLE']),
  ],
  'EFS::FileSystem': [
    on('BackupPolicy.Status'), given('ReplicationConfiguration'),
    on('FileSystemProtection.ReplicationOverwriteProtection', true),
  ],
  'ElastiCache::CacheCluster': [copies('SnapshotRetentionLimit'), ranked('AZMode', ['single-az', 'cross-az'])],
  'ElastiCache::GlobalReplicationGroup': [
    on('AutomaticFailoverEnabled'), members('Members', ['ReplicationGroupId'], 'the member'),
  ],
  'ElastiCache::ReplicationGroup': [
    copies('SnapshotRetentionLimit'), on('MultiAZEnabled'), on('AutomaticFailoverEnabled'),
    moreThan(1, 'NumCacheClusters', 1),
  ],
  'ElastiCache::ServerlessCache': [copies('SnapshotRetentionLimit'), given('FinalSnapshotName')],
  'ElasticLoadBalancingV2::LoadBalancer': [attribute('LoadBalancerAttributes', 'deletion_protection.enabled')],
  'Elasticsearch::Domain': [on('ElasticsearchClusterConfig.ZoneAwarenessEnabled')],
  'Events::Archive': [data('RetentionDays', { byDefault: 0, endless: 0 })],
  'FSx::FileSystem': [
    ...['OntapConfiguration', 'OpenZFSConfiguration', 'WindowsConfiguration']
      .map((of) => copies(`${of}.AutomaticBackupRetentionDays`, { byDefault: 30 })),
    copies('LustreConfiguration.AutomaticBackupRetentionDays'),
  ],
  'FSx::Volume': [
    on('OntapConfiguration.SnapshotPolicy', true),
    ranked('OntapConfiguration.SnaplockConfiguration.PrivilegedDelete', ['ENABLED', 'DISABLED'], 'DISABLED'),
  ],
  'IoTAnalytics::Channel': IOT_ANALYTICS,
  'IoTAnalytics::Dataset': IOT_ANALYTICS,
  'IoTAnalytics::Datastore': IOT_ANALYTICS,
  'KMS::Key': KEY,
  'KMS::ReplicaKey': KEY,
  'Kinesis::Stream': [data('RetentionPeriodHours', { byDefault: 24 })],
  'KinesisVideo::Stream': [data('DataRetentionInHours', { byDefault: 0 })],
  'Lightsail::Bucket': [on('ObjectVersioning')],
  'Lightsail::Database': [on('BackupRetention', true)],
  'Lightsail::Disk': [members('AddOns', ['AddOnType'], 'the add-on', [on('Status', true)])],
  'Logs::LogGroup': [data('RetentionInDays', FOR_EVER)],
  'MSK::Configuration': [kafkaRetention('ServerProperties')],
  'MemoryDB::Cluster': [
    copies('SnapshotRetentionLimit'), given('FinalSnapshotName'), moreThan(0, 'NumReplicasPerShard', 1),
  ],
  'Neptune::DBCluster': [copies('BackupRetentionPeriod', FOR_A_DAY)],
  'OpenSearchService::Domain': [
    on('ClusterConfig.ZoneAwarenessEnabled'), on('ClusterConfig.MultiAZWithStandbyEnabled'),
    off('AutomatedSnapshotPauseOptions.Enabled'),
  ],
  'PaymentCryptography::Key': [on('Enabled', true), members('ReplicationRegions', [], REPLICA)],
  'RDS::DBCluster': [
    copies('BackupRetentionPeriod', KEPT_FOR_A_DAY), copies('BacktrackWindow'), off('DeleteAutomatedBackups', true),
  ],
  'RDS::DBInstance': [
    copies('BackupRetentionPeriod', KEPT_FOR_A_DAY), on('MultiAZ'), off('DeleteAutomatedBackups', true),
    given('AutomaticBackupReplicationRegion'), copies('AutomaticBackupReplicationRetentionPeriod', {}),
  ],
  'Redshift::Cluster': [
    copies('AutomatedSnapshotRetentionPeriod', FOR_A_DAY), on('MultiAZ'), given('DestinationRegion'),
    copies('ManualSnapshotRetentionPeriod', { byDefault: -1, endless: -1 }),
    copies('SnapshotCopyRetentionPeriod', { byDefault: 7 }),
  ],
  'Redshift::Snapshot': [copies('ManualSnapshotRetentionPeriod', { byDefault: -1, endless: -1 })],
  'RedshiftServerless::Namespace': [given('FinalSnapshotName'), given('SnapshotCopyConfigurations')],
  'RedshiftServerless::Snapshot': [copies('RetentionPeriod', { byDefault: -1, endless: -1 })],
  'Route53::HostedZone': [members('VPCs', ['VPCId'], 'the network')],
  'Route53::RecordSetGroup': [members('RecordSets', ['Name', 'Type', 'SetIdentifier'], 'the record')],
  'S3::Bucket': [
    on('VersioningConfiguration.Status'), defaultRetention('ObjectLockConfiguration.Rule.DefaultRetention'),
    given('ReplicationConfiguration'), members('ReplicationConfiguration.Rules', ['Id'], 'the rule', [on('Status')]),
    ...EXPIRING_OBJECTS,
  ],
  'S3Express::DirectoryBucket': EXPIRING_OBJECTS,
  'S3Outposts::Bucket': EXPIRING_OBJECTS,
  'S3Tables::Table': [
    data('SnapshotManagement.MaxSnapshotAgeHours', { byDefault: 120 }),
    data('SnapshotManagement.MinSnapshotsToKeep', { byDefault: 1 }),
  ],
  'S3Tables::TableBucket': [given('ReplicationConfiguration')],
  'SES::MailManagerArchive': [ranked('Retention.RetentionPeriod', ARCHIVED, 'SIX_MONTHS', EXPIRE)],
  'SNS::Topic': [data('ArchivePolicy.MessageRetentionPeriod', { byDefault: 0 })],
  'SQS::Queue': [data('MessageRetentionPeriod', { byDefault: 345_600 }), given('RedrivePolicy')],
  'SecretsManager::Secret': [members('ReplicaRegions', ['Region'], REPLICA)],
  'Timestream::InfluxDBInstance': [ranked('DeploymentType', ['SINGLE_AZ', 'WITH_MULTIAZ_STANDBY'])],
  'Timestream::Table': [
    data('RetentionProperties.MagneticStoreRetentionPeriodInDays', { byDefault: 73_000 }),
    data('RetentionProperties.MemoryStoreRetentionPeriodInHours', { byDefault: 6 }),
  ],
};

/** Switches that make AWS refuse a deletion. */
const PROTECTION = [on('DeletionProtection'), on('DeletionProtectionEnabled'), on('DeletionProtection.Mode')];

/** What of a type keeps data, or copies of it; a type that is not in the list has a protection at most. */
export function settingsOf(type: string): readonly Setting[] {
  return [...PROTECTION, ...hasSettings(type) ? OF_TYPES[inTable(type)] : []];
}

/** Whether a type is in the list: some of them hold nothing themselves, and make copies of others. */
export function hasSettings(type: string): boolean {
  return Object.hasOwn(OF_TYPES, inTable(type));
}

function inTable(type: string): string {
  return type.replace(/^AWS::/, '');
}
