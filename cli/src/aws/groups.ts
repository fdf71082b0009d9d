import type { Activity, AutoScalingGroup } from '@aws-sdk/client-auto-scaling';
import { ifAllowed } from './errors';
import type { GroupState } from './model';
import type { Api } from './operations';
import { pages, pieceByPiece } from './pages';
import type { Deployed } from './stacks';
import { targetGroupsOf } from './targets';

const GROUP = 'AWS::AutoScaling::AutoScalingGroup';
const GROUPS_AT_ONCE = 100;
const ACTIVITIES = 20;

/** The Auto Scaling groups in stacks. */
export async function groupsOf(api: Api, deployed: Deployed, missingRights: Set<string>): Promise<GroupState[]> {
  const resources = deployed.of(GROUP);
  const groups = await pieceByPiece(resources.map(({ physicalId }) => physicalId), GROUPS_AT_ONCE,
    async (AutoScalingGroupNames) => await ifAllowed(pages(
      (NextToken) => api.describeAutoScalingGroups({ AutoScalingGroupNames, NextToken }),
      ({ AutoScalingGroups }) => AutoScalingGroups, ({ NextToken }) => NextToken), missingRights));
  return await Promise.all(groups.map(async (group) => {
    const resource = resources.find(({ physicalId }) => physicalId === group.AutoScalingGroupName);
    return await stateOf(api, group, deployed, resource?.stack ?? '', missingRights);
  }));
}

async function stateOf(
  api: Api, group: AutoScalingGroup, deployed: Deployed, stack: string, missingRights: Set<string>,
): Promise<GroupState> {
  const AutoScalingGroupName = group.AutoScalingGroupName ?? '';
  const [targetGroups, refreshes, activities] = await Promise.all([
    ifAllowed(targetGroupsOf(api, (group.TargetGroupARNs ?? []).map((arn) => [arn])), missingRights),
    ifAllowed(api.describeInstanceRefreshes({ AutoScalingGroupName, MaxRecords: 1 }), missingRights),
    ifAllowed(api.describeGroupActivities({ AutoScalingGroupName, MaxRecords: ACTIVITIES }), missingRights),
  ]);
  const instances = (group.Instances ?? []).map((one) => ({
    id: one.InstanceId ?? '', zone: one.AvailabilityZone, lifecycle: one.LifecycleState ?? '', health: one.HealthStatus,
  }));
  const name = deployed.nameOf(AutoScalingGroupName);
  const refresh = refreshes?.InstanceRefreshes?.[0];
  return {
    name, stack, group: AutoScalingGroupName, desired: group.DesiredCapacity ?? 0, minimum: group.MinSize ?? 0,
    maximum: group.MaxSize ?? 0, instances, targetGroups: targetGroups ?? [],
    inService: instances.filter((one) => one.lifecycle === 'InService' && one.health === 'Healthy').length,
    refresh: refresh && {
      status: refresh.Status ?? '', percent: refresh.PercentageComplete, reason: refresh.StatusReason,
    },
    activities: (activities?.Activities ?? []).map((activity) => happeningOf(activity, name)),
  };
}

function happeningOf({ StartTime, StatusCode, Description, StatusMessage, Cause }: Activity, subject: string) {
  const text = [Description, StatusMessage, Cause].filter((part) => part).join(' · ');
  return { at: StartTime, subject, status: StatusCode ?? '', text };
}
