// what the app makes where no reference leads to: in another stage, app or environment, given by itself or by its id.
import { App, PhysicalName, Stack, Stage, type Environment } from 'aws-cdk-lib';
import { CertificateAuthority, CfnCertificateAuthority } from 'aws-cdk-lib/aws-acmpca';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CachePolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { Peer, PrefixList, SecurityGroup, Subnet, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  AccessLogs, Authentication, BucketBackend, BucketRights, ContentDelivery, Grafana, Ingress, Monitoring, Placement,
  PrometheusGrafana, QueueBackend, QueueRights, ScalingPolicy, ServiceConnect, ServiceImage, TierImage, Bootstrap,
  TrafficSplit, WebLoadBalancer, WorkQueue, type CloudFrontOptions,
} from '../../../src';
import { THREE_TIERS } from '../../support/stacks';
import {
  ABROAD, arn, IMAGE, OTHER_ACCOUNT, type Company, type ValidInput, type WrongInput,
} from '../../support/wrong-inputs';

const SHOP = 'Stack/Shop (FargateService)';
const TIER = 'Stack/Shop (ElasticWebTier)';
const HERE = { account: '111122223333', region: 'eu-west-1' };
const OURS = 'be made in the app outside of its stages, or imported';
const THIS_APP = 'be made in this app, or imported';
const NAMES = 'be made in a stack that names its account, or imported';
const NAMED = 'have a name where it is made, or be imported';
const IN_REGION = 'be in the Region eu-west-1 of the stack';

const staged = ({ app }: Company, env: Environment = HERE) => new Stack(new Stage(app, 'Test'), 'Stack', { env });
const abroad = (c: Company) => c.elsewhere({ region: ABROAD });
const otherAccount = (c: Company) => c.elsewhere({ account: OTHER_ACCOUNT });
const otherApp = () => new Stack(new App(), 'Theirs', { env: HERE });
const anywhere = ({ app }: Company) => new Stack(app, 'Anywhere');

const vpcIn = (stack: Stack) => new Vpc(stack, 'Vpc', THREE_TIERS);
const groupIn = (stack: Stack) => new SecurityGroup(stack, 'Group', { vpc: vpcIn(stack) });
const listIn = (stack: Stack) => new PrefixList(stack, 'List', { maxEntries: 3 });
const queueIn = (stack: Stack, queueName?: string) => new Queue(stack, 'Queue', { queueName });
const bucketIn = (stack: Stack, bucketName?: string) => new Bucket(stack, 'Bucket', { bucketName });
const repositoryIn = (stack: Stack, repositoryName?: string) => new Repository(stack, 'Images', { repositoryName });
const parameterIn = (stack: Stack, parameterName?: string) =>
  TaskSecret.fromSsmParameter(new StringParameter(stack, 'Parameter', { stringValue: 'x', parameterName }));
const secretIn = (stack: Stack, secretName?: string) =>
  TaskSecret.fromSecretsManager(new Secret(stack, 'Secret', { secretName }));

/** A VPC whose id says nothing of the app. */
const landingZone = ({ stack }: Company): IVpc => Vpc.fromVpcAttributes(stack, 'LandingZone', {
  vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.9.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  privateSubnetIds: ['subnet-1', 'subnet-2'], publicSubnetIds: ['subnet-3', 'subnet-4'],
});
const withGroup = (c: Company, group: SecurityGroup) => c.service({
  vpc: landingZone(c), placement: Placement.inPrivateSubnets({ securityGroups: [group] }),
});
const withCode = (c: Company, CODE: TaskSecret) => c.service({ secrets: { CODE } });
const cloudFront = (c: Company, options: CloudFrontOptions) => c.https({
  contentDelivery: ContentDelivery.cloudFront({
    certificate: Certificate.fromCertificateArn(c.stack, 'Edge', arn('acm', 'certificate/1', { region: ABROAD })),
    ...options,
  }),
});
const inside = (c: Company, peer: Peer) => c.service({
  ingress: Ingress.internal({ protocol: ApplicationProtocol.HTTP, allowedPeers: [peer as never] }),
});
const backlog = (c: Company, queue: Queue) => c.service({ scaling: [ScalingPolicy.backlogPerTarget({
  metric: queue.metricApproximateNumberOfMessagesVisible(), backlogPerTarget: 10,
})] });
const oidc = (c: Company, clientSecret: Secret) => c.https({ authentication: Authentication.oidc({
  issuer: 'https://id.example.com', authorizationEndpoint: 'https://id.example.com/a', clientId: 'shop', clientSecret,
  tokenEndpoint: 'https://id.example.com/t', userInfoEndpoint: 'https://id.example.com/u',
}) });

