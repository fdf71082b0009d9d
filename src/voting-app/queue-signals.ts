import { Duration } from 'aws-cdk-lib';
import { Metric, Stats, type MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';
import { EMF } from './program';

const PERIOD = Duration.minutes(1);
/** Voters see their vote in the result after this time at the latest. */
const SLOW_MS = 10_000;
const STUCK_MS = 60_000;
const PERIODS = 5;

/** A metric that the worker reports: the largest value of all tasks in a minute, if not said otherwise. */
export function queueMetric(namespace: string, metricName: string, options: MetricOptions = {}): Metric {
  return new Metric({
    namespace, metricName, statistic: Stats.MAXIMUM, period: PERIOD,
    dimensionsMap: { [EMF.DIMENSION_ROLE]: 'worker' }, ...options,
  });
}

/** What is worth watching on the way of a vote from the queue to the database. */
export function queueSignals(namespace: string): Signal[] {
  return [
    {
      id: 'QueueDepth', title: 'Votes that wait', metric: queueMetric(namespace, EMF.QUEUE_DEPTH),
      unit: SignalUnit.COUNT, group: SignalGroup.SATURATION,
      reason: 'Votes wait when they come faster than the workers store them. Look at the database first, then at the '
        + 'number of workers.',
    },
    {
      id: 'QueueLag', title: 'Age of the oldest vote that waits', metric: queueMetric(namespace, EMF.QUEUE_LAG),
      unit: SignalUnit.MILLISECONDS, group: SignalGroup.LATENCY,
      warning: Threshold.above(SLOW_MS, { periods: PERIODS }),
      critical: Threshold.above(STUCK_MS, { periods: PERIODS }),
      reason: 'The result lags behind the votes. Nothing is lost: votes wait in the queue. Look at the workers and at '
        + 'the database.',
    },
    {
      id: 'VotesStored', title: 'Votes stored',
      metric: queueMetric(namespace, EMF.VOTES_STORED, { statistic: Stats.SUM }),
      unit: SignalUnit.COUNT, group: SignalGroup.TRAFFIC,
      reason: 'How many votes all workers together have stored in a minute.',
    },
    {
      id: 'DeadLetters', title: 'Entries that could not be stored', metric: queueMetric(namespace, EMF.DEAD_LETTERS),
      unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
      warning: Threshold.above(0, { periods: 1 }),
      reason: 'Entries of the queue that are no votes, or failed five times, are kept aside. Read them, and remove '
        + 'them when the cause is known.',
    },
    {
      id: 'TallyMismatches', title: 'Differences between tally and recount',
      metric: queueMetric(namespace, EMF.TALLY_MISMATCHES),
      unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
      critical: Threshold.above(0, { periods: 1 }),
      reason: 'The worker recounts all votes every hour. A difference is a fault of the program, or somebody has '
        + 'changed the tables by hand: the shown result is wrong.',
    },
  ];
}

/** Signals of a part, under names that are unique in the whole. */
export function signalsOf(part: string, signals: readonly Signal[]): Signal[] {
  return signals.map((signal) => ({ ...signal, id: `${part}${signal.id}`, title: `${part}: ${signal.title}` }));
}
