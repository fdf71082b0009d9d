/** What the fields of each public struct have to be. Written from the compiled API by `scripts/write-kinds.ts`. */
export const API_STRUCTS: { readonly [name: string]: string } = {
  AccessLogsBucketOptions: 'prefix?:string',
  AccessLogsOptions: 'retention?:Duration',
  AdviceOptions:
    'absorbWithinSeconds:number cost?:CostOptions drainSeconds?:number healthySeconds?:number'
    + ' initialCapacity?:number launchSeconds?:number metricDelaySeconds?:number monthlyLimitUsd?:number'
    + ' mostUnits?:number startsAt?:string trace:LoadTrace unitCapacity:number',
  AdvisedPolicy:
    'absorbSeconds?:number droppedPercent:number isEnough:boolean maxUnits:number minUnits:number'
    + ' monthlyUsd?:number text:string unitHours:number',
  AlarmBand: 'alarm:string fromSeconds:number isHigh:boolean toSeconds:number',
  AuthenticationOptions:
    'onUnauthenticatedRequest?:UnauthenticatedAction openPaths?:string[] scope?:string sessionTimeout?:Duration',
  AutoScalingOptions:
    'capacity?:CapacityRange healthCheckGracePeriod?:Duration instanceType?:InstanceType instanceWarmup?:Duration'
    + ' maxInstanceLifetime?:Duration purchase?:InstancePurchase replacement?:Replacement scaling?:ScalingPolicy[]',
  BacklogPerTargetOptions:
    'backlogPerTarget:number metric:IMetric scaleInCooldown?:Duration scaleOutCooldown?:Duration',
  BootstrapOptions: 'startTimeout?:Duration stopTimeout?:Duration',
  BucketBackendProps: 'bucket:IBucket environmentPrefix?:string rights:any',
  CanaryDeploymentOptions:
    'bakeTime?:Duration healthCheckGracePeriod?:Duration hooks?:IDeploymentLifecycleHookTarget[] percent?:number'
    + ' rollbackAlarms?:IAlarm[] stepBakeTime?:Duration testTraffic?:TestTraffic',
  CloudFrontOptions:
    'cachePolicy?:ICachePolicy certificate?:ICertificate geoRestriction?:GeoRestriction originPeers?:IPeer[]'
    + ' responseHeadersPolicy?:IResponseHeadersPolicy webAclArn?:string',
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
  DiagramOptions: 'cost?:CostOptions parameters?:string{} region?:string title?:string',
  DiurnalOptions: 'days?:number highValue:number lowValue:number peakHour?:number',
  DnsRoutingOptions: 'healthCheck?:IHealthCheck',
  DomainOptions: 'domainName?:string hostedZone?:IHostedZone routing?:DnsRouting',
  ElasticWebTierProps:
    'vpc:IVpc bootstrap:Bootstrap compute?:Compute environment?:string{} ingress?:Ingress'
    + ' logRetention?:RetentionDays machineImage?:IMachineImage owner?:string placement?:Placement port?:number'
    + ' rootVolumeSize?:Size secrets?:Secret{}',
  ExistingBackendProps:
    'admittedBy?:IConnectable environment?:string{} environmentPrefix:string port:number rotatingSecret?:ISecret'
    + ' secrets?:Secret{}',
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
  ExistingTrafficSplitProps:
    'allowLoadBalancerOutbound?:boolean authentication?:Authentication domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] listener:IApplicationListener loadBalancer:IApplicationLoadBalancer paths?:string[]'
    + ' priority?:number routing?:DnsRouting sessionDuration?:Duration url?:string',
  FargateServiceProps:
    'vpc:IVpc architecture?:CpuArchitecture capacity?:CapacityRange cluster?:ICluster container?:ContainerOptions'
    + ' deployment?:Deployment enableExecuteCommand?:boolean environment?:string{} image:ServiceImage ingress?:Ingress'
    + ' logRetention?:RetentionDays logRouter?:LogRouter migration?:Migration placement?:Placement port?:number'
    + ' scaling?:ScalingPolicy[] secrets?:Secret{} serviceConnect?:ServiceConnect sidecars?:Sidecar[] size?:TaskSize'
    + ' spot?:Spot',
  FireLensOptions: 'configFile?:string image?:ServiceImage memoryMiB?:number output:LogOutput',
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
  ImageRepositoryProps: 'encryptionKey?:IKey keepImages?:number removalPolicy?:RemovalPolicy untaggedExpiry?:Duration',
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
  LoadStep: 'atSeconds:number value:number',
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
  MonitoringProps:
    'dashboards?:Dashboards emails?:string[] logErrors?:LogErrors[] notifications?:Notification[]'
    + ' objectives?:Objective[] runbooks?:string subjects?:IMonitored[] suppressDuringDeployments?:Duration'
    + ' tuning?:Tuning[] warningHours?:BusinessHours watchedScope?:IConstruct',
  MonitoringStackProps:
    'dashboards?:Dashboards emails?:string[] logErrors?:LogErrors[] notifications?:Notification[]'
    + ' objectives?:Objective[] runbooks?:string subjects?:IMonitored[] suppressDuringDeployments?:Duration'
    + ' tuning?:Tuning[] warningHours?:BusinessHours watchedScope?:IConstruct',
  MountOptions: 'readOnly?:boolean',
  MutualTlsOptions: 'advertiseAuthorities?:boolean ignoreExpiry?:boolean',
  NetworkProps:
    'availabilityZones?:number cidr?:string flowLogRetention?:RetentionDays ipProtocol?:IpProtocol nat?:Nat',
  OidcOptions:
    'authorizationEndpoint:string clientId:string clientSecret:ISecret clientSecretField?:string issuer:string'
    + ' onUnauthenticatedRequest?:UnauthenticatedAction openPaths?:string[] scope?:string sessionTimeout?:Duration'
    + ' tokenEndpoint:string userInfoEndpoint:string',
  PlacementOptions: 'securityGroups?:ISecurityGroup[] vpcSubnets?:SubnetSelection',
  PollOptions: 'closesAt?:date id?:string opensAt?:date options:string{} title:string',
  PostgresDatabaseProps:
    'vpc:IVpc allocatedStorage?:Size allowMajorVersionUpgrade?:boolean backupRetention?:Duration'
    + ' backupWindow?:string credentials?:DatabaseCredentials databaseName?:string deletionProtection?:boolean'
    + ' encryptionKey?:IKey instanceType?:InstanceType maintenanceWindow?:string maxAllocatedStorage?:Size'
    + ' monitoringInterval?:Duration multiAz?:boolean parameters?:string{} pooling?:Pooling port?:number'
    + ' readReplicas?:number removalPolicy?:RemovalPolicy snapshotIdentifier?:string version?:PostgresEngineVersion'
    + ' vpcSubnets?:SubnetSelection',
  PostgresReplicaProps:
    'vpc:IVpc deletionProtection?:boolean encryptionKey?:IKey instanceType?:InstanceType multiAz?:boolean'
    + ' promoted?:boolean secret?:ISecret source:PostgresDatabase vpcSubnets?:SubnetSelection',
  QueueBackendProps: 'environmentPrefix?:string queue:IQueue rights:any',
  RampOptions: 'durationSeconds?:number fromValue:number rampSeconds:number startSeconds?:number toValue:number',
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
  ScalingDecision:
    'atSeconds:number cause:string fromUnits:number rule:string source?:string status:string toUnits:number',
  ScalingScheduleOptions: 'cron:CronOptions maxCapacity?:number minCapacity?:number name:string timeZone?:TimeZone',
  ScheduledJobProps:
    'command:string[] enabled?:boolean environment?:string{} image?:ServiceImage logRetention?:RetentionDays'
    + ' retries?:number schedule:JobSchedule secrets?:Secret{} service:FargateService size?:TaskSize',
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
  SimulatedGroupOptions: 'group?:string parameters?:string{} region?:string',
  SimulationOptions:
    'drainSeconds?:number healthySeconds?:number initialCapacity?:number launchSeconds?:number'
    + ' metricDelaySeconds?:number startsAt?:string trace:LoadTrace unitCapacity:number',
  SingleInstanceOptions: 'dataVolume?:DataVolume instanceType?:InstanceType terminationProtection?:boolean',
  SlackOptions: 'channelId:string workspaceId:string',
  SpikeOptions: 'baseValue:number durationSeconds?:number peakValue:number spikeSeconds:number startSeconds?:number',
  SplitOptions: 'sessionDuration?:Duration',
  SpotMixOptions: 'onDemandBase?:number onDemandWeight?:number spotWeight?:number',
  SpotPurchaseOptions: 'moreInstanceTypes?:InstanceType[]',
  TargetOptions:
    'algorithm?:TargetGroupLoadBalancingAlgorithmType deregistrationDelay?:Duration healthCheck?:HealthCheck'
    + ' slowStart?:Duration stickiness?:Stickiness targetProtocol?:TargetProtocol',
  TargetTrackingOptions: 'scaleInCooldown?:Duration scaleOutCooldown?:Duration',
  TaskSizeOptions: 'cpu:number ephemeralStorage?:Size memoryMiB:number',
  TeamsOptions: 'channelId:string teamId:string tenantId:string',
  TelemetrySidecarOptions: 'config?:string image?:ServiceImage memoryMiB?:number',
  TestTraffic: 'conditions?:ListenerCondition[] listener:IApplicationListener priority?:number',
  ThresholdOptions: 'alarm?:IAlarm datapointsToAlarm?:number missingData?:TreatMissingData periods:number',
  TierImageOptions: 'architecture?:InstanceArchitecture',
  TimelinePoint:
    'atSeconds:number desiredUnits:number droppedValue:number loadValue:number servingUnits:number'
    + ' utilizationPercent:number waitingValue:number',
  TlsOptions:
    'certificate?:ICertificate domainName?:string hostedZone?:IHostedZone mutualTls?:MutualTls'
    + ' redirectHttp?:boolean routing?:DnsRouting sslPolicy?:SslPolicy',
  TopicBackendProps: 'environmentPrefix?:string topic:ITopic',
  TraceOptions: 'durationSeconds?:number',
  TrafficShiftOptions:
    'bakeTime?:Duration healthCheckGracePeriod?:Duration hooks?:IDeploymentLifecycleHookTarget[]'
    + ' rollbackAlarms?:IAlarm[] testTraffic?:TestTraffic',
  TrafficSplitProps:
    'authentication?:Authentication certificate?:ICertificate domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] loadBalancer:WebLoadBalancer paths?:string[] port?:number priority?:number routing?:DnsRouting'
    + ' sessionDuration?:Duration',
  TunedThresholds: 'critical?:Threshold warning?:Threshold',
  UtilizationTargetOptions: 'scaleInCooldown?:Duration scaleOutCooldown?:Duration targetUtilizationPercent?:number',
  UtilizationThreshold: 'alarm:string isHigh:boolean percent:number',
  ValkeyCacheProps:
    'vpc:IVpc clusterMode?:ClusterMode encryptionKey?:IKey maintenanceWindow?:string nodeType?:string nodes?:number'
    + ' parameters?:string{} port?:number removalPolicy?:RemovalPolicy secret?:ISecret snapshotRetention?:Duration'
    + ' snapshotWindow?:string version?:string vpcSubnets?:SubnetSelection',
  VotingAppProps:
    'vote?:VoteCompute vpc:IVpc cache?:IBackend cluster?:ICluster database?:IBackend databaseAccess?:BackendAccess'
    + ' image?:VotingImage ingress:VotingIngress polls?:Poll[] result?:VotingResultOptions settings?:string{}'
    + ' worker?:VotingWorkerOptions',
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
  WebLoadBalancerProps:
    'vpc:IVpc accessLogs?:AccessLogs allowedCidrs?:string[] allowedPeers?:IPeer[] certificate?:ICertificate'
    + ' clientKeepAlive?:Duration contentDelivery?:ContentDelivery deletionProtection?:boolean domainName?:string'
    + ' firewall?:Firewall hostedZone?:IHostedZone idleTimeout?:Duration internetFacing?:boolean'
    + ' ipAddressType?:IpAddressType mutualTls?:MutualTls port?:number protocol?:ApplicationProtocol'
    + ' redirectHttp?:boolean routing?:DnsRouting securityGroups?:ISecurityGroup[] sslPolicy?:SslPolicy'
    + ' vpcSubnets?:SubnetSelection',
  WeekdaysOptions: 'from:string timeZone:TimeZone to:string',
  WorkQueueProps:
    'encryptionKey?:IKey fifo?:boolean maxAge?:Duration maxReceiveCount?:number processingTime?:Duration'
    + ' removalPolicy?:RemovalPolicy retentionPeriod?:Duration visibilityTimeout?:Duration',
};
