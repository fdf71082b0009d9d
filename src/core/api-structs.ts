/** What the fields of each other public struct have to be. Made by `scripts/write-kinds.ts`. */
export const API_STRUCTS: { readonly [name: string]: string } = {
  AccessLogsBucketOptions: 'prefix?:string',
  AccessLogsOptions: 'retention?:Duration',
  AmazonGrafanaOptions: 'allowedPrefixLists:IPrefixList[]',
  AmazonGrafanaSamlOptions:
    'adminRoles:string[] allowedPrefixLists:IPrefixList[] metadataUrl:string roleAttribute:string',
  AuthenticationOptions:
    'onUnauthenticatedRequest?:UnauthenticatedAction openPaths?:string[] scope?:string sessionTimeout?:Duration',
  AutoScalingOptions:
    'capacity?:CapacityRange healthCheckGracePeriod?:Duration instanceType?:InstanceType instanceWarmup?:Duration'
    + ' maxInstanceLifetime?:Duration purchase?:InstancePurchase replacement?:Replacement scaling?:ScalingPolicy[]',
  BacklogPerTargetOptions:
    'backlogPerTarget:number metric:IMetric scaleInCooldown?:Duration scaleOutCooldown?:Duration',
  BootstrapOptions: 'startTimeout?:Duration stopTimeout?:Duration',
  CanaryDeploymentOptions:
    'bakeTime?:Duration healthCheckGracePeriod?:Duration hooks?:IDeploymentLifecycleHookTarget[] percent?:number'
    + ' rollbackAlarms?:IAlarm[] stepBakeTime?:Duration testTraffic?:TestTraffic',
  ClientOptions: 'allowedCidrs?:string[]',
  CloudFrontOptions:
    'cachePolicy?:ICachePolicy certificate?:ICertificate geoRestriction?:GeoRestriction originPeers?:IPeer[]'
    + ' responseHeadersPolicy?:IResponseHeadersPolicy webAclArn?:string',
  CloudWatchLoggingOptions: 'retention?:RetentionDays',
  ClusterModeOptions: 'durability?:any shards:number',
  CognitoOptions:
    'onUnauthenticatedRequest?:UnauthenticatedAction openPaths?:string[] scope?:string sessionTimeout?:Duration'
    + ' userPool:IUserPool userPoolClient:IUserPoolClient userPoolDomain:IUserPoolDomain',
  ComposeBootstrapOptions: 'repositories?:IRepository[] startTimeout?:Duration stopTimeout?:Duration',
  ConnectOptions: 'access?:BackendAccess environmentPrefix?:string omit?:string[]',
  ContainerBootstrapOptions:
    'command?:string[] containerPort?:number furtherPorts?:number[] startTimeout?:Duration stopTimeout?:Duration',
  ContainerOptions:
    'command?:string[] entryPoint?:string[] healthCheck?:HealthCheck mounts?:VolumeMount[]'
    + ' readonlyRootFilesystem?:boolean stopTimeout?:Duration user?:string',
  CpuStep: 'adjustment?:number cooldown?:Duration period?:Duration periods?:number thresholdPercent?:number',
  CpuStepsOptions: 'scaleIn?:CpuStep scaleOut?:CpuStep',
  DataVolumeOptions: 'iops?:number mountPath?:string removalPolicy?:RemovalPolicy size?:Size',
  DatabaseBackupOptions: 'retention?:Duration window?:string',
  DatabaseEngineOptions:
    'allowMajorVersionUpgrade?:boolean maintenanceWindow?:string parameters?:string{}'
    + ' version?:PostgresEngineVersion',
  DatabaseStorageOptions: 'allocated?:Size maxAllocated?:Size',
  DeliveredImageOptions: 'directory?:string repository:IRepository',
  DeliveryEnvironmentOptions: 'account?:string regions?:string[] services?:IService[] stacks:string[]',
  DeploymentOptions: 'healthCheckGracePeriod?:Duration rollbackAlarms?:IAlarm[]',
  DeploymentStep:
    'basis:string change:any changedProperties:string[] doneAfter:DurationRange duration:DurationRange'
    + ' isCritical:boolean logicalId:string path:string resourceType:string',
  DnsRoutingOptions: 'healthCheck?:IHealthCheck',
  DomainOptions: 'domainName?:string hostedZone?:IHostedZone routing?:DnsRouting',
  DurationRange: 'maxSeconds:number minSeconds:number',
  ExistingDataVolumeOptions: 'mountPath?:string',
  ExistingIngressOptions:
    'allowLoadBalancerOutbound?:boolean authentication?:Authentication domainName?:string healthCheck?:HealthCheck'
    + ' hostedZone?:IHostedZone hosts?:string[] paths?:string[] priority?:number routing?:DnsRouting'
    + ' target?:TargetOptions url?:string',
  ExistingRuleOptions:
    'allowLoadBalancerOutbound?:boolean authentication?:Authentication domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] paths?:string[] priority?:number routing?:DnsRouting url?:string',
  ExistingSecretOptions: 'userName:string',
  ExporterOptions: 'image?:ServiceImage size?:TaskSize',
  FireLensOptions: 'configFile?:string image?:ServiceImage memoryMiB?:number output:LogOutput retention?:RetentionDays',
  ForecastOptions: 'durations?:DurationRange{} parameters?:string{} region?:string',
  GeneratedCredentialsOptions:
    'encryptionKey?:IKey replicaRegions?:ReplicaRegion[] rotateEvery?:Duration userName?:string',
  GitHubIds: 'ownerId:string repositoryId:string',
  GrafanaHttpsOptions:
    'allowedCidrs:string[] authentication?:Authentication certificate?:ICertificate'
    + ' configurationImage?:ServiceImage database?:PostgresDatabase domainName:string hostedZone?:IHostedZone'
    + ' image?:ServiceImage size?:TaskSize',
  GrafanaInternalOptions:
    'allowedCidrs?:string[] allowedPeers?:IPeer[] authentication?:Authentication certificate?:ICertificate'
    + ' configurationImage?:ServiceImage database?:PostgresDatabase domainName:string hostedZone?:IHostedZone'
    + ' image?:ServiceImage size?:TaskSize',
  GrafanaOptions:
    'authentication?:Authentication certificate?:ICertificate configurationImage?:ServiceImage'
    + ' database?:PostgresDatabase domainName:string hostedZone?:IHostedZone image?:ServiceImage size?:TaskSize',
  GrpcOptions: 'healthMethod?:string service?:string',
  HttpIngressOptions:
    'allowedCidrs?:string[] contentDelivery?:ContentDelivery domainName?:string healthCheck?:HealthCheck'
    + ' hostedZone?:IHostedZone loadBalancer?:LoadBalancerOptions port?:number routing?:DnsRouting'
    + ' target?:TargetOptions',
  HttpMetricNames: 'duration:string requests:string statusLabel:string',
  HttpsIngressOptions:
    'allowedCidrs?:string[] authentication?:Authentication certificate?:ICertificate'
    + ' contentDelivery?:ContentDelivery domainName?:string healthCheck?:HealthCheck hostedZone?:IHostedZone'
    + ' loadBalancer?:LoadBalancerOptions port?:number routing?:DnsRouting target?:TargetOptions tls?:TlsOptions',
  HttpsOptions:
    'certificate?:ICertificate domainName?:string hostedZone?:IHostedZone routing?:DnsRouting tls?:TlsOptions',
  IamAccessOptions: 'userName:string',
  ImageBuildOptions: 'buildArgs?:string{} file?:string target?:string',
  IngressOptions: 'healthCheck?:HealthCheck target?:TargetOptions',
  InitialDatabaseOptions: 'databaseName?:string snapshotIdentifier?:string',
  InstanceRefreshReplacementOptions:
    'bakeTime?:Duration maxHealthyPercent?:number minHealthyPercent?:number rollbackAlarms?:IAlarm[]',
  InternalIngressOptions:
    'allowedCidrs?:string[] allowedPeers?:IPeer[] authentication?:Authentication certificate?:ICertificate'
    + ' domainName?:string healthCheck?:HealthCheck hostedZone?:IHostedZone loadBalancer?:LoadBalancerOptions'
    + ' port?:number protocol?:ApplicationProtocol routing?:DnsRouting target?:TargetOptions tls?:TlsOptions',
  JobTimes: 'timeZone?:TimeZone',
  LatencyObjectiveOptions: 'percent:number percentile?:number under:Duration',
  LinearDeploymentOptions:
    'bakeTime?:Duration healthCheckGracePeriod?:Duration hooks?:IDeploymentLifecycleHookTarget[]'
    + ' rollbackAlarms?:IAlarm[] stepBakeTime?:Duration stepPercent?:number testTraffic?:TestTraffic',
  LoadBalancerAttributeOptions: 'clientKeepAlive?:Duration deletionProtection?:boolean idleTimeout?:Duration',
  LoadBalancerOptions:
    'accessLogs?:AccessLogs attributes?:LoadBalancerAttributeOptions firewall?:Firewall'
    + ' placement?:LoadBalancerPlacementOptions',
  LoadBalancerPlacementOptions:
    'ipAddressType?:IpAddressType securityGroups?:ISecurityGroup[] vpcSubnets?:SubnetSelection',
  LogErrorsOptions: 'pattern?:IFilterPattern',
  LogOutputOptions: 'name:string options?:string{} secrets?:Secret{} services?:AwsService[]',
  LoginOptions: 'authentication?:Authentication',
  ManagedCredentialsOptions: 'encryptionKey?:IKey userName?:string',
  ManagedFirewallOptions: 'countedRules?:string[] fiveMinuteRequestLimit?:number',
  ManagedOptions: 'history?:MetricsHistory',
  ManagedRepositoryOptions:
    'encryptionKey?:IKey keepImages?:number removalPolicy?:RemovalPolicy tag?:string untaggedExpiry?:Duration',
  MigrationOptions:
    'command:string[] environment?:string{} image?:ServiceImage mounts?:VolumeMount[] secrets?:Secret{}'
    + ' timeout?:Duration',
  MixedPurchaseOptions: 'moreInstanceTypes?:InstanceType[] onDemandBase?:number onDemandPercent?:number',
  MonitoredAlbOptions: 'minHealthyTargetCount?:number targetGroups?:IApplicationTargetGroup[]',
  MonitoredAutoScalingGroupOptions: 'groupMetrics?:boolean maxInstances?:number minInstances?:number',
  MonitoredEcsServiceOptions: 'containerInsights?:boolean minTasks?:number',
  MonitoredElastiCacheOptions: 'evictsKeys?:boolean nodeType?:string nodes?:number shards?:number',
  MonitoredLambdaOptions: 'timeout?:Duration',
  MonitoredRdsOptions: 'allocatedStorage?:Size instanceType?:InstanceType maxConnections?:number',
  MonitoredSqsOptions: 'deadLetterQueue?:IQueue maxAge?:Duration',
  MountOptions: 'readOnly?:boolean',
  MutualTlsOptions: 'advertiseAuthorities?:boolean ignoreExpiry?:boolean',
  OidcOptions:
    'authorizationEndpoint:string clientId:string clientSecret:ISecret clientSecretField?:string issuer:string'
    + ' onUnauthenticatedRequest?:UnauthenticatedAction openPaths?:string[] scope?:string sessionTimeout?:Duration'
    + ' tokenEndpoint:string userInfoEndpoint:string',
  OwnLoadBalancerOptions:
    'allowedCidrs?:string[] healthCheck?:HealthCheck loadBalancer?:LoadBalancerOptions target?:TargetOptions',
  PlacementOptions: 'securityGroups?:ISecurityGroup[] vpcSubnets?:SubnetSelection',
  PollOptions: 'closesAt?:date id?:string opensAt?:date options:string{} title:string',
  PostgresExporterOptions:
    'clientImage?:ServiceImage configurationImage?:ServiceImage image?:ServiceImage size?:TaskSize',
  PrometheusImages:
    'alertmanager?:ServiceImage blackboxExporter?:ServiceImage configuration?:ServiceImage prometheus?:ServiceImage',
  PullRequestDiffOptions: 'environments?:string[] workflow?:string',
  RdsProxyOptions:
    'borrowTimeout?:Duration idleClientTimeout?:Duration maxConnectionsPercent?:number'
    + ' maxIdleConnectionsPercent?:number',
  RedisExporterOptions: 'image?:ServiceImage login?:ISecret size?:TaskSize streams?:string[]',
  RegistryImageOptions: 'credentials?:ISecret',
  RequestMetrics: 'failures:IMetric[] name?:string requests:IMetric[] responseTimes:Metric[]',
  RequestsPerTargetOptions: 'requestsPerTargetPerMinute:number scaleInCooldown?:Duration scaleOutCooldown?:Duration',
  RollingDeploymentOptions:
    'healthCheckGracePeriod?:Duration maxHealthyPercent?:number minHealthyPercent?:number rollbackAlarms?:IAlarm[]',
  RollingReplacementOptions: 'minInstances?:number replacedInstances?:number',
  RouteOptions:
    'authentication?:Authentication certificate?:ICertificate domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] paths?:string[] port?:number priority?:number routing?:DnsRouting',
  RuleLimits: 'criticalThreshold?:number warningThreshold?:number',
  RuleOptions:
    'authentication?:Authentication domainName?:string hostedZone?:IHostedZone hosts?:string[] paths?:string[]'
    + ' priority?:number routing?:DnsRouting',
  ScalingScheduleOptions: 'cron:CronOptions maxCapacity?:number minCapacity?:number name:string timeZone?:TimeZone',
  ScrapeOptions: 'dnsName?:string http?:HttpMetricNames name?:string path?:string port?:number',
  ScrapeSource:
    'discovery:ScrapeDiscovery dnsName?:string http?:HttpMetricNames name:string path:string port:number'
    + ' program?:any securityGroup:ISecurityGroup',
  ScriptBootstrapOptions:
    'packages?:string[] setup?:string[] startTimeout?:Duration stopTimeout?:Duration user?:string',
  SelfHostedOptions: 'history?:MetricsHistory images?:PrometheusImages retention?:Duration size?:TaskSize',
  ServiceConnectServerOptions:
    'dnsName:string idleTimeout?:Duration perRequestTimeout?:Duration port?:number protocol?:AppProtocol'
    + ' tls?:ServiceConnectTlsOptions',
  ServiceConnectTlsOptions: 'authority:ICertificateAuthority encryptionKey?:IKey',
  SharedIngressOptions:
    'authentication?:Authentication certificate?:ICertificate domainName?:string healthCheck?:HealthCheck'
    + ' hostedZone?:IHostedZone hosts?:string[] paths?:string[] port?:number priority?:number routing?:DnsRouting'
    + ' target?:TargetOptions',
  SidecarOptions:
    'command?:string[] cpu?:number environment?:string{} essential?:boolean healthCheck?:HealthCheck'
    + ' image:ServiceImage memoryMiB:number mounts?:VolumeMount[] name:string port?:number'
    + ' readonlyRootFilesystem?:boolean receivesRequests?:boolean secrets?:Secret{} user?:string',
  Signal:
    'critical?:Threshold group:any id:string metric:IMetric reason:string relatedAlarms?:IAlarm[] rollsBackAt?:any'
    + ' title:string unit:any warning?:Threshold',
  SingleInstanceOptions: 'dataVolume?:DataVolume instanceType?:InstanceType terminationProtection?:boolean',
  SlackOptions: 'channelId:string workspaceId:string',
  SplitOptions: 'sessionDuration?:Duration',
  SpotMixOptions: 'onDemandBase?:number onDemandWeight?:number spotWeight?:number',
  SpotPurchaseOptions: 'moreInstanceTypes?:InstanceType[]',
  TargetOptions:
    'algorithm?:TargetGroupLoadBalancingAlgorithmType deregistrationDelay?:Duration protocol?:TargetProtocol'
    + ' slowStart?:Duration stickiness?:Stickiness',
  TargetTrackingOptions: 'scaleInCooldown?:Duration scaleOutCooldown?:Duration',
  TaskOptions:
    'architecture?:CpuArchitecture enableExecuteCommand?:boolean logging?:Logging sidecars?:Sidecar[]'
    + ' size?:TaskSize',
  TaskSizeOptions: 'cpu:number ephemeralStorage?:Size memoryMiB:number',
  TeamsOptions: 'channelId:string teamId:string tenantId:string',
  TelemetrySidecarOptions: 'config?:string image?:ServiceImage memoryMiB?:number',
  TestTraffic: 'conditions?:ListenerCondition[] listener:IApplicationListener priority?:number',
  ThresholdOptions: 'alarm?:IAlarm datapointsToAlarm?:number missingData?:TreatMissingData periods:number',
  TierImageOptions: 'architecture?:InstanceArchitecture',
  TlsOptions: 'mutualTls?:MutualTls redirectHttp?:boolean sslPolicy?:SslPolicy',
  TrafficShiftOptions:
    'bakeTime?:Duration healthCheckGracePeriod?:Duration hooks?:IDeploymentLifecycleHookTarget[]'
    + ' rollbackAlarms?:IAlarm[] testTraffic?:TestTraffic',
  TunedThresholds: 'critical?:Threshold warning?:Threshold',
  UtilizationTargetOptions: 'scaleInCooldown?:Duration scaleOutCooldown?:Duration targetUtilizationPercent?:number',
  VotingHostOptions:
    'vote:string allowedCidrs?:string[] certificate?:ICertificate hostedZone?:IHostedZone'
    + ' loadBalancer?:LoadBalancerOptions result:string resultAuthentication?:Authentication'
    + ' resultStickiness?:Stickiness tls?:TlsOptions voteAuthentication?:Authentication',
  VotingHttpOptions:
    'allowedCidrs?:string[] domainName?:string hostedZone?:IHostedZone loadBalancer?:LoadBalancerOptions'
    + ' resultPort?:number resultStickiness?:Stickiness routing?:DnsRouting',
  VotingImageOptions: 'architecture?:CpuArchitecture',
  VotingLoadBalancerOptions: 'allowedCidrs?:string[] loadBalancer?:LoadBalancerOptions resultStickiness?:Stickiness',
  VotingLoginOptions: 'resultAuthentication?:Authentication voteAuthentication?:Authentication',
  VotingPageOptions: 'capacity?:CapacityRange scaling?:ScalingPolicy[] size?:TaskSize',
  VotingPagesOptions: 'vote:Ingress proxies?:number result:Ingress',
  VotingPortOptions:
    'allowedCidrs?:string[] certificate?:ICertificate domainName?:string hostedZone?:IHostedZone'
    + ' loadBalancer?:LoadBalancerOptions resultAuthentication?:Authentication resultPort?:number'
    + ' resultStickiness?:Stickiness routing?:DnsRouting tls?:TlsOptions voteAuthentication?:Authentication',
  VotingResultOptions: 'adminPage?:AdminPage capacity?:CapacityRange scaling?:ScalingPolicy[] size?:TaskSize',
  VotingSharedOptions: 'vote:SharedIngressOptions result:SharedIngressOptions',
  VotingWorkerOptions: 'capacity?:CapacityRange size?:TaskSize votesPerTask?:number',
  WeekdaysOptions: 'from:string timeZone:TimeZone to:string',
};
