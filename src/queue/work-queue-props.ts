import type { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/** A queue of work on Amazon SQS. */
export interface WorkQueueProps {
  /**
   * Longest time that a worker needs for one message, 1 second to 6 hours.
   *
   * @default Duration.minutes(1)
   */
  readonly processingTime?: Duration;

  /**
   * For how long a message that a worker has received is hidden from the others, 1 second to 12 hours, and not shorter
   * than `processingTime`: else a second worker gets the message while the first one works on it.
   *
   * @default - twice the `processingTime`, so that a slow run is no second run
   */
  readonly visibilityTimeout?: Duration;

  /**
   * How often a message is handed out before it goes to the dead-letter queue, from 1 to 1000. A task that scaling,
   * Spot or a deployment stops uses up one.
   *
   * @default 5 - a worker that stops in the middle is no reason to give a message up
   */
  readonly maxReceiveCount?: number;

  /**
   * How long a message waits before it is lost, 1 minute to 14 days, and longer than `visibilityTimeout`. Messages of
   * the dead-letter queue are always kept for 14 days.
   *
   * @default Duration.days(4) - a weekend and a day
   */
  readonly retentionPeriod?: Duration;

  /**
   * Whether messages of one group keep their order and are handed out once. The sender names the group and an id that
   * tells duplicates apart. A change replaces the queue.
   *
   * @default false - a standard queue has no limit on throughput, and may hand a message out twice
   */
  readonly fifo?: boolean;

  /**
   * Age of the oldest message at which somebody has to look, 1 minute to 14 days, and shorter than `retentionPeriod`.
   *
   * @default - 1 hour, because nobody waits for the jobs of a queue; half of `retentionPeriod` where that is shorter
   */
  readonly maxAge?: Duration;

  /**
   * Key that messages are encrypted with. Messages that are in the queue when it changes keep the old one, which the
   * consumers may no longer use: let them empty the queue first.
   *
   * @default - a key of Amazon SQS; with Profile.REGULATED the customer managed key of the stack
   */
  readonly encryptionKey?: IKey;

  /**
   * What happens to both queues, with their messages, when they leave the stack.
   *
   * @default - RETAIN; DESTROY with Profile.DEVELOPMENT and Profile.STAGING: a queue may hold what is stored nowhere
   *   else
   */
  readonly removalPolicy?: RemovalPolicy;
}
