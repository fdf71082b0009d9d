// changes after which something that holds data is another one, or gone. The documentation of each prop says so.
import { placesInside } from './choices';

const [DATABASE, CACHE, VPC] = ['AWS::RDS::DBInstance', 'AWS::ElastiCache::ReplicationGroup', 'AWS::EC2::VPC'];
const OF_DATABASE_KEY = [
  `${DATABASE} is replaced for KmsKeyId`, `${DATABASE} is replaced for PerformanceInsightsKMSKeyId`,
];
const OF_BEGINNING = [
  'DBName', 'DBSnapshotIdentifier', 'KmsKeyId', 'MasterUsername', 'PerformanceInsightsKMSKeyId',
]
  .map((property) => `${DATABASE} is replaced for ${property}`);
const OF_USER = [`${DATABASE} is replaced for MasterUsername`];
const OF_CLUSTER_MODE = [`${CACHE} is replaced for NumNodeGroups`];
const OF_REPOSITORY_KEY = ['AWS::ECR::Repository is replaced for EncryptionConfiguration'];
const LOGS_BUCKET = ['AWS::S3::Bucket is gone', 'AWS::S3::Bucket is let go'];
/** Of what is given up, while something else begins to write. */
const LOGS = ['AWS::Logs::LogGroup is gone', 'AWS::Logs::LogGroup is let go'];
const SECRET = ['AWS::SecretsManager::Secret is gone', 'AWS::SecretsManager::Secret is let go'];
const PARTS = ['AWS::RDS::DBSubnetGroup', 'AWS::ElastiCache::SubnetGroup', 'AWS::SecretsManager::Secret']
  .flatMap((type) => [`${type} is gone`, `${type} is let go`]);
const WORKSPACE = ['AWS::APS::Workspace is gone', 'AWS::APS::Workspace is let go'];
const VOLUME = ['AWS::EC2::Volume is gone', 'AWS::EC2::Volume is let go'];

/** By the place of the change, what becomes of what. */
export const KNOWN_LOSSES: { readonly [place: string]: readonly string[] } = {
  'PostgresDatabaseProps.port': [`${DATABASE} is replaced for Port`],
  'PostgresDatabaseProps.encryptionKey': OF_DATABASE_KEY, 'PostgresReplicaProps.encryptionKey': OF_DATABASE_KEY,
  'PostgresDatabaseProps.initial': OF_BEGINNING, 'InitialDatabaseOptions.databaseName': OF_BEGINNING,
  'InitialDatabaseOptions.snapshotIdentifier': OF_BEGINNING,
  'PostgresDatabaseProps.credentials': [...OF_USER, ...SECRET],
  'GeneratedCredentialsOptions.userName': OF_USER, 'ManagedCredentialsOptions.userName': OF_USER,
  'ExistingSecretOptions.userName': OF_USER,
  'PostgresDatabaseProps.readReplicas': [`${DATABASE} is gone`],
  'ValkeyCacheProps.port': [`${CACHE} is replaced for Port`],
  'ValkeyCacheProps.encryptionKey': [`${CACHE} is replaced for KmsKeyId`],
  'ValkeyCacheProps.login': [`${CACHE} is replaced for AuthToken`],
  'ValkeyCacheProps.secret': [
    `${CACHE} is replaced for AuthToken`, ...SECRET,
  ],
  'ValkeyCacheProps.clusterMode': OF_CLUSTER_MODE,
  'WorkQueueProps.fifo': ['AWS::SQS::Queue is replaced for FifoQueue'],
  'NetworkProps.cidr': [`${VPC} is replaced for CidrBlock`],
  'ImageRepositoryProps.encryptionKey': OF_REPOSITORY_KEY, 'ManagedRepositoryOptions.encryptionKey': OF_REPOSITORY_KEY,
  'ElasticWebTierProps.compute': VOLUME, 'ElasticWebTierProps.bootstrap': VOLUME,
  'SingleInstanceOptions.dataVolume': VOLUME,
  'WebLoadBalancerProps.accessLogs': LOGS_BUCKET, 'LoadBalancerOptions.accessLogs': LOGS_BUCKET,
  'WebLoadBalancerProps.contentDelivery': LOGS_BUCKET, 'HttpIngressOptions.contentDelivery': LOGS_BUCKET,
  'HttpsIngressOptions.contentDelivery': LOGS_BUCKET,
  'WebLoadBalancerProps.firewall': LOGS, 'LoadBalancerOptions.firewall': LOGS,
  'FargateServiceProps.ingress': [...LOGS_BUCKET, ...LOGS],
  'ElasticWebTierProps.ingress': [...LOGS_BUCKET, ...LOGS],
  'VotingAppProps.ingress': [...LOGS_BUCKET, ...LOGS],
  'VotingAppProps.database': [`${DATABASE} is gone`, `${DATABASE} is let go`, ...PARTS, ...LOGS],
  'VotingAppProps.cache': [`${CACHE} is gone`, `${CACHE} is let go`, ...PARTS, ...LOGS],
  'VotingAppProps.vote': LOGS,
  'VotingPagesOptions.vote': [...LOGS_BUCKET, ...LOGS], 'VotingPagesOptions.result': [...LOGS_BUCKET, ...LOGS],
  'VotingAppProps.result': SECRET, 'VotingResultOptions.adminPage': SECRET,
  'FargateServiceProps.image': ['AWS::ECR::Repository is gone', 'AWS::ECR::Repository is let go'],
  'PrometheusGrafanaProps.backend': WORKSPACE, 'SelfHostedOptions.history': WORKSPACE,
  'PrometheusGrafanaProps.grafana': [
    'AWS::Grafana::Workspace is gone', 'AWS::Grafana::Workspace is let go', ...SECRET, ...LOGS_BUCKET, ...LOGS,
  ],
  'PrometheusGrafanaProps.exporters': [...SECRET, ...LOGS],
  // it was promoted, and cannot become a replica again.
  'PostgresReplicaProps.promoted': [`${DATABASE} is replaced for SourceDBInstanceIdentifier`],
};

/** Whether a prop is known to replace or remove something, or one of those that it is made of. */
export function isDocumented(place: string, loss: string): boolean {
  return [place, ...placesInside(place)].some((each) => KNOWN_LOSSES[each]?.includes(loss));
}
