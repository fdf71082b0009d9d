import { ArnFormat, Stack, Token } from 'aws-cdk-lib';
import { CfnService } from 'aws-cdk-lib/aws-ecs';
import { Severity } from '../../signal';
import type { EventCatalog, SubjectEvent } from './subject-event';
import { stoppedTask, taskChange } from './task-change';

/** Exit code of a container that was killed. */
const KILLED = 137;

/**
 * What ECS says about a service. Its INFO events are left out: the steady state is told again and again.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service_events.html
 */
export const ECS_EVENTS: EventCatalog = {
  type: CfnService.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => {
    const service = resource as CfnService;
    const page = `ecs/v2/clusters/${clusterOf(service)}/services/${service.attrName}`;
    return [
      deploymentFailed(service, page),
      serviceImpaired(service, page),
      taskCannotStart(service, page),
      outOfMemory(service, page),
      ...hasTargets(service) ? [] : [taskCrashed(service, page)],
      ...usesSpot(service) ? [spotInterruption(service, page)] : [],
    ];
  },
};

function deploymentFailed(service: CfnService, page: string): SubjectEvent {
  return {
    id: 'DeploymentFailed',
    severity: Severity.WARNING,
    what: 'a deployment failed; with a circuit breaker or alarms it was rolled back',
    pattern: {
      source: ['aws.ecs'],
      detailType: ['ECS Deployment State Change'],
      // no cluster in the detail, so the service is found by its ARN.
      resources: [service.ref],
      detail: { eventName: ['SERVICE_DEPLOYMENT_FAILED'] },
    },
    why: '$.detail.reason',
    firstStep: 'Look at the stopped tasks of the new version and at their logs.',
    page: `${page}/deployments`,
  };
}

function serviceImpaired(service: CfnService, page: string): SubjectEvent {
  return {
    id: 'ServiceImpaired',
    severity: Severity.WARNING,
    what: 'ECS cannot place, configure or reach tasks',
    pattern: {
      source: ['aws.ecs'],
      detailType: ['ECS Service Action'],
      resources: [service.ref],
      // a failed deployment has an event of its own.
      detail: { eventType: ['WARN', 'ERROR'], eventName: [{ 'anything-but': ['SERVICE_DEPLOYMENT_FAILED'] }] },
    },
    why: '$.detail.eventName',
    firstStep: 'Look at the events of the service: capacity, subnets without free addresses, quotas.',
    page: `${page}/events`,
  };
}

function taskCannotStart(service: CfnService, page: string): SubjectEvent {
  return {
    id: 'TaskCannotStart',
    severity: Severity.WARNING,
    what: 'a task could not start',
    pattern: stoppedTask({ ...taskOf(service), stopCode: ['TaskFailedToStart'] }),
    why: '$.detail.stoppedReason',
    firstStep: 'Image, secrets, log group or network: the reason names it.',
    page: `${page}/tasks`,
  };
}

function outOfMemory(service: CfnService, page: string): SubjectEvent {
  return {
    id: 'OutOfMemory',
    severity: Severity.WARNING,
    what: 'a container was killed because it needed more memory than it has',
    pattern: stoppedTask({ ...taskOf(service), containers: { reason: [{ prefix: 'OutOfMemory' }] } }),
    why: '$.detail.stoppedReason',
    firstStep: 'Look for a leak, or take a larger task size.',
    page: `${page}/tasks`,
  };
}

/** A worker that crashes shows in no health check. A container that was killed has an event of its own. */
function taskCrashed(service: CfnService, page: string): SubjectEvent {
  return {
    id: 'TaskCrashed',
    severity: Severity.WARNING,
    what: 'a task of a worker ended with an error',
    pattern: stoppedTask({
      ...taskOf(service), stopCode: ['EssentialContainerExited'],
      containers: { exitCode: [{ 'anything-but': [0, KILLED] }] },
    }),
    why: '$.detail.stoppedReason',
    firstStep: 'Look at the last lines of its log; many messages mean that each new task crashes as well.',
    page: `${page}/tasks`,
  };
}

/** The warning two minutes before, and not the end as well: one message for each task. */
function spotInterruption(service: CfnService, page: string): SubjectEvent {
  return {
    id: 'SpotInterruption',
    severity: Severity.WARNING,
    what: 'AWS takes a Spot task back',
    pattern: taskChange({
      ...taskOf(service), lastStatus: ['RUNNING'], desiredStatus: ['STOPPED'], stopCode: ['TerminationNotice'],
    }),
    why: '$.detail.stoppedReason',
    firstStep: 'Nothing, if other tasks carry the load; many at once ask for a larger share on demand.',
    page: `${page}/tasks`,
  };
}

function taskOf(service: CfnService): Record<string, unknown> {
  const cluster = clusterOf(service);
  const clusterArn = !Token.isUnresolved(cluster) && cluster.startsWith('arn:')
    ? cluster
    : Stack.of(service).formatArn({
        service: 'ecs', resource: 'cluster', resourceName: cluster, arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
  return { clusterArn: [clusterArn], group: [`service:${service.attrName}`] };
}

function clusterOf(service: CfnService): string {
  return typeof service.cluster === 'string' ? service.cluster : 'default';
}

/** The list may be written as late as the template. */
function hasTargets(service: CfnService): boolean {
  return (Stack.of(service).resolve(service.loadBalancers) as unknown[] | undefined ?? []).length > 0;
}

function usesSpot(service: CfnService): boolean {
  return JSON.stringify(Stack.of(service).resolve(service.capacityProviderStrategy) ?? []).includes('FARGATE_SPOT');
}