/** Refused, with the words of what is right. */
export const REACH_WRONG: readonly WrongInput[] = [
  ['a group of another stage for tasks', (c) => withGroup(c, groupIn(staged(c))), SHOP, 'placement.securityGroups[0]',
    OURS],
  ['a group of another stage for public tasks', (c) => c.service({
    vpc: landingZone(c), placement: Placement.inPublicSubnets({ securityGroups: [groupIn(staged(c))] }),
  }), SHOP, 'placement.securityGroups[0]', OURS],
  ['a group of another stage for instances', (c) => c.tier({
    vpc: landingZone(c), placement: Placement.inPrivateSubnets({ securityGroups: [groupIn(staged(c))] }),
  }), TIER, 'placement.securityGroups[0]', OURS],
  ['a group of another stage for a load balancer', (c) => c.http(
    { loadBalancer: { placement: { securityGroups: [groupIn(staged(c))] } } }, { vpc: landingZone(c) },
  ), SHOP, 'ingress.loadBalancer.placement.securityGroups[0]', OURS],
  ['a group of another Region for tasks', (c) => withGroup(c, groupIn(abroad(c))), SHOP, 'placement.securityGroups[0]',
    IN_REGION],
  ['a group of another stage by its id', (c) => withGroup(c, SecurityGroup.fromSecurityGroupId(
    c.stack, 'Theirs', groupIn(staged(c)).securityGroupId,
  ) as SecurityGroup), SHOP, 'placement.securityGroups[0]', OURS],
  ['subnets of another stage for tasks', (c) => c.service({
    vpc: landingZone(c), placement: Placement.inPrivateSubnets({ vpcSubnets: { subnets: [
      Subnet.fromSubnetId(c.stack, 'Theirs', vpcIn(staged(c)).privateSubnets[0].subnetId),
    ] } }),
  }), SHOP, 'placement.vpcSubnets.subnets[0]', OURS],
  ['subnets of another Region for a database', (c) => c.database({
    vpc: landingZone(c), vpcSubnets: { subnets: vpcIn(abroad(c)).privateSubnets },
  }), 'Stack/Database (PostgresDatabase)', 'vpcSubnets.subnets[0]', IN_REGION],
  ['a VPC of another Region by its id', (c) => c.cache({ vpc: Vpc.fromVpcAttributes(c.stack, 'Theirs', {
    vpcId: vpcIn(abroad(c)).vpcId, availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    privateSubnetIds: ['subnet-1', 'subnet-2'],
  }) }), 'Stack/Cache (ValkeyCache)', 'vpc', IN_REGION],
  ['a parameter of another stage', (c) => withCode(c, parameterIn(staged(c))), SHOP, 'secrets.CODE', OURS],
  ['a secret of another stage by its ARN', (c) => withCode(c, TaskSecret.fromSecretsManager(
    Secret.fromSecretCompleteArn(c.stack, 'Theirs', new Secret(staged(c), 'Secret').secretArn),
  )), SHOP, 'secrets.CODE', OURS],
  ['an authority of another stage', (c) => c.service({
    serviceConnect: ServiceConnect.server(new HttpNamespace(c.stack, 'Namespace', { name: 'shop' }), {
      dnsName: 'shop',
      tls: { authority: CertificateAuthority.fromCertificateAuthorityArn(c.stack, 'Authority',
        new CfnCertificateAuthority(staged(c), 'Authority', {
          type: 'SUBORDINATE', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: {},
        }).attrArn) },
    }),
  }), SHOP, 'serviceConnect.tls.authority', OURS],
  ['a peer of another stage by its id', (c) => inside(c, Peer.securityGroupId(groupIn(staged(c)).securityGroupId)),
    SHOP, 'ingress.allowedPeers[0]', OURS],
  ['the addresses of a VPC of another stage', (c) => inside(c, Peer.ipv4(vpcIn(staged(c)).vpcCidrBlock)),
    SHOP, 'ingress.allowedPeers[0]', OURS],
  ['a prefix list of another stage', (c) => inside(c, Peer.prefixList(listIn(staged(c)).prefixListId)),
    SHOP, 'ingress.allowedPeers[0]', OURS],
  ['a prefix list of another Region', (c) => inside(c, Peer.prefixList(listIn(abroad(c)).prefixListId)),
    SHOP, 'ingress.allowedPeers[0]', IN_REGION],
  ['a prefix list of another Region for CloudFront', (c) =>
    cloudFront(c, { originPeers: [Peer.prefixList(listIn(abroad(c)).prefixListId)] }),
  SHOP, 'ingress.contentDelivery.originPeers[0]', IN_REGION],
  ['a prefix list of another Region for Grafana', (c) => new PrometheusGrafana(c.stack, 'Metrics', {
    vpc: c.vpc, grafana: Grafana.amazonIdentityCenter({ allowedPrefixLists: [listIn(abroad(c))] }),
  }), 'Stack/Metrics (PrometheusGrafana)', 'grafana.allowedPrefixLists[0]', IN_REGION],
  ['a cache policy of another stage', (c) => cloudFront(c, { cachePolicy: new CachePolicy(staged(c), 'Policy') }),
    SHOP, 'ingress.contentDelivery.cachePolicy', OURS],
  ['a policy of headers in another account', (c) =>
    cloudFront(c, { responseHeadersPolicy: new ResponseHeadersPolicy(otherAccount(c), 'Policy') }),
  SHOP, 'ingress.contentDelivery.responseHeadersPolicy', 'be in the account 111122223333 of the stack'],
  ['a certificate of CloudFront in another stage', (c) => cloudFront(c, { certificate: new Certificate(
    staged(c, { ...HERE, region: ABROAD }), 'Certificate', { domainName: 'shop.example.com' },
  ) }), SHOP, 'ingress.contentDelivery.certificate', OURS],
  ['a queue of another stage to scale on', (c) => backlog(c, queueIn(staged(c))), SHOP, 'scaling[0].metric', OURS],
  ['a split on a load balancer of another stage', (c) => {
    const stack = staged(c);
    new TrafficSplit(c.stack, 'Split', { paths: ['/x'], loadBalancer: new WebLoadBalancer(stack, 'Edge', {
      vpc: vpcIn(stack), protocol: ApplicationProtocol.HTTP,
    }) });
  }, 'Stack/Split (TrafficSplit)', 'loadBalancer', OURS],
  ['a client of a user pool of another app', (c) => {
    const pool = new UserPool(otherApp(), 'Pool');
    return c.https({ authentication: Authentication.cognito({
      userPool: UserPool.fromUserPoolId(c.stack, 'Pool', 'eu-west-1_abc'),
      userPoolClient: new UserPoolClient(pool.stack, 'Client', { userPool: pool, generateSecret: true }),
      userPoolDomain: UserPoolDomain.fromDomainName(c.stack, 'Domain', 'shop'),
    }) });
  }, SHOP, 'ingress.authentication.userPoolClient', THIS_APP, 'of another app'],
  ['a VPC of another app', (c) => c.service({ vpc: vpcIn(otherApp()) }), SHOP, 'vpc', THIS_APP, 'Theirs/Vpc'],
  ['a key of another app', (c) => c.database({ encryptionKey: new Key(otherApp(), 'Key') }),
    'Stack/Database (PostgresDatabase)', 'encryptionKey', THIS_APP],
  ['a secret of another app', (c) => withCode(c, secretIn(otherApp())), SHOP, 'secrets.CODE', THIS_APP],
  ['a service of another app to watch', (c) => new Monitoring(c.stack, 'Monitoring', { subjects: [
    new WorkQueue(otherApp(), 'Queue'),
  ] }), 'Stack/Monitoring (Monitoring.watch)', 'subjects[0]', THIS_APP],
  ['a stack of another app to watch', (c) => new Monitoring(c.stack, 'Monitoring', { watchedScope: otherApp() }),
    'Stack/Monitoring (Monitoring.watchScope)', 'scope', THIS_APP],
  ['a VPC of a stack without an environment', (c) => c.service({ vpc: vpcIn(anywhere(c)) }), SHOP, 'vpc', NAMES,
    'Anywhere/Vpc of Anywhere', 'give both stacks the same "env"'],
  ['a VPC of a stack with an environment, for one without', (c) => {
    const stack = anywhere(c);
    return c.database({}, 'Database', stack);
  }, 'Anywhere/Database (PostgresDatabase)', 'vpc', 'be made in a stack that names no account, or imported'],
  ['a VPC of a stack that says its account alone', (c) =>
    c.service({ vpc: vpcIn(new Stack(c.app, 'Half', { env: { account: HERE.account } })) }), SHOP, 'vpc',
  'be made in a stack that names its Region, or imported'],
  ['a queue with a name of a stack without an environment', (c) => new QueueBackend(c.stack, 'Backend', {
    queue: queueIn(anywhere(c), 'mails'), rights: QueueRights.SEND,
  }), 'Stack/Backend (QueueBackend)', 'queue', NAMES],
  ['a bucket without a name of a stack without an environment', (c) => new BucketBackend(c.stack, 'Backend', {
    bucket: bucketIn(anywhere(c)), rights: BucketRights.READ,
  }), 'Stack/Backend (BucketBackend)', 'bucket', NAMES],
  ['a secret without a name in another Region', (c) => withCode(c, secretIn(abroad(c))), SHOP, 'secrets.CODE', NAMED,
    `StackElsewhere/Secret/Resource in ${ABROAD}`],
  ['a parameter without a name in another account', (c) => withCode(c, parameterIn(otherAccount(c))), SHOP,
    'secrets.CODE', NAMED, OTHER_ACCOUNT],
  ['a repository without a name in another account', (c) => c.service({
    image: ServiceImage.fromRepository(repositoryIn(otherAccount(c)), '1.4.2'),
  }), SHOP, 'image.repository', NAMED],
  ['a repository without a name in another Region, for instances', (c) => c.tier({
    bootstrap: Bootstrap.container(TierImage.fromRepository(repositoryIn(abroad(c)), '1.4.2')),
  }), TIER, 'bootstrap.image.repository', NAMED],
  ['a log bucket without a name in another account', (c) => c.http({
    loadBalancer: { accessLogs: AccessLogs.toBucket(bucketIn(otherAccount(c))) },
  }), SHOP, 'ingress.loadBalancer.accessLogs.bucket', NAMED],
  ['the secret of a client without a name in another account', (c) => oidc(c, new Secret(otherAccount(c), 'Secret')),
    SHOP, 'ingress.authentication.clientSecret', NAMED],
  ['a key of a queue that the app makes in another account', (c) => new WorkQueue(c.stack, 'Queue', {
    encryptionKey: new Key(otherAccount(c), 'Key'),
  }), 'Stack/Queue (WorkQueue)', 'encryptionKey', 'be made in the account 111122223333 of the stack, or imported'],
];

