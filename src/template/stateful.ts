/**
 * Types of resources that hold what cannot be made again: data, keys, evidence, names of others.
 *
 * Not in the list are an instance, whose disk is rebuilt from its image, and what only describes something.
 */
export const STATEFUL_TYPES: ReadonlySet<string> = new Set([
  'ACMPCA::CertificateAuthority', 'APS::Workspace', 'AmazonMQ::Broker', 'AuditManager::Assessment',
  'Backup::BackupVault', 'Backup::LogicallyAirGappedBackupVault', 'BedrockAgentCore::Dataset',
  'BedrockAgentCore::Memory', 'Cases::Domain', 'Cassandra::Keyspace', 'Cassandra::Table', 'CloudFormation::Stack',
  'CloudFormation::StackSet', 'CloudFront::KeyValueStore', 'CloudHSM::Cluster', 'CloudTrail::EventDataStore',
  'CodeArtifact::Domain', 'CodeArtifact::Repository', 'CodeCommit::Repository', 'Cognito::IdentityPool',
  'Cognito::UserPool', 'Cognito::UserPoolReplica', 'Cognito::UserPoolUser', 'Connect::DataTable', 'Connect::Instance',
  'CustomerProfiles::Domain', 'DSQL::Cluster', 'DataExchange::DataSet', 'DataZone::Domain', 'Detective::Graph',
  'DirectoryService::MicrosoftAD', 'DirectoryService::SimpleAD', 'DocDB::DBCluster', 'DocDB::DBInstance',
  'DocDB::GlobalCluster', 'DocDBElastic::Cluster', 'DocDBElastic::ClusterSnapshot', 'DynamoDB::GlobalTable',
  'DynamoDB::Table', 'EC2::KeyPair', 'EC2::Volume', 'ECR::PublicRepository', 'ECR::Repository', 'EFS::FileSystem',
  'EKS::Cluster', 'EMR::Cluster', 'EMR::WALWorkspace', 'EVS::Environment', 'ElastiCache::CacheCluster',
  'ElastiCache::GlobalReplicationGroup', 'ElastiCache::ReplicationGroup', 'ElastiCache::ServerlessCache',
  'ElastiCache::ServerlessCacheSnapshot', 'Elasticsearch::Domain', 'EventSchemas::Registry', 'Events::Archive',
  'FSx::FileSystem', 'FSx::Snapshot', 'FSx::StorageVirtualMachine', 'FSx::Volume', 'FinSpace::Environment',
  'Forecast::Dataset', 'Forecast::DatasetGroup', 'Glue::Catalog', 'Glue::Database', 'Glue::Registry', 'Glue::Schema',
  'Glue::Table', 'Grafana::Workspace', 'GuardDuty::Detector', 'HealthImaging::Datastore', 'HealthLake::FHIRDatastore',
  'IAM::AccessKey', 'IdentityStore::User', 'IoTAnalytics::Channel', 'IoTAnalytics::Dataset',
  'IoTAnalytics::Datastore', 'IoTTwinMaker::Workspace', 'KMS::Key', 'KMS::ReplicaKey', 'Kendra::Index',
  'Kinesis::Stream', 'KinesisVideo::Stream', 'Lightsail::Bucket', 'Lightsail::Database',
  'Lightsail::DatabaseSnapshot', 'Lightsail::Disk', 'Lightsail::DiskSnapshot', 'Lightsail::InstanceSnapshot',
  'Location::GeofenceCollection', 'Location::Tracker', 'Logs::LogGroup', 'MSK::Cluster', 'MSK::ServerlessCluster',
  'MediaStore::Container', 'MemoryDB::Cluster', 'MemoryDB::MultiRegionCluster', 'MemoryDB::Snapshot',
  'Neptune::DBCluster', 'Neptune::DBInstance', 'Neptune::GlobalCluster', 'NeptuneGraph::Graph',
  'NeptuneGraph::GraphSnapshot', 'ODB::CloudAutonomousVmCluster', 'ODB::CloudExadataInfrastructure',
  'ODB::CloudVmCluster', 'Omics::AnnotationStore', 'Omics::ReferenceStore', 'Omics::SequenceStore',
  'Omics::VariantStore', 'OpenSearchServerless::Collection', 'OpenSearchServerless::CollectionIndex',
  'OpenSearchServerless::Index', 'OpenSearchService::Domain', 'Organizations::Account', 'PaymentCryptography::Key',
  'Personalize::Dataset', 'Personalize::DatasetGroup', 'Pinpoint::App', 'QBusiness::Index', 'QLDB::Ledger',
  'RDS::ClusterSnapshot', 'RDS::DBCluster', 'RDS::DBInstance', 'RDS::DBShardGroup', 'RDS::DBSnapshot',
  'RDS::GlobalCluster', 'Redshift::Cluster', 'Redshift::Snapshot', 'RedshiftServerless::Namespace',
  'RedshiftServerless::Snapshot', 'Rekognition::Collection', 'Rekognition::Dataset', 'Route53::HostedZone',
  'S3::Bucket', 'S3Express::DirectoryBucket', 'S3Files::FileSystem', 'S3Outposts::Bucket', 'S3Tables::Namespace',
  'S3Tables::Table', 'S3Tables::TableBucket', 'S3Vectors::Index', 'S3Vectors::VectorBucket', 'SDB::Domain',
  'SES::MailManagerArchive', 'SQS::Queue', 'SageMaker::Domain', 'SageMaker::FeatureGroup',
  'SageMaker::ModelPackageGroup', 'SageMaker::NotebookInstance', 'SecretsManager::Secret', 'Serverless::Application',
  'Serverless::SimpleTable', 'ServiceCatalog::CloudFormationProvisionedProduct',
  'ServiceDiscovery::PublicDnsNamespace', 'StorageGateway::Volume', 'Timestream::Database',
  'Timestream::InfluxDBCluster', 'Timestream::InfluxDBInstance', 'Timestream::Table',
  'VerifiedPermissions::PolicyStore', 'VoiceID::Domain', 'Wisdom::KnowledgeBase', 'WorkSpaces::Workspace',
  'WorkspacesInstances::Volume', 'WorkspacesInstances::WorkspaceInstance',
].map((type) => `AWS::${type}`));

/** Types that hold nothing themselves, but take everything that stands in them along. */
export const HOUSING_TYPES: ReadonlySet<string> = new Set(['AWS::EC2::VPC']);
