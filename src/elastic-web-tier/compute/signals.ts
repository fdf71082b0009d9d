import { Duration } from 'aws-cdk-lib';
import { Metric, TreatMissingData, type IAlarm, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { isKnown, type CapacityRange } from '../../core';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../../signal';
import { AGENT_NAMESPACE } from '../boot/agent';

const NETWORK = { unit: SignalUnit.BYTES, group: SignalGroup.TRAFFIC };
const STARTING_OR_ENDING = { unit: SignalUnit.COUNT, group: SignalGroup.CAPACITY };

export type Dimensions = Readonly<Record<string, string>>;

export const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);
/** Where response times begin to suffer, and one lost instance can still be carried by the others. */
const CPU_PERCENT = 80;
/** Beyond it the kernel begins to kill. */
const MEMORY_PERCENT = 85;
/** Room for the logs of a bad day. */
const DISK_PERCENT = 85;
/** At the upper bound for this long, the bound is too low or something runs wild. */
const MINUTES_AT_MAXIMUM = 30;

export interface InstancesOptions {
  readonly dimensions: Dimensions;
  /** Whether the CloudWatch agent runs, which alone knows memory and disks. */
  readonly hasAgent: boolean;
}

/** What is worth watching about the instances of a group. */
export function groupSignals({ dimensions, capacity, fewest, hasAgent, scalingAlarms }: InstancesOptions & {
  readonly capacity: CapacityRange;
  readonly fewest: number;
  /** Alarms on the CPU that scale the group. */
  readonly scalingAlarms: readonly IAlarm[];
}): Signal[] {
  return [
    ...machineSignals(dimensions, hasAgent, scalingAlarms),
    statusChecks(dimensions),
    ...isKnown(fewest) && fewest === 0 ? [] : [inService(dimensions, fewest)],
    ...capacity.isFixed ? [] : [atMaximum(dimensions, capacity.max)],
    shown(
      'Pending', 'Instances that start', asgMetric(dimensions, 'GroupPendingInstances'), STARTING_OR_ENDING,
      'How much capacity is on its way.',
    ),
    shown(
      'Terminating', 'Instances that end', asgMetric(dimensions, 'GroupTerminatingInstances'), STARTING_OR_ENDING,
      'How much capacity is being drained.',
    ),
  ];
}

function statusChecks(dimensions: Dimensions): Signal {
  return {
    id: 'StatusChecks',
    title: 'Instances that fail a status check',
    metric: ec2Metric(dimensions, 'StatusCheckFailed', 'Maximum', MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    warning: Threshold.atLeast(1, { periods: 2 }),
    reason: 'An instance or its host is broken. The group replaces it; if this stays, replacement fails too. Look '
      + 'at the activity of the group.',
  };
}

function inService(dimensions: Dimensions, fewest: number): Signal {
  return {
    id: 'InService',
    title: 'Instances in service',
    metric: asgMetric(dimensions, 'GroupInServiceInstances'),
    unit: SignalUnit.COUNT,
    group: SignalGroup.CAPACITY,
    // no data is what a group without any instance may report.
    critical: Threshold.below(fewest, { periods: 5, missingData: TreatMissingData.BREACHING }),
    reason: 'Fewer instances than the smallest capacity for 5 minutes: launches fail, or new instances never '
      + 'become ready. Look at the activity of the group.',
  };
}

function atMaximum(dimensions: Dimensions, max: number): Signal {
  return {
    id: 'AtMaximum',
    title: 'Capacity at its maximum',
    metric: asgMetric(dimensions, 'GroupDesiredCapacity'),
    unit: SignalUnit.COUNT,
    group: SignalGroup.CAPACITY,
    warning: Threshold.atLeast(max, { periods: MINUTES_AT_MAXIMUM }),
    reason: `Scaling has wanted all it may have for ${MINUTES_AT_MAXIMUM} minutes: raise the maximum, or look `
      + 'for what uses it up.',
  };
}

/** A metric of EC2 over the instances of a tier. */
export function ec2Metric(
  dimensionsMap: Dimensions, metricName: string, statistic: string, period: Duration, options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: 'AWS/EC2', metricName, dimensionsMap: { ...dimensionsMap }, statistic, period, ...options,
  });
}

/** A metric of the CloudWatch agent over the instances of a tier. */
export function agentMetric(
  dimensionsMap: Dimensions, metricName: string, statistic: string, options: MetricOptions = {},
): Metric {
  return new Metric({
    namespace: AGENT_NAMESPACE, metricName, dimensionsMap: { ...dimensionsMap }, statistic, period: MINUTE, ...options,
  });
}

function asgMetric(dimensionsMap: Dimensions, metricName: string): Metric {
  return new Metric({
    namespace: 'AWS/AutoScaling', metricName, dimensionsMap: { ...dimensionsMap }, statistic: 'Minimum', period: MINUTE,
  });
}

/** What is worth watching about instances, however they are run. */
export function machineSignals(
  dimensions: Dimensions, hasAgent: boolean, scalingAlarms: readonly IAlarm[] = [],
): Signal[] {
  return [
    cpu(dimensions, scalingAlarms),
    ...hasAgent ? [memory(dimensions), disk(dimensions)] : [],
    shown(
      'NetworkIn', 'Network in', ec2Metric(dimensions, 'NetworkIn', 'Sum', MINUTE), NETWORK,
      'What the instances receive.',
    ),
    shown(
      'NetworkOut', 'Network out', ec2Metric(dimensions, 'NetworkOut', 'Sum', MINUTE), NETWORK,
      'What the instances send.',
    ),
  ];
}

function cpu(dimensions: Dimensions, scalingAlarms: readonly IAlarm[]): Signal {
  return {
    id: 'Cpu',
    title: 'CPU of the instances',
    metric: ec2Metric(dimensions, 'CPUUtilization', 'Average', FIVE_MINUTES),
    unit: SignalUnit.PERCENT,
    group: SignalGroup.SATURATION,
    warning: Threshold.above(CPU_PERCENT, { periods: 3 }),
    relatedAlarms: [...scalingAlarms],
    reason: `CPU above ${CPU_PERCENT} % for 15 minutes: scaling is at its maximum or too slow. Raise the maximum `
      + 'capacity, or look for a hot loop.',
  };
}

function memory(dimensions: Dimensions): Signal {
  return {
    id: 'Memory',
    title: 'Memory of the fullest instance',
    metric: agentMetric(dimensions, 'mem_used_percent', 'Maximum'),
    unit: SignalUnit.PERCENT,
    group: SignalGroup.SATURATION,
    warning: Threshold.above(MEMORY_PERCENT, { periods: 5 }),
    reason: 'Little more and the kernel kills a process. Look for a leak, or take a larger instance type.',
  };
}

function disk(dimensions: Dimensions): Signal {
  return {
    id: 'Disk',
    title: 'Fullest disk',
    metric: agentMetric(dimensions, 'disk_used_percent', 'Maximum'),
    unit: SignalUnit.PERCENT,
    group: SignalGroup.SATURATION,
    warning: Threshold.above(DISK_PERCENT, { periods: 5 }),
    reason: 'An application that cannot write fails. Look at /var/lib/docker and at the data volume, which can '
      + 'grow while it is in use.',
  };
}

function shown(
  id: string, title: string, metric: Metric, unitAndGroup: Pick<Signal, 'unit' | 'group'>, reason: string,
): Signal {
  return { id, title, metric, ...unitAndGroup, reason };
}
