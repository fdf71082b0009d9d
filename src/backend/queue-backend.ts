import { Connections, Port } from 'aws-cdk-lib/aws-ec2';
import type { Secret } from 'aws-cdk-lib/aws-ecs';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import {
  grantAliasUse, grantSend, oneOf, otherAccountProblems, placeProblems, rejectOtherKinds, rejectProblems,
  SENDER_KEY_ACTIONS, whereaboutsOf, type Problem,
} from '../core';
import { AwsService } from '../network';
import { API_PORT } from './api-port';
import type { IBackend } from './backend';
import { prefixProblems } from './connect-problems';
import { injectedSetting } from './injected-setting';

/** What an application may do with a queue. */
export enum QueueRights {
  /** Send messages. */
  SEND = 'send',
  /** Receive messages, delete them, and change for how long they are hidden. */
  RECEIVE = 'receive',
}

/** A queue of Amazon SQS, and what an application may do with it. */
export interface QueueBackendProps {
  /** The queue, made in this app or imported; rejected if it is known to be in another Region. */
  readonly queue: IQueue;

  /** What the application may do. An application that does both is connected to two backends with two prefixes. */
  readonly rights: QueueRights;

  /**
   * First part of the name of the environment variable: letters, digits and "_" that do not begin with a digit.
   *
   * @default 'QUEUE'
   */
  readonly environmentPrefix?: string;
}

const PREFIX = 'QUEUE';

/**
 * A queue that services connect to. The application gets the address of the queue as `<prefix>_URL`, and the right to
 * send or to receive.
 *
 * `WorkQueue` makes a queue with its dead-letter queue and offers both sides of it; this construct is for a queue that
 * exists.
 *
 * @example
 * const mails = new QueueBackend(this, 'Mails', {
 *   queue: sqs.Queue.fromQueueArn(this, 'Queue', 'arn:aws:sqs:eu-west-1:111122223333:mails'), rights: QueueRights.SEND,
 * });
 * shop.connectTo(mails, { environmentPrefix: 'MAILS' });
 */
export class QueueBackend extends Construct implements IBackend {
  /** Prefix of the environment variable when the service names none. */
  public readonly defaultEnvironmentPrefix: string;
  /** Port of Amazon SQS. */
  public readonly backendPort = API_PORT;
  /** Empty: no security group guards a queue, the rights of a role do. */
  public readonly connections = new Connections({ defaultPort: Port.tcp(API_PORT) });
  /** Amazon SQS. */
  public readonly requiredServices = [AwsService.SQS];

  constructor(scope: Construct, id: string, private readonly props: QueueBackendProps) {
    super(scope, id);
    rejectOtherKinds(this, 'QueueBackend', props);
    rejectProblems(this, 'QueueBackend', this.problems());
    this.defaultEnvironmentPrefix = props.environmentPrefix ?? PREFIX;
  }

  /** Nothing: the address comes through `secretsFor`, because container environments show in the task definition. */
  public environmentFor(_prefix: string): { [name: string]: string } {
    return {};
  }

  /**
   * `<prefix>_URL`.
   *
   * @param prefix first part of the name
   */
  public secretsFor(prefix: string): { [name: string]: Secret } {
    // a queue that becomes a FIFO queue is another queue.
    const id = this.props.queue.fifo ? 'FifoUrl' : 'Url';
    return { [`${prefix}_URL`]: injectedSetting(this, id, this.props.queue.queueUrl) };
  }

  /**
   * Lets an identity send or receive.
   *
   * @param grantee the role of the application
   */
  public grantAccess(grantee: IGrantable): Grant {
    const { queue, rights } = this.props;
    const sends = rights === QueueRights.SEND;
    grantAliasUse(this, queue.encryptionMasterKey, grantee, 'sqs', sends ? SENDER_KEY_ACTIONS : ['kms:Decrypt']);
    return sends ? grantSend(queue, grantee) : queue.grantConsumeMessages(grantee);
  }

  private problems(): Problem[] {
    const { queue, rights, environmentPrefix } = this.props;
    return [
      ...placeProblems(this, {
        prop: 'queue', thing: queue, is: whereaboutsOf(queue, queue.queueArn),
        advice: 'applications call Amazon SQS in their own Region',
      }),
      ...otherAccountProblems(this, 'queue', queue),
      ...oneOf('rights', rights, Object.values(QueueRights)),
      ...prefixProblems(environmentPrefix),
    ];
  }
}
