import { TreatMissingData, type IAlarm, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { areKnown, isKnown, type CapacityRange } from '../core';
import type { ScalingPolicy } from '../scaling';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';

/** Where response times begin to suffer, and one lost task can still be carried by the others. */
const CPU_PERCENT = 80;
/** A container that reaches 100 % is killed. */
const MEMORY_PERCENT = 80;
const PERIODS = 5;

/** Where the alarms stand that roll a new version back. */
export const ROLLBACK = 'Rollback';
/** Where the scaling policies and their alarms stand. */
export const SCALING = 'Scaling';

export interface TaskMetrics {
  readonly cpu: IMetric;
  readonly memory: IMetric;
  /** Only with Container Insights. */
  readonly running?: IMetric;
  readonly fewest: number;
  /** Alarms on the CPU that scale the service. */
  readonly scalingAlarms: IAlarm[];
}

/** What always runs: the capacity, or less where a schedule lowers it at night. */
export function fewestTasks(capacity: CapacityRange, policies: readonly ScalingPolicy[] = []): number {
  const bounds = policies.map((policy) => policy._minCapacity).filter((bound) => bound !== undefined);
  return areKnown(capacity.min, ...bounds) ? Math.min(capacity.min, ...bounds) : capacity.min;
}

/** What is worth watching about the tasks themselves, whatever is in front of them. */
export function taskSignals({ cpu, memory, running, fewest, scalingAlarms }: TaskMetrics): Signal[] {
  return [
    {
      id: 'Cpu',
      title: 'CPU of the tasks',
      metric: cpu,
      unit: SignalUnit.PERCENT,
      group: SignalGroup.SATURATION,
      warning: Threshold.above(CPU_PERCENT, { periods: PERIODS }),
      relatedAlarms: scalingAlarms,
      reason: 'Scaling holds the average lower: at this level it is at its maximum, or too slow. Raise the maximum '
        + 'capacity or look for a hot loop',
    },
    {
      id: 'Memory',
      title: 'Memory of the tasks',
      metric: memory,
      unit: SignalUnit.PERCENT,
      group: SignalGroup.SATURATION,
      warning: Threshold.above(MEMORY_PERCENT, { periods: PERIODS }),
      reason: 'A container that needs more than it has is killed. Look for a leak, or take a larger task size',
    },
    ...running && (!isKnown(fewest) || fewest > 0)
      ? [{
          id: 'RunningTasks',
          title: 'Running tasks',
          metric: running,
          unit: SignalUnit.COUNT,
          group: SignalGroup.CAPACITY,
          // no data is what a service without any task reports.
          critical: Threshold.below(fewest, { periods: PERIODS, missingData: TreatMissingData.BREACHING }),
          reason: 'Tasks do not start or do not stay up. Look at the stopped tasks and the events of the service',
        }]
      : [],
  ];
}
