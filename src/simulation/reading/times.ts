import type { Resource, Template, Value } from '../../template';

/** Of AWS, in seconds. */
const DEREGISTRATION = 300;
const HEALTH_CHECK = { interval: 30, count: 5 };

/** Times that target groups take, and whether all of those that are named are in the template. */
export interface TargetTimes {
  readonly healthySeconds: number;
  readonly drainSeconds: number;
  readonly areTargetsKnown: boolean;
}

/** Times of the slowest target group; none without one. */
export function targetTimes(template: Template, arns: readonly Value[]): TargetTimes {
  const groups = arns.flatMap((arn) => template.target(arn) ?? []);
  return {
    healthySeconds: Math.max(0, ...groups.map((group) =>
      (group.get('HealthyThresholdCount').number ?? HEALTH_CHECK.count)
      * (group.get('HealthCheckIntervalSeconds').number ?? HEALTH_CHECK.interval))),
    drainSeconds: Math.max(0, ...groups.map((group) => delayOf(group) ?? DEREGISTRATION)),
    areTargetsKnown: groups.length === arns.length,
  };
}

function delayOf(group: Resource): number | undefined {
  return group.get('TargetGroupAttributes').items
    .find((attribute) => attribute.at('Key').text === 'deregistration_delay.timeout_seconds')?.at('Value').number;
}
