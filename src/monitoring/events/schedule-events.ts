import { Stack, type CfnResource } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Severity } from '../../signal';
import type { EventCatalog, SubjectEvent } from './subject-event';
import { stoppedTask } from './task-change';

/** What is read of a target that runs a task. */
interface TaskTarget {
  readonly ecsParameters?: { readonly taskDefinitionArn?: unknown };
}

/** Jobs that EventBridge Scheduler starts as tasks. */
export const SCHEDULE_EVENTS: EventCatalog = {
  type: CfnSchedule.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => jobFailed(resource, [(resource as CfnSchedule).target], 'chronos-schedule/'),
};

/** Jobs that a rule with a schedule starts as tasks. */
export const RULE_EVENTS: EventCatalog = {
  type: CfnRule.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => {
    const { scheduleExpression, targets } = resource as CfnRule;
    return scheduleExpression === undefined ? [] : jobFailed(resource, targets, 'events-rule/');
  },
};

/**
 * A task of a job that could not start, or ended with another exit code than 0. ECS cuts the name of who started a task
 * after 36 characters, so the job is known by its task definition.
 *
 * @param startedBy how the names of tasks begin that such a resource starts
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
function jobFailed(resource: CfnResource, targets: unknown, startedBy: string): SubjectEvent[] {
  const resolved = Stack.of(resource).resolve(targets) as TaskTarget[] | undefined ?? [];
  const taskDefinitions = resolved.flatMap(({ ecsParameters }) => ecsParameters?.taskDefinitionArn ?? []);
  if (taskDefinitions.length === 0) return [];
  return [{
    id: 'JobFailed',
    severity: Severity.WARNING,
    what: 'a scheduled job failed',
    pattern: stoppedTask({
      taskDefinitionArn: taskDefinitions,
      startedBy: [{ prefix: startedBy }],
      $or: [{ stopCode: ['TaskFailedToStart'] }, { containers: { exitCode: [{ 'anything-but': [0] }] } }],
    }),
    why: '$.detail.stoppedReason',
    firstStep: 'Look at the log of the task: its exit code was not 0, or it could not start.',
    page: 'ecs/v2/clusters',
  }];
}
