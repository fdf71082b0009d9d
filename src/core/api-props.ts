/** What the props of each construct have to be. Made by `scripts/write-kinds.ts`. */
export const API_PROPS: { readonly [name: string]: string } = {
  BucketBackendProps: 'bucket:IBucket environmentPrefix?:string rights:any',
  ElasticWebTierProps:
    'vpc:IVpc bootstrap:Bootstrap compute?:Compute environment?:string{} ingress?:Ingress'
    + ' logRetention?:RetentionDays machineImage?:IMachineImage owner?:string placement?:Placement port?:number'
    + ' rootVolumeSize?:Size secrets?:Secret{}',
  ExistingBackendProps:
    'admittedBy?:IConnectable environment?:string{} environmentPrefix:string port:number rotatingSecret?:ISecret'
    + ' secrets?:Secret{}',
  ExistingTrafficSplitProps:
    'allowLoadBalancerOutbound?:boolean authentication?:Authentication domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] listener:IApplicationListener loadBalancer:IApplicationLoadBalancer paths?:string[]'
    + ' priority?:number routing?:DnsRouting sessionDuration?:Duration url?:string',
  FargateServiceProps:
    'vpc:IVpc capacity?:CapacityRange cluster?:ICluster container?:ContainerOptions deployment?:Deployment'
    + ' environment?:string{} image:ServiceImage ingress?:Ingress migration?:Migration placement?:Placement'
    + ' port?:number scaling?:ScalingPolicy[] secrets?:Secret{} serviceConnect?:ServiceConnect spot?:Spot'
    + ' task?:TaskOptions',
  GitHubDeliveryProps:
    'branch?:string environments:DeliveryEnvironment[] identityProvider?:GitHubIdentityProvider'
    + ' images?:DeliveredImage[] pullRequests?:PullRequestAccess repository:GitHubRepository workflowFiles?:string[]',
  ImageRepositoryProps: 'encryptionKey?:IKey keepImages?:number removalPolicy?:RemovalPolicy untaggedExpiry?:Duration',
  MonitoringProps:
    'dashboards?:Dashboards emails?:string[] logErrors?:LogErrors[] notifications?:Notification[]'
    + ' objectives?:Objective[] runbooks?:string subjects?:IMonitored[] suppressDuringDeployments?:Duration'
    + ' tuning?:Tuning[] warningHours?:BusinessHours watchedScope?:IConstruct',
  MonitoringStackProps:
    'dashboards?:Dashboards emails?:string[] logErrors?:LogErrors[] notifications?:Notification[]'
    + ' objectives?:Objective[] runbooks?:string subjects?:IMonitored[] suppressDuringDeployments?:Duration'
    + ' tuning?:Tuning[] warningHours?:BusinessHours watchedScope?:IConstruct',
  NetworkProps:
    'availabilityZones?:number cidr?:string flowLogRetention?:RetentionDays ipProtocol?:IpProtocol nat?:Nat',
  PostgresDatabaseProps:
    'vpc:IVpc backup?:DatabaseBackupOptions credentials?:DatabaseCredentials deletionProtection?:boolean'
    + ' encryptionKey?:IKey engine?:DatabaseEngineOptions initial?:InitialDatabaseOptions instanceType?:InstanceType'
    + ' monitoringInterval?:Duration multiAz?:boolean pooling?:Pooling port?:number readReplicas?:number'
    + ' removalPolicy?:RemovalPolicy storage?:DatabaseStorageOptions vpcSubnets?:SubnetSelection',
  PostgresReplicaProps:
    'vpc:IVpc deletionProtection?:boolean encryptionKey?:IKey instanceType?:InstanceType multiAz?:boolean'
    + ' promoted?:boolean secret?:ISecret source:PostgresDatabase vpcSubnets?:SubnetSelection',
  PrometheusGrafanaProps:
    'vpc:IVpc backend?:MetricsBackend cluster?:ICluster exporters?:Exporter[] grafana:Grafana'
    + ' objectives?:Objective[] probes?:string[] runbooks?:string scrapeInterval?:Duration subjects?:IConstruct[]'
    + ' tuning?:RuleTuning[]',
  QueueBackendProps: 'environmentPrefix?:string queue:IQueue rights:any',
  ScheduledJobProps:
    'command:string[] enabled?:boolean environment?:string{} image?:ServiceImage logRetention?:RetentionDays'
    + ' retries?:number schedule:JobSchedule secrets?:Secret{} service:FargateService size?:TaskSize',
  StateBucketProps: 'encryptionKey?:IKey olderVersions?:Duration',
  TopicBackendProps: 'environmentPrefix?:string topic:ITopic',
  TrafficSplitProps:
    'authentication?:Authentication certificate?:ICertificate domainName?:string hostedZone?:IHostedZone'
    + ' hosts?:string[] loadBalancer:WebLoadBalancer paths?:string[] port?:number priority?:number routing?:DnsRouting'
    + ' sessionDuration?:Duration',
  ValkeyCacheProps:
    'vpc:IVpc clusterMode?:ClusterMode encryptionKey?:IKey login?:CacheLogin maintenanceWindow?:string'
    + ' nodeType?:string nodes?:number parameters?:string{} port?:number removalPolicy?:RemovalPolicy secret?:ISecret'
    + ' snapshotRetention?:Duration snapshotWindow?:string version?:string vpcSubnets?:SubnetSelection',
  VotingAppProps:
    'vote?:VoteCompute vpc:IVpc cache?:IBackend cluster?:ICluster database?:IBackend databaseAccess?:BackendAccess'
    + ' image?:VotingImage ingress:VotingIngress polls?:Poll[] result?:VotingResultOptions settings?:string{}'
    + ' worker?:VotingWorkerOptions',
  WebLoadBalancerProps:
    'vpc:IVpc accessLogs?:AccessLogs allowedCidrs?:string[] allowedPeers?:IPeer[]'
    + ' attributes?:LoadBalancerAttributeOptions certificate?:ICertificate contentDelivery?:ContentDelivery'
    + ' domainName?:string firewall?:Firewall hostedZone?:IHostedZone internetFacing?:boolean'
    + ' placement?:LoadBalancerPlacementOptions port?:number protocol?:ApplicationProtocol routing?:DnsRouting'
    + ' tls?:TlsOptions',
  WorkQueueProps:
    'encryptionKey?:IKey fifo?:boolean maxAge?:Duration maxReceiveCount?:number processingTime?:Duration'
    + ' removalPolicy?:RemovalPolicy retentionPeriod?:Duration visibilityTimeout?:Duration',
};
