/** What the fields of each other public struct have to be. Made by `scripts/write-kinds.ts`. */
export const API_STRUCTS: { readonly [name: string]: string } = {
  AccessLogsBucketOptions: 'prefix?:string',
  AccessLogsOptions: 'retention?:Duration',
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
  DeploymentOptions: 'healthCheckGracePeriod?:Duration rollbackAlarms?:IAlarm[]',
  DeploymentStep:
    'basis:string change:any changedProperties:string[] doneAfter:DurationRange duration:DurationRange'
    + ' isCritical:boolean logicalId:string path:string resourceType:string',
  DnsRoutingOptions: 'healthCheck?:IHealthCheck',
  DomainOptions: 'domainName?:string hostedZone?:IHostedZone routing?:DnsRouting',
  DurationRange: 'maxSeconds:number minSeconds:number',
  ExistingDataVolumeOptions: 'mountPath?:string',
  ExistingIngressOptions:
    'algorithm?:TargetGroupLoadBalancingAlgorithmType allowLoadBalancerOutbound?:boolean'
    + ' authentication?:Authentication deregistrationDelay?:Duration domainName?:string healthCheck?:HealthCheck'
    + ' hostedZone?:IHostedZone hosts?:string[] paths?:string[] priority?:number routing?:DnsRouting'
    + ' slowStart?:Duration stickiness?:Stickiness targetProtocol?:TargetProtocol url?:string',
  ExistingRuleOptions:
    'allowLoadBalancerOutbound?:boolean authentication?:Authentication domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] paths?:string[] priority?:number routing?:DnsRouting url?:string',
  ExistingSecretOptions: 'userName:string',
  FireLensOptions: 'configFile?:string image?:ServiceImage memoryMiB?:number output:LogOutput retention?:RetentionDays',
  ForecastOptions: 'durations?:DurationRange{} parameters?:string{} region?:string',
  GeneratedCredentialsOptions:
    'encryptionKey?:IKey replicaRegions?:ReplicaRegion[] rotateEvery?:Duration userName?:string',
  GrpcOptions: 'healthMethod?:string service?:string',
  HttpIngressOptions:
    'accessLogs?:AccessLogs algorithm?:TargetGroupLoadBalancingAlgorithmType allowedCidrs?:string[]'
    + ' clientKeepAlive?:Duration contentDelivery?:ContentDelivery deletionProtection?:boolean'
    + ' deregistrationDelay?:Duration domainName?:string firewall?:Firewall healthCheck?:HealthCheck'
    + ' hostedZone?:IHostedZone idleTimeout?:Duration ipAddressType?:IpAddressType port?:number routing?:DnsRouting'
    + ' securityGroups?:ISecurityGroup[] slowStart?:Duration stickiness?:Stickiness targetProtocol?:TargetProtocol'
    + ' vpcSubnets?:SubnetSelection',
  HttpsIngressOptions:
    'accessLogs?:AccessLogs algorithm?:TargetGroupLoadBalancingAlgorithmType allowedCidrs?:string[]'
    + ' authentication?:Authentication certificate?:ICertificate clientKeepAlive?:Duration'
    + ' contentDelivery?:ContentDelivery deletionProtection?:boolean deregistrationDelay?:Duration domainName?:string'
    + ' firewall?:Firewall healthCheck?:HealthCheck hostedZone?:IHostedZone idleTimeout?:Duration'
    + ' ipAddressType?:IpAddressType mutualTls?:MutualTls port?:number redirectHttp?:boolean routing?:DnsRouting'
    + ' securityGroups?:ISecurityGroup[] slowStart?:Duration sslPolicy?:SslPolicy stickiness?:Stickiness'
    + ' targetProtocol?:TargetProtocol vpcSubnets?:SubnetSelection',
  IamAccessOptions: 'userName:string',
  ImageBuildOptions: 'buildArgs?:string{} file?:string target?:string',
  InstanceRefreshReplacementOptions:
    'bakeTime?:Duration maxHealthyPercent?:number minHealthyPercent?:number rollbackAlarms?:IAlarm[]',
  InternalIngressOptions:
    'accessLogs?:AccessLogs algorithm?:TargetGroupLoadBalancingAlgorithmType allowedCidrs?:string[]'
    + ' allowedPeers?:IPeer[] authentication?:Authentication certificate?:ICertificate clientKeepAlive?:Duration'
    + ' deletionProtection?:boolean deregistrationDelay?:Duration domainName?:string firewall?:Firewall'
    + ' healthCheck?:HealthCheck hostedZone?:IHostedZone idleTimeout?:Duration ipAddressType?:IpAddressType'
    + ' mutualTls?:MutualTls port?:number protocol?:ApplicationProtocol redirectHttp?:boolean routing?:DnsRouting'
    + ' securityGroups?:ISecurityGroup[] slowStart?:Duration sslPolicy?:SslPolicy stickiness?:Stickiness'
    + ' targetProtocol?:TargetProtocol vpcSubnets?:SubnetSelection',
  JobTimes: 'timeZone?:TimeZone',
  LatencyObjectiveOptions: 'percent:number percentile?:number under:Duration',
  LinearDeploymentOptions:
    'bakeTime?:Duration healthCheckGracePeriod?:Duration hooks?:IDeploymentLifecycleHookTarget[]'
    + ' rollbackAlarms?:IAlarm[] stepBakeTime?:Duration stepPercent?:number testTraffic?:TestTraffic',
  LoadBalancerOptions:
    'accessLogs?:AccessLogs allowedCidrs?:string[] clientKeepAlive?:Duration deletionProtection?:boolean'
    + ' firewall?:Firewall idleTimeout?:Duration ipAddressType?:IpAddressType securityGroups?:ISecurityGroup[]'
    + ' vpcSubnets?:SubnetSelection',
  LogErrorsOptions: 'pattern?:IFilterPattern',
  LogOutputOptions: 'name:string options?:string{} secrets?:Secret{} services?:AwsService[]',
  LoginOptions: 'authentication?:Authentication',
  ManagedCredentialsOptions: 'encryptionKey?:IKey userName?:string',
  ManagedFirewallOptions: 'countedRules?:string[] fiveMinuteRequestLimit?:number',
  ManagedRepositoryOptions:
    'encryptionKey?:IKey keepImages?:number removalPolicy?:RemovalPolicy tag?:string untaggedExpiry?:Duration',
  MigrationOptions:
    'command:string[] environment?:string{} image?:ServiceImage mounts?:VolumeMount[] secrets?:Secret{}'
    + ' timeout?:Duration',
  MixedPurchaseOptions: 'moreInstanceTypes?:InstanceType[] onDemandBase?:number onDemandPercent?:number',
  MonitoredAlbOptions: 'minHealthyTargetCount?:number targetGroups?:IApplicationTargetGroup[]',
  MonitoredAutoScalingGroupOptions: 'groupMetrics?:boolean maxInstances?:number minInstances?:number',
  MonitoredEcsServiceOptions: 'containerInsights?:boolean minTasks?:number',
  MonitoredElastiCacheOptions: 'evictsKeys?:boolean nodeType?:string nodes?:number',
  MonitoredLambdaOptions: 'timeout?:Duration',
  MonitoredRdsOptions: 'allocatedStorage?:Size instanceType?:InstanceType maxConnections?:number',
  MonitoredSqsOptions: 'deadLetterQueue?:IQueue maxAge?:Duration',
  MountOptions: 'readOnly?:boolean',
  MutualTlsOptions: 'advertiseAuthorities?:boolean ignoreExpiry?:boolean',
  OidcOptions:
    'authorizationEndpoint:string clientId:string clientSecret:ISecret clientSecretField?:string issuer:string'
    + ' onUnauthenticatedRequest?:UnauthenticatedAction openPaths?:string[] scope?:string sessionTimeout?:Duration'
    + ' tokenEndpoint:string userInfoEndpoint:string',
  PlacementOptions: 'securityGroups?:ISecurityGroup[] vpcSubnets?:SubnetSelection',
  PollOptions: 'closesAt?:date id?:string opensAt?:date options:string{} title:string',
  RdsProxyOptions:
    'borrowTimeout?:Duration idleClientTimeout?:Duration maxConnectionsPercent?:number'
    + ' maxIdleConnectionsPercent?:number',
  RegistryImageOptions: 'credentials?:ISecret',
  RequestMetrics: 'failures:IMetric[] name?:string requests:IMetric[] responseTimes:Metric[]',
  RequestsPerTargetOptions: 'requestsPerTargetPerMinute:number scaleInCooldown?:Duration scaleOutCooldown?:Duration',
  RollingDeploymentOptions:
    'healthCheckGracePeriod?:Duration maxHealthyPercent?:number minHealthyPercent?:number rollbackAlarms?:IAlarm[]',
  RollingReplacementOptions: 'minInstances?:number replacedInstances?:number',
  RouteOptions:
    'authentication?:Authentication certificate?:ICertificate domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] paths?:string[] port?:number priority?:number routing?:DnsRouting',
  RuleOptions:
    'authentication?:Authentication domainName?:string hostedZone?:IHostedZone hosts?:string[] paths?:string[]'
    + ' priority?:number routing?:DnsRouting',
  ScalingScheduleOptions: 'cron:CronOptions maxCapacity?:number minCapacity?:number name:string timeZone?:TimeZone',
  ScrapeSource: 'discovery:ScrapeDiscovery name:string path:string port:number securityGroup:ISecurityGroup',
  ScriptBootstrapOptions:
    'packages?:string[] setup?:string[] startTimeout?:Duration stopTimeout?:Duration user?:string',
  ServiceConnectServerOptions:
    'dnsName:string idleTimeout?:Duration perRequestTimeout?:Duration port?:number protocol?:AppProtocol'
    + ' tls?:ServiceConnectTlsOptions',
  ServiceConnectTlsOptions: 'authority:ICertificateAuthority encryptionKey?:IKey',
  SharedIngressOptions:
    'algorithm?:TargetGroupLoadBalancingAlgorithmType authentication?:Authentication certificate?:ICertificate'
    + ' deregistrationDelay?:Duration domainName?:string healthCheck?:HealthCheck hostedZone?:IHostedZone'
    + ' hosts?:string[] paths?:string[] port?:number priority?:number routing?:DnsRouting slowStart?:Duration'
    + ' stickiness?:Stickiness targetProtocol?:TargetProtocol',
  SidecarOptions:
    'command?:string[] cpu?:number environment?:string{} essential?:boolean healthCheck?:HealthCheck'
    + ' image:ServiceImage memoryMiB:number mounts?:VolumeMount[] name:string port?:number receivesRequests?:boolean'
    + ' secrets?:Secret{}',
  Signal:
    'critical?:Threshold group:any id:string metric:IMetric reason:string relatedAlarms?:IAlarm[] rollsBackAt?:any'
    + ' title:string unit:any warning?:Threshold',
  SingleInstanceOptions: 'dataVolume?:DataVolume instanceType?:InstanceType terminationProtection?:boolean',
  SlackOptions: 'channelId:string workspaceId:string',
  SplitOptions: 'sessionDuration?:Duration',
  SpotMixOptions: 'onDemandBase?:number onDemandWeight?:number spotWeight?:number',
  SpotPurchaseOptions: 'moreInstanceTypes?:InstanceType[]',
  TargetOptions:
    'algorithm?:TargetGroupLoadBalancingAlgorithmType deregistrationDelay?:Duration healthCheck?:HealthCheck'
    + ' slowStart?:Duration stickiness?:Stickiness targetProtocol?:TargetProtocol',
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
  TlsOptions:
    'certificate?:ICertificate domainName?:string hostedZone?:IHostedZone mutualTls?:MutualTls'
    + ' redirectHttp?:boolean routing?:DnsRouting sslPolicy?:SslPolicy',
  TrafficShiftOptions:
    'bakeTime?:Duration healthCheckGracePeriod?:Duration hooks?:IDeploymentLifecycleHookTarget[]'
    + ' rollbackAlarms?:IAlarm[] testTraffic?:TestTraffic',
  TunedThresholds: 'critical?:Threshold warning?:Threshold',
  UtilizationTargetOptions: 'scaleInCooldown?:Duration scaleOutCooldown?:Duration targetUtilizationPercent?:number',
  VotingHostOptions:
    'vote:string accessLogs?:AccessLogs allowedCidrs?:string[] certificate?:ICertificate clientKeepAlive?:Duration'
    + ' deletionProtection?:boolean firewall?:Firewall hostedZone?:IHostedZone idleTimeout?:Duration'
    + ' ipAddressType?:IpAddressType result:string resultAuthentication?:Authentication resultStickiness?:Stickiness'
    + ' securityGroups?:ISecurityGroup[] sslPolicy?:SslPolicy voteAuthentication?:Authentication'
    + ' vpcSubnets?:SubnetSelection',
  VotingHttpOptions:
    'accessLogs?:AccessLogs allowedCidrs?:string[] clientKeepAlive?:Duration deletionProtection?:boolean'
    + ' domainName?:string firewall?:Firewall hostedZone?:IHostedZone idleTimeout?:Duration'
    + ' ipAddressType?:IpAddressType resultPort?:number resultStickiness?:Stickiness routing?:DnsRouting'
    + ' securityGroups?:ISecurityGroup[] vpcSubnets?:SubnetSelection',
  VotingImageOptions: 'architecture?:CpuArchitecture',
  VotingLoadBalancerOptions:
    'accessLogs?:AccessLogs allowedCidrs?:string[] clientKeepAlive?:Duration deletionProtection?:boolean'
    + ' firewall?:Firewall idleTimeout?:Duration ipAddressType?:IpAddressType resultStickiness?:Stickiness'
    + ' securityGroups?:ISecurityGroup[] vpcSubnets?:SubnetSelection',
  VotingLoginOptions: 'resultAuthentication?:Authentication voteAuthentication?:Authentication',
  VotingPageOptions: 'capacity?:CapacityRange scaling?:ScalingPolicy[] size?:TaskSize',
  VotingPagesOptions: 'vote:Ingress proxies?:number result:Ingress',
  VotingPortOptions:
    'accessLogs?:AccessLogs allowedCidrs?:string[] certificate?:ICertificate clientKeepAlive?:Duration'
    + ' deletionProtection?:boolean domainName?:string firewall?:Firewall hostedZone?:IHostedZone'
    + ' idleTimeout?:Duration ipAddressType?:IpAddressType mutualTls?:MutualTls redirectHttp?:boolean'
    + ' resultAuthentication?:Authentication resultPort?:number resultStickiness?:Stickiness routing?:DnsRouting'
    + ' securityGroups?:ISecurityGroup[] sslPolicy?:SslPolicy voteAuthentication?:Authentication'
    + ' vpcSubnets?:SubnetSelection',
  VotingResultOptions: 'adminPage?:AdminPage capacity?:CapacityRange scaling?:ScalingPolicy[] size?:TaskSize',
  VotingSharedOptions: 'vote:SharedIngressOptions result:SharedIngressOptions',
  VotingWorkerOptions: 'capacity?:CapacityRange size?:TaskSize votesPerTask?:number',
  WeekdaysOptions: 'from:string timeZone:TimeZone to:string',
};
