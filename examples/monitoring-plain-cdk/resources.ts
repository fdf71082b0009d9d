// what the application is made of: constructs of the CDK, with settings that an audit accepts.
import { Duration, Fn, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { AutoScalingGroup, HealthChecks, ScalingEvents, UpdatePolicy } from 'aws-cdk-lib/aws-autoscaling';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  BlockDeviceVolume, InstanceType, LaunchTemplate, MachineImage, Peer, Port, SecurityGroup, type IVpc,
} from 'aws-cdk-lib/aws-ec2';
import {
  Cluster, ContainerImage, ContainerInsights, FargateService, FargateTaskDefinition, LogDrivers,
} from 'aws-cdk-lib/aws-ecs';
import { CfnReplicationGroup, CfnSubnetGroup } from 'aws-cdk-lib/aws-elasticache';
import { ApplicationLoadBalancer, type ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Alias, Key } from 'aws-cdk-lib/aws-kms';
import { Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import {
  Credentials, DatabaseInstance, DatabaseInstanceEngine, PostgresEngineVersion, StorageType,
} from 'aws-cdk-lib/aws-rds';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef';
const OFFICE = Peer.ipv4('10.0.0.0/8');
/** What nginx answers to. */
const HEALTH = { path: '/', interval: Duration.seconds(30), timeout: Duration.seconds(5) };
const FIREWALL_RULES = ['AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet'];

/** The shop: containers behind an internal load balancer. */
export function shopOf(stack: Stack, vpc: IVpc): {
  readonly loadBalancer: ApplicationLoadBalancer; readonly targetGroup: ApplicationTargetGroup;
  readonly service: FargateService;
} {
  const logGroup = logGroupOf(stack, 'ShopLog');
  const taskDefinition = new FargateTaskDefinition(stack, 'Task', {
    cpu: 512, memoryLimitMiB: 1024,
    executionRole: roleOf(stack, 'TaskExecution', 'ecs-tasks.amazonaws.com', [logsTo(logGroup)]),
  });
  taskDefinition.addContainer('Shop', {
    image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/nginx:1.29'),
    portMappings: [{ containerPort: 80 }],
    logging: LogDrivers.awsLogs({ streamPrefix: 'shop', logGroup }),
  });
  const service = new FargateService(stack, 'Service', {
    cluster: new Cluster(stack, 'Cluster', { vpc, containerInsightsV2: ContainerInsights.ENABLED }),
    taskDefinition, desiredCount: 2, minHealthyPercent: 100, circuitBreaker: { rollback: true },
  });
  const loadBalancer = loadBalancerOf(stack, vpc);
  const listener = loadBalancer.addListener('Https', {
    port: 443, open: false, certificates: [Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE)],
  });
  listener.connections.allowDefaultPortFrom(OFFICE, 'HTTPS from the offices');
  const targetGroup = listener.addTargets('Shop', { port: 80, targets: [service], healthCheck: HEALTH });
  return { loadBalancer, targetGroup, service };
}

function loadBalancerOf(stack: Stack, vpc: IVpc): ApplicationLoadBalancer {
  const loadBalancer = new ApplicationLoadBalancer(stack, 'LoadBalancer', {
    vpc, deletionProtection: true, dropInvalidHeaderFields: true,
  });
  const accessLogs = new Bucket(stack, 'AccessLogs', {
    encryption: BucketEncryption.S3_MANAGED, blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true,
    versioned: true, lifecycleRules: [{ expiration: Duration.days(90) }], serverAccessLogsPrefix: 'bucket/',
  });
  accept(accessLogs.node.defaultChild!, 'A load balancer writes to buckets with SSE-S3 alone',
    ...['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-S3DefaultEncryptionKMS`));
  loadBalancer.logAccessLogs(accessLogs);
  protect(loadBalancer);
  return loadBalancer;
}

function protect(loadBalancer: ApplicationLoadBalancer): void {
  const visible = (metricName: string) =>
    ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName });
  const firewall = new CfnWebACL(loadBalancer, 'Firewall', {
    scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: visible('Firewall'),
    rules: FIREWALL_RULES.map((name, priority) => ({
      name, priority, overrideAction: { none: {} }, visibilityConfig: visible(name),
      statement: { managedRuleGroupStatement: { vendorName: 'AWS', name } },
    })),
  });
  new CfnWebACLAssociation(loadBalancer, 'Protected', {
    resourceArn: loadBalancer.loadBalancerArn, webAclArn: firewall.attrArn,
  });
  // AWS WAF takes no name that starts otherwise, and an ARN without an asterisk at its end.
  const { logGroupName } = logGroupOf(loadBalancer, 'FirewallLog', 'aws-waf-logs-orders');
  const logArn = Stack.of(loadBalancer).formatArn({ service: 'logs', resource: `log-group:${logGroupName}` });
  new CfnLoggingConfiguration(loadBalancer, 'FirewallLogging', {
    resourceArn: firewall.attrArn, logDestinationConfigs: [logArn],
  });
}

