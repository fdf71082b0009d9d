import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

const SEND = ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'];

/**
 * What Amazon SQS asks of a sender where a customer managed key encrypts the queue.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-key-management.html
 */
export const SENDER_KEY_ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey'];

/** Lets an identity send. The CDK's own grant adds wildcards for the key, and a right to encrypt anew. */
export function grantSend(queue: IQueue, grantee: IGrantable): Grant {
  queue.encryptionMasterKey?.grant(grantee, ...SENDER_KEY_ACTIONS);
  return queue.grant(grantee, ...SEND);
}
