// what looks wrong and is right: exact limits, values known later, imports, look-ups, stages and other partitions.
import { Duration, Fn, NestedStack, RemovalPolicy, Size, Stack, Stage, TimeZone } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { InstanceType, IpProtocol, MachineImage, Peer, SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ApplicationTargetGroup, IpAddressType, TargetType,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { PostgresEngineVersion } from 'aws-cdk-lib/aws-rds';
import { HostedZone, PrivateHostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  AccessLogs, Authentication, AwsService, Bootstrap, CapacityRange, ClusterMode, Compute, ContentDelivery,
  DatabaseCredentials, DataVolume, Deployment, DnsRouting, ElasticWebTier, FargateService, Firewall, ImageRepository,
  Ingress, InstancePurchase, JobSchedule, Migration, Monitored, Monitoring, MutualTls, Nat, Network, Notification,
  OperationsTopic, Placement, Poll, Pooling, PostgresDatabase, PostgresReplica, Profile, QueueBackend, QueueRights,
  Replacement, ScalingPolicy, ScheduledJob, ServiceConnect, ServiceImage, Sidecar, Spot, Stickiness, TargetProtocol,
  TaskSize, TaskVolume, TierImage, TrafficSplit, ValkeyCache, VotingApp, VotingIngress, WebLoadBalancer, WorkQueue,
} from '../../../src';
import {
  ABROAD, arn, IMAGE, OTHER_ACCOUNT, type Company, type ValidInput,
} from '../../support/wrong-inputs';

/** The id of a thing of EC2. */
const id = (kind: string, number: number) => `${kind}-${String(number).padStart(17, '0')}`;

/** A stack of its own in another partition or Region, with a VPC. */
function place({ app }: Company, region: string): { readonly stack: Stack; readonly vpc: Vpc } {
  const stack = new Stack(app, 'Place', { env: { account: '111122223333', region } });
  return { stack, vpc: new Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1 }) };
}
const imported = ({ stack }: Company) => Vpc.fromVpcAttributes(stack, 'Imported', {
  vpcId: id('vpc', 1), vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  publicSubnetIds: [id('subnet', 1), id('subnet', 2)], publicSubnetRouteTableIds: [id('rtb', 1), id('rtb', 2)],
  privateSubnetIds: [id('subnet', 3), id('subnet', 4)], privateSubnetRouteTableIds: [id('rtb', 3), id('rtb', 4)],
});
const theirs = (company: Company) => ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(
  company.stack, 'Lb', {
    loadBalancerArn: arn('elasticloadbalancing', 'loadbalancer/app/shared/1'), securityGroupId: id('sg', 1),
    vpc: company.vpc, loadBalancerDnsName: 'shared.elb.amazonaws.com', loadBalancerCanonicalHostedZoneId: 'Z9',
  },
);
const theirListener = ({ stack }: Company) => ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
  listenerArn: arn('elasticloadbalancing', 'listener/app/shared/1/2'),
  securityGroup: SecurityGroup.fromSecurityGroupId(stack, 'ListenerGroup', id('sg', 1)),
});
const certificate = ({ stack }: Company, certificateArn: string) =>
  Certificate.fromCertificateArn(stack, 'Certificate', certificateArn);
const scaled = (capacity: CapacityRange, ...scaling: ScalingPolicy[]) => (company: Company) =>
  company.service({ capacity, scaling });
const job = (schedule: JobSchedule, more: object = {}) => (company: Company) => new ScheduledJob(company.stack, 'Job', {
  service: company.service(), command: ['run'], schedule, ...more,
});
const poll = Poll.of({ title: 'x'.repeat(120), options: Object.fromEntries(
  Array.from({ length: 20 }, (_, i) => [`o${i}`, `Answer ${i}`]),
) });

