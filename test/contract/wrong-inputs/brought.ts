// what a company brings that stands elsewhere, or is something else: each relation on every construct that has it.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { Token } from 'aws-cdk-lib';
import { SecurityGroup, Subnet, Volume, Vpc, type IVpc, type SubnetSelection } from 'aws-cdk-lib/aws-ec2';
import { Repository, type IRepository } from 'aws-cdk-lib/aws-ecr';
import {
  DeploymentLifecycleLambdaTarget, DeploymentLifecycleStage, Secret as TaskSecret,
} from 'aws-cdk-lib/aws-ecs';
import { AccessPoint, FileSystem } from 'aws-cdk-lib/aws-efs';
import { ApplicationListener, ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { HttpNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  Bootstrap, BucketBackend, BucketRights, Compute, DatabaseCredentials, DataVolume, Deployment, ElasticWebTier,
  ExistingBackend, FargateService, Grafana, Ingress, Logging, LogOutput, Migration, Monitored, Placement,
  PostgresDatabase, PostgresReplica, PrometheusGrafana, QueueBackend, QueueRights, ServiceConnect, ServiceImage,
  Sidecar, TaskVolume, TierImage, ValkeyCache, VotingApp, VotingIngress, WebLoadBalancer, WorkQueue,
  type VotingAppProps,
} from '../../../src';
import {
  ABROAD, arn, IMAGE, OTHER_ACCOUNT, type Company, type ValidInput, type WrongInput,
} from '../../support/wrong-inputs';

const [SHOP, TIER] = ['Stack/Shop (FargateService)', 'Stack/Shop (ElasticWebTier)'];
const [DB, CACHE] = ['Stack/Database (PostgresDatabase)', 'Stack/Cache (ValkeyCache)'];
const CHINA = { partition: 'aws-cn', region: 'cn-north-1' };
const HERE = 'be in the Region eu-west-1 of the stack';
const HOME = 'be in the partition aws of the stack';

/** Constructs that stand in a VPC, by the name that an error says. */
const STANDING: Readonly<Record<string, (company: Company, vpc: IVpc) => unknown>> = {
  FargateService: ({ stack }, vpc) => new FargateService(stack, 'It', { vpc, image: IMAGE }),
  ElasticWebTier: ({ stack }, vpc) => new ElasticWebTier(stack, 'It', {
    vpc, bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3')),
  }),
  WebLoadBalancer: ({ stack }, vpc) => new WebLoadBalancer(stack, 'It', { vpc, protocol: ApplicationProtocol.HTTP }),
  PostgresDatabase: ({ stack }, vpc) => new PostgresDatabase(stack, 'It', { vpc }),
  ValkeyCache: ({ stack }, vpc) => new ValkeyCache(stack, 'It', { vpc }),
  PrometheusGrafana: ({ stack }, vpc) => new PrometheusGrafana(stack, 'It', { vpc, grafana: Grafana.none() }),
  VotingApp: ({ stack }, vpc) => new VotingApp(stack, 'It', { vpc, ingress: VotingIngress.httpPorts() }),
};

const imported = ({ stack }: Company, props: { readonly vpcId?: string; readonly region?: string } = {}) =>
  Vpc.fromVpcAttributes(stack, 'Theirs', {
    vpcId: 'vpc-0123456789abcdef0', vpcCidrBlock: '10.40.0.0/16', availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    publicSubnetIds: ['subnet-1', 'subnet-2'], privateSubnetIds: ['subnet-3', 'subnet-4'],
    isolatedSubnetIds: ['subnet-5', 'subnet-6'], ...props,
  });
const placed = (vpcSubnets: SubnetSelection) => (company: Company) =>
  company.service({ placement: Placement.inPrivateSubnets({ vpcSubnets }) });
const subnets = (...ids: string[]) => (company: Company) => placed({
  subnets: ids.map((id, i) => Subnet.fromSubnetId(company.stack, `Subnet${i}`, id)),
})(company);
const secretAt = ({ stack }: Company, place: Parameters<typeof arn>[2] = CHINA) => TaskSecret.fromSecretsManager(
  Secret.fromSecretCompleteArn(stack, 'Secret', arn('secretsmanager', 'secret:x-abcdef', place)),
);
const repositoryAt = ({ stack }: Company, place: Parameters<typeof arn>[2] = {}, name = 'shop') =>
  Repository.fromRepositoryArn(stack, 'Repository', arn('ecr', `repository/${name}`, place));
const namespaceAt = ({ stack }: Company, place: Parameters<typeof arn>[2]) =>
  HttpNamespace.fromHttpNamespaceAttributes(stack, 'Namespace', {
    namespaceName: 'shop', namespaceId: 'ns-1', namespaceArn: arn('servicediscovery', 'namespace/ns-1', place),
  });
const filesAt = (place: Parameters<typeof arn>[2]) => (company: Company) => {
  const securityGroup = SecurityGroup.fromSecurityGroupId(company.stack, 'Group', 'sg-0123456789abcdef0');
  const fileSystem = FileSystem.fromFileSystemAttributes(company.stack, 'Files', {
    securityGroup, fileSystemId: 'fs-0123456789abcdef0',
  });
  const point = AccessPoint.fromAccessPointAttributes(company.stack, 'Point', {
    accessPointArn: arn('elasticfilesystem', 'access-point/fsap-0123456789abcdef0', place), fileSystem,
  });
  return company.service({ container: { mounts: [TaskVolume.files('files', point).at('/files')] } });
};
const composed = (image: string, repositories: (company: Company) => IRepository[]) =>
  (company: Company) => {
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'compose-')), 'compose.yaml');
    fs.writeFileSync(file, `services:\n  web:\n    image: ${image} # the shop\n    ports: ['8080:80']\n`);
    return company.tier({ bootstrap: Bootstrap.compose(file, { repositories: repositories(company) }) });
  };
