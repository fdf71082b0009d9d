import { Lazy } from 'aws-cdk-lib';
import { CfnAutoScalingGroup, type IAutoScalingGroup } from 'aws-cdk-lib/aws-autoscaling';
import { CapacityRange, integer, rejectProblems, relation } from '../../core';
import { groupSignals } from '../../elastic-web-tier';
import type { IMonitored } from '../../signal';
import { plainValue, speakFor } from './plain-subject';

/** What the CDK does not know of a group that was made elsewhere. */
export interface MonitoredAutoScalingGroupOptions {
  /**
   * Smallest number of instances, an integer of at least 0; 0 means that there may be none.
   *
   * @default - that of a group that was made in this app, else 0
   */
  readonly minInstances?: number;

  /**
   * Largest number of instances, an integer of at least 1.
   *
   * @default - that of a group that was made in this app, else there is no alarm on it
   */
  readonly maxInstances?: number;

  /**
   * Whether a group that was made elsewhere reports its own metrics, such as GroupInServiceInstances.
   *
   * @default false - an alarm on a metric that nobody reports would never end
   */
  readonly groupMetrics?: boolean;
}

/** What the group counts itself. */
const GROUP_METRICS = ['InService', 'AtMaximum', 'Pending', 'Terminating'];

/** A group of EC2 Auto Scaling. */
export function watchAutoScalingGroup(
  group: IAutoScalingGroup, options: MonitoredAutoScalingGroupOptions,
): IMonitored {
  const { minInstances: min, maxInstances: max } = options;
  rejectProblems(group, 'Monitored.autoScalingGroup', [
    ...integer('minInstances', min, { min: 0 }),
    ...integer('maxInstances', max, { min: 1 }),
    ...relation(
      { prop: 'minInstances', must: `be at most "maxInstances" (${max})`, got: min }, [min, max], () => min! <= max!,
    ),
  ]);
  const resource = group.node.findAll().find((child) => child instanceof CfnAutoScalingGroup);
  if (resource) switchMetricsOn(resource);
  return speakFor(group, options, () => signalsOf(group, options, resource));
}

function signalsOf(
  group: IAutoScalingGroup, options: MonitoredAutoScalingGroupOptions, resource: CfnAutoScalingGroup | undefined,
): ReturnType<IMonitored['signals']> {
  const min = options.minInstances ?? numberOf(plainValue(resource, resource?.minSize)) ?? 0;
  const max = options.maxInstances ?? numberOf(plainValue(resource, resource?.maxSize));
  const hasGroupMetrics = resource !== undefined || options.groupMetrics === true;
  return groupSignals({
    dimensions: { AutoScalingGroupName: group.autoScalingGroupName },
    capacity: max === undefined ? CapacityRange.fixed(min) : CapacityRange.between(min, max),
    fewest: min,
    hasAgent: false,
    scalingAlarms: [],
  }).filter(({ id }) => hasGroupMetrics || !GROUP_METRICS.includes(id));
}

/** The alarms stand on them; what the user chose, also later, stays. */
function switchMetricsOn(resource: CfnAutoScalingGroup): void {
  const chosen = resource.metricsCollection;
  resource.metricsCollection = Lazy.uncachedAny({
    produce: (context) => (context.resolve(chosen) as unknown[] | undefined) ?? [{ granularity: '1Minute' }],
  });
}

function numberOf(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}
