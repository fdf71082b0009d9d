import { Duration } from 'aws-cdk-lib';
import { MathExpression, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { Queue, QueueEncryption, type IQueue, type QueuePolicy, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { QueueBackend, QueueRights } from '../backend';
import { profileKeyOf, rejectOtherKinds, rejectProblems, writeOutputs } from '../core';
import type { IMonitored, Signal } from '../signal';
import { queueProblems } from './problems';
import { resolveProps, type ResolvedQueueProps } from './resolved-props';
import { queueSignals } from './signals';
import type { WorkQueueProps } from './work-queue-props';

/** The longest time that Amazon SQS keeps a message: somebody has to find out why it could not be processed. */
const DEAD_LETTER_RETENTION = Duration.days(14);
/** Longest wait of a call for messages: it costs the same as a short one, and finds more. */
const LONG_POLLING = Duration.seconds(20);

/**
 * A queue of work on Amazon SQS, with a queue for messages that could not be processed. Both are encrypted and refuse
 * calls without TLS.
 *
 * Services connect to one side of it: `shop.connectTo(jobs.producer)` and `worker.connectTo(jobs.consumer)`. Workers
 * scale by what waits for each of them, from zero and to zero.
 *
 * @example
 * const jobs = new WorkQueue(this, 'Jobs', { processingTime: Duration.minutes(5) });
 * const worker = new FargateService(this, 'Worker', {
 *   vpc,
 *   image: ServiceImage.fromAsset('./worker'),
 *   capacity: CapacityRange.between(0, 10),
 *   scaling: [ScalingPolicy.backlogPerTarget({ metric: jobs.metricBacklog(), backlogPerTarget: 10 })],
 * });
 * worker.connectTo(jobs.consumer);
 * shop.connectTo(jobs.producer);
 */
export class WorkQueue extends Construct implements IMonitored {
  /** The queue underneath. */
  public readonly queue: IQueue;
  /** Where messages go that could not be processed. */
  public readonly deadLetterQueue: IQueue;
  /** For services that send messages: `<prefix>_URL`, and the right to send. */
  public readonly producer: QueueBackend;
  /** For services that process messages: `<prefix>_URL`, and the right to receive, hide and delete. */
  public readonly consumer: QueueBackend;

  private readonly resolved: ResolvedQueueProps;

  constructor(scope: Construct, id: string, private readonly props: WorkQueueProps = {}) {
    super(scope, id);
    rejectOtherKinds(this, 'WorkQueue', props);
    this.resolved = resolveProps(this, props);
    rejectProblems(this, 'WorkQueue', queueProblems(this, props, this.resolved));

    const { visibilityTimeout, maxReceiveCount, retentionPeriod } = this.resolved;
    this.deadLetterQueue = this.createQueue('DeadLetters', { retentionPeriod: DEAD_LETTER_RETENTION });
    this.queue = this.createQueue('Resource', {
      visibilityTimeout, retentionPeriod, deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount },
    });
    this.producer = new QueueBackend(this, 'Producer', { queue: this.queue, rights: QueueRights.SEND });
    this.consumer = new QueueBackend(this, 'Consumer', { queue: this.queue, rights: QueueRights.RECEIVE });
  }

  /**
   * How much work there is: messages that wait and messages that somebody works on. A long job counts until it is done,
   * so scaling does not take its worker away as soon as the queue looks empty.
   */
  public metricBacklog(): MathExpression {
    const measured = { statistic: Stats.MAXIMUM, period: Duration.minutes(1) };
    return new MathExpression({
      expression: 'waiting + inFlight',
      usingMetrics: {
        waiting: this.queue.metricApproximateNumberOfMessagesVisible(measured),
        inFlight: this.queue.metricApproximateNumberOfMessagesNotVisible(measured),
      },
      period: measured.period,
    });
  }

  /** Age of the oldest message, messages that could not be processed, messages in flight. */
  public signals(): Signal[] {
    return queueSignals(this.queue, this.resolved.maxAge, this.deadLetterQueue);
  }

  /**
   * Writes the stack outputs `<prefix>Url`, `<prefix>Arn` and `<prefix>DeadLettersUrl`.
   *
   * @param prefix first part of each name; the id of the construct by default
   */
  public exportOutputs(prefix: string = this.node.id): void {
    writeOutputs(this, prefix, {
      Url: this.queue.queueUrl, Arn: this.queue.queueArn, DeadLettersUrl: this.deadLetterQueue.queueUrl,
    });
  }

  private createQueue(id: string, props: QueueProps): Queue {
    const { removalPolicy, fifo } = this.resolved;
    const encryptionMasterKey = this.props.encryptionKey ?? profileKeyOf(this);
    const queue = new Queue(this, id, {
      ...props,
      // the CDK takes no "false" here.
      fifo: fifo ? true : undefined,
      encryption: encryptionMasterKey ? QueueEncryption.KMS : QueueEncryption.SQS_MANAGED,
      encryptionMasterKey,
      enforceSSL: true,
      receiveMessageWaitTime: LONG_POLLING,
      removalPolicy,
    });
    // it refuses calls without TLS, also of a queue that outlives its stack.
    (queue.node.findChild('Policy') as QueuePolicy).applyRemovalPolicy(removalPolicy);
    return queue;
  }
}
