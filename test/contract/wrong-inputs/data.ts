// what a hostile or a hurried user gives databases, caches, queues, backends, monitoring and the voting application.
import { Duration, Size, TimeZone } from 'aws-cdk-lib';
import { InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, Secret as TaskSecret } from 'aws-cdk-lib/aws-ecs';
import { ApplicationLoadBalancer, NetworkLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms';
import { DatabaseInstance, DatabaseSecret } from 'aws-cdk-lib/aws-rds';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret, type ReplicaRegion } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  AdminPage, BackendAccess, BucketBackend, BucketRights, BusinessHours, CapacityRange, ClusterMode, DatabaseCredentials,
  ExistingBackend, Ingress, LogErrors, Monitored, Monitoring, Notification, Objective, OperationsTopic, Poll, Pooling,
  PostgresDatabase, PostgresReplica, Profile, QueueBackend, QueueRights, TopicBackend, Tuning, VotingApp, VotingImage,
  VotingIngress, WorkQueue,
  type ExistingBackendProps, type MonitoringProps, type PollOptions, type PostgresReplicaProps, type VotingAppProps,
  type WeekdaysOptions, type WorkQueueProps,
} from '../../../src';
import { ABROAD, arn, IMAGE, OTHER_ACCOUNT, type Company, type WrongInput } from '../../support/wrong-inputs';

const [DB, CACHE] = ['Stack/Database (PostgresDatabase)', 'Stack/Cache (ValkeyCache)'];
const [QUEUE, BACKEND] = ['Stack/Queue (WorkQueue)', 'Stack/Backend (ExistingBackend)'];
const [MONITORING, VOTING] = ['Stack/Monitoring (Monitoring)', 'Stack/Voting (VotingApp)'];

const secretAt = ({ stack }: Company, place: { readonly region?: string; readonly account?: string }) =>
  Secret.fromSecretCompleteArn(stack, 'Secret', arn('secretsmanager', 'secret:x-abcdef', place));
const keyAt = ({ stack }: Company, place: Parameters<typeof arn>[2]) =>
  Key.fromKeyArn(stack, 'Key', arn('kms', 'key/1', place));
const copies = (...replicaRegions: ReplicaRegion[]) => (company: Company) =>
  company.database({ credentials: DatabaseCredentials.generated({ replicaRegions }) });
const farReplica = (change: (company: Company) => Partial<PostgresReplicaProps>, env = { region: ABROAD }) =>
  (company: Company) => {
    const stack = company.elsewhere(env);
    return new PostgresReplica(stack, 'Replica', {
      vpc: new Vpc(stack, 'Vpc', { natGateways: 1 }), ...{ source: undefined as never }, ...change(company),
    });
  };
const queue = (change: (company: Company) => Partial<WorkQueueProps>) => (company: Company) =>
  new WorkQueue(company.stack, 'Queue', change(company));
const backend = (change: (company: Company) => Partial<ExistingBackendProps>) => (company: Company) =>
  new ExistingBackend(company.stack, 'Backend', { port: 5432, environmentPrefix: 'DB', ...change(company) });
const queueBackend = (change: (company: Company) => { readonly queue: unknown; readonly rights?: unknown }) =>
  (company: Company) => new QueueBackend(company.stack, 'Backend', {
    rights: QueueRights.SEND, ...change(company),
  } as never);
const monitoring = (props: MonitoringProps) => ({ stack }: Company) => new Monitoring(stack, 'Monitoring', props);
const hours = (options: Partial<WeekdaysOptions>) => monitoring({ warningHours: BusinessHours.weekdays({
  from: '09:00', to: '17:00', timeZone: TimeZone.ETC_UTC, ...options,
}) });
const poll = (change: Partial<PollOptions> = {}) =>
  Poll.of({ title: 'Cats or dogs?', options: { a: 'Cats', b: 'Dogs' }, ...change });
const voting = (change: (company: Company) => Partial<VotingAppProps>) => (company: Company) =>
  new VotingApp(company.stack, 'Voting', {
    vpc: company.vpc, polls: [poll()], ingress: VotingIngress.hosts({
      vote: 'vote.example.com', result: 'result.example.com', hostedZone: company.zone,
    }), ...change(company),
  });