const tested = (place: Parameters<typeof arn>[2]) => (company: Company) => {
  const edge = company.edge({ domainName: 'shop.example.com' });
  const listener = ApplicationListener.fromApplicationListenerAttributes(company.stack, 'Testers', {
    listenerArn: arn('elasticloadbalancing', 'listener/app/web/50dc6c495c0c9188/f2f7dc8efc522ab2', place),
    securityGroup: SecurityGroup.fromSecurityGroupId(company.stack, 'Group', 'sg-0123456789abcdef0'),
  });
  return company.service({
    ingress: Ingress.route(edge, { paths: ['/shop'] }), deployment: Deployment.blueGreen({ testTraffic: { listener } }),
  });
};
const volumeIn = (env: { readonly account?: string }) => (company: Company) => company.tier({
  compute: Compute.singleInstance({
    dataVolume: DataVolume.existing(new Volume(company.elsewhere(env), 'Volume', {
      availabilityZone: company.vpc.privateSubnets[0].availabilityZone, volumeName: 'data', size: undefined,
      snapshotId: 'snap-1',
    })),
  }),
});
const voting = (change: (company: Company) => Partial<VotingAppProps>) => (company: Company) =>
  new VotingApp(company.stack, 'Voting', { vpc: company.vpc, ingress: VotingIngress.httpPorts(), ...change(company) });
const upkeep = (maintenanceWindow: string) => ({
  database: (company: Company) => company.database({ engine: { maintenanceWindow } }),
  cache: (company: Company) => company.cache({ maintenanceWindow }),
});
const loginAt = ({ stack }: Company, place: Parameters<typeof arn>[2]) =>
  Secret.fromSecretCompleteArn(stack, 'Login', arn('secretsmanager', 'secret:x-abcdef', place));
const hooked = (place: Parameters<typeof arn>[2]) => (company: Company) => company.service({
  ingress: Ingress.http(), deployment: Deployment.blueGreen({ hooks: [new DeploymentLifecycleLambdaTarget(
    Function.fromFunctionArn(company.stack, 'Function', arn('lambda', 'function:check', place)), 'Check',
    { lifecycleStages: [DeploymentLifecycleStage.PRE_SCALE_UP] },
  )] }),
});
const untyped = (value: unknown) => value as never;
const privateImage = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1.4.2';

