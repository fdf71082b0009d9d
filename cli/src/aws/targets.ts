import type { TargetGroupState } from './model';
import type { Api } from './operations';

/** The targets of groups, by their ARNs. Traffic moves between the groups of one set. */
export async function targetGroupsOf(api: Api, sets: readonly (readonly string[])[]): Promise<TargetGroupState[]> {
  return await Promise.all(sets.flatMap((arns, set) => arns.map((arn) => targetGroupOf(api, arn, set))));
}

async function targetGroupOf(api: Api, arn: string, set: number): Promise<TargetGroupState> {
  const { TargetHealthDescriptions = [] } = await healthOf(api, arn);
  const targets = TargetHealthDescriptions.map(({ Target, TargetHealth }) => ({
    id: Target?.Id ?? '', port: Target?.Port, state: TargetHealth?.State ?? 'unknown', reason: TargetHealth?.Reason,
    description: TargetHealth?.Description,
  }));
  return {
    arn, name: arn.split('/')[1] ?? arn, set, targets,
    healthy: targets.filter(({ state }) => state === 'healthy').length,
  };
}

async function healthOf(api: Api, TargetGroupArn: string): ReturnType<Api['describeTargetHealth']> {
  try {
    return await api.describeTargetHealth({ TargetGroupArn });
  } catch (error) {
    // a group that is gone has no targets; the events of its service say the rest.
    if (error instanceof Error && error.name.startsWith('TargetGroupNotFound')) return {};
    throw error;
  }
}
