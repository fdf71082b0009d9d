// a place in which random props are built: one of each thing that users bring, made when it is asked for.
import { App, Stack } from 'aws-cdk-lib';
import { CertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { PrefixList, SecurityGroup, Volume, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { ApplicationListener, ApplicationLoadBalancer, TrustStore } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { DeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Topic } from 'aws-cdk-lib/aws-sns';
import {
  ExistingBackend, FargateService, Network, PostgresDatabase, Profile, ServiceImage, TrafficSplit, ValkeyCache,
  WebLoadBalancer, WorkQueue,
} from '../../../src';
import { STRICT_CONTEXT } from '../../../demo/synthesize';

const HERE = { account: '111122223333', region: 'eu-west-1' };
export const arn = (service: string, resource: string) =>
  `arn:aws:${service}:${HERE.region}:${HERE.account}:${resource}`;

/** Where the CDK keeps an image of Amazon Linux that it has looked up. */
const imageKey = (processor: string) => `ssm:account=${HERE.account}:parameterName=/aws/service/`
  + `ami-amazon-linux-latest/al2023-ami-kernel-6.1-${processor}:region=${HERE.region}`;

/** How an app is set up. */
export interface Setting {
  readonly profile: 'DEVELOPMENT' | 'STAGING' | 'PRODUCTION' | 'REGULATED';
  /** A network of this library, or one that somebody else made. */
  readonly ownNetwork: boolean;
}

/** An app with one stack. */
export class World {
  public readonly app: App;
  public readonly stack: Stack;
  private readonly made = new Map<string, unknown>();

  constructor(private readonly setting: Setting, outdir: string) {
    this.app = new App({
      outdir, analyticsReporting: false, treeMetadata: false,
      context: {
        ...STRICT_CONTEXT,
        'aws:cdk:disable-stack-trace': true, 'aws:cdk:disable-creation-stack-traces': true,
        'aws:cdk:disable-logicalId-metadata': true,
        'availability-zones:account=111122223333:region=eu-west-1': ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
        ...Object.fromEntries(['x86_64', 'arm64'].map((processor) => [imageKey(processor), 'ami-0123456789abcdef0'])),
      },
    });
    Profile[setting.profile].applyTo(this.app);
    this.stack = new Stack(this.app, 'Stack', { env: HERE });
  }

  public get vpc(): IVpc {
    if (this.setting.ownNetwork) return this.once('Network', (stack, id) => new Network(stack, id)).vpc;
    return this.once('Vpc', (stack, id) => Vpc.fromVpcAttributes(stack, id, {
      vpcId: 'vpc-12345678', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      publicSubnetIds: ['subnet-11111111', 'subnet-22222222'],
      privateSubnetIds: ['subnet-33333333', 'subnet-44444444'],
      isolatedSubnetIds: ['subnet-55555555', 'subnet-66666666'],
      publicSubnetRouteTableIds: ['rtb-11111111', 'rtb-22222222'],
      privateSubnetRouteTableIds: ['rtb-33333333', 'rtb-44444444'],
      isolatedSubnetRouteTableIds: ['rtb-55555555', 'rtb-66666666'],
    }));
  }

  /** The thing of a name, made once. */
  public of(name: string): unknown {
    return this.once(name, (stack, id) => THINGS[name](stack, id, this));
  }

  private once<T>(id: string, make: (stack: Stack, id: string) => T): T {
    if (!this.made.has(id)) this.made.set(id, make(this.stack, id));
    return this.made.get(id) as T;
  }
}

type Maker = (stack: Stack, id: string, world: World) => unknown;

const UUID = '11112222-3333-4444-5555-666677778888';
const GROUP_ARN = arn('elasticloadbalancing', 'loadbalancer/app/shop/1234567890123456');
const LISTENER_ARN = arn('elasticloadbalancing', 'listener/app/shop/1234567890123456/1234567890123456');

/** What users bring, and other constructs of the library. */
const THINGS: { readonly [name: string]: Maker } = {
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
};