/** Orders that wait, and those that failed five times. */
export function queuesOf(stack: Stack): { readonly orders: Queue; readonly failed: Queue } {
  const settings = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true };
  const failed = new Queue(stack, 'Failed', settings);
  const orders = new Queue(stack, 'Orders', {
    ...settings, visibilityTimeout: Duration.minutes(3), deadLetterQueue: { queue: failed, maxReceiveCount: 5 },
  });
  return { orders, failed };
}

/** Writes an invoice for each order. */
export function invoicesOf(stack: Stack, vpc: IVpc, { orders, failed }: ReturnType<typeof queuesOf>): Function {
  const logGroup = logGroupOf(stack, 'InvoicesLog');
  const invoices = new Function(stack, 'Invoices', {
    runtime: Runtime.NODEJS_24_X, handler: 'index.handler', code: Code.fromInline('exports.handler = async () => {};'),
    vpc, timeout: Duration.seconds(30), reservedConcurrentExecutions: 10, deadLetterQueue: failed, logGroup,
    role: roleOf(stack, 'InvoicesRole', 'lambda.amazonaws.com', [
      logsTo(logGroup), networkInterfaces(), allow(failed.queueArn, 'sqs:SendMessage'),
      allow(orders.queueArn, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'),
    ]),
  });
  invoices.addEventSource(new SqsEventSource(orders));
  return invoices;
}

/** Machines that pack the orders. */
export function workersOf(stack: Stack, vpc: IVpc): AutoScalingGroup {
  const role = new Role(stack, 'WorkerRole', { assumedBy: new ServicePrincipal('ec2.amazonaws.com') });
  return new AutoScalingGroup(stack, 'Workers', {
    vpc, minCapacity: 2, maxCapacity: 10, healthChecks: HealthChecks.ec2(), updatePolicy: UpdatePolicy.rollingUpdate(),
    launchTemplate: new LaunchTemplate(stack, 'Worker', {
      instanceType: new InstanceType('t3.small'), machineImage: MachineImage.latestAmazonLinux2023(), role,
      requireImdsv2: true, securityGroup: new SecurityGroup(stack, 'WorkerGroup', { vpc }),
      blockDevices: [{ deviceName: '/dev/xvda', volume: BlockDeviceVolume.ebs(20, { encrypted: true }) }],
    }),
    // Auto Scaling may use the key of Amazon SNS, and no other without a policy that says so.
    notifications: [{
      scalingEvents: ScalingEvents.ALL,
      topic: new Topic(stack, 'WorkerEvents', {
        masterKey: Alias.fromAliasName(stack, 'SnsKey', 'alias/aws/sns'), enforceSSL: true,
      }),
    }],
  });
}

/** PostgreSQL with a standby. */
export function databaseOf(stack: Stack, vpc: IVpc, key: Key): DatabaseInstance {
  // with the id of the stack, so that a second stack finds the name free.
  const instanceIdentifier = Fn.join('-', ['orders', Fn.select(2, Fn.split('/', stack.stackId))]);
  const logs = ['postgresql', 'upgrade'].map((name) =>
    logGroupOf(stack, `${name}Log`, `/aws/rds/instance/${instanceIdentifier}/${name}`));
  const database = new DatabaseInstance(stack, 'Database', {
    vpc, instanceIdentifier, engine: DatabaseInstanceEngine.postgres({ version: PostgresEngineVersion.VER_17 }),
    instanceType: new InstanceType('m7g.large'), allocatedStorage: 100, storageType: StorageType.GP3,
    storageEncrypted: true, multiAz: true,
    credentials: Credentials.fromUsername('orders', { encryptionKey: key }), manageMasterUserPassword: true,
    deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN, publiclyAccessible: false, port: 5433,
    backupRetention: Duration.days(7), iamAuthentication: true, autoMinorVersionUpgrade: true,
    enablePerformanceInsights: true, cloudwatchLogsExports: ['postgresql', 'upgrade'],
    monitoringInterval: Duration.minutes(1), copyTagsToSnapshot: true,
    monitoringRole: roleOf(stack, 'Measuring', 'monitoring.rds.amazonaws.com', [
      allow('*', 'logs:CreateLogGroup', 'logs:PutRetentionPolicy', 'logs:CreateLogStream', 'logs:PutLogEvents',
        'logs:DescribeLogStreams', 'logs:GetLogEvents'),
    ]),
  });
  // the groups are there before RDS makes them without an end.
  database.node.addDependency(...logs);
  return database;
}

/** Valkey in two zones. */
export function cacheOf(stack: Stack, vpc: IVpc, key: Key): CfnReplicationGroup {
  const subnets = new CfnSubnetGroup(stack, 'CacheSubnets', {
    description: 'Private subnets', subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
  });
  const group = new SecurityGroup(stack, 'CacheGroup', { vpc, allowAllOutbound: false });
  group.connections.allowInternally(Port.tcp(6380), 'Nodes of the cache');
  const token = new Secret(stack, 'CacheToken', {
    encryptionKey: key, generateSecretString: { excludePunctuation: true, passwordLength: 64 },
  });
  accept(token.node.defaultChild!, 'AWS hosts no rotation for the token of a cache', 'AwsSolutions-SMG4',
    'HIPAA.Security-SecretsManagerRotationEnabled', 'NIST.800.53.R5-SecretsManagerRotationEnabled');
  const cache = new CfnReplicationGroup(stack, 'Cache', {
    replicationGroupDescription: 'Carts', engine: 'valkey', cacheNodeType: 'cache.t4g.small', numCacheClusters: 2,
    automaticFailoverEnabled: true, multiAzEnabled: true, port: 6380, atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true, authToken: token.secretValue.unsafeUnwrap(), snapshotRetentionLimit: 15,
    cacheSubnetGroupName: subnets.ref, securityGroupIds: [group.securityGroupId],
  });
  cache.applyRemovalPolicy(RemovalPolicy.SNAPSHOT);
  return cache;
}

function logGroupOf(scope: Construct, id: string, logGroupName?: string): LogGroup {
  return new LogGroup(scope, id, {
    logGroupName, retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY,
  });
}

/** A role with one policy that can be read by itself; what the CDK would grant besides is in it already. */
function roleOf(stack: Stack, id: string, service: string, statements: PolicyStatement[]) {
  const role = new Role(stack, id, { assumedBy: new ServicePrincipal(service) });
  const policy = new ManagedPolicy(role, 'Rights', { roles: [role], statements });
  accept(policy.node.defaultChild!, 'Network interfaces, and log groups that AWS makes later, have no name before',
    'AwsSolutions-IAM5[Resource::*]');
  return role.withoutPolicyUpdates();
}

function logsTo({ logGroupArn }: LogGroup): PolicyStatement {
  return allow(logGroupArn, 'logs:CreateLogStream', 'logs:PutLogEvents');
}

/** Lambda makes them in the network for its functions. */
function networkInterfaces(): PolicyStatement {
  return allow('*', 'ec2:CreateNetworkInterface', 'ec2:DescribeNetworkInterfaces', 'ec2:DeleteNetworkInterface');
}

function allow(resource: string, ...actions: string[]): PolicyStatement {
  return new PolicyStatement({ actions, resources: [resource] });
}

/** Says why a finding of an audit is as it is. */
function accept(construct: Parameters<typeof Validations.of>[0], reason: string, ...ids: string[]): void {
  for (const id of ids) Validations.of(construct).acknowledge({ id, reason });
}
