import { Duration } from 'aws-cdk-lib';
import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnMetricFilter } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import { SignalGroup, SignalUnit, type Signal } from '../../signal';
import { logMetricNameInStack } from '../subjects';
import type { LogErrorsVariant } from './log-errors';
import type { SubjectLog } from './log-groups';

const ID = 'LogErrors';

/** The logs whose errors count. */
export function applicationLogs(logs: readonly SubjectLog[]): SubjectLog[] {
  return logs.filter(({ content }) => content === 'application');
}

/**
 * Counts lines of all logs of a subject in one metric.
 *
 * A minute without errors has no data: with a default value each other line would be a point of the metric.
 *
 * @param name of the subject
 */
export function logErrorSignal(
  subject: IConstruct, name: string, logs: readonly SubjectLog[], { pattern, threshold }: LogErrorsVariant,
): Signal {
  const metricName = logMetricNameInStack(subject, name);
  for (const { group } of logs) {
    new CfnMetricFilter(group, ID, {
      logGroupName: group.ref,
      filterPattern: pattern,
      metricTransformations: [{ metricNamespace: ID, metricName, metricValue: '1' }],
    });
  }
  return {
    id: ID,
    title: 'Errors in the log',
    metric: new Metric({ namespace: ID, metricName, statistic: Stats.SUM, period: Duration.minutes(1) }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.ERRORS,
    warning: threshold,
    reason: `More than ${threshold.value} lines a minute told of an error. Run the saved query "Newest errors" of the `
      + 'subject.',
  };
}