const polls = (change: object) => voting(() => ({ polls: [poll(change)] }));
const untyped = (make: unknown, ...given: unknown[]) => (make as (...args: unknown[]) => never)(...given);
const later = (word: string) => `made with ${word} where its number is known at deployment only`;

export const DATA: readonly WrongInput[] = [
  // databases.
  ['a snapshot of another Region',
    (c) => c.database({ initial: { snapshotIdentifier: arn('rds', 'snapshot:x', { region: ABROAD }) } }),
    DB, 'initial.snapshotIdentifier',
    'be in the Region eu-west-1 of the stack', 'copy the snapshot'],
  ['a snapshot of a cluster',
    (c) => c.database({ initial: { snapshotIdentifier: arn('rds', 'cluster-snapshot:x') } }),
    DB,
    'initial.snapshotIdentifier', 'be the name or the ARN of a snapshot'],
  ['a snapshot with a blank',
    (c) => c.database({ initial: { snapshotIdentifier: 'my snapshot' } }),
    DB, 'initial.snapshotIdentifier',
    'be the name or the ARN of a snapshot', 'got "my snapshot"'],
  ['a key of another partition', (c) => c.database({ encryptionKey: keyAt(c, {
    partition: 'aws-cn', region: 'cn-north-1',
  }) }), DB, 'encryptionKey', 'be in the partition aws of the stack', 'got one in aws-cn'],
  ['a key known later', (c) => c.database({ encryptionKey: c.untyped() }), DB, 'encryptionKey', 'be an IKey',
    'known at deployment only'],
  ['credentials of another Region', (c) => c.database({
    credentials: DatabaseCredentials.fromSecret(secretAt(c, { region: ABROAD }), { userName: 'shop' }),
  }), DB, 'credentials.secret', 'be in the Region eu-west-1 of the stack'],
  ['credentials of another account', (c) => c.database({
    credentials: DatabaseCredentials.fromSecret(secretAt(c, { account: OTHER_ACCOUNT }), { userName: 'shop' }),
  }), DB, 'credentials.secret', 'be in the account 111122223333 of the stack', 'writes the address of the database'],
  ['credentials known later', (c) => c.database({
    credentials: DatabaseCredentials.fromSecret(c.untyped(), { userName: 'shop' }),
  }), DB, 'credentials.secret', 'be an ISecret', 'known at deployment only'],
  ['one secret of two databases', (c) => {
    const secret = new DatabaseSecret(c.stack, 'Secret', { username: 'shop' });
    const credentials = DatabaseCredentials.fromSecret(secret, { userName: 'shop' });
    c.database({ credentials }, 'First');
    return c.database({ credentials });
  }, DB, 'credentials.secret', 'be attached to nothing yet', 'attached by Stack/First'],
  ['a copy of the secret where it is', copies({ region: 'eu-west-1' }), DB, 'credentials.replicaRegions[0].region',
    'be another Region than that of the stack'],
  ['a copy of the secret on Mars', copies({ region: 'mars-1' }), DB, 'credentials.replicaRegions[0].region',
    'be a Region such as'],
  ['a copy of the secret in another partition', copies({ region: 'cn-north-1' }), DB,
    'credentials.replicaRegions[0].region', 'be a Region of the partition aws', 'got "cn-north-1"'],
  ['a copy of the secret with a key of here', (c) => copies({ region: ABROAD, encryptionKey: keyAt(c, {}) })(c), DB,
    'credentials.replicaRegions[0].encryptionKey', 'be in the Region us-east-1', 'got Stack/Key'],
  ['tebibytes of storage that are known later',
    (c) => c.database({ storage: { allocated: Size.tebibytes(c.number()) } }),
    DB, 'storage.allocated', later('Size.gibibytes')],
  ['storage of a part of a gibibyte', (c) => c.database({ storage: { allocated: Size.mebibytes(20_500) } }), DB,
    'storage.allocated', 'whole GiB from 20'],
  ['metrics each seven seconds', (c) => c.database({ monitoringInterval: Duration.seconds(7) }), DB,
    'monitoringInterval', 'one of 0, 1, 5, 10, 15, 30, 60 seconds'],
  ['minutes between metrics that are known later',
    (c) => c.database({ monitoringInterval: Duration.minutes(c.number()) }), DB, 'monitoringInterval',
    later('Duration.seconds')],
  ['windows that overlap', (c) => c.database({
    backup: { window: '03:00-04:00' }, engine: { maintenanceWindow: 'mon:03:30-mon:04:30' },
  }), DB, 'engine.maintenanceWindow', 'not overlap "backup.window"'],
  ['a number among the parameters',
    (c) => c.database({ engine: { parameters: { max_connections: 100 as never } } }),
    DB,
    'engine.parameters.max_connections', 'be a text', 'got 100'],
  ['subnets of a database in one zone', (c) => c.database({ vpcSubnets: { subnets: [c.vpc.isolatedSubnets[0]] } }),
    DB, 'vpcSubnets', 'in at least 2 Availability Zones'],
  ['subnets of a database in another VPC', (c) => c.database({ vpcSubnets: { subnets: c.otherVpc.isolatedSubnets } }),
    DB, 'vpcSubnets.subnets[0]', 'be a subnet of Stack/Vpc'],
  ['a class with the prefix of RDS', (c) => c.database({ instanceType: new InstanceType('db.t4g.micro') }), DB,
    'instanceType', 'be a family and a size', 'leave the prefix "db." out'],
  ['a version as a text',
    (c) => c.database({ engine: { version: '17' as never } }),
    DB, 'engine.version', 'be a PostgresEngineVersion'],
  ['the database of RDS itself',
    (c) => c.database({ initial: { databaseName: 'rdsadmin' } }),
    DB, 'initial.databaseName',
    'not be a name that PostgreSQL or RDS uses'],
  ['pooling known later', (c) => c.database({ pooling: c.untyped() }), DB, 'pooling', 'made with a factory of Pooling'],
  ['more idle connections than all', (c) => c.database({
    pooling: Pooling.rdsProxy({ maxIdleConnectionsPercent: 60, maxConnectionsPercent: 50 }),
  }), DB, 'pooling.maxIdleConnectionsPercent', 'at most "maxConnectionsPercent" (50)'],
  ['minutes of patience that are known later', (c) => c.database({
    pooling: Pooling.rdsProxy({ borrowTimeout: Duration.minutes(c.number()) }),
  }), DB, 'pooling.borrowTimeout', later('Duration.seconds')],
  ['protection as a word', (c) => c.database({ deletionProtection: 'yes' as never }), DB, 'deletionProtection',
    'be true or false'],
  ['a log-in for nobody', (c) => c.database().grantConnect(undefined as never, 'shop'),
    'Stack/Database (PostgresDatabase.grantConnect)', 'grantee', 'be an IGrantable', 'got undefined'],
  ['a log-in of no user', (c) => c.database().grantConnect(c.service().taskRole, ''),
    'Stack/Database (PostgresDatabase.grantConnect)', 'userName', 'be the name of one user', 'got ""'],
  // replicas.
  ['a replica of nothing', farReplica(() => ({})), 'StackElsewhere/Replica (PostgresReplica)', 'source',
    'be a PostgresDatabase', 'got undefined'],
  ['a replica of a source known later', farReplica((c) => ({ source: c.untyped() })),
    'StackElsewhere/Replica (PostgresReplica)', 'source', 'be a PostgresDatabase', 'known at deployment only'],
  ['a replica in the Region of its source', (c) => new PostgresReplica(c.stack, 'Replica', {
    vpc: c.vpc, source: c.database(),
  }), 'Stack/Replica (PostgresReplica)', 'source', 'be in another Region'],
  ['a replica in another partition', farReplica((c) => ({ source: c.database() }), { region: 'cn-north-1' }),
    'StackElsewhere/Replica (PostgresReplica)', 'source', 'be in the same partition of AWS'],
  ['a replica with a key of its source', farReplica((c) => ({
    source: c.database(), encryptionKey: keyAt(c, {}),
  })), 'StackElsewhere/Replica (PostgresReplica)', 'encryptionKey', 'be in the Region us-east-1 of the stack'],
  // caches.
  ['a token of another Region', (c) => c.cache({ secret: secretAt(c, { region: ABROAD }) }), CACHE, 'secret',
    'be in the Region eu-west-1 of the stack', 'CloudFormation reads a secret of its own Region only'],
  ['a token known later', (c) => c.cache({ secret: c.untyped() }), CACHE, 'secret', 'be an ISecret',
    'known at deployment only'],
  ['a secret without a token', (c) => c.cache({ secret: new Secret(c.stack, 'Secret', {
    generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'p' },
  }) }), CACHE, 'secret', 'have the field "password"', 'got only "p"'],
  ['nodes known later', (c) => c.cache({ nodes: c.number() }), CACHE, 'nodes', 'be known at synthesis'],
  ['hours of snapshots that are known later', (c) => c.cache({ snapshotRetention: Duration.hours(c.number()) }), CACHE,
    'snapshotRetention', later('Duration.days')],
  ['windows of a cache that overlap', (c) => c.cache({
    snapshotWindow: '03:00-05:00', maintenanceWindow: 'sun:04:00-sun:05:00',
  }), CACHE, 'maintenanceWindow', 'not overlap "snapshotWindow"'],
  ['subnets of a cache in another VPC', (c) => c.cache({ vpcSubnets: { subnets: c.otherVpc.isolatedSubnets } }), CACHE,
    'vpcSubnets.subnets[0]', 'be a subnet of Stack/Vpc'],
  ['shards without a number', (c) => c.cache({ clusterMode: ClusterMode.enabled({ shards: NaN }) }), CACHE,
    'clusterMode.shards', 'from 1 to 250', 'got NaN'],
  // queues.
  ['hours of hiding that are known later', queue((c) => ({ visibilityTimeout: Duration.hours(c.number()) })), QUEUE,
    'visibilityTimeout', later('Duration.seconds')],
  ['messages of 15 days', queue(() => ({ retentionPeriod: Duration.days(15) })), QUEUE, 'retentionPeriod',
    'to 14 days', 'got 15 days'],
  ['an alarm on an age that no message gets', queue(() => ({
    retentionPeriod: Duration.hours(1), maxAge: Duration.hours(2),
  })), QUEUE, 'maxAge', 'be shorter than "retentionPeriod" (1 hour)', 'got 2 hours'],
  ['work that takes longer than a message is hidden', queue(() => ({
    processingTime: Duration.minutes(10), visibilityTimeout: Duration.minutes(5),
  })), QUEUE, 'visibilityTimeout', 'at least "processingTime" (10 minutes)'],
  ['a key of messages for signatures', queue((c) => ({ encryptionKey: new Key(c.stack, 'Key', {
    keySpec: KeySpec.ECC_NIST_P256, keyUsage: KeyUsage.SIGN_VERIFY,
  }) })), QUEUE, 'encryptionKey', 'be a symmetric key for encryption'],
  ['an order of messages as a word', queue(() => ({ fifo: 'yes' as never })), QUEUE, 'fifo', 'be true or false'],
  // backends.
  ['a queue known later', queueBackend((c) => ({ queue: c.untyped() })), 'Stack/Backend (QueueBackend)', 'queue',
    'be an IQueue', 'known at deployment only'],
  ['a WorkQueue in place of its queue', queueBackend((c) => ({ queue: new WorkQueue(c.stack, 'Jobs') })),
    'Stack/Backend (QueueBackend)', 'queue', 'be an IQueue', 'got Stack/Jobs'],
  ['rights that there are not', queueBackend((c) => ({ queue: new Queue(c.stack, 'Jobs'), rights: 'ALL' })),
    'Stack/Backend (QueueBackend)', 'rights', 'one of send, receive', 'got "ALL"'],
  ['a bucket known later', (c) => new BucketBackend(c.stack, 'Backend', {
    bucket: c.untyped(), rights: BucketRights.READ,
  }), 'Stack/Backend (BucketBackend)', 'bucket', 'be an IBucket', 'known at deployment only'],
  ['a topic to publish to in another Region', (c) => new TopicBackend(c.stack, 'Backend', {
    topic: Topic.fromTopicArn(c.stack, 'Topic', arn('sns', 'x', { region: ABROAD })),
  }), 'Stack/Backend (TopicBackend)', 'topic', 'be in the Region eu-west-1 of the stack'],
  ['port 0 of a backend', backend(() => ({ port: 0 })), BACKEND, 'port', 'from 1 to 65535', 'got 0'],
  ['a blank in a prefix', backend(() => ({ environmentPrefix: 'x y' })), BACKEND, 'environmentPrefix',
    'be letters, digits and "_"'],
  ['the id of a group that admits clients', backend(() => ({ admittedBy: 'sg-1' as never })), BACKEND, 'admittedBy',
    'be an IConnectable'],
  ['a rotation of another Region', backend((c) => ({ rotatingSecret: secretAt(c, { region: ABROAD }) })), BACKEND,
    'rotatingSecret', 'be in the Region eu-west-1 of the stack', 'no rotation of another Region'],
  ['a field that a secret of a backend lacks', backend((c) => ({ secrets: {
    USER: TaskSecret.fromSecretsManager(new Secret(c.stack, 'Secret', {
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'password' },
    }), 'user'),
  } })), BACKEND, 'secrets.USER', 'have the field "user"'],
  ['a service as a backend', (c) => c.service().connectTo(c.service({}, 'Other') as never),
    'Stack/Shop (FargateService)', 'backend', 'be a backend', 'got an object of FargateService'],
  ['a backend of another Region', (c) => {
    const stack = c.elsewhere({ region: ABROAD });
    const vpc = new Vpc(stack, 'Vpc', { natGateways: 1 });
    return c.service().connectTo(new PostgresDatabase(stack, 'Database', { vpc }));
  }, 'Stack/Shop (FargateService)', 'backend', 'be in the Region eu-west-1 of the stack',
  'got StackElsewhere/Database in us-east-1'],
  ['a log-in by IAM to a cache', (c) => c.service().connectTo(c.cache(), {
    access: BackendAccess.iam({ userName: 'shop' }),
  }), 'Stack/Shop (FargateService)', 'access', 'be BackendAccess.injected'],
  ['outputs with a number in front', (c) => c.service().exportOutputs(5 as never),
    'Stack/Shop (FargateService.exportOutputs)', 'prefix', 'at most 200 characters', 'got 5'],
  // monitoring.
  ['one address twice', monitoring({ emails: ['ops@example.com', 'ops@example.com'] }), MONITORING, 'emails[1]',
    'differ from "emails[0]"'],
  ['a topic of notifications known later', (c) => monitoring({
    notifications: [Notification.topic(c.untyped())],
  })(c), MONITORING, 'notifications[0].topic', 'be an ITopic', 'known at deployment only'],
  ['a web hook without TLS', monitoring({ notifications: [Notification.https('http://x.example.com')] }), MONITORING,
    'notifications[0]', 'be a URL that starts with https://'],
  ['a channel by its name', monitoring({ notifications: [Notification.slack({
    workspaceId: 'T0123456789', channelId: '#ops',
  })] }), MONITORING, 'notifications[0].channelId', 'be the id of a channel', 'got "#ops"'],
  ['an objective of everything', monitoring({ objectives: [Objective.availability(100)] }), MONITORING,
    'objectives[0].percent', 'from 94 to 99.999', 'got 100'],
  ['an answer in no time', monitoring({ objectives: [Objective.latency({ percent: 99, under: Duration.millis(0) })] }),
    MONITORING, 'objectives[0].under', 'from 1 to 60000 milliseconds'],
  ['a percentile above all', monitoring({ objectives: [Objective.latency({
    percent: 99, percentile: 101, under: Duration.millis(200),
  })] }), MONITORING, 'objectives[0].percentile', 'from 50 to 99.99'],
  ['hours without minutes', hours({ from: '9' }), MONITORING, 'warningHours.from', 'be a time hh:mm', 'got "9"'],
  ['a day that ends when it begins', hours({ to: '09:00' }), MONITORING, 'warningHours.to',
    'be later than "warningHours.from"'],
  ['office hours on another planet', hours({ timeZone: TimeZone.of('Mars/Phobos') }), MONITORING,
    'warningHours.timeZone', 'a time zone of IANA', 'got "Mars/Phobos"'],
  ['a page without a scheme', monitoring({ runbooks: 'wiki' }), MONITORING, 'runbooks', 'starts with https://'],
  ['a scope known later', (c) => monitoring({ watchedScope: c.untyped() })(c), MONITORING, 'watchedScope',
    'be an IConstruct', 'known at deployment only'],
  ['a threshold without a limit', monitoring({ tuning: [Tuning.threshold('CpuUtilization', {})] }), MONITORING,
    'tuning[0]', 'give "critical" or "warning"'],
  ['less than no errors', monitoring({ logErrors: [LogErrors.above(-1)] }), MONITORING,
    'logErrors[0].linesPerMinute', 'at least 0', 'got -1'],
  ['a Network Load Balancer to be watched', (c) => Monitored.alb(
    new NetworkLoadBalancer(c.stack, 'Nlb', { vpc: c.vpc }) as never,
  ), 'Stack/Nlb (Monitored.alb)', 'loadBalancer', 'be an Application Load Balancer', 'got Stack/Nlb'],
  ['a load balancer to be watched that is known later', (c) => Monitored.alb(c.untyped()), 'Monitored.alb',
    'loadBalancer', 'be an IApplicationLoadBalancer', 'known at deployment only'],
  ['a text among the target groups', (c) => Monitored.alb(new ApplicationLoadBalancer(c.stack, 'Lb', { vpc: c.vpc }), {
    targetGroups: ['x' as never],
  }), 'Stack/Lb (Monitored.alb)', 'options.targetGroups[0]', 'be an IApplicationTargetGroup'],
  ['no database to be watched', () => Monitored.rds(undefined as never), 'Monitored.rds', 'instance',
    'be an IDatabaseInstance', 'got undefined'],
  ['the name of a queue to be watched', () => Monitored.sqs('q' as never), 'Monitored.sqs', 'queue', 'be an IQueue'],
  ['an object that is no function', () => Monitored.lambda({} as never), 'Monitored.lambda', 'lambdaFunction',
    'be an IFunction', 'got an object of Object'],
  ['a bucket in place of a service', (c) => Monitored.ecsService(new Bucket(c.stack, 'Bucket') as never),
    'Stack/Bucket (Monitored.ecsService)', 'service', 'be an IBaseService', 'got Stack/Bucket'],
  ['no signals', (c) => Monitored.signals(c.stack, 'Own', undefined as never), 'Monitored.signals', 'signals',
    'be a list', 'got undefined'],
  ['no connections of a database', (c) => Monitored.rds(DatabaseInstance.fromDatabaseInstanceAttributes(
    c.stack, 'Theirs', { instanceIdentifier: 'x', instanceEndpointAddress: 'x', port: 5432, securityGroups: [] },
  ), { maxConnections: 0 }), 'Stack/Theirs (Monitored.rds)', 'maxConnections', 'at least 1', 'got 0'],
  ['an operations topic that keeps an order', (c) => OperationsTopic.use(
    c.stack, new Topic(c.stack, 'Topic', { fifo: true }),
  ), 'Stack (OperationsTopic.use)', 'topic', 'be a standard topic', 'got the FIFO topic Stack/Topic'],
  ['an operations topic known later', (c) => OperationsTopic.use(c.stack, c.untyped()), 'OperationsTopic.use', 'topic',
    'be an ITopic', 'known at deployment only'],
  ['an operations topic of another Region', (c) => {
    OperationsTopic.use(c.stack, Topic.fromTopicArn(c.stack, 'Topic', arn('sns', 'x', { region: ABROAD })));
    OperationsTopic.of(c.stack);
  }, 'Stack (OperationsTopic.use)', 'topic', 'be in the Region eu-west-1 of the stack', 'got one in us-east-1'],
  ['a profile of nothing', () => Profile.STAGING.applyTo(undefined as never), 'Profile.applyTo', 'scope',
    'be an IConstruct', 'got undefined'],
  // the voting application.
  ['one name of both pages', voting((c) => ({ ingress: VotingIngress.hosts({
    vote: 'a.example.com', result: 'A.example.com', hostedZone: c.zone,
  }) })), VOTING, 'ingress.result', 'differ from "ingress.vote"'],
  ['hosts without options', voting(() => ({ ingress: untyped(VotingIngress.hosts) })), VOTING, 'ingress.vote',
    'be a text', 'got undefined'],
  ['nothing that is shared', voting(() => ({ ingress: untyped(VotingIngress.shared, undefined) })), VOTING,
    'ingress.loadBalancer', 'be a WebLoadBalancer', 'got undefined'],
  ['one path of both pages', voting((c) => ({ ingress: VotingIngress.shared(c.sharedEdge(), {
    vote: { paths: ['/a'] }, result: { paths: ['/a'] },
  }) })), VOTING, 'ingress.vote.paths', 'be left out, or take every path'],
  ['less than no proxies', voting(() => ({ ingress: VotingIngress.pages({
    vote: Ingress.http(), result: Ingress.http(), proxies: -1,
  }) })), VOTING, 'ingress.proxies', 'from 0 to 10', 'got -1'],
  ['an image from nowhere', voting(() => ({ image: untyped(VotingImage.fromRepository) })), VOTING,
    'image.repository', 'be an IRepository', 'got undefined'],
  ['an image of a service', voting(() => ({ image: IMAGE as never })), VOTING, 'image',
    'made with a factory of VotingImage', 'got an object of ServiceImage'],
  ['an image of votes known later', voting((c) => ({ image: VotingImage.fromRepository(c.untyped(), '1') })), VOTING,
    'image.repository', 'be an IRepository', 'known at deployment only'],
  ['a log-in by IAM of nobody', voting(() => ({ databaseAccess: untyped(BackendAccess.iam) })), VOTING,
    'databaseAccess.userName', 'be a text'],
  ['database and cache the wrong way round', voting((c) => ({ database: c.cache(), cache: c.database() })), VOTING,
    'database', 'be a database', 'got the ValkeyCache Stack/Cache'],
  ['a worker that may be empty', voting(() => ({ worker: { capacity: CapacityRange.between(0, 2) } })), VOTING,
    'worker.capacity.min', 'at least 1', 'got 0'],
  ['a setting of votes with a name known later', voting((c) => ({ settings: { [c.text()]: 'a' } })), VOTING, 'settings',
    'have names that are known at synthesis'],
  ['a list of answers', polls({ options: ['Cats', 'Dogs'] }), VOTING, 'polls[0].options', 'be answers by id',
    'got ["Cats", "Dogs"]'],
  ['a date as a text', polls({ closesAt: '2027-01-01' }), VOTING, 'polls[0].closesAt', 'be a date that exists'],
  ['a question of 121 characters', polls({ title: 'x'.repeat(121) }), VOTING, 'polls[0].title', '1 to 120 characters'],
  ['a token of the admin page as a text', voting(() => ({ result: { adminPage: AdminPage.token('x' as never) } })),
    VOTING, 'result.adminPage.token', 'be an ecs.Secret'],
  ['a cluster of votes in another VPC', voting((c) => ({
    cluster: new Cluster(c.stack, 'Cluster', { vpc: c.otherVpc }),
  })), VOTING, 'cluster', 'be in the VPC of the service'],
  ['nobody who asks for metrics', (c) => voting(() => ({}))(c).allowScrapingFrom('sg-1' as never),
    'Stack/Voting (VotingApp.allowScrapingFrom)', 'peer', 'be an IPeer', 'got a text'],
];
