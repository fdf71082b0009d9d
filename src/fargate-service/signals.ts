import { Duration } from 'aws-cdk-lib';
import {
  MathExpression, Metric, Stats, TreatMissingData, type IAlarm, type IMetric, type MetricOptions,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { FargateService } from 'aws-cdk-lib/aws-ecs';
import { isKnown } from '../core';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';

/** Where response times begin to suffer, and one lost task can still be carried by the others. */
const CPU_PERCENT = 80;
/** A container that reaches 100 % is killed. */
const MEMORY_PERCENT = 80;
/** Room for the files of a bad day. */
const DISK_PERCENT = 80;
const PERIODS = 5;
/** Longer than a scale-out takes to start its tasks. */
const MISSING_PERIODS = 10;

/** How the metrics of tasks are measured, if not said otherwise. */
export const METRIC = { statistic: Stats.AVERAGE, period: Duration.minutes(1) };

/** A metric that only Container Insights reports. */
export function insightOf(
  { cluster, serviceName }: FargateService, metricName: string, options?: MetricOptions,
): Metric {
  return new Metric({
    namespace: 'ECS/ContainerInsights', metricName,
    dimensionsMap: { ClusterName: cluster.clusterName, ServiceName: serviceName }, ...METRIC, ...options,
  });
}

export interface TaskMetrics {
  readonly cpu: Metric;
  readonly memory: IMetric;
  /** Only with Container Insights. */
  readonly running?: Metric;
  /** Only with Container Insights, and for a worker: behind a load balancer its healthy targets tell the same. */
  readonly desired?: Metric;
  readonly fewest: number;
  /** Alarms on the CPU that scale the service. */
  readonly scalingAlarms: IAlarm[];
  /** Whether a load balancer tells how many tasks are healthy. */
  readonly hasTargets: boolean;
}

/** What is worth watching about the tasks themselves, whatever is in front of them. */
export function taskSignals(metrics: TaskMetrics): Signal[] {
  const { running, desired, fewest, hasTargets } = metrics;
  const mayBeEmpty = isKnown(fewest) && fewest === 0;
  return [
    cpu(metrics),
    memory(metrics),
    ...running && !mayBeEmpty ? [runningTasks(running, fewest)] : [],
    ...running && desired ? [missingTasks(running, desired)] : [],
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

/**
 * Tasks that crash again and again come and go, so half of the minutes are enough. A worker that may be empty has no
 * other alarm of this kind.
 */
function missingTasks(running: Metric, desired: Metric): Signal {
  return {
    id: 'MissingTasks',
    title: 'Tasks that do not run',
    metric: new MathExpression({
      expression: 'desired - running', period: running.period, usingMetrics: { desired, running },
    }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    warning: Threshold.atLeast(1, { periods: MISSING_PERIODS, datapointsToAlarm: MISSING_PERIODS / 2 }),
    reason: 'Tasks crash after their start, or do not start. Look at the log and at the stopped tasks of the service.',
  };
}

/** Another metric of Container Insights of the same service. */
function beside({ namespace, dimensions, period }: Metric, metricName: string): Metric {
  return new Metric({
    namespace, metricName, dimensionsMap: dimensions as Record<string, string>, period, statistic: Stats.AVERAGE,
  });
}

/** Of two metrics, because only Container Insights with enhanced observability reports the percentage itself. */
function ephemeralStorage(running: Metric): Signal {
  return {
    id: 'EphemeralStorage',
    title: 'Disk of the tasks',
    metric: new MathExpression({
      expression: '100 * used / reserved', period: running.period,
      usingMetrics: {
        used: beside(running, 'EphemeralStorageUtilized'), reserved: beside(running, 'EphemeralStorageReserved'),
      },
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
