// what stands too far away: in another Region without a way there, in another zone, partition or account.
import { CertificateValidation, Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool, UserPoolClient, UserPoolDomain } from 'aws-cdk-lib/aws-cognito';
import { CfnInternetGateway, CfnVPCGatewayAttachment, SubnetType, Volume, Vpc, type IVpc } from 'aws-cdk-lib/aws-ec2';
import { Repository, type IRepository } from 'aws-cdk-lib/aws-ecr';
import { Cluster, Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { FileSystem } from 'aws-cdk-lib/aws-efs';
import {
  ApplicationListener, ApplicationLoadBalancer, ApplicationProtocol, ListenerAction, TrustStore,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  Authentication, Bootstrap, BucketBackend, BucketRights, Compute, ContentDelivery, DatabaseCredentials, DataVolume,
  DeliveredImage, DeliveryEnvironment, Deployment, ExistingBackend, Exporter, GitHubDelivery,
  GitHubRepository, Grafana, ImageRepository, Ingress, JobSchedule, Logging, LogOutput, MetricsBackend, Migration,
  MutualTls, Nat, OperationsTopic, Placement, PrometheusGrafana, QueueBackend, QueueRights, ScheduledJob,
  ServiceImage, Sidecar, StateBucket, TargetProtocol, TaskVolume, TierImage, TopicBackend, TrafficSplit, VotingApp,
  VotingIngress, WebLoadBalancer, WorkQueue, type FargateServiceProps, type PrometheusGrafanaProps,
  type ScheduledJobProps,
} from '../../../src';
import {
  ABROAD, arn, IMAGE, OTHER_ACCOUNT, type Company, type ValidInput, type WrongInput,
} from '../../support/wrong-inputs';
import { THREE_TIERS } from '../../support/stacks';

type Place = Parameters<typeof arn>[2];

const [SHOP, TIER, JOB, GRAFANA] = [
  'Stack/Shop (FargateService)', 'Stack/Shop (ElasticWebTier)', 'Stack/Job (ScheduledJob)',
  'Stack/Metrics (PrometheusGrafana)',
];
const [DB, CACHE, EDGE] = [
  'Stack/Database (PostgresDatabase)', 'Stack/Cache (ValkeyCache)', 'Stack/Edge (WebLoadBalancer)',
];
const CHINA = { partition: 'aws-cn', region: 'cn-north-1' };
const FAR = { region: ABROAD };
const HERE = 'be in the Region eu-west-1 of the stack';
const HOME = 'be in the partition aws of the stack';
const OURS = 'be in the account 111122223333 of the stack';
const CUT_OFF = 'VPC endpoints lead to their own Region only';

const secretAt = ({ stack }: Company, place: Place = FAR, id = 'Secret') =>
  Secret.fromSecretCompleteArn(stack, id, arn('secretsmanager', 'secret:x-abcdef', place));
const code = (company: Company, place?: Place) =>
  ({ CODE: TaskSecret.fromSecretsManager(secretAt(company, place)) });
const repositoryAt = ({ stack }: Company, place: Place = FAR): IRepository =>
  Repository.fromRepositoryArn(stack, 'Repository', arn('ecr', 'repository/shop', place));
const imageAt = (company: Company, place?: Place) => ServiceImage.fromRepository(repositoryAt(company, place), '1.4.2');
const imageHere = ({ stack }: Company) => ServiceImage.fromRepository(
  Repository.fromRepositoryName(stack, 'Here', 'shop'), '1.4.2',
);

/** A service in a network without a way to the internet. */
const inside = (change: (company: Company) => Partial<FargateServiceProps>, nat = Nat.none()) => (company: Company) =>
  company.service({ vpc: company.network({ nat }).vpc, image: imageHere(company), ...change(company) });
const tierInside = (image: (company: Company) => IRepository, change: (company: Company) => object = () => ({})) =>
  (company: Company) => company.tier({
    vpc: company.network({ nat: Nat.none() }).vpc,
    bootstrap: Bootstrap.container(TierImage.fromRepository(image(company), '1.4.2')), ...change(company),
  });
const jobInside = (change: (company: Company) => Partial<ScheduledJobProps>, nat = Nat.none()) => (company: Company) =>
  new ScheduledJob(company.stack, 'Job', {
    service: inside(() => ({}), nat)(company), command: ['run'], schedule: JobSchedule.at({ hour: '3' }),
    ...change(company),
  });
const metrics = (change: (company: Company) => Partial<PrometheusGrafanaProps>) => (company: Company) =>
  new PrometheusGrafana(company.stack, 'Metrics', {
    vpc: company.vpc, subjects: [company.service()], grafana: Grafana.none(), ...change(company),
  });
const probing = (options: (company: Company) => Parameters<typeof Exporter.redis>[1]) => metrics((c) => ({
  exporters: [Exporter.redis(c.cache(), options(c))],
}));
const delivering = (repository: (company: Company) => IRepository) => (company: Company) =>
  new GitHubDelivery(company.stack, 'Delivery', {
    repository: GitHubRepository.withIds('acme', 'shop', { ownerId: '9919', repositoryId: '1296269' }),
    environments: [DeliveryEnvironment.of('staging', { stacks: ['staging/*'] })],
    images: [DeliveredImage.of('shop', { repository: repository(company) })],
  });

const poolAt = (place: Place) => ({ stack }: Company) =>
  UserPool.fromUserPoolArn(stack, 'Pool', arn('cognito-idp', 'userpool/eu-west-1_1', place));
const login = (company: Company, pool = poolAt(FAR)(company)) => Authentication.cognito({
  userPool: pool, userPoolClient: UserPoolClient.fromUserPoolClientId(company.stack, 'Client', 'x'),
  userPoolDomain: UserPoolDomain.fromDomainName(company.stack, 'Domain', 'x'),
});
const POOL = 'pools of its own Region and account';

/** A VPC with three zones. */
const wide = (company: Company): IVpc => company.vpcOf('Wide', {
  ...THREE_TIERS, maxAzs: undefined, availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
});
const few = (vpc: IVpc) => ({ placement: { vpcSubnets: { subnets: vpc.publicSubnets.slice(0, 2) } } });
const narrow = (company: Company, vpc = wide(company)) => new WebLoadBalancer(company.stack, 'Edge', {
  vpc, protocol: ApplicationProtocol.HTTP, ...few(vpc),
});
const theirs = (company: Company, vpc = wide(company)) => {
  const loadBalancer = new ApplicationLoadBalancer(company.stack, 'Theirs', {
    vpc, vpcSubnets: { subnets: vpc.privateSubnets.slice(0, 2) },
  });
  return { loadBalancer, listener: loadBalancer.addListener('Http', {
    port: 80, open: false, defaultAction: ListenerAction.fixedResponse(404),
  }) };
};
const inZones = (company: Company, count: number) => Placement.inPrivateSubnets({
  vpcSubnets: { subnets: wide(company).privateSubnets.slice(0, count) },
});
const ZONES = 'lead through a load balancer in all zones of the targets';
const single = (company: Company, availabilityZone: string) => company.tier({
  vpc: wide(company), ingress: Ingress.route(narrow(company), { paths: ['/x'] }),
  compute: Compute.singleInstance({ dataVolume: DataVolume.existing(Volume.fromVolumeAttributes(
    company.stack, 'Volume', { availabilityZone, volumeId: 'vol-0123456789abcdef0' },
  )) }),
});

const filesIn = (count: number) => (company: Company) => {
  const vpc = wide(company);
  const files = new FileSystem(company.stack, 'Files', {
    vpc, vpcSubnets: { subnets: vpc.isolatedSubnets.slice(0, count) },
  });
  return [TaskVolume.files('files', files.addAccessPoint('Point')).at('/files')];
};
const MOUNTS = 'be of a file system with a mount target in each zone of the tasks';

const cutOff = (company: Company): IVpc => company.vpcOf('CutOff', {
  maxAzs: 2, subnetConfiguration: [{ name: 'Service', subnetType: SubnetType.PRIVATE_ISOLATED }],
});
const GATEWAY = 'have an internet gateway';
const certified = (company: Company, domainName: string) => new Certificate(company.elsewhere(FAR), 'Certificate', {
  domainName, validation: CertificateValidation.fromDns(),
});
const cloudFront = (company: Company, certificateName: string, domainName = 'shop.example.com') => company.http({
  domainName, hostedZone: company.zone,
  contentDelivery: ContentDelivery.cloudFront({ certificate: certified(company, certificateName) }),
});

const testing = (protocol: TargetProtocol, own: ApplicationProtocol) => (company: Company) => {
  const edge = company.edge({ domainName: 'shop.example.com' });
  const listener = edge.loadBalancer.addListener('Test', {
    port: 8443, protocol: own, open: false, defaultAction: ListenerAction.fixedResponse(404),
    ...own === ApplicationProtocol.HTTPS && { certificates: [edge.certificate!] },
  });
  return company.service({
    ingress: Ingress.route(edge, { paths: ['/x'], target: { protocol } }),
    deployment: Deployment.blueGreen({ testTraffic: { listener } }),
  });
};
const SPEAKS = 'speak HTTPS where targets speak HTTP/2 or gRPC';
const keyAt = ({ stack }: Company, place: Place = FAR) =>
  Key.fromKeyArn(stack, 'Key', arn('kms', 'key/mrk-1234abcd12ab34cd56ef1234567890ab', place));
const signing = ({ stack }: Company) => new Key(stack, 'Key', {
  keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY,
});
const madeSecret = (company: Company) => new Secret(company.elsewhere(FAR), 'Made', { generateSecretString: {
  secretStringTemplate: '{"username":"shop"}', generateStringKey: 'password', excludePunctuation: true,
} });
const clusterAbroad = (company: Company) =>
  new Cluster(company.elsewhere(FAR), 'Cluster', { vpc: new Vpc(company.elsewhere(FAR), 'Far') });
const clusterOfOthers = (company: Company) => Cluster.fromClusterAttributes(company.stack, 'Cluster', {
  clusterName: 'shop', vpc: company.vpc, clusterArn: arn('ecs', 'cluster/shop', { account: OTHER_ACCOUNT }),
});

export const FAR_AWAY: readonly WrongInput[] = [
  // fetched from another Region, without a way there.
  ['a secret of another Region without NAT', inside((c) => ({ secrets: code(c) })), SHOP, 'secrets.CODE', HERE,
    CUT_OFF],
  ['a secret that the app makes in another Region without NAT', inside((c) => ({
    secrets: { CODE: TaskSecret.fromSecretsManager(madeSecret(c), 'password') },
  })), SHOP, 'secrets.CODE', HERE, CUT_OFF],
  ['a secret of another Region for a migration without NAT', inside((c) => ({
    migration: Migration.beforeStart({ command: ['migrate'], secrets: code(c) }),
  })), SHOP, 'migration.secrets.CODE', HERE, CUT_OFF],
  ['a secret of another Region for a sidecar without NAT', inside((c) => ({ task: { sidecars: [
    Sidecar.of({ name: 'agent', image: imageAt(c, {}), memoryMiB: 64, secrets: code(c) }),
  ] } })), SHOP, 'task.sidecars[0].secrets.CODE', HERE, CUT_OFF],
  ['a secret of another Region for a destination of logs without NAT', inside((c) => ({ task: {
    logging: Logging.fireLens({ output: LogOutput.of({ name: 'datadog', secrets: code(c) }) }),
  } })), SHOP, 'task.logging.output.secrets.CODE', HERE, CUT_OFF],
  ['an image of another Region without NAT', inside((c) => ({ image: imageAt(c) })), SHOP, 'image.repository', HERE,
    CUT_OFF],
  ['an image of another Region for a migration without NAT', inside((c) => ({
    migration: Migration.beforeStart({ command: ['migrate'], image: imageAt(c) }),
  })), SHOP, 'migration.image.repository', HERE, CUT_OFF],
  ['an image of another Region for a sidecar without NAT', inside((c) => ({ task: { sidecars: [
    Sidecar.of({ name: 'agent', image: imageAt(c), memoryMiB: 64 }),
  ] } })), SHOP, 'task.sidecars[0].image.repository', HERE, CUT_OFF],
  ['an image of another Region for a log router without NAT', inside((c) => ({ task: {
    logging: Logging.fireLens({ image: imageAt(c), output: LogOutput.of({ name: 'datadog' }) }),
  } })), SHOP, 'task.logging.image.repository', HERE, CUT_OFF],
  ['credentials of a registry in another Region without NAT', inside((c) => ({
    image: ServiceImage.fromRegistry('ghcr.io/company/shop:1.4.2', { credentials: secretAt(c) }),
  })), SHOP, 'image.credentials', HERE, CUT_OFF],
  ['a secret of another Region for instances without NAT',
    tierInside((c) => repositoryAt(c, {}), (c) => ({ secrets: code(c) })), TIER, 'secrets.CODE', HERE, CUT_OFF],
  ['an image of another Region for instances without NAT', tierInside((c) => repositoryAt(c)), TIER,
    'bootstrap.image.repository', HERE, CUT_OFF],
  ['a secret of another Region for a job without NAT', jobInside((c) => ({ secrets: code(c) })), JOB, 'secrets.CODE',
    HERE, CUT_OFF],
  ['an image of another Region for a job without NAT', jobInside((c) => ({ image: imageAt(c) })), JOB,
    'image.repository', HERE, CUT_OFF],
  ['a secret of another Region of what a service is connected to, without NAT',
    (c) => inside(() => ({}))(c).connectTo(new ExistingBackend(c.stack, 'Backend', {
      port: 5432, environmentPrefix: 'DB', secrets: code(c),
    })), SHOP, 'backend.secrets.DB_CODE', HERE, CUT_OFF],
  ['an image of another Region for Prometheus without NAT', metrics((c) => ({
    vpc: c.network({ nat: Nat.none() }).vpc,
    backend: MetricsBackend.selfHosted({ images: { prometheus: imageAt(c) } }),
  })), GRAFANA, 'backend.images.prometheus.repository', HERE, CUT_OFF],
  // another partition.
  ['an image of another partition for Prometheus', metrics((c) => ({
    backend: MetricsBackend.selfHosted({ images: { prometheus: imageAt(c, CHINA) } }),
  })), GRAFANA, 'backend.images.prometheus.repository', HOME],
  ['an image of another partition for Grafana', metrics((c) => ({
    grafana: Grafana.internal({
      domainName: 'metrics.example.com', hostedZone: c.zone, image: imageAt(c, CHINA),
    }),
  })), GRAFANA, 'grafana.image.repository', HOME],
  ['an image of another partition for an exporter', probing((c) => ({ image: imageAt(c, CHINA) })), GRAFANA,
    'exporters[0].image.repository', HOME],
  ['a log-in of another partition for an exporter', probing((c) => ({ login: secretAt(c, CHINA) })), GRAFANA,
    'exporters[0].login', HOME],
  ['a secret of another partition for a job', jobInside((c) => ({ secrets: code(c, CHINA) }), Nat.single()), JOB,
    'secrets.CODE', HOME],
  ['a repository of another partition for a pipeline', delivering((c) => repositoryAt(c, CHINA)),
    'Stack/Delivery (GitHubDelivery)', 'images[0].repository', HOME],
  // logging in.
  ['a user pool of another Region', (c) => c.https({ authentication: login(c) }), SHOP,
    'ingress.authentication.userPool', HERE, POOL],
  ['a user pool of another partition', (c) => c.https({ authentication: login(c, poolAt(CHINA)(c)) }), SHOP,
    'ingress.authentication.userPool', HOME],
  ['a user pool that the app makes in another Region', (c) => c.https({
    authentication: login(c, new UserPool(c.elsewhere(FAR), 'Made')),
  }), SHOP, 'ingress.authentication.userPool', HERE, POOL],
  ['a user pool of another Region for a route', (c) => c.route({ paths: ['/x'], authentication: login(c) }), SHOP,
    'ingress.authentication.userPool', HERE, POOL],
  ['a user pool of another Region for instances', (c) => c.tier({ ingress: Ingress.https({
    domainName: 'shop.example.com', hostedZone: c.zone, authentication: login(c),
  }) }), TIER, 'ingress.authentication.userPool', HERE, POOL],
  ['a user pool of another Region for a split', (c) => new TrafficSplit(c.stack, 'Split', {
    loadBalancer: c.sharedEdge(), paths: ['/x'], authentication: login(c),
  }), 'Stack/Split (TrafficSplit)', 'authentication.userPool', HERE, POOL],
  // another zone.
  ['a load balancer in two of three zones', (c) => c.service({
    vpc: wide(c), ingress: Ingress.http({ loadBalancer: few(wide(c)) }),
  }), SHOP, 'ingress', ZONES, 'without eu-west-1c'],
  ['a shared load balancer in two of three zones', (c) => c.service({
    vpc: wide(c), ingress: Ingress.route(narrow(c), { paths: ['/x'] }),
  }), SHOP, 'ingress', ZONES, 'got Stack/Edge/LoadBalancer without eu-west-1c'],
  ['a load balancer of others in two of three zones', (c) => {
    const { loadBalancer, listener } = theirs(c);
    return c.service({ vpc: wide(c), ingress: Ingress.existing(loadBalancer, listener, { paths: ['/x'] }) });
  }, SHOP, 'ingress', ZONES, 'got Stack/Theirs without eu-west-1c'],
  ['a split on a load balancer in two of three zones', (c) => c.service({
    vpc: wide(c),
    ingress: Ingress.weighted(new TrafficSplit(c.stack, 'Split', { loadBalancer: narrow(c), paths: ['/x'] }), 1),
  }), SHOP, 'ingress.split', ZONES, 'without eu-west-1c'],
  ['instances in three zones behind a load balancer in two', (c) => c.tier({
    vpc: wide(c), ingress: Ingress.route(narrow(c), { paths: ['/x'] }),
  }), TIER, 'ingress', ZONES, 'without eu-west-1c'],
  ['an instance in a zone without the load balancer', (c) => single(c, 'eu-west-1c'), TIER, 'ingress', ZONES,
    'without eu-west-1c'],
  ['a shared load balancer in two of three zones for votes', (c) => {
    const edge = narrow(c);
    const [vote, result] = ['vote', 'result'].map((name) => Ingress.route(edge, { hosts: [`${name}.example.com`] }));
    return new VotingApp(c.stack, 'Voting', { vpc: wide(c), ingress: VotingIngress.pages({ vote, result }) });
  }, 'Stack/Voting (VotingApp)', 'ingress.vote', ZONES, 'without eu-west-1c'],
  ['files in two of three zones', (c) => c.service({ vpc: wide(c), container: { mounts: filesIn(2)(c) } }), SHOP,
    'container.mounts[0].volume.accessPoint', MOUNTS, 'got Stack/Files without one in eu-west-1c'],
  ['files of a sidecar in one of three zones', (c) => c.service({ vpc: wide(c), task: { sidecars: [
    Sidecar.of({ name: 'agent', image: IMAGE, memoryMiB: 64, mounts: filesIn(1)(c) }),
  ] } }), SHOP, 'task.sidecars[0].mounts[0].volume.accessPoint', MOUNTS, 'in eu-west-1b, eu-west-1c'],
  ['files of a migration in two of three zones', (c) => c.service({
    vpc: wide(c), migration: Migration.beforeStart({ command: ['migrate'], mounts: filesIn(2)(c) }),
  }), SHOP, 'migration.mounts[0].volume.accessPoint', MOUNTS],
  // CloudFront.
  ['CloudFront in front of a VPC without an internet gateway', (c) => c.service({
    vpc: cutOff(c), image: imageHere(c), ingress: Ingress.http({ contentDelivery: ContentDelivery.cloudFront() }),
  }), SHOP, 'vpc', GATEWAY, 'got Stack/CutOff without one'],
  ['CloudFront in front of a load balancer in such a VPC', (c) => new WebLoadBalancer(c.stack, 'Edge', {
    vpc: cutOff(c), protocol: ApplicationProtocol.HTTP, contentDelivery: ContentDelivery.cloudFront(),
  }), EDGE, 'vpc', GATEWAY],
  ['CloudFront in front of instances in such a VPC', (c) => c.tier({
    vpc: cutOff(c), bootstrap: Bootstrap.container(TierImage.fromRepository(repositoryAt(c, {}), '1.4.2')),
    ingress: Ingress.http({ contentDelivery: ContentDelivery.cloudFront() }),
  }), TIER, 'vpc', GATEWAY],
  ['a certificate of CloudFront for another name', (c) => cloudFront(c, 'other.example.com'), SHOP,
    'ingress.contentDelivery.certificate', 'be for "shop.example.com"', 'got ["other.example.com"]'],
  ['a certificate of CloudFront for names of one label more', (c) => cloudFront(c, '*.shop.example.com'), SHOP,
    'ingress.contentDelivery.certificate', 'be for "shop.example.com"'],
  ['a certificate of CloudFront for names of one label less',
    (c) => cloudFront(c, '*.example.com', 'eu.shop.example.com'), SHOP, 'ingress.contentDelivery.certificate',
    'be for "eu.shop.example.com"'],
  // traffic for tests.
  ['gRPC with a plain listener of testers', testing(TargetProtocol.grpc(), ApplicationProtocol.HTTP), SHOP,
    'deployment.testTraffic.listener', SPEAKS, 'got Stack/Edge/LoadBalancer/Test'],
  ['HTTP/2 with a plain listener of testers', testing(TargetProtocol.http2(), ApplicationProtocol.HTTP), SHOP,
    'deployment.testTraffic.listener', SPEAKS],
  ['a listener of testers of a load balancer that stands elsewhere', (c) => {
    const far = c.elsewhere(FAR);
    const listener = new ApplicationLoadBalancer(far, 'Far', { vpc: new Vpc(far, 'Vpc') })
      .addListener('Test', { port: 8080, open: false, defaultAction: ListenerAction.fixedResponse(404) });
    return c.service({
      ingress: Ingress.route(c.sharedEdge(), { paths: ['/x'] }),
      deployment: Deployment.blueGreen({ testTraffic: { listener } }),
    });
  }, SHOP, 'deployment.testTraffic.listener', 'be a listener of Stack/Edge/LoadBalancer'],
  // keys, also those whose copies have one id in all Regions.
  ['a key of many Regions, as it is in another one, for a database', (c) => c.database({ encryptionKey: keyAt(c) }),
    DB, 'encryptionKey', HERE, 'take a replica of it'],
  ['a key of many Regions, as it is in another one, for a cache', (c) => c.cache({ encryptionKey: keyAt(c) }), CACHE,
    'encryptionKey', HERE],
  ['a key of many Regions, as it is in another one, for a queue',
    (c) => new WorkQueue(c.stack, 'Queue', { encryptionKey: keyAt(c) }), 'Stack/Queue (WorkQueue)', 'encryptionKey',
    HERE],
  ['a key of many Regions, as it is in another one, for states',
    (c) => new StateBucket(c.stack, 'States', { encryptionKey: keyAt(c) }), 'Stack/States (StateBucket)',
    'encryptionKey', HERE],
  ['a key for signatures for states', (c) => new StateBucket(c.stack, 'States', { encryptionKey: signing(c) }),
    'Stack/States (StateBucket)', 'encryptionKey', 'be a symmetric key for encryption'],
  ['a key for signatures for images', (c) => new ImageRepository(c.stack, 'Images', { encryptionKey: signing(c) }),
    'Stack/Images (ImageRepository)', 'encryptionKey', 'be a symmetric key for encryption'],
  ['a key of another Region for a password', (c) => c.database({
    credentials: DatabaseCredentials.generated({ encryptionKey: keyAt(c) }),
  }), DB, 'credentials.encryptionKey', HERE],
  // what the app makes elsewhere.
  ['credentials that the app makes in another Region', (c) => c.database({
    credentials: DatabaseCredentials.fromSecret(madeSecret(c), { userName: 'shop' }),
  }), DB, 'credentials.secret', HERE],
  ['a token that the app makes in another Region', (c) => c.cache({ secret: madeSecret(c) }), CACHE, 'secret', HERE],
  ['a topic to publish to that the app makes in another Region',
    (c) => new TopicBackend(c.stack, 'Backend', { topic: new Topic(c.elsewhere(FAR), 'Topic') }),
    'Stack/Backend (TopicBackend)', 'topic', HERE],
  ['a queue to send to in another Region', (c) => new QueueBackend(c.stack, 'Backend', {
    queue: Queue.fromQueueArn(c.stack, 'Queue', arn('sqs', 'mails', FAR)), rights: QueueRights.SEND,
  }), 'Stack/Backend (QueueBackend)', 'queue', HERE],
  ['an operations topic of another account',
    (c) => {
      OperationsTopic.use(c.stack, Topic.fromTopicArn(c.stack, 'Topic', arn('sns', 'ops', { account: OTHER_ACCOUNT })));
      return OperationsTopic.of(c.stack);
    }, 'Stack (OperationsTopic.use)', 'topic', OURS],
  ['a trust store that the app makes in another Region', (c) => {
    const far = c.elsewhere(FAR);
    const trustStore = new TrustStore(far, 'Trust', { bucket: new Bucket(far, 'Bucket'), key: 'ca.pem', version: '1' });
    return c.https({ tls: { mutualTls: MutualTls.verify(trustStore) } });
  }, SHOP, 'ingress.tls.mutualTls.trustStore', HERE],
  ['a zone that the app makes in another account', (c) => c.https({
    hostedZone: new HostedZone(c.elsewhere({ account: OTHER_ACCOUNT }), 'Zone', { zoneName: 'example.com' }),
  }), SHOP, 'ingress.hostedZone', OURS],
  ['a cluster that the app makes in another Region', (c) => c.service({ cluster: clusterAbroad(c) }), SHOP, 'cluster',
    HERE],
  ['a cluster of another account for votes', (c) => new VotingApp(c.stack, 'Voting', {
    vpc: c.vpc, ingress: VotingIngress.httpPorts(), cluster: clusterOfOthers(c),
  }), 'Stack/Voting (VotingApp)', 'cluster', OURS],
  ['a cluster of another account for metrics', metrics((c) => ({ cluster: clusterOfOthers(c) })), GRAFANA, 'cluster',
    OURS],
];

export const FAR_VALID: readonly ValidInput[] = [
  ['a secret of another Region with a NAT gateway', inside((c) => ({ secrets: code(c) }), Nat.single())],
  ['a secret of another Region with a regional NAT gateway', inside((c) => ({ secrets: code(c) }), Nat.regional())],
  ['a secret of this Region without NAT', inside((c) => ({ secrets: code(c, {}) }))],
  ['a secret that another stack makes, without NAT', inside((c) => ({ secrets: {
    CODE: TaskSecret.fromSecretsManager(new Secret(c.elsewhere(), 'Made')),
  } }))],
  ['a secret by its name without NAT', inside((c) => ({ secrets: {
    CODE: TaskSecret.fromSecretsManager(Secret.fromSecretNameV2(c.stack, 'Named', 'code')),
  } }))],
  ['a secret of another Region and tasks with public addresses', (c) => {
    const vpc = c.vpcOf('Public', { maxAzs: 2, natGateways: 0, subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC },
    ] });
    return c.service({ vpc, placement: Placement.inPublicSubnets(), secrets: code(c) });
  }],
  ['an image of another account without NAT', inside((c) => ({ image: imageAt(c, { account: OTHER_ACCOUNT }) }))],
  ['an image of another account for instances without NAT',
    tierInside((c) => repositoryAt(c, { account: OTHER_ACCOUNT }))],
  ['an image of another Region for a job with NAT', jobInside((c) => ({ image: imageAt(c) }), Nat.single())],
  ['a secret whose ARN is known later, without NAT', inside((c) => ({ secrets: {
    CODE: TaskSecret.fromSecretsManager(Secret.fromSecretCompleteArn(c.stack, 'Later', c.text())),
  } }))],
  ['a log-in of another account for an exporter', probing((c) => ({ login: secretAt(c, { account: OTHER_ACCOUNT }) }))],
  ['a repository of another Region and account for a pipeline',
    delivering((c) => repositoryAt(c, { region: ABROAD, account: OTHER_ACCOUNT }))],
  ['a repository that the app makes for a pipeline', delivering((c) => new Repository(c.stack, 'Made'))],
  ['a user pool of this Region', (c) => c.https({ authentication: login(c, poolAt({})(c)) })],
  ['a user pool by its id', (c) => c.https({
    authentication: login(c, UserPool.fromUserPoolId(c.stack, 'Pool', 'eu-west-1_1')),
  })],
  ['a user pool whose ARN is known later', (c) => c.https({ authentication: login(c, UserPool.fromUserPoolArn(
    c.stack, 'Pool', `arn:aws:cognito-idp:eu-west-1:111122223333:userpool/${c.text()}`,
  )) })],
  ['tasks in two of three zones behind a load balancer in these', (c) => c.service({
    vpc: wide(c), placement: inZones(c, 2), ingress: Ingress.route(narrow(c), { paths: ['/x'] }),
  })],
  ['tasks in one zone behind a load balancer in two', (c) => c.service({
    vpc: wide(c), placement: inZones(c, 1), ingress: Ingress.http({ loadBalancer: few(wide(c)) }),
  })],
  ['instances in two zones behind a load balancer in these', (c) => c.tier({
    vpc: wide(c), placement: inZones(c, 2), ingress: Ingress.route(narrow(c), { paths: ['/x'] }),
  })],
  ['an instance in a zone of the load balancer', (c) => single(c, 'eu-west-1b')],
  ['a load balancer that was imported and does not say where it stands', (c) => c.service({
    vpc: wide(c), ingress: Ingress.existing(
      ApplicationLoadBalancer.fromApplicationLoadBalancerAttributes(c.stack, 'Lb', {
        loadBalancerArn: arn('elasticloadbalancing', 'loadbalancer/app/x/1'), securityGroupId: 'sg-1', vpc: wide(c),
      }), ApplicationListener.fromLookup(c.stack, 'Listener', { loadBalancerArn: 'x', listenerPort: 443 }),
      { paths: ['/x'] },
    ),
  })],
  ['zones that are known later', (c) => c.service({
    vpc: c.vpcOf('Later', { availabilityZones: [c.text('A'), c.text('B')] }),
    ingress: Ingress.http(),
  })],
  ['files in all zones', (c) => c.service({ vpc: wide(c), container: { mounts: filesIn(3)(c) } })],
  ['files in the zones of the tasks', (c) => c.service({
    vpc: wide(c), placement: inZones(c, 2), container: { mounts: filesIn(2)(c) },
  })],
  ['CloudFront in front of a VPC with a gateway and no public subnet', (c) => {
    const vpc = cutOff(c);
    new CfnVPCGatewayAttachment(c.stack, 'Attachment', {
      vpcId: vpc.vpcId, internetGatewayId: new CfnInternetGateway(c.stack, 'Gateway').ref,
    });
    return c.service({
      vpc, image: imageHere(c), ingress: Ingress.http({ contentDelivery: ContentDelivery.cloudFront() }),
    });
  }],
  ['CloudFront in front of a network without NAT', inside(() => ({
    ingress: Ingress.http({ contentDelivery: ContentDelivery.cloudFront() }),
  }))],
  ['CloudFront in front of a VPC that is imported', (c) => new WebLoadBalancer(c.stack, 'Edge', {
    vpc: Vpc.fromVpcAttributes(c.stack, 'Theirs', {
      vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.40.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
      isolatedSubnetIds: ['subnet-1', 'subnet-2'],
    }), protocol: ApplicationProtocol.HTTP, contentDelivery: ContentDelivery.cloudFront(),
  })],
  ['a certificate of CloudFront for the name in other letters', (c) => cloudFront(c, 'SHOP.example.com')],
  ['a certificate of CloudFront with a wildcard', (c) => cloudFront(c, '*.example.com')],
  ['gRPC with a listener of testers over TLS', testing(TargetProtocol.grpc(), ApplicationProtocol.HTTPS)],
  ['HTTP/1.1 with a plain listener of testers', testing(TargetProtocol.http1(), ApplicationProtocol.HTTP)],
  ['a key of many Regions as it is in this one', (c) => c.database({ encryptionKey: keyAt(c, {}) })],
  ['a bucket of another account to read from', (c) => c.service().connectTo(new BucketBackend(c.stack, 'Backend', {
    bucket: Bucket.fromBucketName(c.stack, 'Bucket', 'of-others'), rights: BucketRights.READ,
  }))],
];