export const BROUGHT: readonly WrongInput[] = [
  ...Object.entries(STANDING).flatMap(([name, build]): WrongInput[] => [
    [`a VPC of another Region for ${name}`, (c) => build(c, imported(c, { region: ABROAD })), `Stack/It (${name})`,
      'vpc', HERE, 'got one in us-east-1'],
    [`a VPC without an id of one for ${name}`, (c) => build(c, imported(c, { vpcId: 'company' })), `Stack/It (${name})`,
      'vpc', 'have an id that begins with "vpc-"', 'got "company"'],
  ]),
  ['a VPC of another Region for PostgresReplica', (c) => new PostgresReplica(c.elsewhere({ region: 'eu-central-1' }),
    'It', {
      vpc: c.vpc,
      source: c.database({
        credentials: DatabaseCredentials.generated({ replicaRegions: [{ region: 'eu-central-1' }] }),
      }),
    }), 'StackElsewhere/It (PostgresReplica)', 'vpc', 'be in the Region eu-central-1 of the stack'],
  ['a VPC that the app makes in another Region', (c) => STANDING.FargateService(c, new Vpc(
    c.elsewhere({ region: ABROAD }), 'Far',
  )), 'Stack/It (FargateService)', 'vpc', HERE],
  // selections of subnets.
  ['nothing in the place of a subnet', placed({ subnets: [untyped(null)] }), SHOP, 'placement.vpcSubnets.subnets[0]',
    'be an ISubnet', 'got null'],
  ['an id in the place of a subnet', placed({ subnets: [untyped('subnet-1')] }), SHOP,
    'placement.vpcSubnets.subnets[0]', 'be an ISubnet'],
  ['a subnet in the place of a list', (c) => placed({ subnets: untyped(c.vpc.privateSubnets[0]) })(c), SHOP,
    'placement.vpcSubnets.subnets', 'be a list'],
  ['a list in the place of a selection', (c) => placed(untyped(c.vpc.privateSubnets))(c), SHOP, 'placement.vpcSubnets',
    'be an object with the fields of SubnetSelection'],
  ['a name in the place of a selection', placed(untyped('Data')), SHOP, 'placement.vpcSubnets',
    'be an object with the fields of SubnetSelection'],
  ['a zone in the place of a list', placed({ availabilityZones: untyped('eu-west-1a') }), SHOP,
    'placement.vpcSubnets.availabilityZones', 'be a list'],
  ['nothing in the place of a filter', placed({ subnetFilters: [untyped(undefined)] }), SHOP,
    'placement.vpcSubnets.subnetFilters[0]', 'be a SubnetFilter'],
  ['ids in the place of subnets of a database', (c) => c.database({ vpcSubnets: { subnets: untyped(['subnet-1']) } }),
    DB, 'vpcSubnets.subnets[0]', 'be an ISubnet'],
  ['ids in the place of subnets of a cache', (c) => c.cache({ vpcSubnets: { subnets: untyped(['subnet-1']) } }), CACHE,
    'vpcSubnets.subnets[0]', 'be an ISubnet'],
  ['ids in the place of subnets of a load balancer',
    (c) => c.edge({ placement: { vpcSubnets: { subnets: untyped(['subnet-1']) } } }), 'Stack/Edge (WebLoadBalancer)',
    'placement.vpcSubnets.subnets[0]', 'be an ISubnet'],
  ['one subnet twice', subnets('subnet-1', 'subnet-2', 'subnet-1'), SHOP, 'placement.vpcSubnets.subnets[2]',
    'differ from "placement.vpcSubnets.subnets[0]"'],
  ['a subnet without an id of one', subnets('subnet-1', 'private'), SHOP, 'placement.vpcSubnets.subnets[1]',
    'have an id that begins with "subnet-"', 'got "private"'],
  ['a security group without an id of one', (c) => c.service({ placement: Placement.inPrivateSubnets({
    securityGroups: [SecurityGroup.fromSecurityGroupId(c.stack, 'Group', 'default')],
  }) }), SHOP, 'placement.securityGroups[0]', 'have an id that begins with "sg-"', 'got "default"'],
  ['a security group of a load balancer without an id of one', (c) => c.edge({ placement: {
    securityGroups: [SecurityGroup.fromSecurityGroupId(c.stack, 'Group', 'default')],
  } }), 'Stack/Edge (WebLoadBalancer)', 'placement.securityGroups[0]', 'have an id that begins with "sg-"'],
  // secrets that are injected.
  ['a secret of another partition', (c) => c.service({ secrets: { CODE: secretAt(c) } }), SHOP, 'secrets.CODE', HOME,
    'got one in aws-cn', 'copy the secret'],
  ['a secret of another partition of a tier', (c) => c.tier({ secrets: { CODE: secretAt(c) } }), TIER, 'secrets.CODE',
    HOME],
  ['a secret of another partition of a migration', (c) => c.service({
    migration: Migration.beforeStart({ command: ['migrate'], secrets: { CODE: secretAt(c) } }),
  }), SHOP, 'migration.secrets.CODE', HOME],
  ['a secret of another partition of a sidecar', (c) => c.service({ task: { sidecars: [
    Sidecar.of({ name: 'agent', image: IMAGE, memoryMiB: 64, secrets: { CODE: secretAt(c) } }),
  ] } }), SHOP, 'task.sidecars[0].secrets.CODE', HOME],
  ['a secret of another partition of a backend', (c) => new ExistingBackend(c.stack, 'Backend', {
    port: 5432, environmentPrefix: 'DB', secrets: { CODE: secretAt(c) },
  }), 'Stack/Backend (ExistingBackend)', 'secrets.CODE', HOME],
  ['a secret of another partition for a destination of logs', (c) => c.service({ task: { logging: Logging.fireLens({
    output: LogOutput.of({ name: 'datadog', secrets: { apikey: secretAt(c) } }),
  }) } }), SHOP, 'task.logging.output.secrets.apikey', HOME],
  ['credentials of a registry in another partition', (c) => c.service({
    image: ServiceImage.fromRegistry('ghcr.io/company/shop:1.4.2', { credentials: loginAt(c, CHINA) }),
  }), SHOP, 'image.credentials', HOME],
  ['credentials of a registry of a sidecar in another partition', (c) => c.service({ task: { sidecars: [Sidecar.of({
    name: 'agent', memoryMiB: 64,
    image: ServiceImage.fromRegistry('ghcr.io/company/agent:1', { credentials: loginAt(c, CHINA) }),
  })] } }), SHOP, 'task.sidecars[0].image.credentials', HOME],
  ['a function of another Region between the stages', hooked({ region: ABROAD }), SHOP, 'deployment.hooks[0]', HERE],
  ['a function of another account between the stages', hooked({ account: OTHER_ACCOUNT }), SHOP, 'deployment.hooks[0]',
    'be in the account 111122223333 of the stack'],
  ['subnets that are known later', (c) => c.database({ vpcSubnets: {
    subnets: untyped(Token.asList({ resolve: () => [] })),
  } }), DB, 'vpcSubnets.subnets', 'be a list that is known at synthesis'],
  // images.
  ['a repository of another partition for a tier',
    (c) => c.tier({ bootstrap: Bootstrap.container(TierImage.fromRepository(repositoryAt(c, CHINA), '1.4.2')) }), TIER,
    'bootstrap.image.repository', HOME, 'got one in aws-cn'],
  ['a repository of another partition for cAdvisor', (c) => c.tier({
    bootstrap: Bootstrap.container(TierImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27.3'))
      .withCadvisor(TierImage.fromRepository(repositoryAt(c, CHINA), '1.4.2')),
  }), TIER, 'bootstrap.image.repository', HOME],
  ['a repository of another partition for Compose', composed('nginx:1.27.3', (c) => [repositoryAt(c, CHINA)]), TIER,
    'bootstrap.repositories[0]', HOME],
  ['a private image of Compose without its repository', composed(privateImage, () => []), TIER,
    'bootstrap.repositories', 'hold the repository "shop" of line 3', 'may not pull'],
  ['a private image of Compose beside another repository', composed(privateImage, (c) => [repositoryAt(c, {}, 'cart')]),
    TIER, 'bootstrap.repositories', 'hold the repository "shop"', 'got others only'],
  ['a private image of Compose of another Region',
    composed(`"${privateImage}"`, (c) => [repositoryAt(c, { region: ABROAD })]), TIER, 'bootstrap.repositories',
    'hold the repository "shop"'],
  // namespaces, file systems, listeners, volumes.
  ['a namespace that the app makes in another Region', (c) => c.service({ serviceConnect: ServiceConnect.client(
    new HttpNamespace(c.elsewhere({ region: ABROAD }), 'Namespace', { name: 'shop' }),
  ) }), SHOP, 'serviceConnect.cloudMapNamespace', HERE],
  ['an access point of another Region', filesAt({ region: ABROAD }), SHOP,
    'container.mounts[0].volume.accessPoint', HERE],
  ['an access point of another partition', filesAt({ partition: 'aws-cn' }), SHOP,
    'container.mounts[0].volume.accessPoint', HOME],
  ['a listener of testers of another Region', tested({ region: ABROAD }), SHOP,
    'deployment.testTraffic.listener', HERE],
  ['a listener of testers of another account', tested({ account: OTHER_ACCOUNT }), SHOP,
    'deployment.testTraffic.listener', 'be in the account 111122223333 of the stack'],
  ['a data volume of another account', volumeIn({ account: OTHER_ACCOUNT }), TIER, 'compute.dataVolume',
    'be in the account 111122223333 of the stack'],
  // backends.
  ['a side of a queue of another Region',
    (c) => c.service().connectTo(new WorkQueue(c.elsewhere({ region: ABROAD }), 'Queue').consumer), SHOP, 'backend',
    HERE, 'in us-east-1'],
  ['a bucket of another Region', (c) => {
    const far = c.elsewhere({ region: ABROAD });
    c.service().connectTo(new BucketBackend(far, 'Backend', {
      bucket: new Bucket(far, 'Bucket'), rights: BucketRights.READ,
    }));
  }, SHOP, 'backend', HERE],
  ['votes in a queue in place of a database', voting((c) => ({ database: new WorkQueue(c.stack, 'Queue').consumer })),
    'Stack/Voting (VotingApp)', 'database', 'be a database', 'got Stack/Queue/Consumer'],
  ['votes in a queue in place of a cache', voting((c) => ({ cache: new WorkQueue(c.stack, 'Queue').producer })),
    'Stack/Voting (VotingApp)', 'cache', 'speak the protocol of Redis'],
  // subjects.
  ['a queue as its own dead-letter queue', ({ stack }) => {
    const queue = new Queue(stack, 'Queue');
    return Monitored.sqs(queue, { deadLetterQueue: queue });
  }, 'Stack/Queue (Monitored.sqs)', 'deadLetterQueue', 'be another queue'],
  ['a dead-letter queue of another Region', ({ stack }) => Monitored.sqs(new Queue(stack, 'Queue'), {
    deadLetterQueue: Queue.fromQueueArn(stack, 'Dead', arn('sqs', 'dead', { region: ABROAD })),
  }), 'Stack/Queue (Monitored.sqs)', 'deadLetterQueue', HERE],
  ['a dead-letter queue of another account', ({ stack }) => Monitored.sqs(new Queue(stack, 'Queue'), {
    deadLetterQueue: Queue.fromQueueArn(stack, 'Dead', arn('sqs', 'dead', { account: OTHER_ACCOUNT })),
  }), 'Stack/Queue (Monitored.sqs)', 'deadLetterQueue', 'be in the account 111122223333 of the stack'],
  // windows.
  ['a database that is maintained for a day', upkeep('sun:05:00-mon:05:00').database, DB, 'engine.maintenanceWindow',
    'last at most 1410 minutes'],
  ['a database that is maintained for nearly a week', upkeep('sun:05:00-sun:04:30').database, DB,
    'engine.maintenanceWindow', 'last at most 1410 minutes'],
  ['a cache that is maintained for more than a day', upkeep('sun:05:00-mon:05:01').cache, CACHE, 'maintenanceWindow',
    'last at most 1440 minutes'],
];

export const BROUGHT_VALID: readonly ValidInput[] = [
  ...Object.entries(STANDING).map(([name, build]): ValidInput =>
    [`a VPC that is imported for ${name}`, (c) => build(c, imported(c))]),
  ...Object.entries(STANDING).map(([name, build]): ValidInput =>
    [`a VPC with an id that is known later for ${name}`, (c) => build(c, imported(c, { vpcId: c.text() }))]),
  ...Object.entries(STANDING).map(([name, build]): ValidInput =>
    [`a VPC that is looked up for ${name}`, (c) => build(c, Vpc.fromLookup(c.stack, 'Theirs', {
      vpcId: 'vpc-0123456789abcdef0',
    }))]),
  ['a VPC that the app makes for another account', (c) => STANDING.FargateService(c, new Vpc(
    c.elsewhere({ account: OTHER_ACCOUNT }), 'Shared',
  ))],
  ['subnets that are imported one by one', subnets('subnet-1', 'subnet-2')],
  ['subnets with ids that are known later', (c) => subnets(c.text('One'), c.text('Other'))(c)],
  ['zones that are named', (c) => placed({ availabilityZones: [c.vpc.availabilityZones[0]] })(c)],
  ['a security group with an id that is known later', (c) => c.service({ placement: Placement.inPrivateSubnets({
    securityGroups: [SecurityGroup.fromSecurityGroupId(c.stack, 'Group', c.text())],
  }) })],
  ['a secret of another account', (c) => c.service({ secrets: { CODE: secretAt(c, { account: OTHER_ACCOUNT }) } })],
  ['a secret of another Region', (c) => c.service({ secrets: { CODE: secretAt(c, { region: ABROAD }) } })],
  ['credentials of a registry in another account', (c) => c.service({
    image: ServiceImage.fromRegistry('ghcr.io/company/shop:1.4.2', {
      credentials: loginAt(c, { account: OTHER_ACCOUNT }),
    }),
  })],
  ['a function of here between the stages', hooked({})],
  ['a secret of another Region of a tier', (c) => c.tier({ secrets: { CODE: secretAt(c, { region: ABROAD }) } })],
  ['a repository of another account and Region for a tier', (c) => c.tier({ bootstrap: Bootstrap.container(
    TierImage.fromRepository(repositoryAt(c, { account: OTHER_ACCOUNT, region: ABROAD }), '1.4.2'),
  ) })],
  ['a private image of Compose with its repository', composed(privateImage, (c) => [repositoryAt(c)])],
  ['a private image of Compose with a repository that the app makes',
    composed(privateImage, (c) => [new Repository(c.stack, 'Repository')])],
  ['a private image of Compose that a setting names', composed('${IMAGE}', () => [])],
  ['a namespace of this Region', (c) => c.service({ serviceConnect: ServiceConnect.client(namespaceAt(c, {})) })],
  ['an access point of this Region', filesAt({})],
  ['a data volume of another stack', volumeIn({})],
  ['a side of a queue of another stack', (c) => c.service().connectTo(new WorkQueue(c.elsewhere(), 'Queue').consumer)],
  ['a queue of another account', (c) => c.service().connectTo(new QueueBackend(c.stack, 'Backend', {
    queue: Queue.fromQueueArn(c.stack, 'Queue', arn('sqs', 'mails', { account: OTHER_ACCOUNT })),
    rights: QueueRights.SEND,
  }))],
  ['a database elsewhere that no security group guards', (c) => c.service().connectTo(new ExistingBackend(
    c.elsewhere({ region: ABROAD }), 'Backend', { port: 5432, environmentPrefix: 'DB' },
  ))],
  ['a dead-letter queue of this Region', ({ stack }) => Monitored.sqs(new Queue(stack, 'Queue'), {
    deadLetterQueue: Queue.fromQueueArn(stack, 'Dead', arn('sqs', 'dead')),
  })],
  ['a database that is maintained for 23 hours and a half', upkeep('sun:05:00-mon:04:30').database],
  ['a cache that is maintained for a day', upkeep('sun:05:00-mon:05:00').cache],
];
