import { Duration } from 'aws-cdk-lib';
import { Stats, type Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { SignalGroup, SignalUnit, Threshold, type Signal } from '../signal';

const MINUTE = Duration.minutes(1);
const AGE_PERIODS = 5;
/** 80 percent of the messages that SQS lets be in flight. */
const IN_FLIGHT = 96_000;
const IN_FLIGHT_FIFO = 16_000;

/** What is worth watching about a queue and its dead-letter queue. */
export function queueSignals(queue: IQueue, maxAge: Duration, deadLetters?: IQueue): Signal[] {
  return [
    oldestMessage(queue, maxAge),
    ...deadLetters ? [deadMessages(deadLetters)] : [],
    inFlight(queue),
    shown('Visible', 'Messages that wait', queue.metricApproximateNumberOfMessagesVisible(measured(Stats.MAXIMUM)),
      SignalGroup.SATURATION, 'How much work is left.'),
    shown('Sent', 'Messages that come in', queue.metricNumberOfMessagesSent(measured(Stats.SUM)),
      SignalGroup.TRAFFIC, 'How much work there is.'),
  ];
}

function oldestMessage(queue: IQueue, maxAge: Duration): Signal {
  return {
    id: 'OldestMessage', title: 'Age of the oldest message',
    metric: queue.metricApproximateAgeOfOldestMessage(measured(Stats.MAXIMUM)),
    unit: SignalUnit.SECONDS, group: SignalGroup.LATENCY,
    warning: Threshold.above(maxAge.toSeconds(), { periods: AGE_PERIODS }),
    reason: 'Nobody reads the queue, or readers are too slow or fail. Look at the logs of whoever reads it.',
  };
}

function deadMessages(queue: IQueue): Signal {
  return {
    id: 'DeadMessages', title: 'Messages that could not be processed',
    metric: queue.metricApproximateNumberOfMessagesVisible(measured(Stats.MAXIMUM)),
    unit: SignalUnit.COUNT, group: SignalGroup.ERRORS,
    warning: Threshold.atLeast(1, { periods: 1 }),
    reason: 'A message was given up. Read it, find out why, then redrive the dead-letter queue or empty it.',
  };
}

function inFlight(queue: IQueue): Signal {
  return {
    id: 'InFlight', title: 'Messages in flight',
    metric: queue.metricApproximateNumberOfMessagesNotVisible(measured(Stats.MAXIMUM)),
    unit: SignalUnit.COUNT, group: SignalGroup.SATURATION,
    warning: Threshold.above(queue.fifo ? IN_FLIGHT_FIFO : IN_FLIGHT, { periods: AGE_PERIODS }),
    reason: 'SQS hands out 120000 messages at most before some are deleted, 20000 of a FIFO queue. Look for readers '
      + 'that do not delete what they have processed.',
  };
}

function shown(id: string, title: string, metric: Metric, group: SignalGroup, reason: string): Signal {
  return { id, title, metric, unit: SignalUnit.COUNT, group, reason };
}

function measured(statistic: string): { statistic: string; period: Duration } {
  return { statistic, period: MINUTE };
}
