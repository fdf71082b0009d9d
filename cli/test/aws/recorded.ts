// answers in the shape of the SDK, whose own types the compiler checks them against.
import type { Task } from '@aws-sdk/client-ecs';
import { withExplanations } from '../../src/aws/errors';
import type { Api } from '../../src/aws/operations';
import type { Outside } from '../../src/aws/outside';
import { program, type Ended } from '../run';

/** Calls in place of those that are recorded. */
export type Calls = Partial<Api>;

/** The answer of a call. */
export type Answer<Name extends keyof Api> = Awaited<ReturnType<Api[Name]>>;

export const NOW = new Date('2026-12-01T12:00:00Z');
const ARN = (service: string, rest: string) => `arn:aws:${service}:eu-west-1:111122223333:${rest}`;
export const STACK_ID = ARN('cloudformation', 'stack/Shop/8a');
export const CLUSTER = ARN('ecs', 'cluster/Shop-Cluster');
export const SERVICE = ARN('ecs', 'service/Shop-Cluster/Shop-Web-1');
export const TASKS = ARN('ecs', 'task-definition/ShopWeb:7');
export const TARGET_GROUP = ARN('elasticloadbalancing', 'targetgroup/Shop-Web/6d0ecf831eec9f09');
export const BALANCER = ARN('elasticloadbalancing', 'loadbalancer/app/Shop/50dc6c495c0c9188');

/** Some minutes before now. */
export function minutesAgo(minutes: number): Date {
  return new Date(NOW.getTime() - minutes * 60_000);
}

