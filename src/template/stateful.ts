/**
 * Types of resources that hold what cannot be made again: data, keys, evidence, names of others.
 *
 * Not in the list are an instance, whose disk is rebuilt from its image, and what only describes something.
 */
export const STATEFUL_TYPES: ReadonlySet<string> = new Set([
  'ACMPCA::CertificateAuthority', 'APS::Workspace', 'AmazonMQ::Broker', 'Backup::BackupVault',
  'Backup::LogicallyAirGappedBackupVault', 'Cassandra::Keyspace', 'Cassandra::Table', 'CloudFormation::Stack',
  'CloudFront::KeyValueStore', 'CloudHSM::Cluster', 'CloudTrail::EventDataStore', 'CodeArtifact::Repository',
  'CodeCommit::Repository', 'Cognito::IdentityPool', 'Cognito::UserPool', 'DSQL::Cluster', 'DocDB::DBCluster',
  'DocDB::DBInstance', 'DocDBElastic::Cluster', 'DynamoDB::GlobalTable', 'DynamoDB::Table', 'EC2::Volume',
  'ECR::PublicRepository', 'ECR::Repository', 'EFS::FileSystem', 'EMR::Cluster', 'ElastiCache::CacheCluster',
  'ElastiCache::ReplicationGroup', 'ElastiCache::ServerlessCache', 'Elasticsearch::Domain', 'Events::Archive',
  'FSx::FileSystem', 'FSx::Volume', 'Grafana::Workspace', 'KMS::Key', 'KMS::ReplicaKey', 'Kendra::Index',
  'Kinesis::Stream', 'KinesisVideo::Stream', 'Lightsail::Bucket', 'Lightsail::Database', 'Logs::LogGroup',
  'MSK::Cluster', 'MSK::ServerlessCluster', 'MemoryDB::Cluster', 'MemoryDB::MultiRegionCluster', 'Neptune::DBCluster',
  'Neptune::DBInstance', 'OpenSearchServerless::Collection', 'OpenSearchService::Domain', 'Organizations::Account',
  'QLDB::Ledger', 'RDS::DBCluster', 'RDS::DBInstance', 'RDS::GlobalCluster', 'Redshift::Cluster',
  'RedshiftServerless::Namespace', 'Route53::HostedZone', 'S3::Bucket', 'S3Express::DirectoryBucket',
  'S3Tables::Table', 'S3Tables::TableBucket', 'S3Vectors::VectorBucket', 'SDB::Domain', 'SQS::Queue',
  'SecretsManager::Secret', 'Serverless::SimpleTable', 'Timestream::Database', 'Timestream::InfluxDBCluster',
  'Timestream::InfluxDBInstance', 'Timestream::Table', 'VerifiedPermissions::PolicyStore',
].map((type) => `AWS::${type}`));

/** Types that hold nothing themselves, but take everything that stands in them along. */
export const HOUSING_TYPES: ReadonlySet<string> = new Set(['AWS::EC2::VPC']);
