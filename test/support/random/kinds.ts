// values of types of the CDK, and of our own types that have no factory.
import { RemovalPolicy, TimeZone, Duration } from 'aws-cdk-lib';
import { GeoRestriction, CachePolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceArchitecture, InstanceType, IpProtocol, MachineImage, Peer, SubnetType } from 'aws-cdk-lib/aws-ec2';
import { AppProtocol, CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import type { IAccessPoint } from 'aws-cdk-lib/aws-efs';
import {
  ApplicationProtocol, IpAddressType, ListenerCondition, SslPolicy, TargetGroupLoadBalancingAlgorithmType,
  UnauthenticatedAction,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { FilterPattern, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import fc from 'fast-check';
import {
  AwsService, BucketRights, CacheDurability, QueueRights, Severity, SignalGroup, SignalUnit, TaskSize, TaskVolume,
} from '../../../src';
import { Recipe, thing, written, type Choice } from './recipe';

const types = (...names: readonly string[]): Choice => written(Object.fromEntries(
  names.map((name) => [`new InstanceType('${name}')`, () => new InstanceType(name)]),
));

/** Fields of an enum. */
function members(name: string, all: object, wanted: readonly string[] = Object.keys(all)): Choice {
  return written(Object.fromEntries(wanted.map((member) =>
    [`${name}.${member}`, () => (all as { readonly [member: string]: unknown })[member]])));
}

const SIZES_OF_TASKS: readonly (readonly [cpu: number, memoryMiB: number])[] = [
  [256, 512], [512, 4096], [1024, 2048], [2048, 8192], [4096, 30_720], [8192, 16_384], [16_384, 122_880],
];

/** What is made of a resource that is there: the tables of the API hold the factories of choices only. */
export const FACTORIES_OF_CONSTRUCTS: { readonly [name: string]: string } = {
  'Monitored.alb': 'loadBalancer:IApplicationLoadBalancer options?:MonitoredAlbOptions',
  'Monitored.autoScalingGroup': 'group:IAutoScalingGroup options?:MonitoredAutoScalingGroupOptions',
  'Monitored.ecsService': 'service:IBaseService options?:MonitoredEcsServiceOptions',
  'Monitored.elastiCache': 'group:IReplicationGroupRef options?:MonitoredElastiCacheOptions',
  'Monitored.lambda': 'lambdaFunction:IFunction options?:MonitoredLambdaOptions',
  'Monitored.rds': 'instance:IDatabaseInstance options?:MonitoredRdsOptions',
  'Monitored.signals': 'scope:IConstruct id:string signals:Signal[]',
  'Monitored.sqs': 'queue:IQueue options?:MonitoredSqsOptions',
};

/** By the type, as the tables of the API write it. */
export const KINDS: { readonly [type: string]: Choice } = {
  'IVpc': thing('Vpc'), 'ICertificate': thing('Certificate'), 'IAlarm': thing('Alarm'), 'IUserPool': thing('UserPool'),
  'IUserPoolClient': thing('UserPoolClient'), 'IUserPoolDomain': thing('UserPoolDomain'),
  'ICertificateAuthority': thing('Authority'), 'ISecurityGroup': thing('SecurityGroup'),
  'IPrefixList': thing('PrefixList'),
  'IVolume': thing('Volume'), 'IRepository': thing('Repository'), 'ICluster': thing('Cluster'),
  'Secret': thing('TaskSecret'),
  'IApplicationLoadBalancer': thing('LoadBalancer'), 'IApplicationListener': thing('Listener'),
  'ITrustStore': thing('TrustStore'), 'IDeliveryStream': thing('Stream'), 'IKey': thing('Key'),
  'IHostedZone': thing('Zone'),
  'IBucket': thing('Bucket'), 'ISecret': thing('Secret'), 'INamespace': thing('Namespace'), 'ITopic': thing('Topic'),
  'WebLoadBalancer': thing('Edge'), 'TrafficSplit': thing('Split'), 'PostgresDatabase': thing('Database'),
  'ValkeyCache': thing('Cache'), 'FargateService': thing('Service'),
  'IMonitored': thing('Queue', 'Cache', 'Database', 'Service', 'Edge'),
  'IConstruct': thing('Queue', 'Cache', 'Database', 'Service'),
  'PrometheusGrafanaProps.subjects': thing('Scraped', 'ScrapedByName', 'Cache', 'Database'),
  'VotingAppProps.cache': thing('Cache', 'Backend'), 'VotingAppProps.database': thing('Database', 'Backend'),
  'CloudFrontOptions.certificate': thing('EdgeCertificate'),
  // a subject is a construct, so each has a name of its own.
  'Monitored.signals.id': written({ "'Orders'": (world) => world.newName('Orders') }),
  'IMetric': written({
    'queue.metricVisible()': () => new Metric({
      namespace: 'AWS/SQS', metricName: 'ApproximateNumberOfMessagesVisible', dimensionsMap: { QueueName: 'orders' },
    }),
  }),
  'IPeer': written({
    'Peer.ipv4': () => Peer.ipv4('10.1.0.0/16'), 'Peer.prefixList': () => Peer.prefixList('pl-87654321'),
  }),
  'IMachineImage': written({ 'MachineImage.latestAmazonLinux2023()': () => MachineImage.latestAmazonLinux2023() }),
  'InstanceType': types('t3.small', 't4g.medium', 'm7g.large', 'c6i.xlarge', 'db.t4g.medium'.slice(3), 'r7g.large'),
  'InstanceArchitecture': members('InstanceArchitecture', InstanceArchitecture),
  'CpuArchitecture': written({ ARM64: () => CpuArchitecture.ARM64, X86_64: () => CpuArchitecture.X86_64 }),
  'IpProtocol': members('IpProtocol', IpProtocol), 'RemovalPolicy': members('RemovalPolicy', RemovalPolicy),
  'TimeZone': written({ ETC_UTC: () => TimeZone.ETC_UTC, EUROPE_PARIS: () => TimeZone.EUROPE_PARIS }),
  'CronOptions': written({
    "{ hour: '7', minute: '0' }": () => ({ hour: '7', minute: '0' }),
    "{ weekDay: 'MON-FRI', hour: '20', minute: '30' }": () => ({ weekDay: 'MON-FRI', hour: '20', minute: '30' }),
  }),
  'JobTimes': written({
    "{ hour: '3', minute: '15' }": () => ({ hour: '3', minute: '15' }),
    "{ weekDay: 'SUN', timeZone }": () => ({ weekDay: 'SUN', hour: '1', minute: '0', timeZone: TimeZone.EUROPE_PARIS }),
  }),
  'GeoRestriction': written({ "GeoRestriction.allowlist('DE')": () => GeoRestriction.allowlist('DE') }),
  'ICachePolicy': written({ 'CachePolicy.CACHING_OPTIMIZED': () => CachePolicy.CACHING_OPTIMIZED }),
  'IResponseHeadersPolicy': written({ SECURITY_HEADERS: () => ResponseHeadersPolicy.SECURITY_HEADERS }),
  'TreatMissingData': members('TreatMissingData', TreatMissingData),
  'SubnetSelection': written({
    'private subnets': () => ({ subnetType: SubnetType.PRIVATE_WITH_EGRESS }),
    'public subnets': () => ({ subnetType: SubnetType.PUBLIC }), 'one per zone': () => ({ onePerAz: true }),
  }),
  'AppProtocol': written({ http: () => AppProtocol.http, grpc: () => AppProtocol.grpc }),
  'HealthCheck': written({
    "{ path: '/up' }": () => ({ path: '/up' }),
    "{ healthyHttpCodes: '200-299' }": () => ({ healthyHttpCodes: '200-299' }),
    '{ interval: 10 s, timeout: 5 s }': () => ({ interval: Duration.seconds(10), timeout: Duration.seconds(5) }),
  }),
  'ContainerOptions.healthCheck': written({ '{ command }': () => ({ command: ['CMD-SHELL', 'true'] }) }),
  'SidecarOptions.healthCheck': written({ '{ command }': () => ({ command: ['CMD', 'true'] }) }),
  'ListenerCondition': written({
    "httpHeader('X-Test')": () => ListenerCondition.httpHeader('X-Test', ['yes']),
  }),
  'ApplicationProtocol': members('ApplicationProtocol', ApplicationProtocol),
  'IpAddressType': members('IpAddressType', IpAddressType),
  'SslPolicy': members('SslPolicy', SslPolicy, ['RECOMMENDED_TLS', 'TLS13_12', 'TLS13_13']),
  'TargetGroupLoadBalancingAlgorithmType': members('Algorithm', TargetGroupLoadBalancingAlgorithmType),
  'UnauthenticatedAction': members('UnauthenticatedAction', UnauthenticatedAction),
  'IFilterPattern': written({ "FilterPattern.literal('ERROR')": () => FilterPattern.literal('ERROR') }),
  'RetentionDays': members('RetentionDays', RetentionDays, ['ONE_DAY', 'ONE_YEAR', 'INFINITE']),
  'PostgresEngineVersion': written({
    VER_17: () => PostgresEngineVersion.VER_17, VER_16_4: () => PostgresEngineVersion.VER_16_4,
    VER_18: () => PostgresEngineVersion.VER_18,
  }),
  'ReplicaRegion': written({ "{ region: 'eu-central-1' }": () => ({ region: 'eu-central-1' }) }),
  'date': written({ '2027-01-01': () => new Date('2027-01-01'), '2027-02-01': () => new Date('2027-02-01') }),
  'AwsService': members('AwsService', AwsService, ['SQS', 'S3', 'DYNAMODB', 'KMS']),
  'TaskSize': fc.oneof(members('TaskSize', TaskSize, ['MICRO', 'SMALL', 'LARGE']), fc.constantFrom(...SIZES_OF_TASKS)
    .map(([cpu, memoryMiB]) => new Recipe(`TaskSize.of(${cpu}, ${memoryMiB})`, () => TaskSize.of({ cpu, memoryMiB })))),
  'VolumeMount': written({
    "TaskVolume.scratch('tmp').at('/tmp')": () => TaskVolume.scratch('tmp').at('/tmp'),
    "TaskVolume.files('files', given.AccessPoint).at('/files', { readOnly: true })": (world) =>
      TaskVolume.files('files', world.of('AccessPoint') as IAccessPoint).at('/files', { readOnly: true }),
  }),
  'IHealthCheck': thing('DnsCheck'), 'IDeploymentLifecycleHookTarget': thing('Hook'),
  'IApplicationTargetGroup': thing('TargetGroup'), 'IAutoScalingGroup': thing('Group'),
  'IBaseService': thing('PlainService'), 'IService': thing('PlainService'),
  'IReplicationGroupRef': thing('PlainCache'), 'IFunction': thing('Function'), 'IQueue': thing('PlainQueue'),
  'IDatabaseInstance': thing('PlainDatabase'), 'IConnectable': thing('SecurityGroupOfOthers'),
  'PostgresReplicaProps.source': thing('FarDatabase'),
  'IBackend': thing(
    'Database', 'Cache', 'Backend', 'QueueBackend', 'BucketBackend', 'TopicBackend', 'Producer', 'Consumer',
  ),
  'QueueBackendProps.rights': members('QueueRights', QueueRights),
  'BucketBackendProps.rights': members('BucketRights', BucketRights),
  'Signal.group': members('SignalGroup', SignalGroup), 'Signal.unit': members('SignalUnit', SignalUnit),
  'Signal.rollsBackAt': members('Severity', Severity),
  'ClusterModeOptions.durability': members('CacheDurability', CacheDurability),
};