/** Taken: the same things by a name, by an import, or in the same environment. */
export const REACH_VALID: readonly ValidInput[] = [
  ['a group that is imported in another stage', (c) => withGroup(c, SecurityGroup.fromSecurityGroupId(
    staged(c), 'Theirs', 'sg-0123456789abcdef0',
  ) as SecurityGroup)],
  ['a group with an id of the deployment', (c) => withGroup(c, SecurityGroup.fromSecurityGroupId(
    c.stack, 'Theirs', c.text(),
  ) as SecurityGroup)],
  ['the id of a group of the same stage', (c) =>
    inside(c, Peer.securityGroupId(new SecurityGroup(c.elsewhere(), 'Group', { vpc: c.vpc }).securityGroupId))],
  ['the addresses of a VPC in another Region', (c) => inside(c, Peer.ipv4(vpcIn(abroad(c)).vpcCidrBlock))],
  ['a prefix list of the deployment', (c) => inside(c, Peer.prefixList(c.text()))],
  ['the cache policy of AWS', (c) => cloudFront(c, { cachePolicy: CachePolicy.CACHING_OPTIMIZED })],
  ['a secret with a name in another Region', (c) => withCode(c, secretIn(abroad(c), 'shop/code'))],
  ['a secret with a name of the CDK in another Region', (c) =>
    withCode(c, secretIn(abroad(c), PhysicalName.GENERATE_IF_NEEDED))],
  ['a parameter with a name in another account', (c) => withCode(c, parameterIn(otherAccount(c), '/shop/code'))],
  ['a repository with a name in another account', (c) => c.service({
    image: ServiceImage.fromRepository(repositoryIn(otherAccount(c), 'shop'), '1.4.2'),
  })],
  ['a repository with a name of a stack without an environment', (c) => c.service({
    image: ServiceImage.fromRepository(repositoryIn(anywhere(c), 'shop'), '1.4.2'),
  })],
  ['two stacks without an environment', (c) => {
    const [network, shop] = [anywhere(c), new Stack(c.app, 'Nowhere')];
    return [c.database({ vpc: vpcIn(network) }, 'Database', shop), IMAGE];
  }],
  ['a queue of another stack to scale on', (c) => backlog(c, queueIn(c.elsewhere()))],
];
