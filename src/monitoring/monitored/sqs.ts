import { Duration } from 'aws-cdk-lib';
import { Queue, type IQueue } from 'aws-cdk-lib/aws-sqs';
import {
  contradiction, duration, inWords, placeProblems, rejectProblems, whereaboutsOf, type Problem,
} from '../../core';
import { MAX_AGE, queueSignals } from '../../queue';
import type { IMonitored } from '../../signal';
import { isWrapped, speakFor } from './plain-subject';

/** What is expected of whoever reads a queue. */
export interface MonitoredSqsOptions {
  /**
   * Age of the oldest message at which somebody has to look, 1 minute to 14 days.
   *
   * @default Duration.hours(1) - a queue of jobs that nobody waits for
   */
  readonly maxAge?: Duration;

  /**
   * Where messages go that cannot be processed.
   *
   * @default - the one that a queue was made with in this app, else none is watched
   */
  readonly deadLetterQueue?: IQueue;
}

const MINUTE = Duration.minutes(1);

/** A queue of SQS. */
export function watchSqs(queue: IQueue, options: MonitoredSqsOptions): IMonitored {
  const { maxAge = MAX_AGE, deadLetterQueue } = options;
  rejectProblems(queue, 'Monitored.sqs', [
    ...duration('maxAge', maxAge, { min: MINUTE, max: Duration.days(14) }),
    // whoever wraps a queue again is told first that the options differ.
    ...deadLetterQueue && !isWrapped(queue) ? deadLetterProblems(queue, deadLetterQueue) : [],
  ]);
  const deadLetters = deadLetterQueue ?? (queue instanceof Queue ? queue.deadLetterQueue?.queue : undefined);
  return speakFor(queue, options, () => queueSignals(queue, maxAge, deadLetters));
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
function deadLetterProblems(queue: IQueue, deadLetterQueue: IQueue): Problem[] {
  const { queueArn } = deadLetterQueue;
  return [
    ...contradiction(queueArn === queue.queueArn, {
      prop: 'deadLetterQueue', must: 'be another queue', got: inWords(deadLetterQueue.node.path),
    }),
    ...placeProblems(queue, {
      prop: 'deadLetterQueue', thing: deadLetterQueue, is: whereaboutsOf(deadLetterQueue, queueArn), sameAccount: true,
      advice: 'Amazon SQS moves messages within a Region and an account',
    }),
  ];
}
