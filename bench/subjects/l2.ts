import { type App, ArnFormat, Duration, Fn, RemovalPolicy, Size, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { ENVIRONMENT, IMAGE } from '../environment';

/** The resources of `elastic-web.ts`, type by type, written by hand with the constructs of the CDK. */
export function build(app: App, services: number): void {
  const vpc = network(new Stack(app, 'Net', { env: ENVIRONMENT }));
  for (let n = 1; n <= services; n++) service(new Stack(app, `Service${n}`, { env: ENVIRONMENT }), vpc);
}

function network(stack: Stack): ec2.IVpc {
  const vpc = new ec2.Vpc(stack, 'Vpc', {
    maxAzs: 3, natGateways: 3, restrictDefaultSecurityGroup: true,
    subnetConfiguration: [
      { name: 'Public', subnetType: ec2.SubnetType.PUBLIC, mapPublicIpOnLaunch: false, cidrMask: 24 },
      { name: 'Service', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      { name: 'Data', subnetType: ec2.SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
    gatewayEndpoints: { S3: { service: ec2.GatewayVpcEndpointAwsService.S3 } },
  });
  const role = new iam.Role(stack, 'FlowLogRole', {
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com'),
  });
  const group = new logs.LogGroup(stack, 'FlowLogs', { retention: logs.RetentionDays.ONE_MONTH });
  vpc.addFlowLog('FlowLog', { destination: ec2.FlowLogDestination.toCloudWatchLogs(group, role) });
  new logs.LogGroup(stack, 'ProviderLogs', { retention: logs.RetentionDays.ONE_MONTH });
  return vpc;
}

function service(stack: Stack, vpc: ec2.IVpc): void {
  const topic = operations(stack);
  const balancer = loadBalancer(stack, vpc);
  firewall(stack, balancer);
  const group = new elbv2.ApplicationTargetGroup(stack, 'Targets', {
    vpc, port: 80, protocol: elbv2.ApplicationProtocol.HTTP, targetType: elbv2.TargetType.IP,
    deregistrationDelay: Duration.seconds(60),
    healthCheck: {
      path: '/health', healthyHttpCodes: '200', interval: Duration.seconds(30), timeout: Duration.seconds(5),
      healthyThresholdCount: 2, unhealthyThresholdCount: 3,
    },
  });
  const listener = balancer.addListener('Listener', {
    port: 80, open: true, defaultAction: elbv2.ListenerAction.fixedResponse(404, {
      contentType: 'text/plain', messageBody: 'Not found',
    }),
  });
  listener.addAction('Rule', {
    priority: 49000, conditions: [elbv2.ListenerCondition.pathPatterns(['/*'])],
    action: elbv2.ListenerAction.forward([group]),
  });
  const fargate = tasks(stack, vpc);
  group.addTarget(fargate);
  rollback(stack, fargate, group, topic);
  scale(fargate);
}

function operations(stack: Stack): sns.Topic {
  const key = new kms.Key(stack, 'Key', {
    enableKeyRotation: true, removalPolicy: RemovalPolicy.RETAIN,
    description: `Data and telemetry of ${stack.stackName}`,
  });
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'LogGroups', principals: [new iam.ServicePrincipal(`logs.${stack.region}.amazonaws.com`)], resources: ['*'],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arnsOf(stack, 'logs', '*') } },
  }));
  for (const [sid, principal] of [['Alarms', 'cloudwatch'], ['Events', 'events']]) {
    key.addToResourcePolicy(new iam.PolicyStatement({
      sid, principals: [new iam.ServicePrincipal(`${principal}.amazonaws.com`)], resources: ['*'],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      conditions: principal === 'events' ? {} : { StringEquals: { 'aws:SourceAccount': stack.account } },
    }));
  }
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'GrantsForAwsResourcesOnly', effect: iam.Effect.DENY, principals: [new iam.AnyPrincipal()], resources: ['*'],
    actions: ['kms:CreateGrant'],
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  }));
  const topic = new sns.Topic(stack, 'Operations', { masterKey: key, enforceSSL: true });
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'Alarms', principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')], actions: ['sns:Publish'],
    resources: [topic.topicArn], conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': arnsOf(stack, 'cloudwatch', 'alarm:*') },
    },
  }));
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'Events', principals: [new iam.ServicePrincipal('events.amazonaws.com')], actions: ['sns:Publish'],
    resources: [topic.topicArn],
  }));
  return topic;
}

