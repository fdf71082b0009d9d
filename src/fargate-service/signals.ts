import { ComparisonOperator, TreatMissingData, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { isKnown } from '../core';
import { Severity, type Signal } from '../signal';

/** Where response times begin to suffer, and one lost task can still be carried by the others. */
const CPU_PERCENT = 80;
/** A container that reaches 100 % is killed. */
const MEMORY_PERCENT = 80;
const PERIODS = 5;

export interface TaskMetrics {
  readonly cpu: IMetric;
  readonly memory: IMetric;
  /** Only with Container Insights. */
  readonly running?: IMetric;
  readonly fewest: number;
}

/** What is worth watching about the tasks themselves, whatever is in front of them. */
export function taskSignals({ cpu, memory, running, fewest }: TaskMetrics): Signal[] {
  return [
    {
      id: 'Cpu',
      title: 'CPU of the tasks',
      metric: cpu,
      unit: '%',
      thresholds: [above(CPU_PERCENT)],
      missingData: TreatMissingData.NOT_BREACHING,
      reason: 'Scaling holds the average lower: at this level it is at its maximum, or too slow. Raise the maximum '
        + 'capacity or look for a hot loop',
    },
    {
      id: 'Memory',
      title: 'Memory of the tasks',
      metric: memory,
      unit: '%',
      thresholds: [above(MEMORY_PERCENT)],
      missingData: TreatMissingData.NOT_BREACHING,
      reason: 'A container that needs more than it has is killed. Look for a leak, or take a larger task size',
    },
    ...running && (!isKnown(fewest) || fewest > 0)
      ? [{
          id: 'RunningTasks',
          title: 'Running tasks',
          metric: running,
          unit: 'tasks',
          thresholds: [{
            severity: Severity.CRITICAL, value: fewest, comparison: ComparisonOperator.LESS_THAN_THRESHOLD,
            evaluationPeriods: PERIODS,
          }],
          missingData: TreatMissingData.BREACHING,
          reason: 'Tasks do not start or do not stay up. Look at the stopped tasks and the events of the service',
        }]
      : [],
  ];
}

function above(value: number): Signal['thresholds'][number] {
  return {
    severity: Severity.WARNING, value, comparison: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: PERIODS,
  };
}
