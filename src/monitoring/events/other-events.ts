import { CfnInstance } from 'aws-cdk-lib/aws-ec2';
import { CfnRotationSchedule } from 'aws-cdk-lib/aws-secretsmanager';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Severity } from '../../signal';
import type { EventCatalog } from './subject-event';

/**
 * A secret that could not be rotated. Secrets Manager reports it through CloudTrail, so the account needs a trail.
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/monitoring-eventbridge.html
 */
export const ROTATION_EVENTS: EventCatalog = {
  type: CfnRotationSchedule.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => [{
    id: 'RotationFailed',
    severity: Severity.WARNING,
    what: 'a secret could not be rotated',
    pattern: {
      source: ['aws.secretsmanager'],
      detailType: ['AWS Service Event via CloudTrail'],
      detail: {
        eventSource: ['secretsmanager.amazonaws.com'],
        eventName: ['RotationFailed', 'RotationAbandoned'],
        additionalEventData: { SecretId: [(resource as CfnRotationSchedule).secretId] },
      },
    },
    why: '$.detail.eventName',
    firstStep: 'Look at the log of the function that rotates it; the old password still works.',
    page: 'secretsmanager/listsecrets',
  }],
};

/** An execution that did not end well, for example the restart of a service after a rotation. */
export const STATE_MACHINE_EVENTS: EventCatalog = {
  type: CfnStateMachine.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => [{
    id: 'ExecutionFailed',
    severity: Severity.WARNING,
    what: 'a job of the subject failed',
    pattern: {
      source: ['aws.states'],
      detailType: ['Step Functions Execution Status Change'],
      detail: { stateMachineArn: [resource.ref], status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    },
    why: '$.detail.status',
    firstStep: 'Look at the execution: the step that failed says why.',
    page: `states/home#/statemachines/view/${resource.ref}`,
  }],
};

/**
 * What AWS plans for an instance: a retirement, a restart, maintenance of its host.
 *
 * @see https://docs.aws.amazon.com/health/latest/ug/cloudwatch-events-health.html
 */
export const INSTANCE_EVENTS: EventCatalog = {
  type: CfnInstance.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => [{
    id: 'PlannedByAws',
    severity: Severity.WARNING,
    what: 'AWS plans to stop, restart or retire the instance',
    pattern: {
      source: ['aws.health'],
      detailType: ['AWS Health Event'],
      detail: {
        service: ['EC2'], eventTypeCategory: ['scheduledChange', 'issue'],
        affectedEntities: { entityValue: [resource.ref] },
      },
    },
    why: '$.detail.eventTypeCode',
    firstStep: 'Stop and start the instance at a time of your choice, which moves it to another host.',
    page: `ec2/home#InstanceDetails:instanceId=${resource.ref}`,
  }],
};