function arnsOf(stack: Stack, service: string, resource: string): string {
  return stack.formatArn({ service, resource, arnFormat: ArnFormat.NO_RESOURCE_NAME });
}

function loadBalancer(stack: Stack, vpc: ec2.IVpc): elbv2.ApplicationLoadBalancer {
  const bucket = new s3.Bucket(stack, 'AccessLogs', {
    encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true, versioned: true,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL, objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    serverAccessLogsPrefix: 'server-access/',
    lifecycleRules: [{
      expiration: Duration.days(90), noncurrentVersionExpiration: Duration.days(1),
      abortIncompleteMultipartUploadAfter: Duration.days(7),
    }],
  });
  const securityGroup = new ec2.SecurityGroup(stack, 'EntranceGroup', {
    vpc, allowAllOutbound: false, description: 'Entrance of the load balancer',
  });
  const balancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', {
    vpc, securityGroup, internetFacing: true, deletionProtection: true, http2Enabled: true, crossZoneEnabled: true,
    dropInvalidHeaderFields: true, desyncMitigationMode: elbv2.DesyncMitigationMode.DEFENSIVE,
    idleTimeout: Duration.seconds(60), clientKeepAlive: Duration.hours(1),
  });
  balancer.logAccessLogs(bucket);
  return balancer;
}

const RULE_SETS = ['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'];

function firewall(stack: Stack, balancer: elbv2.ApplicationLoadBalancer): void {
  const visibility = (metricName: string): wafv2.CfnWebACL.VisibilityConfigProperty => (
    { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true });
  const acl = new wafv2.CfnWebACL(stack, 'WebAcl', {
    scope: 'REGIONAL', defaultAction: { allow: {} }, visibilityConfig: visibility('WebAcl'),
    rules: [
      {
        name: 'RateLimit', priority: 0, action: { block: {} }, visibilityConfig: visibility('RateLimit'),
        statement: { rateBasedStatement: { aggregateKeyType: 'IP', limit: 2000 } },
      },
      ...RULE_SETS.map((name, index) => ({
        name, priority: index + 1, overrideAction: { none: {} }, visibilityConfig: visibility(name),
        statement: { managedRuleGroupStatement: {
          vendorName: 'AWS', name: `AWSManagedRules${name}`,
          ...name === 'CommonRuleSet' && {
            ruleActionOverrides: [{ name: 'SizeRestrictions_BODY', actionToUse: { count: {} } }],
          },
        } },
      })),
    ],
  });
  const group = new logs.LogGroup(stack, 'FirewallLogs', {
    logGroupName: `aws-waf-logs-${stack.stackName}-Firewall-${Fn.select(0, Fn.split('-', Fn.select(2,
      Fn.split('/', stack.stackId))))}`, retention: logs.RetentionDays.ONE_MONTH,
  });
  new wafv2.CfnLoggingConfiguration(stack, 'FirewallLogging', {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [stack.formatArn({
      service: 'logs', resource: `log-group:${group.logGroupName}`,
    })],
    redactedFields: [{ singleHeader: { Name: 'authorization' } }, { singleHeader: { Name: 'cookie' } }],
    loggingFilter: {
      DefaultBehavior: 'DROP',
      Filters: [{
        Behavior: 'KEEP', Requirement: 'MEETS_ANY',
        Conditions: ['BLOCK', 'COUNT', 'EXCLUDED_AS_COUNT'].map((Action) => ({ ActionCondition: { Action } })),
      }],
    },
  });
  new wafv2.CfnWebACLAssociation(stack, 'FirewallAssociation', {
    resourceArn: balancer.loadBalancerArn, webAclArn: acl.attrArn,
  });
}

