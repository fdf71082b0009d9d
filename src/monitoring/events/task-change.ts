import type { EventPattern } from 'aws-cdk-lib/aws-events';

/**
 * A task that changes.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_task_events.html
 */
export function taskChange(detail: Record<string, unknown>): EventPattern {
  return { source: ['aws.ecs'], detailType: ['ECS Task State Change'], detail };
}

/** A task that has stopped, with a reason that a message can give. */
export function stoppedTask(detail: Record<string, unknown>): EventPattern {
  return taskChange({ ...detail, lastStatus: ['STOPPED'], stoppedReason: [{ exists: true }] });
}