export const VALID: readonly ValidInput[] = [
  // networks.
  ['a network of five zones at most', (c) => c.network({ availabilityZones: 5, nat: Nat.single() })],
  ['a network of a /16 and one of a /24', (c) => {
    c.network({ cidr: '10.20.0.0/16' });
    new Network(c.stack, 'Small', { cidr: '192.168.7.0/24', availabilityZones: 2 });
  }],
  ['a network of carrier addresses', (c) => c.network({ cidr: '100.64.0.0/16' })],
  ['a network with both kinds of addresses', (c) => c.network({ ipProtocol: IpProtocol.DUAL_STACK })],
  ['endpoints of a service that the library does not know',
    (c) => {
      const vpc = imported(c);
      Network.declareEndpoints(vpc, [AwsService.of('kinesis-streams'), AwsService.LOGS]);
      c.service({ vpc });
    }],
  ['a network in AWS GovCloud', (c) => new Network(place(c, 'us-gov-west-1').stack, 'Network')],
  // certificates and names.
  ['a certificate of IAM', (c) => c.https({
    hostedZone: undefined, certificate: certificate(c, 'arn:aws:iam::111122223333:server-certificate/shop'),
  })],
  ['a certificate whose ARN is known later',
    (c) => c.https({ hostedZone: undefined, certificate: certificate(c, c.text()) })],
  ['a certificate in China', (c) => {
    const { stack, vpc } = place(c, 'cn-north-1');
    new FargateService(stack, 'Shop', { vpc, image: IMAGE, ingress: Ingress.https({
      domainName: 'shop.example.com',
      certificate: Certificate.fromCertificateArn(stack, 'C', 'arn:aws-cn:acm:cn-north-1:111122223333:certificate/1'),
    }) });
  }],
  ['a domain name with digits', (c) => c.https({ domainName: '4711.example.com' })],
  ['the name of a zone itself', (c) => c.https({ domainName: 'example.com' })],
  ['a name of 63 characters in a label', (c) => c.http({ domainName: `${'a'.repeat(63)}.example.com` })],
  ['a name with an underscore without a certificate', (c) => c.http({ domainName: '_shop.example.com' })],
  ['a domain name that is known later', (c) => c.http({ domainName: c.text(), hostedZone: c.zone })],
  ['a private zone for a load balancer inside', (c) => c.service({ ingress: Ingress.internal({
    protocol: ApplicationProtocol.HTTP, domainName: 'shop.internal',
    hostedZone: new PrivateHostedZone(c.stack, 'Private', { vpc: c.vpc, zoneName: 'internal' }),
  }) })],
  ['a zone that is looked up', (c) => c.https({
    hostedZone: HostedZone.fromLookup(c.stack, 'Found', { domainName: 'example.com' }),
  })],
  ['the largest weight of a record', (c) => c.https({ routing: DnsRouting.weighted(255) })],
  ['both roles of one name in one Region', (c) => {
    c.https({ routing: DnsRouting.failoverPrimary() }, {}, 'First');
    c.https({ routing: DnsRouting.failoverSecondary() }, {}, 'Second');
  }],
  // load balancers.
  ['the longest times of a load balancer', (c) => c.http({
    loadBalancer: { attributes: { idleTimeout: Duration.seconds(4000), clientKeepAlive: Duration.days(7) } },
    target: { deregistrationDelay: Duration.hours(1), stickiness: Stickiness.loadBalancerCookie(Duration.days(7)) },
  })],
  ['the shortest times of a load balancer', (c) => c.http({
    loadBalancer: { attributes: { idleTimeout: Duration.seconds(1), clientKeepAlive: Duration.seconds(60) } },
    target: { stickiness: Stickiness.loadBalancerCookie(Duration.seconds(1)) },
  })],
  ['seconds that are known later', (c) => c.http({
    loadBalancer: { attributes: { idleTimeout: Duration.seconds(c.number()) } },
    target: { deregistrationDelay: Duration.seconds(c.number('Drain')) },
  })],
  ['the most and the fewest checks', (c) => c.http({ healthCheck: {
    healthyThresholdCount: 2, unhealthyThresholdCount: 10, path: `/${'a'.repeat(1023)}`,
    interval: Duration.seconds(300), timeout: Duration.seconds(120), healthyHttpCodes: '200-499',
  } })],
  ['fifteen security groups', (c) => c.http({ loadBalancer: { placement: {
    securityGroups: Array.from({ length: 15 }, (_, i) => new SecurityGroup(c.stack, `G${i}`, { vpc: c.vpc })),
  } } })],
  ['security groups that are imported', (c) => c.service({
    ingress: Ingress.http({ loadBalancer: { placement: { securityGroups: [
      SecurityGroup.fromSecurityGroupId(c.stack, 'A', id('sg', 1)),
      SecurityGroup.fromSecurityGroupId(c.stack, 'B', id('sg', 2)),
    ] } } }),
    placement: Placement.inPrivateSubnets({ securityGroups: [
      SecurityGroup.fromSecurityGroupId(c.stack, 'C', Fn.importValue('tasks')),
    ] }),
  })],
  ['a log bucket of another account in the Region', (c) => c.http({ loadBalancer: { accessLogs: AccessLogs.toBucket(
    new Bucket(c.elsewhere({ account: OTHER_ACCOUNT }), 'Logs', { bucketName: 'logs-of-all' }), { prefix: 'shop' },
  ) } })],
  ['a web ACL whose ARN is known later', (c) => c.http({ loadBalancer: { firewall: Firewall.existing(c.text()) } })],
  ['gRPC with certificates of clients', (c) => c.https({
    tls: { mutualTls: MutualTls.passthrough() },
    target: { protocol: TargetProtocol.grpc({ service: 'shop.v1.Orders', healthMethod: 'Check' }) },
    healthCheck: { healthyGrpcCodes: '0-99' },
  })],
  ['IPv6 in a network with both kinds of addresses', (c) => new WebLoadBalancer(c.stack, 'Edge', {
    vpc: c.network({ ipProtocol: IpProtocol.DUAL_STACK }).vpc, protocol: ApplicationProtocol.HTTP,
    placement: { ipAddressType: IpAddressType.DUAL_STACK_WITHOUT_PUBLIC_IPV4 },
  })],
  ['CloudFront with a web ACL of its own account', (c) => c.http({
    contentDelivery: ContentDelivery.cloudFront({
      originPeers: [Peer.prefixList('pl-1')], webAclArn: arn('wafv2', 'global/webacl/x/1', { region: ABROAD }),
    }),
  })],
  ['an authorizer that is imported', (c) => c.https({ authentication: Authentication.cognito({
    userPool: UserPool.fromUserPoolId(c.stack, 'Pool', 'eu-west-1_1'),
    userPoolClient: UserPoolClient.fromUserPoolClientId(c.stack, 'Client', 'x'),
    userPoolDomain: UserPoolDomain.fromDomainName(c.stack, 'Domain', 'x'),
  }) })],
  ['an authorizer of the app with another scope that its client allows', (c) => {
    const userPool = new UserPool(c.stack, 'Pool');
    c.https({ authentication: Authentication.cognito({
      userPool, scope: 'openid email', userPoolClient: userPool.addClient('Client', {
        generateSecret: true, oAuth: { callbackUrls: ['https://shop.example.com/oauth2/idpresponse'] },
      }),
      userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'shop-of-a-company' } }),
    }) });
  }],
  ['an authorizer of the app that calls back to a name of the deployment', (c) => {
    const userPool = new UserPool(c.stack, 'Pool');
    c.https({ authentication: Authentication.cognito({
      userPool, userPoolClient: userPool.addClient('Client', {
        generateSecret: true, oAuth: { callbackUrls: ['https://example.com', c.text()] },
      }),
      userPoolDomain: userPool.addDomain('Domain', { cognitoDomain: { domainPrefix: 'shop-of-a-company' } }),
    }) });
  }],
  // routes.
  ['five values of a rule', (c) => c.route({ hosts: ['a.example.com', 'b.example.com'], paths: ['/a', '/b', '/c'] })],
  ['a path of 128 characters', (c) => c.route({ paths: [`/${'a'.repeat(127)}`] })],
  ['a priority of 50,000', (c) => c.route({ paths: ['/a'], priority: 50_000 })],
  ['one path on two ports', (c) => {
    c.route({ paths: ['/a'] }, 'First');
    c.route({ paths: ['/a'], port: 8443 }, 'Second');
  }],
  ['a load balancer, listener and zone of others', (c) => c.service({
    ingress: Ingress.existing(theirs(c), theirListener(c), { domainName: 'shop.example.com', hostedZone: c.zone }),
  })],
  ['a load balancer without an alias where no record is made', (c) => c.service({ ingress: Ingress.existing(
    ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(c.stack, 'Bare', {
      loadBalancerArn: arn('elasticloadbalancing', 'loadbalancer/app/shared/1'), securityGroupId: id('sg', 1),
    }), theirListener(c), { hosts: ['shop.example.com'] },
  ) })],
  ['a load balancer that is looked up', (c) => c.service({ ingress: Ingress.existing(
    ApplicationLoadBalancer.fromLookup(c.stack, 'Found', { loadBalancerArn: arn('elasticloadbalancing',
      'loadbalancer/app/shared/1') }),
    ApplicationListener.fromLookup(c.stack, 'FoundListener', { listenerArn: arn('elasticloadbalancing',
      'listener/app/shared/1/2') }), { paths: ['/*'] },
  ) })],
  ['four services and a target group behind a split', (c) => {
    const split = new TrafficSplit(c.stack, 'Split', { loadBalancer: c.sharedEdge(), paths: ['/x'] });
    split.addTargetGroup(new ApplicationTargetGroup(c.stack, 'Old', {
      vpc: c.vpc, port: 80, targetType: TargetType.IP, protocol: ApplicationProtocol.HTTP,
    }), 999);
    for (const id of ['A', 'B', 'C', 'D']) c.service({ ingress: Ingress.weighted(split, 0) }, id);
  }],
  // services.
  ['a VPC that is imported', (c) => c.service({ vpc: imported(c) })],
  ['a VPC that is looked up', (c) => c.service({ vpc: Vpc.fromLookup(c.stack, 'Found', { vpcId: id('vpc', 1) }) })],
  ['a cluster of another stack', (c) => c.service({
    cluster: new Cluster(c.elsewhere(), 'Cluster', { vpc: c.vpcOf('Shared', { natGateways: 1 }, c.elsewhere()) }),
    vpc: c.vpcOf('Shared'),
  })],
  ['a secret of another account and one of another Region', (c) => c.service({ secrets: {
    THEIRS: TaskSecret.fromSecretsManager(Secret.fromSecretCompleteArn(
      c.stack, 'A', arn('secretsmanager', 'secret:a-abcdef', { account: OTHER_ACCOUNT }),
    )),
    FAR: TaskSecret.fromSecretsManager(Secret.fromSecretCompleteArn(
      c.stack, 'B', arn('secretsmanager', 'secret:b-abcdef', { region: ABROAD }),
    )),
  } })],
  ['an image of another Region and account', (c) => c.service({ image: ServiceImage.fromRepository(
    Repository.fromRepositoryArn(c.stack, 'Theirs', arn('ecr', 'repository/x', {
      region: ABROAD, account: OTHER_ACCOUNT,
    })), `sha256:${'a'.repeat(64)}`,
  ) })],
  ['an image of GovCloud in GovCloud', (c) => {
    const { stack, vpc } = place(c, 'us-gov-west-1');
    new FargateService(stack, 'Shop', { vpc, image: ServiceImage.fromRepository(
      Repository.fromRepositoryArn(stack, 'R', 'arn:aws-us-gov:ecr:us-gov-east-1:111122223333:repository/x'), '1',
    ) });
  }],
  ['no task at all', (c) => c.http({}, { capacity: CapacityRange.fixed(0) })],
  ['a range from zero by a backlog', scaled(CapacityRange.between(0, 5), ScalingPolicy.backlogPerTarget({
    metric: new Metric({ namespace: 'Shop', metricName: 'Backlog', region: 'eu-west-1' }), backlogPerTarget: 0.5,
  }))],
  ['a capacity that is known later', (c) => c.service({
    capacity: CapacityRange.between(c.number('Min'), c.number('Max')), scaling: [ScalingPolicy.cpuTarget()],
  })],
  ['29 February', scaled(CapacityRange.between(1, 3), ScalingPolicy.cpuTarget(), ScalingPolicy.schedule({
    name: 'Leap', cron: { day: '29', month: 'FEB', hour: '0', minute: '59' }, minCapacity: 3,
    timeZone: TimeZone.of('America/Argentina/Buenos_Aires'),
  }))],
  ['a blue/green deployment of a day', (c) => c.http({}, {
    deployment: Deployment.blueGreen({ bakeTime: Duration.days(1) }),
  })],
  ['a task with the most and one with the least', (c) => {
    c.service({ task: { size: TaskSize.of({
      cpu: 16_384, memoryMiB: 122_880, ephemeralStorage: Size.gibibytes(200),
    }) } }, 'Most');
    c.service({ task: { size: TaskSize.of({ cpu: 256, memoryMiB: 512, ephemeralStorage: Size.gibibytes(21) }) } });
  }],
  ['a collector with JSON and one with a comment first', (c) => {
    c.service({ task: { sidecars: [Sidecar.openTelemetry({ config: '{ "receivers": {} }' })] } }, 'Json');
    c.service({ task: { sidecars: [Sidecar.openTelemetry({ config: '# ours\n---\n"receivers":\n  otlp: {}\n' })] } });
  }],
  ['a configuration that is known later',
    (c) => c.service({ task: { sidecars: [Sidecar.cloudWatchAgent({ config: c.text() })] } })],
  ['a namespace that another account shares', (c) => c.service({ serviceConnect: ServiceConnect.client(
    HttpNamespace.fromHttpNamespaceAttributes(c.stack, 'Shared', {
      namespaceArn: arn('servicediscovery', 'namespace/ns-1', { account: OTHER_ACCOUNT }), namespaceId: 'ns-1',
      namespaceName: 'shop',
    }),
  ) })],
  ['sixteen subnets', (c) => c.service({ vpc: c.vpcOf('Wide', { maxAzs: 2, natGateways: 1, subnetConfiguration: [
    { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24 },
    ...Array.from({ length: 8 }, (_, i) => (
      { name: `Part${i}`, subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 24 }
    )),
  ] }) })],
  ['one volume in all containers', (c) => {
    const shared = TaskVolume.scratch('a'.repeat(255));
    c.service({
      container: { mounts: [shared.at('/a')] },
      migration: Migration.beforeStart({ command: ['migrate'], mounts: [shared.at('/a', { readOnly: true })] }),
      task: { sidecars: [Sidecar.of({ name: 'proxy', image: IMAGE, memoryMiB: 6, mounts: [shared.at('/b')] })] },
    });
  }],
  ['Spot alone', (c) => c.service({ spot: Spot.only() })],
  ['a service in a stage and a nested stack', (c) => {
    const stack = new Stack(new Stage(c.app, 'Prod', { env: { account: '111122223333', region: ABROAD } }), 'Shop');
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });
    new FargateService(new NestedStack(stack, 'Nested'), 'Shop', { vpc, image: IMAGE, ingress: Ingress.http() });
  }],
  // tiers and jobs.
  ['an image by Region that has the Region', (c) => c.tier({
    machineImage: MachineImage.genericLinux({ 'eu-west-1': id('ami', 1), [ABROAD]: id('ami', 2) }),
  })],
  ['39 types more', (c) => c.group({
    instanceType: new InstanceType('m5.large'), purchase: InstancePurchase.spot({
      moreInstanceTypes: Array.from({ length: 39 }, (_, i) => new InstanceType(`m5.${i + 2}xlarge`)),
    }),
  })],
  ['a group that is parked', (c) => c.group({ capacity: CapacityRange.fixed(0) })],
  ['a refresh at both limits', (c) => c.group({
    replacement: Replacement.instanceRefresh({ minHealthyPercent: 100, maxHealthyPercent: 200 }),
  })],
  ['two further ports', (c) => c.container({ furtherPorts: [9090, 9091] })],
  ['a volume at its limits', (c) => c.tier({
    machineImage: MachineImage.latestAmazonLinux2023(), compute: Compute.singleInstance({
      dataVolume: DataVolume.sized({ size: Size.gibibytes(160), iops: 80_000 }),
    }),
  })],
  ['a tier in China', (c) => {
    const { stack, vpc } = place(c, 'cn-northwest-1');
    new ElasticWebTier(stack, 'Shop', { vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry('nginx:1.27')) });
  }],
  ['a job each minute, and one each year', (c) => {
    job(JobSchedule.every(Duration.minutes(1)))(c);
    new ScheduledJob(c.stack, 'Yearly', {
      service: c.service({}, 'Other'), command: ['run'], schedule: JobSchedule.every(Duration.days(365)), retries: 185,
    });
  }],
  // data.
  ['a restore of a snapshot of another account', (c) => c.database({
    credentials: DatabaseCredentials.generated(),
    initial: { snapshotIdentifier: arn('rds', 'snapshot:x', { account: OTHER_ACCOUNT }) },
  })],
  ['a database at the limits of its storage', (c) => c.database({
    storage: { allocated: Size.gibibytes(20), maxAllocated: Size.tebibytes(64) },
  })],
  ['a key of another account, and an alias', (c) => {
    c.database({ encryptionKey: Key.fromKeyArn(c.stack, 'Theirs', arn('kms', 'key/1', { account: OTHER_ACCOUNT })) });
    c.database({ encryptionKey: Alias.fromAliasName(c.stack, 'Named', 'alias/shop') }, 'Other');
  }],
  ['an old version with extended support', (c) => c.database({
    engine: { version: PostgresEngineVersion.of('13.23-rds.20260224', '13') },
  })],
  ['all connections of a proxy', (c) => c.database({
    pooling: Pooling.rdsProxy({ maxConnectionsPercent: 100, maxIdleConnectionsPercent: 100 }),
  })],
  ['copies of a secret within GovCloud', (c) => {
    const { stack, vpc } = place(c, 'us-gov-west-1');
    new PostgresDatabase(stack, 'Database', {
      vpc, credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: 'us-gov-east-1' }] }),
    });
  }],
  ['a replica in another Region', (c) => {
    const source = c.database({
      credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: 'eu-central-1' }] }),
    });
    const { stack, vpc } = place(c, 'eu-central-1');
    new PostgresReplica(stack, 'Replica', { vpc, source });
  }],
  ['a cache with the most shards of two nodes', (c) => c.cache({
    nodes: 2, clusterMode: ClusterMode.enabled({ shards: 250 }),
  })],
  ['a cache with a token that somebody fills later, by name', (c) => c.cache({
    secret: Secret.fromSecretNameV2(c.stack, 'Token', 'cache'),
  })],
  ['messages that live for a minute', (c) => new WorkQueue(c.stack, 'Queue', {
    retentionPeriod: Duration.minutes(1), processingTime: Duration.seconds(1),
  })],
  ['a queue that is imported', (c) => c.service().connectTo(new QueueBackend(c.stack, 'Backend', {
    queue: Queue.fromQueueArn(c.stack, 'Queue', arn('sqs', 'x.fifo', { account: OTHER_ACCOUNT })),
    rights: QueueRights.SEND,
  }))],
  ['a name of variables that the application does not read', (c) => c.service().connectTo(
    new ValkeyCache(c.stack, 'Cache', { vpc: c.vpc }), { omit: ['NOTHING'] },
  )],
  ['a repository with the most images', (c) => new ImageRepository(c.stack, 'Images', {
    keepImages: 1000, removalPolicy: RemovalPolicy.RETAIN,
  })],
  // monitoring.
  ['a topic of others for everything', (c) => {
    OperationsTopic.use(c.stack, Topic.fromTopicArn(c.stack, 'Theirs', arn('sns', 'operations')));
    new Monitoring(c.stack, 'Monitoring', { subjects: [c.database()] });
  }],
  ['one topic twice, and one subject twice', (c) => {
    const [database, topic] = [c.database(), Topic.fromTopicArn(c.stack, 'Theirs', arn('sns', 'pager'))];
    new Monitoring(c.stack, 'Monitoring', {
      subjects: [database, database], notifications: [Notification.topic(topic), Notification.topic(topic)],
    });
  }],
  ['a queue of the CDK', (c) => new Monitoring(c.stack, 'Monitoring', {
    subjects: [Monitored.sqs(Queue.fromQueueArn(c.stack, 'Queue', arn('sqs', 'x')))],
  })],
  ['subjects without an environment', (c) => {
    const stack = new Stack(c.app, 'Agnostic');
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });
    Profile.STAGING.applyTo(stack);
    new Monitoring(stack, 'Monitoring', { subjects: [new ValkeyCache(stack, 'Cache', { vpc })] });
  }],
  ['a poll at its limits', (c) => new VotingApp(c.stack, 'Voting', {
    vpc: c.vpc, polls: [poll], ingress: VotingIngress.httpPorts({ resultPort: 65_535 }),
  })],
];
