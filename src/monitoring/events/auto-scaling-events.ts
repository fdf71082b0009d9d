import { Stack, type CfnResource } from 'aws-cdk-lib';
import { CfnAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { Severity } from '../../signal';
import type { EventCatalog, SubjectEvent } from './subject-event';

const REFRESH = 'EC2 Auto Scaling Instance Refresh';

/**
 * What EC2 Auto Scaling says about a group. An interruption of a Spot instance names no group; the group's own
 * notifications tell about the instance that it ended.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/userguide/automating-ec2-auto-scaling-with-eventbridge.html
 */
export const AUTO_SCALING_EVENTS: EventCatalog = {
  type: CfnAutoScalingGroup.CFN_RESOURCE_TYPE_NAME,
  eventsOf: (resource) => [
    refresh(resource, 'RefreshFailed', Severity.WARNING, 'the replacement of instances failed or is rolled back',
      [`${REFRESH} Failed`, `${REFRESH} Rollback Started`]),
    refresh(resource, 'RollbackFailed', Severity.CRITICAL, 'the rollback of a replacement of instances failed',
      [`${REFRESH} Rollback Failed`]),
    ...tellsLaunchErrors(resource as CfnAutoScalingGroup) ? [] : [launchFailed(resource)],
  ],
};

function refresh(
  group: CfnResource, id: string, severity: Severity, what: string, detailType: string[],
): SubjectEvent {
  return {
    id,
    severity,
    what,
    pattern: { source: ['aws.autoscaling'], detailType, detail: { AutoScalingGroupName: [group.ref] } },
    why: '$.detail-type',
    firstStep: 'Look at the refreshes of the group, then at the log of the instances that it started.',
    page: `ec2/home#AutoScalingGroupDetails:id=${group.ref};view=instanceRefresh`,
  };
}

function launchFailed(group: CfnResource): SubjectEvent {
  return {
    id: 'LaunchFailed',
    severity: Severity.WARNING,
    what: 'an instance could not be launched',
    pattern: {
      source: ['aws.autoscaling'],
      detailType: ['EC2 Instance Launch Unsuccessful'],
      detail: { AutoScalingGroupName: [group.ref], StatusMessage: [{ exists: true }] },
    },
    why: '$.detail.StatusMessage',
    firstStep: 'Look at the activity of the group: capacity of the zone, quotas, image, key.',
    page: `ec2/home#AutoScalingGroupDetails:id=${group.ref};view=activity`,
  };
}

/** The groups of this library send every launch to the operations topic themselves. */
function tellsLaunchErrors(group: CfnAutoScalingGroup): boolean {
  return JSON.stringify(Stack.of(group).resolve(group.notificationConfigurations) ?? [])
    .includes('EC2_INSTANCE_LAUNCH_ERROR');
}