function tasks(stack: Stack, vpc: ec2.IVpc): ecs.FargateService {
  const cluster = new ecs.Cluster(stack, 'Cluster', {
    vpc, enableFargateCapacityProviders: true, containerInsightsV2: ecs.ContainerInsights.ENABLED,
  });
  const principal = new iam.ServicePrincipal('ecs-tasks.amazonaws.com');
  const executionRole = new iam.Role(stack, 'ExecutionRole', {
    assumedBy: principal,
    description: 'Amazon ECS pulls images, injects secrets and writes logs before and around the application',
  });
  const taskRole = new iam.Role(stack, 'TaskRole', {
    assumedBy: principal.withConditions({
      StringEquals: { 'aws:SourceAccount': stack.account }, ArnLike: { 'aws:SourceArn': arnsOf(stack, 'ecs', '*') },
    }),
    description: 'The application: what it may do in AWS',
  });
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'Task', {
    cpu: 512, memoryLimitMiB: 1024, executionRole, taskRole,
    runtimePlatform: {
      cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX,
    },
  });
  taskDefinition.addContainer('app', {
    image: ecs.ContainerImage.fromRegistry(IMAGE), portMappings: [{ containerPort: 8080 }], memoryLimitMiB: 1024,
    stopTimeout: Duration.seconds(30),
    linuxParameters: new ecs.LinuxParameters(stack, 'LinuxParameters', { initProcessEnabled: true }),
    logging: ecs.LogDrivers.awsLogs({
      streamPrefix: 'task', mode: ecs.AwsLogDriverMode.NON_BLOCKING, maxBufferSize: Size.mebibytes(25),
      logGroup: new logs.LogGroup(stack, 'Logs', { retention: logs.RetentionDays.ONE_MONTH }),
    }),
  });
  return new ecs.FargateService(stack, 'Service', {
    cluster, taskDefinition, minHealthyPercent: 100, maxHealthyPercent: 200, enableECSManagedTags: true,
    propagateTags: ecs.PropagatedTagSource.SERVICE, healthCheckGracePeriod: Duration.seconds(60),
    circuitBreaker: { enable: true, rollback: true }, vpcSubnets: { subnetGroupName: 'Service' },
    capacityProviderStrategies: [{ capacityProvider: 'FARGATE', weight: 1 }],
    securityGroups: [new ec2.SecurityGroup(stack, 'TaskGroup', { vpc, description: 'Tasks of the service' })],
  });
}

function rollback(
  stack: Stack, fargate: ecs.FargateService, group: elbv2.ApplicationTargetGroup, topic: sns.Topic,
): void {
  const errors = group.metrics.httpCodeTarget(elbv2.HttpCodeTarget.TARGET_5XX_COUNT, { period: Duration.minutes(1) });
  const latency = group.metrics.targetResponseTime({ statistic: 'p95', period: Duration.minutes(1) });
  const whenKnown = {
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  };
  const alarms = [
    errors.createAlarm(stack, 'Errors', {
      threshold: 10, evaluationPeriods: 4, datapointsToAlarm: 2,
      alarmDescription: 'Server errors of the targets: More than 10 server errors a minute, in 2 of 4: after a '
        + 'deployment the new version is the likely cause, and it is rolled back.',
      ...whenKnown,
    }),
    latency.createAlarm(stack, 'Latency', {
      threshold: 1, evaluationPeriods: 7, datapointsToAlarm: 5,
      alarmDescription: 'Response time, 95th percentile: One request in twenty took longer than 1 second in 5 of 7 '
        + 'minutes: people notice. Look at CPU, then at the database.',
      ...whenKnown,
    }),
  ];
  for (const alarm of alarms) {
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  }
  fargate.enableDeploymentAlarms(alarms.map(({ alarmName }) => alarmName), {
    behavior: ecs.AlarmBehavior.ROLLBACK_ON_ALARM,
  });
}

function scale(fargate: ecs.FargateService): void {
  fargate.autoScaleTaskCount({ minCapacity: 2, maxCapacity: 10 }).scaleOnCpuUtilization('Cpu', {
    targetUtilizationPercent: 70, scaleInCooldown: Duration.minutes(5), scaleOutCooldown: Duration.minutes(1),
  });
}
