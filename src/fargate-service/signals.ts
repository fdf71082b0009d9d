import {
  MathExpression, Metric, Stats, TreatMissingData, type IAlarm, type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { isKnown } from '../core';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';

/** Where response times begin to suffer, and one lost task can still be carried by the others. */
const CPU_PERCENT = 80;
/** A container that reaches 100 % is killed. */
const MEMORY_PERCENT = 80;
/** Room for the files of a bad day. */
const DISK_PERCENT = 80;
const PERIODS = 5;

/** Where the scaling policies and their alarms stand. */
export const SCALING = 'Scaling';

export interface TaskMetrics {
  readonly cpu: Metric;
  readonly memory: IMetric;
  /** Only with Container Insights. */
  readonly running?: Metric;
  readonly fewest: number;
  /** Alarms on the CPU that scale the service. */
  readonly scalingAlarms: IAlarm[];
  /** Whether a load balancer tells how many tasks are healthy. */
  readonly hasTargets: boolean;
}

/** What is worth watching about the tasks themselves, whatever is in front of them. */
export function taskSignals(metrics: TaskMetrics): Signal[] {
  const { running, fewest, hasTargets } = metrics;
  const mayBeEmpty = isKnown(fewest) && fewest === 0;
  return [
    cpu(metrics),
    memory(metrics),
    ...running && !mayBeEmpty ? [runningTasks(running, fewest)] : [],
    ...running ? [ephemeralStorage(running)] : [],
    // without both nobody else would notice that all tasks are gone.
    ...!running && !hasTargets && !mayBeEmpty ? [reportingTasks(metrics.cpu)] : [],
  ];
}

function cpu({ cpu: metric, scalingAlarms }: TaskMetrics): Signal {
  return {
    id: 'Cpu',
    title: 'CPU of the tasks',
    metric,
    unit: SignalUnit.PERCENT,
    group: SignalGroup.SATURATION,
    warning: Threshold.above(CPU_PERCENT, { periods: PERIODS }),
    relatedAlarms: scalingAlarms,
    reason: 'Scaling holds the average lower: at this level it is at its maximum, or too slow. Raise the maximum '
      + 'capacity or look for a hot loop.',
  };
}

function memory({ memory: metric }: TaskMetrics): Signal {
  return {
    id: 'Memory',
    title: 'Memory of the tasks',
    metric,
    unit: SignalUnit.PERCENT,
    group: SignalGroup.SATURATION,
    warning: Threshold.above(MEMORY_PERCENT, { periods: PERIODS }),
    reason: 'A container that needs more than it has is killed. Look for a leak, or take a larger task size.',
  };
}

function runningTasks(metric: Metric, fewest: number): Signal {
  return {
    id: 'RunningTasks',
    title: 'Running tasks',
    metric,
    unit: SignalUnit.COUNT,
    group: SignalGroup.CAPACITY,
    // no data is what a service without any task reports.
    critical: Threshold.below(fewest, { periods: PERIODS, missingData: TreatMissingData.BREACHING }),
    reason: 'Tasks do not start or do not stay up. Look at the stopped tasks and the events of the service.',
  };
}

/** Of two metrics, because only Container Insights with enhanced observability reports the percentage itself. */
function ephemeralStorage(running: Metric): Signal {
  const measure = (metricName: string) => new Metric({
    namespace: running.namespace, metricName, dimensionsMap: running.dimensions as Record<string, string>,
    period: running.period, statistic: Stats.AVERAGE,
  });
  return {
    id: 'EphemeralStorage',
    title: 'Disk of the tasks',
    metric: new MathExpression({
      expression: '100 * used / reserved', period: running.period,
      usingMetrics: { used: measure('EphemeralStorageUtilized'), reserved: measure('EphemeralStorageReserved') },
    }),
    unit: SignalUnit.PERCENT,
    group: SignalGroup.SATURATION,
    warning: Threshold.above(DISK_PERCENT, { periods: PERIODS }),
    reason: 'A task that cannot write fails. Look for files that nobody removes, or raise the ephemeral storage of the '
      + 'task size.',
  };
}

function reportingTasks(metric: Metric): Signal {
  return {
    id: 'ReportingTasks',
    title: 'Tasks that report',
    // each running task gives one sample a minute.
    metric: metric.with({ statistic: Stats.SAMPLE_COUNT }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.CAPACITY,
    critical: Threshold.below(1, { periods: PERIODS, missingData: TreatMissingData.BREACHING }),
    reason: 'No task has run for 5 minutes. Look at the stopped tasks and the events of the service.',
  };
}
