// every call of AWS that the program makes. Only what runs against AWS loads this file: it brings the SDK.
import { ACMClient, DescribeCertificateCommand } from '@aws-sdk/client-acm';
import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand, DescribeScalingActivitiesCommand }
  from '@aws-sdk/client-application-auto-scaling';
import {
  AutoScalingClient, DescribeAutoScalingGroupsCommand, DescribeInstanceRefreshesCommand,
  DescribeScalingActivitiesCommand as DescribeGroupActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient, DeleteStackCommand, DescribeStackEventsCommand, DescribeStacksCommand, GetTemplateCommand,
  ListStackResourcesCommand, ListStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { CloudWatchClient, DescribeAlarmsCommand, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchGetImageCommand, DescribeImagesCommand, ECRClient, GetDownloadUrlForLayerCommand,
} from '@aws-sdk/client-ecr';
import {
  DescribeServiceDeploymentsCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand, DescribeTasksCommand,
  ECSClient, ExecuteCommandCommand, ListServiceDeploymentsCommand, ListTasksCommand, StopServiceDeploymentCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand, DescribeLoadBalancersCommand, DescribeTargetGroupsCommand, DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { GetServiceQuotaCommand, ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { lanes } from './lanes';

/** Where calls go to, as the SDK takes it. */
export interface Place {
  readonly profile?: string;
  readonly region?: string;
}

/** A call, without what the SDK says about its own way to AWS. */
export type Call<Input, Output> = (input: Input) => Promise<Omit<Output, '$metadata'>>;

interface Client { send(command: unknown): Promise<unknown> }
type ClientClass = new (config: object) => Client;
interface Command<Input, Output> {
  readonly input: Input;
  resolveMiddleware(...words: never[]): (request: never) => Promise<{ readonly output: Output }>;
}
type CallOf<Class extends CommandClass> = InstanceType<Class> extends Command<infer Input, infer Output>
  ? Call<Input, Output>
  : never;
type CommandClass = new (...input: never[]) => Command<object, object>;

/** The SDK tries a throttled call again, with pauses that grow. */
const ATTEMPTS = 6;

/** A large deployment asks hundreds of times: this many calls of one service of AWS are under way at a time. */
const LANES = 10;

/** Every call, by the name that AWS gives it. Clients are made on the first call. */
export function operations(place: Place) {
  const clients = new Map<ClientClass, Client>();
  const queues = new Map<ClientClass, ReturnType<typeof lanes>>();
  function call<Class extends CommandClass>(client: unknown, command: Class): CallOf<Class> {
    const [Client, Command] = [client as ClientClass, command as unknown as new (input: object) => unknown];
    const queue = queues.get(Client) ?? lanes(LANES);
    queues.set(Client, queue);
    const send = (input: object) => queue(() => connected(Client).send(new Command(input)));
    return send as unknown as CallOf<Class>;
  }
  function connected(Client: ClientClass): Client {
    const client = clients.get(Client) ?? new Client({ ...place, maxAttempts: ATTEMPTS });
    clients.set(Client, client);
    return client;
  }
  return {
    describeCertificate: call(ACMClient, DescribeCertificateCommand),
    describeScalableTargets: call(ApplicationAutoScalingClient, DescribeScalableTargetsCommand),
    describeScalingActivities: call(ApplicationAutoScalingClient, DescribeScalingActivitiesCommand),
    describeAutoScalingGroups: call(AutoScalingClient, DescribeAutoScalingGroupsCommand),
    describeInstanceRefreshes: call(AutoScalingClient, DescribeInstanceRefreshesCommand),
    describeGroupActivities: call(AutoScalingClient, DescribeGroupActivitiesCommand),
    describeStacks: call(CloudFormationClient, DescribeStacksCommand),
    describeStackEvents: call(CloudFormationClient, DescribeStackEventsCommand),
    getTemplate: call(CloudFormationClient, GetTemplateCommand),
    listStackResources: call(CloudFormationClient, ListStackResourcesCommand),
    listStacks: call(CloudFormationClient, ListStacksCommand),
    deleteStack: call(CloudFormationClient, DeleteStackCommand),
    describeAlarms: call(CloudWatchClient, DescribeAlarmsCommand),
    getMetricData: call(CloudWatchClient, GetMetricDataCommand),
    filterLogEvents: call(CloudWatchLogsClient, FilterLogEventsCommand),
    getLogEvents: call(CloudWatchLogsClient, GetLogEventsCommand),
    batchGetImage: call(ECRClient, BatchGetImageCommand),
    describeImages: call(ECRClient, DescribeImagesCommand),
    getDownloadUrlForLayer: call(ECRClient, GetDownloadUrlForLayerCommand),
    describeServices: call(ECSClient, DescribeServicesCommand),
    describeServiceDeployments: call(ECSClient, DescribeServiceDeploymentsCommand),
    listServiceDeployments: call(ECSClient, ListServiceDeploymentsCommand),
    describeTaskDefinition: call(ECSClient, DescribeTaskDefinitionCommand),
    describeTasks: call(ECSClient, DescribeTasksCommand),
    listTasks: call(ECSClient, ListTasksCommand),
    executeCommand: call(ECSClient, ExecuteCommandCommand),
    stopServiceDeployment: call(ECSClient, StopServiceDeploymentCommand),
    updateService: call(ECSClient, UpdateServiceCommand),
    describeListeners: call(ElasticLoadBalancingV2Client, DescribeListenersCommand),
    describeLoadBalancers: call(ElasticLoadBalancingV2Client, DescribeLoadBalancersCommand),
    describeTargetGroups: call(ElasticLoadBalancingV2Client, DescribeTargetGroupsCommand),
    describeTargetHealth: call(ElasticLoadBalancingV2Client, DescribeTargetHealthCommand),
    describeDBClusters: call(RDSClient, DescribeDBClustersCommand),
    describeDBInstances: call(RDSClient, DescribeDBInstancesCommand),
    getServiceQuota: call(ServiceQuotasClient, GetServiceQuotaCommand),
    getCallerIdentity: call(STSClient, GetCallerIdentityCommand),
  };
}

/** What the program may ask of AWS. */
export type Api = ReturnType<typeof operations>;
