import './languages';

export { CapacityRange, Profile } from './core';
export { AwsService, Nat, Network, type NetworkProps } from './network';
export {
  type BacklogPerTargetOptions, type CpuStep, type CpuStepsOptions, type RequestsPerTargetOptions, ScalingPolicy,
  type ScalingScheduleOptions,
  type TargetTrackingOptions, type UtilizationTargetOptions,
} from './scaling';
export {
  BackendAccess, BucketBackend, type BucketBackendProps, BucketRights, type ConnectOptions, ExistingBackend,
  type ExistingBackendProps, type IamAccessOptions, type IBackend, type IIamLogin, QueueBackend,
  type QueueBackendProps, QueueRights, TopicBackend, type TopicBackendProps,
} from './backend';
export {
  type HttpMetricNames, type IMonitored, type IScraped, type IServesRequests, OperationsTopic, type RequestMetrics,
  ScrapeDiscovery, ScrapedProgram, type ScrapeOptions, type ScrapeSource, Severity, type Signal,
  SignalGroup, SignalUnit, Threshold, type ThresholdOptions,
} from './signal';
export {
  AccessLogs, type AccessLogsBucketOptions, type AccessLogsOptions, Authentication, type AuthenticationOptions,
  type ClientOptions, type CloudFrontOptions, type CognitoOptions, ContentDelivery, DnsRouting, type DnsRoutingOptions,
  type DomainOptions, type ExistingIngressOptions, type ExistingRuleOptions, type ExistingTrafficSplitProps, Firewall,
  type GrpcOptions, type HttpIngressOptions, type HttpsIngressOptions, type HttpsOptions, Ingress,
  type IngressOptions, type InternalIngressOptions, type LoadBalancerAttributeOptions, type LoadBalancerOptions,
  type LoadBalancerPlacementOptions, type LoginOptions, type ManagedFirewallOptions, MutualTls, type MutualTlsOptions,
  type OidcOptions, type OwnLoadBalancerOptions, type RouteOptions, type RuleOptions, type SharedIngressOptions,
  type SplitOptions, Stickiness,
  type TargetOptions, TargetProtocol, type TlsOptions, TrafficSplit, type TrafficSplitProps, WebLoadBalancer,
  type WebLoadBalancerProps,
} from './ingress';
export {
  type DatabaseBackupOptions, DatabaseCredentials, type DatabaseEngineOptions, type DatabaseStorageOptions,
  type ExistingSecretOptions, type GeneratedCredentialsOptions, type InitialDatabaseOptions,
  type ManagedCredentialsOptions,
  Pooling,
  PostgresDatabase, type PostgresDatabaseProps, PostgresReplica, type PostgresReplicaProps, type RdsProxyOptions,
} from './database';
export {
  type CanaryDeploymentOptions, type CloudWatchLoggingOptions, type ContainerOptions, Deployment,
  type DeploymentOptions, FargateService,
  type FargateServiceProps, ImageRepository, type ImageRepositoryProps, JobSchedule, type JobTimes,
  type FireLensOptions, type LinearDeploymentOptions, Logging, LogOutput, type LogOutputOptions,
  type ManagedRepositoryOptions, Migration, type MigrationOptions, type MountOptions, type RegistryImageOptions,
  type RollingDeploymentOptions, ScheduledJob, type ScheduledJobProps, ServiceConnect,
  type ServiceConnectServerOptions, type ServiceConnectTlsOptions, ServiceImage, Sidecar, type SidecarOptions, Spot,
  type SpotMixOptions, type TaskOptions, TaskSize, type TaskSizeOptions, TaskVolume, type TelemetrySidecarOptions,
  type TestTraffic,
  type TrafficShiftOptions, VolumeMount,
} from './fargate-service';
export { type ImageBuildOptions, Placement, type PlacementOptions } from './workload';
export { WorkQueue, type WorkQueueProps } from './queue';
export {
  CacheDurability, CacheLogin, ClusterMode, type ClusterModeOptions, ValkeyCache, type ValkeyCacheProps,
} from './cache';
export {
  type AutoScalingOptions, Bootstrap, type BootstrapOptions, type ComposeBootstrapOptions, Compute,
  type ContainerBootstrapOptions, DataVolume, type DataVolumeOptions, ElasticWebTier, type ElasticWebTierProps,
  type ExistingDataVolumeOptions, InstancePurchase, type InstanceRefreshReplacementOptions, type MixedPurchaseOptions,
  Replacement, type RollingReplacementOptions, type ScriptBootstrapOptions, type SingleInstanceOptions,
  type SpotPurchaseOptions,
  TierImage, type TierImageOptions,
} from './elastic-web-tier';
export {
  BusinessHours, Dashboards, type LatencyObjectiveOptions, LogErrors, type LogErrorsOptions, Monitored,
  type MonitoredAlbOptions, type MonitoredAutoScalingGroupOptions,
  type MonitoredEcsServiceOptions, type MonitoredElastiCacheOptions, type MonitoredLambdaOptions,
  type MonitoredRdsOptions, type MonitoredSqsOptions, Monitoring, type MonitoringProps, MonitoringStack,
  type MonitoringStackProps, Notification, Objective, type SlackOptions, type TeamsOptions, type TunedThresholds,
  Tuning,
  type WeekdaysOptions,
} from './monitoring';
export {
  DeliveredImage, type DeliveredImageOptions, DeliveryEnvironment, type DeliveryEnvironmentOptions, GitHubDelivery,
  type GitHubDeliveryProps, GitHubIdentityProvider, type GitHubIds, GitHubRepository, PullRequestAccess,
  type PullRequestDiffOptions, StateBucket, type StateBucketProps,
} from './delivery';
export {
  type AmazonGrafanaOptions, type AmazonGrafanaSamlOptions, Exporter, type ExporterOptions, Grafana,
  type GrafanaHttpsOptions, type GrafanaInternalOptions, type GrafanaOptions,
  type ManagedOptions, MetricsBackend, MetricsHistory, type PostgresExporterOptions, PrometheusGrafana,
  type PrometheusGrafanaProps,
  type PrometheusImages, type RedisExporterOptions, type RuleLimits, RuleTuning, type SelfHostedOptions,
} from './prometheus';
export {
  AdminPage, Poll, type PollOptions, VoteCompute, VotingApp, type VotingAppProps, type VotingHostOptions,
  type VotingHttpOptions, VotingImage, type VotingImageOptions, VotingIngress, type VotingLoadBalancerOptions,
  type VotingLoginOptions, type VotingPageOptions, type VotingPagesOptions, type VotingPortOptions,
  type VotingResultOptions,
  type VotingSharedOptions, type VotingWorkerOptions,
} from './voting-app';
export * as cost from './cost';
export * as forecast from './forecast';
export * as simulation from './simulation';
export * as diagram from './diagram';
