import type { Deployment, Service, ServiceDeployment, Task } from '@aws-sdk/client-ecs';
import { ifAllowed } from './errors';
import type { DeploymentState, RolloutState, ServiceState, TaskState } from './model';
import type { Api } from './operations';
import { pages, pieceByPiece } from './pages';
import type { Deployed } from './stacks';
import { targetGroupsOf } from './targets';

const SERVICE = 'AWS::ECS::Service';
/** How many of them one call takes. */
const AT_ONCE = { services: 10, tasks: 100 };
/** Stopped tasks that are worth a look; ECS keeps them for about an hour. */
const STOPPED_TASKS = 20;
/** The agent in a container through which commands run in it. */
const EXEC_AGENT = 'ExecuteCommandAgent';

/** The services of ECS in stacks. */
export async function servicesOf(api: Api, deployed: Deployed, missingRights: Set<string>): Promise<ServiceState[]> {
  const resources = deployed.of(SERVICE);
  const clusters = new Set(resources.map(({ physicalId }) => clusterOf(physicalId)));
  const found = await Promise.all([...clusters].map((cluster) => pieceByPiece(
    resources.map(({ physicalId }) => physicalId).filter((arn) => clusterOf(arn) === cluster), AT_ONCE.services,
    async (services) => (await ifAllowed(api.describeServices({ cluster, services }), missingRights))?.services,
  )));
  return await Promise.all(found.flat().map(async (service) => {
    const resource = resources.find(({ physicalId }) => physicalId === service.serviceArn);
    const arn = service.serviceArn ?? '';
    return await stateOf(api, service, deployed.nameOf(arn), resource?.stack ?? '', missingRights);
  }));
}

/** The cluster in the ARN of a service. */
export function clusterOf(serviceArn: string): string {
  return /:service\/([^/]+)\//.exec(serviceArn)?.[1] ?? 'default';
}

async function stateOf(
  api: Api, service: Service, name: string, stack: string, missingRights: Set<string>,
): Promise<ServiceState> {
  const cluster = service.clusterArn ?? '';
  const arn = service.serviceArn ?? '';
  const [rollout, targetGroups, tasks] = await Promise.all([
    ifAllowed(rolloutOf(api, cluster, arn), missingRights),
    ifAllowed(targetGroupsOf(api, groupsBehind(service)), missingRights),
    ifAllowed(tasksOf(api, cluster, arn), missingRights),
  ]);
  return {
    name, stack, service: service.serviceName ?? arn, cluster: cluster.split('/').pop() ?? '',
    status: service.status ?? '', desired: service.desiredCount ?? 0, running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0, taskDefinition: service.taskDefinition,
    deployments: (service.deployments ?? []).map(deploymentOf), rollout, targetGroups: targetGroups ?? [],
    tasks: tasks ?? [],
    events: (service.events ?? []).map(({ createdAt, message }) => ({
      at: createdAt, subject: name, text: message ?? '',
    })),
  };
}

/** Both groups of a service that moves its traffic from one to the other make a set. */
function groupsBehind({ loadBalancers = [] }: Service): string[][] {
  return loadBalancers.map(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn ?? [], advancedConfiguration?.alternateTargetGroupArn ?? [],
  ].flat());
}

function deploymentOf(deployment: Deployment): DeploymentState {
  return {
    id: deployment.id ?? '', taskDefinition: lastWord(deployment.taskDefinition),
    isPrimary: deployment.status === 'PRIMARY', desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0, pending: deployment.pendingCount ?? 0, failed: deployment.failedTasks ?? 0,
    state: deployment.rolloutState, reason: deployment.rolloutStateReason,
    since: deployment.updatedAt ?? deployment.createdAt,
  };
}

async function rolloutOf(api: Api, cluster: string, service: string): Promise<RolloutState | undefined> {
  const { serviceDeployments: briefs = [] } = await api.listServiceDeployments({ cluster, service, maxResults: 10 });
  const newest = [...briefs].sort((one, other) => timeOf(other.createdAt) - timeOf(one.createdAt))[0];
  if (newest?.serviceDeploymentArn === undefined) return undefined;
  const { serviceDeployments = [] } = await api.describeServiceDeployments({
    serviceDeploymentArns: [newest.serviceDeploymentArn],
  });
  return serviceDeployments[0] && rolloutStateOf(serviceDeployments[0]);
}

function rolloutStateOf(deployment: ServiceDeployment): RolloutState {
  return {
    arn: deployment.serviceDeploymentArn ?? '', status: deployment.status ?? '', reason: deployment.statusReason,
    strategy: deployment.deploymentConfiguration?.strategy, phase: deployment.lifecycleStage,
    newTrafficPercent: deployment.targetServiceRevision?.requestedProductionTrafficWeight,
    startedAt: deployment.startedAt ?? deployment.createdAt, finishedAt: deployment.finishedAt,
    failures: deployment.deploymentCircuitBreaker?.failureCount,
    failureThreshold: deployment.deploymentCircuitBreaker?.threshold,
    alarms: deployment.alarms?.triggeredAlarmNames ?? [], rollbackReason: deployment.rollback?.reason,
    hooks: (deployment.lifecycleHookDetails ?? []).map(({ hookId, status }) => ({ stage: hookId, status })),
  };
}

/** Tasks that run, and those that stopped within about an hour; of a service that is gone, too. */
export async function tasksOf(api: Api, cluster: string, service: string): Promise<TaskState[]> {
  const list = (desiredStatus: 'RUNNING' | 'STOPPED') => pages(
    (nextToken) => api.listTasks({ cluster, serviceName: service.split('/').pop(), desiredStatus, nextToken }),
    ({ taskArns }) => taskArns, ({ nextToken }) => nextToken);
  const [running, stopped] = await Promise.all([list('RUNNING'), list('STOPPED')]);
  const arns = [...running, ...stopped.slice(0, STOPPED_TASKS)];
  const tasks = await pieceByPiece(arns, AT_ONCE.tasks,
    async (piece) => (await api.describeTasks({ cluster, tasks: piece })).tasks);
  return tasks.map(taskOf);
}

function taskOf(task: Task): TaskState {
  const containers = task.containers ?? [];
  return {
    id: lastWord(task.taskArn), taskDefinition: lastWord(task.taskDefinitionArn), status: task.lastStatus ?? '',
    health: task.healthStatus, startedAt: task.startedAt, stoppedAt: task.stoppedAt ?? task.stoppingAt,
    stopCode: task.stopCode, stoppedReason: task.stoppedReason, isExecEnabled: task.enableExecuteCommand ?? false,
    isExecReady: containers.some(({ managedAgents = [] }) => managedAgents
      .some(({ name, lastStatus }) => name === EXEC_AGENT && lastStatus === 'RUNNING')),
    containers: containers.map(({ name, lastStatus, exitCode, reason, healthStatus, runtimeId }) => ({
      name: name ?? '', status: lastStatus, exitCode, reason, health: healthStatus, runtimeId,
    })),
  };
}

function lastWord(arn: string | undefined): string {
  return arn?.split('/').pop() ?? '';
}

function timeOf(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
