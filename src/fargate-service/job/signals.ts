import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../../signal';

const MINUTE = Duration.minutes(1);
const HOUR = Duration.hours(1);
/** An hour of retries, and one that has begun. */
const PATIENCE_HOURS = 2;

export interface JobFacts {
  /** Name of the schedule group, which the metrics of EventBridge Scheduler count by. */
  readonly group: string;
  readonly deadRuns: IQueue;
  /** Longest time between two starts, if it is a day or less; nothing for a job that does not start by itself. */
  readonly gap?: Duration;
}

/** What is worth watching about a job. A run that fails is an event and no metric. */
export function jobSignals(facts: JobFacts): Signal[] {
  return [missedRuns(facts.deadRuns), ...facts.gap ? [lateRun(facts.group, facts.gap)] : [], starts(facts.group)];
}

function missedRuns(queue: IQueue): Signal {
  return {
    id: 'MissedRuns',
    title: 'Runs that could not be started',
    metric: queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: MINUTE }),
    unit: SignalUnit.COUNT,
    group: SignalGroup.ERRORS,
    warning: Threshold.atLeast(1, { periods: 1 }),
    reason: 'EventBridge gave a run up after its retries. The message in the queue says why. Start the job by hand, '
      + 'then delete the message.',
  };
}

/** Without starts EventBridge reports nothing, so a gap counts, and so does the time before the first start. */
function lateRun(group: string, gap: Duration): Signal {
  const hours = Math.ceil(gap.toHours({ integral: false })) + PATIENCE_HOURS;
  return {
    id: 'LateRun',
    title: 'Starts of the job',
    metric: attempts(group, HOUR),
    unit: SignalUnit.COUNT,
    group: SignalGroup.HEALTH,
    warning: Threshold.below(1, { periods: hours, missingData: TreatMissingData.BREACHING }),
    reason: `Nobody has started the job for ${hours} hours. Look whether its schedule is switched off. A new job is in `
      + 'alarm until its first start.',
  };
}

function starts(group: string): Signal {
  return {
    id: 'Starts',
    title: 'Starts by the minute',
    metric: attempts(group, MINUTE),
    unit: SignalUnit.COUNT,
    group: SignalGroup.TRAFFIC,
    reason: 'When the job was started, retries included.',
  };
}

function attempts(group: string, period: Duration): Metric {
  return new Metric({
    namespace: 'AWS/Scheduler', metricName: 'InvocationAttemptCount', dimensionsMap: { ScheduleGroup: group },
    statistic: Stats.SUM, period,
  });
}
