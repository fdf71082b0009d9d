// what users bring, and other constructs of the library.
import type { Stack } from 'aws-cdk-lib';
import { AutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { PrefixList, SecurityGroup, Volume, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import {
  Cluster, DeploymentLifecycleLambdaTarget, DeploymentLifecycleStage, FargateService as PlainService,
  Secret as TaskSecret,
} from 'aws-cdk-lib/aws-ecs';
import { AccessPoint, FileSystem } from 'aws-cdk-lib/aws-efs';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationTargetGroup, TrustStore,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnReplicationGroup } from 'aws-cdk-lib/aws-elasticache';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Function as LambdaFunction, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { DatabaseInstance } from 'aws-cdk-lib/aws-rds';
import { HealthCheck, HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  BucketBackend, BucketRights, DatabaseCredentials, ExistingBackend, FargateService, PostgresDatabase,
  QueueBackend, QueueRights, ServiceImage, TopicBackend, TrafficSplit, ValkeyCache, WebLoadBalancer, WorkQueue,
} from '../../../src';
import { arn, HERE, type Place } from './places';

type Maker = (stack: Stack, id: string, world: Place) => unknown;

const UUID = '11112222-3333-4444-5555-666677778888';
const GROUP_ARN = arn('elasticloadbalancing', 'loadbalancer/app/shop/1234567890123456');
const LISTENER_ARN = arn('elasticloadbalancing', 'listener/app/shop/1234567890123456/1234567890123456');

/** A network that somebody else made. */
export function vpcOfOthers(stack: Stack, id: string): IVpc {
  return Vpc.fromVpcAttributes(stack, id, {
    vpcId: 'vpc-12345678', vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: ['a', 'b'].map((zone) => stack.region + zone),
    publicSubnetIds: ['subnet-11111111', 'subnet-22222222'],
    privateSubnetIds: ['subnet-33333333', 'subnet-44444444'],
    isolatedSubnetIds: ['subnet-55555555', 'subnet-66666666'],
    publicSubnetRouteTableIds: ['rtb-11111111', 'rtb-22222222'],
    privateSubnetRouteTableIds: ['rtb-33333333', 'rtb-44444444'],
    isolatedSubnetRouteTableIds: ['rtb-55555555', 'rtb-66666666'],
  });
}

function scraped(service: FargateService, dnsName?: string): FargateService {
  service.scrapeAt({ dnsName, port: 9000 });
  return service;
}

/** By name. */
export const THINGS: { readonly [name: string]: Maker } = {
  Vpc: (_, __, world) => world.vpc,
  Certificate: (stack, id) => Certificate.fromCertificateArn(stack, id, arn('acm', `certificate/${UUID}`)),
  EdgeCertificate: (stack, id) => Certificate.fromCertificateArn(
    stack, id, `arn:aws:acm:us-east-1:111122223333:certificate/${UUID}`,
  ),
  Alarm: (stack, id) => Alarm.fromAlarmArn(stack, id, arn('cloudwatch', 'alarm:Business')),
  UserPool: (stack, id) => UserPool.fromUserPoolId(stack, id, 'eu-west-1_AbCdEfGhI'),
  UserPoolClient: (stack, id) => UserPoolClient.fromUserPoolClientId(stack, id, 'client'),
  UserPoolDomain: (stack, id) => UserPoolDomain.fromDomainName(stack, id, 'shop'),
  Authority: (stack, id) => CertificateAuthority.fromCertificateAuthorityArn(
    stack, id, arn('acm-pca', `certificate-authority/${UUID}`),
  ),
  SecurityGroup: (stack, id) => SecurityGroup.fromSecurityGroupId(stack, id, 'sg-12345678', { mutable: false }),
  PrefixList: (stack, id) => PrefixList.fromPrefixListId(stack, id, 'pl-12345678'),
  Volume: (stack, id) => Volume.fromVolumeAttributes(stack, id, {
    volumeId: 'vol-12345678', availabilityZone: 'eu-west-1a',
  }),
  Repository: (stack, id) => Repository.fromRepositoryName(stack, id, 'shop'),
  Cluster: (stack, id, { vpc }) => Cluster.fromClusterAttributes(stack, id, { clusterName: 'shop', vpc }),
  TaskSecret: (_, __, world) => TaskSecret.fromSecretsManager(world.of('Secret') as Secret, 'key'),
  LoadBalancer: (stack, id, { vpc }) => ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(stack, id, {
    loadBalancerArn: GROUP_ARN, securityGroupId: 'sg-87654321', vpc,
    loadBalancerDnsName: 'shop-1.eu-west-1.elb.amazonaws.com', loadBalancerCanonicalHostedZoneId: 'Z32O12XQLNTSW2',
  }),
  Listener: (stack, id) => ApplicationListener.fromApplicationListenerAttributes(stack, id, {
    listenerArn: LISTENER_ARN,
    securityGroup: SecurityGroup.fromSecurityGroupId(stack, `${id}Group`, 'sg-87654321'),
  }),
  TrustStore: (stack, id) => TrustStore.fromTrustStoreArn(
    stack, id, arn('elasticloadbalancing', 'truststore/shop/1234567890123456'),
  ),
  Stream: (stack, id) => DeliveryStream.fromDeliveryStreamArn(stack, id, arn('firehose', 'deliverystream/logs')),
  Key: (stack, id) => Key.fromKeyArn(stack, id, arn('kms', `key/${UUID}`)),
  Zone: (stack, id) => HostedZone.fromHostedZoneAttributes(stack, id, {
    hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com',
  }),
  Bucket: (stack, id) => Bucket.fromBucketName(stack, id, 'logs-of-the-company'),
  Secret: (stack, id) => Secret.fromSecretCompleteArn(stack, id, arn('secretsmanager', 'secret:shop-AbCdEf')),
  Namespace: (stack, id) => HttpNamespace.fromHttpNamespaceAttributes(stack, id, {
    namespaceName: 'shop', namespaceId: 'ns-12345678', namespaceArn: arn('servicediscovery', 'namespace/ns-12345678'),
  }),
  Topic: (stack, id) => Topic.fromTopicArn(stack, id, arn('sns', 'on-call')),
  Edge: (stack, id, world) => new WebLoadBalancer(stack, id, {
    vpc: world.vpc, domainName: '*.example.com', hostedZone: world.of('Zone') as never,
  }),
  Split: (stack, id, world) => new TrafficSplit(stack, id, { loadBalancer: world.of('Edge') as WebLoadBalancer }),
  Database: (stack, id, { vpc }) => new PostgresDatabase(stack, id, { vpc }),
  Cache: (stack, id, { vpc }) => new ValkeyCache(stack, id, { vpc }),
  Queue: (stack, id) => new WorkQueue(stack, id),
  Backend: (stack, id) => new ExistingBackend(stack, id, {
    environmentPrefix: 'DB', port: 5432, environment: { HOST: 'db.example.com' },
  }),
  Service: (stack, id, { vpc }) => new FargateService(stack, id, {
    vpc, image: ServiceImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
  }),
  QueueBackend: (stack, id, world) => new QueueBackend(stack, id, {
    queue: world.of('PlainQueue') as never, rights: QueueRights.SEND, environmentPrefix: 'MAILS',
  }),
  BucketBackend: (stack, id, world) => new BucketBackend(stack, id, {
    bucket: world.of('Bucket') as never, rights: BucketRights.READ_WRITE,
  }),
  TopicBackend: (stack, id, world) => new TopicBackend(stack, id, { topic: world.of('Topic') as never }),
  Producer: (_, __, world) => (world.of('Queue') as WorkQueue).producer,
  Consumer: (_, __, world) => (world.of('Queue') as WorkQueue).consumer,
  FarDatabase: (_, id, { farStack }) => new PostgresDatabase(farStack, id, {
    vpc: vpcOfOthers(farStack, 'FarVpc'),
    credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: HERE.region }] }),
  }),
  Scraped: (stack, id, world) => scraped(THINGS.Service(stack, id, world) as FargateService),
  ScrapedByName: (stack, id, world) => scraped(THINGS.Service(stack, id, world) as FargateService, 'shop.internal'),
  DnsCheck: (stack, id) => HealthCheck.fromHealthCheckId(stack, id, UUID),
  Function: (stack, id) => LambdaFunction.fromFunctionAttributes(stack, id, {
    functionArn: arn('lambda', 'function:smoke'), sameEnvironment: true,
  }),
  Hook: (_, __, world) => new DeploymentLifecycleLambdaTarget(world.of('Function') as IFunction, 'Smoke', {
    lifecycleStages: [DeploymentLifecycleStage.POST_SCALE_UP],
  }),
  TargetGroup: (stack, id) => ApplicationTargetGroup.fromTargetGroupAttributes(stack, id, {
    targetGroupArn: arn('elasticloadbalancing', 'targetgroup/old/1234567890123456'),
  }),
  Group: (stack, id) => AutoScalingGroup.fromAutoScalingGroupName(stack, id, 'workers'),
  PlainService: (stack, id, world) => PlainService.fromFargateServiceAttributes(stack, id, {
    cluster: world.of('Cluster') as never, serviceArn: arn('ecs', 'service/shop/old'),
  }),
  PlainCache: (stack, id) => CfnReplicationGroup.fromReplicationGroupId(stack, id, 'old'),
  PlainQueue: (stack, id) => Queue.fromQueueArn(stack, id, arn('sqs', 'mails')),
  PlainDatabase: (stack, id) => DatabaseInstance.fromDatabaseInstanceAttributes(stack, id, {
    instanceIdentifier: 'old', instanceEndpointAddress: 'old.example.com', port: 5432, securityGroups: [],
  }),
  SecurityGroupOfOthers: (stack, id) => SecurityGroup.fromSecurityGroupId(stack, id, 'sg-22222222'),
  AccessPoint: (stack, id) => AccessPoint.fromAccessPointAttributes(stack, id, {
    accessPointArn: arn('elasticfilesystem', 'access-point/fsap-1234567890abcdef0'),
    fileSystem: FileSystem.fromFileSystemAttributes(stack, `${id}Files`, {
      fileSystemId: 'fs-12345678', securityGroup: SecurityGroup.fromSecurityGroupId(stack, `${id}Group`, 'sg-33333333'),
    }),
  }),
};