/** An error as the SDK throws it. */
export function failure(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** A call that fails. */
export function failing(name: string, message: string): () => Promise<never> {
  return () => Promise.reject(failure(name, message));
}

const RESOURCES: readonly (readonly [type: string, logicalId: string, physicalId: string, path: string])[] = [
  ['AWS::ECS::Service', 'WebService', SERVICE, 'Shop/Web/Service/Service'],
  ['AWS::ECS::Cluster', 'Cluster', 'Shop-Cluster', 'Shop/Cluster/Resource'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Balancer', BALANCER, 'Shop/Web/Balancer/Resource'],
  ['AWS::CloudWatch::Alarm', 'Alarm5xx', 'Shop-Web-5xx', 'Shop/Web/Errors/Resource'],
  ['AWS::RDS::DBInstance', 'Orders', 'shop-orders', 'Shop/Orders/Resource'],
  ['AWS::Logs::LogGroup', 'WebLogs', 'Shop-Web-Logs', 'Shop/Web/Logs/Resource'],
  ['AWS::EC2::NatGateway', 'Nat', 'nat-1', 'Shop/Vpc/Nat'],
];

/** A template with the paths of its constructs. */
export const TEMPLATE = JSON.stringify({ Resources: Object.fromEntries(RESOURCES.map(([Type, id, , path]) => [
  id, { Type, Properties: {}, Metadata: { 'aws:cdk:path': path } },
])) });

/** A task that runs. */
export function runningTask(id: string, change: Partial<Task> = {}): Task {
  return {
    taskArn: ARN('ecs', `task/Shop-Cluster/${id}`), clusterArn: CLUSTER, taskDefinitionArn: TASKS,
    lastStatus: 'RUNNING', healthStatus: 'HEALTHY', enableExecuteCommand: true, startedAt: minutesAgo(60),
    containers: [{
      name: 'web', lastStatus: 'RUNNING', runtimeId: `${id}-1234`,
      managedAgents: [{ name: 'ExecuteCommandAgent', lastStatus: 'RUNNING' }],
    }],
    ...change,
  };
}

/** A service that is well, with a change. */
export function serviceWith(
  change: Partial<NonNullable<Answer<'describeServices'>['services']>[number]> = {},
): Answer<'describeServices'> {
  return { services: [{
    serviceArn: SERVICE, serviceName: 'Shop-Web-1', clusterArn: CLUSTER, status: 'ACTIVE', desiredCount: 2,
    runningCount: 2, pendingCount: 0, taskDefinition: TASKS,
    loadBalancers: [{ targetGroupArn: TARGET_GROUP, containerName: 'web', containerPort: 8080 }],
    deployments: [{
      id: 'ecs-svc/1', status: 'PRIMARY', taskDefinition: TASKS, desiredCount: 2, runningCount: 2, pendingCount: 0,
      failedTasks: 0, rolloutState: 'COMPLETED', updatedAt: minutesAgo(180),
    }],
    events: [{
      id: '1', createdAt: minutesAgo(120), message: '(service Shop-Web-1) has reached a steady state.',
    }],
    ...change,
  }] };
}

/** The newest deployment of the service, with a change. */
export function rolloutWith(
  change: Partial<NonNullable<Answer<'describeServiceDeployments'>['serviceDeployments']>[number]> = {},
): Answer<'describeServiceDeployments'> {
  return { serviceDeployments: [{
    serviceDeploymentArn: ARN('ecs', 'service-deployment/Shop-Cluster/Shop-Web-1/abc'), serviceArn: SERVICE,
    status: 'SUCCESSFUL', createdAt: minutesAgo(190), startedAt: minutesAgo(190), finishedAt: minutesAgo(180),
    deploymentConfiguration: { strategy: 'ROLLING' }, ...change,
  }] };
}

/** The targets of the service in a state. */
export function targetsWith(
  ...healths: NonNullable<Answer<'describeTargetHealth'>['TargetHealthDescriptions']>[number]['TargetHealth'][]
): Answer<'describeTargetHealth'> {
  return { TargetHealthDescriptions: healths.map((TargetHealth, index) => ({
    Target: { Id: `10.0.1.${index + 10}`, Port: 8080 }, HealthCheckPort: '8080', TargetHealth,
  })) };
}

/** One stack of the account. */
export function stackWith(
  change: Partial<NonNullable<Answer<'describeStacks'>['Stacks']>[number]> = {},
): Answer<'describeStacks'> {
  return { Stacks: [{
    StackId: STACK_ID, StackName: 'Shop', StackStatus: 'UPDATE_COMPLETE', CreationTime: minutesAgo(9000),
    LastUpdatedTime: minutesAgo(180), ...change,
  }] };
}

/** The resources of the stack, those of other types left out. */
export function resourcesOf(...types: readonly string[]): Answer<'listStackResources'> {
  return { StackResourceSummaries: RESOURCES.filter(([type]) => types.length === 0 || types.includes(type))
    .map(([ResourceType, LogicalResourceId, PhysicalResourceId]) => ({
      ResourceType, LogicalResourceId, PhysicalResourceId, LastUpdatedTimestamp: minutesAgo(180),
      ResourceStatus: 'CREATE_COMPLETE',
    })) };
}

const HEALTHY: Calls = {
  getCallerIdentity: async () => ({ Account: '111122223333', Arn: ARN('sts', 'assumed-role/dev/me') }),
  describeStacks: async ({ StackName }) => {
    if (StackName === 'Shop' || StackName === STACK_ID) return stackWith();
    throw failure('ValidationError', `Stack with id ${StackName} does not exist`);
  },
  listStacks: async () => ({ StackSummaries: ['Shop', 'ShopData', 'Office'].map((StackName) => ({
    StackName, CreationTime: NOW, StackStatus: 'CREATE_COMPLETE',
  })) }),
  listStackResources: async () => resourcesOf(),
  getTemplate: async () => ({ TemplateBody: TEMPLATE }),
  describeStackEvents: async () => ({ StackEvents: [] }),
  describeServices: async () => serviceWith(),
  listServiceDeployments: async () => ({ serviceDeployments: [{
    serviceDeploymentArn: ARN('ecs', 'service-deployment/Shop-Cluster/Shop-Web-1/abc'), createdAt: minutesAgo(190),
  }] }),
  describeServiceDeployments: async () => rolloutWith(),
  listTasks: async ({ desiredStatus }) => ({ taskArns: desiredStatus === 'STOPPED' ? [] : ['a1', 'b2'] }),
  describeTasks: async ({ tasks = [] }) => ({ tasks: tasks.map((id) => runningTask(id)) }),
  describeTargetHealth: async () => targetsWith({ State: 'healthy' }, { State: 'healthy' }),
  describeLoadBalancers: async () => ({ LoadBalancers: [{
    LoadBalancerArn: BALANCER, DNSName: 'Shop-1.eu-west-1.elb.amazonaws.com', Scheme: 'internet-facing',
  }] }),
  describeListeners: async () => ({ Listeners: [{ Protocol: 'HTTP', Port: 80 }, { Protocol: 'HTTPS', Port: 443 }] }),
  describeScalingActivities: async () => ({ ScalingActivities: [] }),
  describeDBInstances: async () => ({ DBInstances: [{ DBInstanceStatus: 'available' }] }),
  describeAlarms: async () => ({ MetricAlarms: [{ AlarmName: 'Shop-Web-5xx', StateValue: 'OK', AlarmActions: [] }] }),
};

/** Every recorded call of a healthy stack, with others in place of some. */
export function recordedWith(calls: Calls): Calls {
  return { ...HEALTHY, ...calls };
}

/** What a test does in place of the world. */
export interface Doubles {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly answer?: string;
  readonly start?: Outside['start'];
  readonly download?: Outside['download'];
  readonly rows?: number;
  readonly env?: { readonly [name: string]: string };
  /** Called whenever the program waits. */
  readonly onWait?: () => void;
  /** Seconds that calls have taken so far. */
  readonly clock?: () => number;
  /** The size of the window, in place of a fixed one. */
  readonly size?: () => { readonly columns: number; readonly rows: number };
}

/** Runs the program against recorded answers. A call that nobody recorded is an error. */
export async function operate(words: string, calls: Calls = {}, doubles: Doubles = {}): Promise<Ended> {
  const recorded = recordedWith(calls);
  let seconds = 0;
  const outside: Outside = {
    connect: async (place) => withExplanations(recorded as Api, place),
    now: () => new Date(NOW.getTime() + (seconds + (doubles.clock?.() ?? 0)) * 1000),
    wait: async (more) => { seconds += more; doubles.onWait?.(); },
    start: doubles.start ?? (async () => undefined),
    download: doubles.download ?? (async () => ''),
    ask: async () => doubles.answer,
  };
  const { isTTY, columns, rows, env, size } = doubles;
  return await program(words, { outside, isTTY, columns, rows, env, size });
}
